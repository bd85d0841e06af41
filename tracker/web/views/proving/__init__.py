"""Show the books."""

"""Show and give help."""

"""Show and take what comes in."""

"""Read the forms of what comes in."""

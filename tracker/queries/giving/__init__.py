"""Ask about what comes in."""

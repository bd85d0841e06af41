"""Ask about what goes out to children."""

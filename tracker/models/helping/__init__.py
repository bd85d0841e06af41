"""Hold what goes out: children, places, lists, help."""

"""Check the shape of what people type."""

"""Read the forms of help."""

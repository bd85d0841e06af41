"""Read the forms of the books."""

"""Help the pages of children and of help."""

"""Change the books: one function a verb of the staff."""

"""Drop every guard of the database in turn; a test must notice each."""

"""Read lists of children from files: what a file is, what its cells hold, what its columns and rows mean."""

"""List the pages of each feature."""

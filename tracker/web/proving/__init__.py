"""Help the pages of the books."""

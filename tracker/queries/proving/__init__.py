"""Ask about the books, and whether they hold."""

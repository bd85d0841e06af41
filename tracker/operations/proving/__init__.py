"""Keep the books, and prove them."""

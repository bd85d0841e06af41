"""Help the pages of gifts and receipts."""

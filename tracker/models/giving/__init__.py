"""Hold what comes in: donors, pledges, gifts, receipts."""

"""Hold what proves it: campaigns, vouchers, corrections, closings."""

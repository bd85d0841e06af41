"""Take what comes in."""

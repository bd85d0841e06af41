"""Answer people at the command line."""

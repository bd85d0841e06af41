"""Answer people through pages."""

"""Test what every floor may use; nothing here needs a database."""

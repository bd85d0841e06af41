"""Give help to children."""

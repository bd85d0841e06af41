"""Keep the books of kindness of a Vietnamese children's fund."""

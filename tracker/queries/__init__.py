"""Ask the books; never write."""

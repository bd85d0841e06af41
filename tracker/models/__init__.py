"""Hold the tables and the rules of their columns; no verbs."""

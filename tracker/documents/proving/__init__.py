"""Put the books on paper and into files."""

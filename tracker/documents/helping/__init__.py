"""Put help on paper."""

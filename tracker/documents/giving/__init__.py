"""Put what comes in on paper."""

"""Put the books on paper and into files; never change them."""

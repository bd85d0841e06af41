"""Hold what every floor may use: đồng, dates, names, proofs, refusals; no Flask, no database."""

"""Read what people typed: shape only; sense is the operation's."""

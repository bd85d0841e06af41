"""Read the keys of records as they come in addresses and selects."""

from typing import Any


def id_of(text: Any) -> int | None:
    """Read an id as it stands in an address or a select; whatever is none gives None."""
    plain = str(text or "")
    return int(plain) if plain.isascii() and plain.isdigit() and len(plain) <= 18 else None

"""Prove that the books are the same as before: hashes, the frontier of RFC 6962, commitments, tokens."""

import json
import secrets
from collections.abc import Sequence
from datetime import date, datetime
from hashlib import sha256

#: Bytes of a salt, and of every hash here.
SALT_BYTES = 16
_HASH_BYTES = 32
#: Crockford's base 32: no I, L, O, U, which hands and eyes mix up.
_LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
TOKEN_LENGTH = 16


def canonical(value: object) -> bytes:
    """Give the one JSON of a value: sorted keys, no spaces, UTF-8.

    Takes str, int, bool, None, lists, dicts with text keys, and days as ISO text. Floats, moments
    and all else are a TypeError: they have more than one way to be written.
    """
    return json.dumps(_plain(value), sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def _plain(value: object) -> object:
    """Give a value in JSON's own types, or refuse it."""
    if value is None or isinstance(value, str | int):
        return value
    if isinstance(value, date) and not isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, list | tuple):
        return [_plain(part) for part in value]
    if isinstance(value, dict) and all(isinstance(key, str) for key in value):
        return {key: _plain(part) for key, part in value.items()}
    raise TypeError(f"{type(value).__name__} has no canonical form")


def leaf_hash(body: bytes) -> bytes:
    """Hash what a leaf says: SHA-256(0x00 + body), 32 bytes (RFC 6962 §2.1)."""
    return sha256(b"\x00" + body).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """Hash two hashes into their parent: SHA-256(0x01 + left + right), 32 bytes."""
    return sha256(b"\x01" + left + right).digest()


def append(size: int, frontier: Sequence[str], leaf: bytes) -> tuple[int, list[str]]:
    """Add a leaf's hash (32 bytes) to a tree of `size` leaves; give its new size and frontier.

    The frontier holds, as hex, the roots of the full subtrees that make up the tree, the largest
    first: one for each 1 in the binary size. A frontier that does not fit is a ValueError.
    """
    if len(frontier) != size.bit_count() or len(leaf) != _HASH_BYTES:
        raise ValueError("the frontier or the leaf does not fit the tree")
    peaks = list(frontier)
    node, rest = leaf, size
    while rest & 1:
        node = node_hash(bytes.fromhex(peaks.pop()), node)
        rest >>= 1
    return size + 1, [*peaks, node.hex()]


def root(size: int, frontier: Sequence[str]) -> str:
    """Give the root of the tree as hex; the empty tree's is SHA-256 of nothing."""
    if len(frontier) != size.bit_count():
        raise ValueError("the frontier does not fit the tree")
    if not frontier:
        return sha256(b"").hexdigest()
    node = bytes.fromhex(frontier[-1])
    for peak in reversed(frontier[:-1]):
        node = node_hash(bytes.fromhex(peak), node)
    return node.hex()


def root_of(leaves: Sequence[bytes]) -> str:
    """Compute the root from all leaf hashes as RFC 6962 §2.1 defines it, without a frontier."""
    return _tree_hash(leaves).hex() if leaves else sha256(b"").hexdigest()


def _tree_hash(leaves: Sequence[bytes]) -> bytes:
    """Hash one leaf or more: the left part is the largest power of two below their number."""
    if len(leaves) == 1:
        return leaves[0]
    split = 1 << (len(leaves) - 1).bit_length() - 1
    return node_hash(_tree_hash(leaves[:split]), _tree_hash(leaves[split:]))


def commitment(salt: bytes, value: object) -> bytes:
    """Commit to a value without telling it: SHA-256(0x02 + 16 random bytes + canonical JSON)."""
    if len(salt) != SALT_BYTES:
        raise ValueError("a salt has 16 bytes")
    return sha256(b"\x02" + salt + canonical(value)).digest()


def new_salt() -> bytes:
    """Give 16 random bytes for a commitment."""
    return secrets.token_bytes(SALT_BYTES)


def new_token() -> str:
    """Give 16 characters that nobody can guess: 80 random bits."""
    return "".join(secrets.choice(_LETTERS) for _ in range(TOKEN_LENGTH))


def show_token(token: str) -> str:
    """Show a token in groups of four: 7K4M-2QX9-T1PB-3NDA."""
    return "-".join(token[at : at + 4] for at in range(0, len(token), 4))


def read_token(text: str) -> str:
    """Read a token as a person copies it: small letters, dashes, spaces, O for 0, I or L for 1.

    Gives "" for what cannot be a token, which no record has.
    """
    # Longer than any writing of 16 characters in groups; and ß would become SS.
    if len(text) > 4 * TOKEN_LENGTH or not text.isascii():
        return ""
    bare = "".join(text.replace("-", " ").split()).upper()
    token = bare.translate(str.maketrans("OIL", "011"))
    return token if len(token) == TOKEN_LENGTH and set(token) <= set(_LETTERS) else ""

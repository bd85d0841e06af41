"""Make small scans for tests: the least that is a PDF, a JPG, a PNG."""

import zlib

_PIXEL = zlib.compress(b"\0\xff\xff\xff")


def _chunk(kind: bytes, data: bytes) -> bytes:
    return len(data).to_bytes(4, "big") + kind + data + zlib.crc32(kind + data).to_bytes(4, "big")


PNG_SCAN = (
    b"\x89PNG\r\n\x1a\n"
    + _chunk(b"IHDR", b"\0\0\0\1\0\0\0\1\x08\2\0\0\0")
    + _chunk(b"IDAT", _PIXEL)
    + _chunk(b"IEND", b"")
)
JPG_SCAN = b"\xff\xd8\xff\xe0\0\x10JFIF\0\1\1\0\0\1\0\1\0\0" + bytes(64) + b"\xff\xd9"
PDF_SCAN = b"%PDF-1.4\n1 0 obj << /Type /Catalog >> endobj\ntrailer << /Root 1 0 R >>\n%%EOF\n"


def pdf_scan(text: str) -> bytes:
    """Make a PDF whose bytes are of this text only."""
    return PDF_SCAN.replace(b"trailer", f"% {text}\ntrailer".encode())

"""Tell what a file is by its first bytes, and name what cannot be read as a list."""

import re

from tracker.ground.refusals import N_, Refused

_EMPTY = N_("The file is empty.")
_PDF = N_("This file is a PDF. Ask for the list as an Excel file (.xlsx).")
_PICTURE = N_("This file is a picture. Ask for the list as an Excel file (.xlsx).")
_PACKED = N_("This file is a packed archive. Unpack it and choose the Excel file (.xlsx) inside.")
_WEB = N_("This file is a web page, whatever its name says. Open it in Excel and save it as .xlsx.")
_XML = N_("This file is XML. Open it in Excel and save it as .xlsx.")
_WORD = N_("This file is a Word document. Copy its table into Excel and save it as .xlsx.")
_RTF = N_("This file is an RTF document. Copy its table into Excel and save it as .xlsx.")
_LOCKED = N_("This file is locked with a password. Take the password off in Excel and save it again.")
_OLD = N_("This file is in the old Excel format (.xls). Open it in Excel and save it as .xlsx.")
_OLE = N_("This file is in an old Office format. Open it, and save the list as .xlsx.")

_STARTS = (
    (b"\x89PNG", _PICTURE), (b"\xff\xd8\xff", _PICTURE), (b"GIF8", _PICTURE), (b"II*\0", _PICTURE),
    (b"MM\0*", _PICTURE), (b"Rar!\x1a", _PACKED), (b"7z\xbc\xaf\x27\x1c", _PACKED), (b"\x1f\x8b", _PACKED),
    (b"{\\rtf", _RTF),
)  # fmt: skip
#: Bytes that stand at a fixed place further on: the place, the bytes, what it is.
_LATER = (
    (4, b"ftyphei", _PICTURE), (4, b"ftypmif1", _PICTURE), (4, b"ftypavif", _PICTURE), (8, b"WEBP", _PICTURE),
    (6, b"\0\0\0\0", _PICTURE),
)  # fmt: skip
_OLE2 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_WEB_PAGE = re.compile(rb"<(!doctype html|html|head|body|table|meta|style|div)\b", re.IGNORECASE)


def is_workbook(data: bytes) -> bool:
    """Tell a ZIP, which may be an Excel workbook, from a text; refuse every other kind by its name."""
    if not data.strip(b"\0\t\r\n \xef\xbb\xbf"):
        raise Refused(None, _EMPTY)
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return True
    if data.startswith(_OLE2):
        raise Refused(None, _kind_of_ole2(data))
    if kind := _kind_by_bytes(data):
        raise Refused(None, kind)
    return False


def _kind_by_bytes(data: bytes) -> str | None:
    """Give the sentence for a file that is surely no text, or a text of another kind."""
    start = data[:1024].lstrip(b"\xef\xbb\xbf\t\r\n ")
    if start.startswith(b"%PDF-"):
        return _PDF
    if _WEB_PAGE.match(start) or start.startswith(b"<?xml") and b"<html" in start.lower():
        return _WEB
    if start.startswith((b"<?xml", b"<Workbook")):
        return _XML
    for begin, kind in _STARTS:
        if data.startswith(begin):
            return kind
    return next((kind for at, mark, kind in _LATER if data.startswith(mark, at) and _fits(data, mark)), None)


def _fits(data: bytes, mark: bytes) -> bool:
    """Ask WEBP and BMP for their first letters, too; the marks of the others are enough."""
    if mark == b"WEBP":
        return data.startswith(b"RIFF")
    return mark.strip(b"\0") != b"" or data.startswith(b"BM")


def _kind_of_ole2(data: bytes) -> str:
    """Tell the kinds of old Office files apart by the names of the streams inside."""
    if "EncryptedPackage".encode("utf-16-le") in data:
        return _LOCKED
    if "WordDocument".encode("utf-16-le") in data:
        return _WORD
    return _OLD if any(name.encode("utf-16-le") in data for name in ("Workbook", "Book")) else _OLE

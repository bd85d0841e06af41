"""Tell what kind of paper was scanned by its bytes, never by its name; call the file as the office may see it."""

import unicodedata

from tracker.ground.refusals import N_, Refused

MEGABYTE = 1024 * 1024
#: Largest scan, in bytes.
MOST_BYTES = 10 * MEGABYTE
PDF, JPG, PNG = "application/pdf", "image/jpeg", "image/png"
#: Kind → the endings that such a file may bear; the first is put where it bears none of them.
ENDINGS = {PDF: (".pdf",), JPG: (".jpg", ".jpeg"), PNG: (".png",)}
_BEGINNINGS = {b"%PDF-": PDF, b"\xff\xd8\xff": JPG, b"\x89PNG\r\n\x1a\n": PNG}
#: A picture's last bytes: without them it is cut off.
_PNG_END = b"IEND\xaeB`\x82"
_JPG_END = b"\xff\xd9"
#: A ZIP is read from its end: this mark, 18 bytes, and a comment of the length that they name.
_ZIP_END, _ZIP_SIZE = b"PK\x05\x06", 22
#: Readers take a file for a PDF if its mark stands among so many first bytes.
_PDF_WITHIN = 1024
_LONGEST_NAME = 120


def media_type_of(data: bytes, *, field: str | None = None) -> str:
    """Give the media type of a PDF, JPG or PNG.

    Refuses an empty file, one of more than 10 MB, every other kind, one that is cut off, and one
    that other programs would take for something else.
    """
    if not data:
        raise Refused(field, N_("The file is empty."))
    if len(data) > MOST_BYTES:
        size = f"{len(data) / MEGABYTE:.1f}".replace(".", ",")
        raise Refused(field, N_("The file has %(size)s MB; at most 10 MB can be attached."), size=size)
    kind = next((kind for mark, kind in _BEGINNINGS.items() if data.startswith(mark)), None)
    if kind is None:
        raise Refused(field, _other_kind(data))
    if not _is_whole(data, kind):
        raise Refused(field, N_("The file is cut off. Scan it or send it again."))
    if _pretends(data, kind):
        raise Refused(field, N_("The file pretends to be two kinds at once. Scan the paper again."))
    return kind


def _other_kind(data: bytes) -> str:
    if data[4:12] in (b"ftypheic", b"ftypheix", b"ftypmif1", b"ftyphevc"):
        return N_("This is a HEIC photo. Save it as JPG, then attach it.")
    return N_("Only PDF, JPG and PNG can be attached.")


def _is_whole(data: bytes, kind: str) -> bool:
    """Tell whether the end is there: near it in a PDF, anywhere in a picture, since phones write on behind it."""
    if kind == PDF:
        return b"%%EOF" in data[-_PDF_WITHIN:]
    return (_PNG_END if kind == PNG else _JPG_END) in data


def _pretends(data: bytes, kind: str) -> bool:
    """Tell whether a picture is a PDF as well, or any of them an archive."""
    if kind != PDF and b"%PDF-" in data[:_PDF_WITHIN]:
        return True
    if kind == PNG and not data.endswith(_PNG_END):
        return True
    return _is_archive(data)


def _is_archive(data: bytes) -> bool:
    """Tell whether any mark near the end ends an archive: a last one that ends none hides the true one before it."""
    tail = data[-(_ZIP_SIZE + 0xFFFF) :]
    at = tail.find(_ZIP_END)
    while 0 <= at <= len(tail) - _ZIP_SIZE:
        comment = int.from_bytes(tail[at + 20 : at + _ZIP_SIZE], "little")
        if len(tail) - at - _ZIP_SIZE >= comment:
            return True
        at = tail.find(_ZIP_END, at + 1)
    return False


def paper_name(file_name: str, media_type: str) -> str:
    """Give the name by which a scan is shown: one line of characters that show themselves, with its kind's ending.

    What cannot be shown is left out, folders too; the name is never used on a disk.
    """
    last = unicodedata.normalize("NFC", file_name[:4000]).replace("\\", "/").rpartition("/")[2]
    shown = "".join(letter if letter.isprintable() else " " if letter.isspace() else "" for letter in last)
    name = " ".join(shown.split()).rstrip(" .")
    endings = ENDINGS[media_type]
    ending = next((each for each in endings if name.casefold().endswith(each)), "")
    stem = name[: len(name) - len(ending)].strip(" .") or "scan"
    ending = name[len(name) - len(ending) :] if ending else endings[0]
    return stem[: _LONGEST_NAME - len(ending)].strip(" .") + ending

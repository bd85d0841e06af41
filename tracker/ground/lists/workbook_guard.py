"""Unpack an XLSX file within bounds, and walk through its XML without its traps (DESIGN.md §4)."""

import io
import posixpath
import struct
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from xml.parsers import expat

from tracker.ground.names import shown
from tracker.ground.refusals import N_, Refused

MOST_BYTES = 50_000_000
MOST_MEMBERS = 200

DAMAGED = N_("The workbook is damaged. Open it in Excel and save it again.")
_TOO_LARGE = N_("The workbook unpacks to more than %(most)s MB. A list is far smaller; nothing was read.")
_TOO_MANY = N_("The workbook has %(count)s parts inside; at most %(most)s are read.")
_ENTITIES = N_("The workbook holds XML entities (%(part)s), which no list needs. Nothing was read.")
_LOCKED = N_("This file is locked with a password. Take the password off in Excel and save it again.")
_KINDS = (
    ("xl/workbook.bin", N_("This file is a binary workbook (.xlsb). Open it in Excel and save it as .xlsx.")),
    ("word/", N_("This file is a Word document. Copy its table into Excel and save it as .xlsx.")),
    ("ppt/", N_("This file is a PowerPoint file. Ask for the list as an Excel file (.xlsx).")),
    ("mimetype", N_("This file is an OpenDocument file. Open it and save it as .xlsx.")),
    ("", N_("This file is a packed archive. Unpack it and choose the Excel file (.xlsx) inside.")),
)
_WORKBOOK, _RELATIONS = "xl/workbook.xml", "xl/_rels/workbook.xml.rels"
#: What a file that is no whole workbook makes the unpacking fail with.
_FAILURES = (zipfile.BadZipFile, zlib.error, struct.error, EOFError, LookupError, RuntimeError, OSError, ValueError)

#: Called at the beginning of each XML element with its name, a prefix included, and its attributes.
OnStart = Callable[[str, dict[str, str]], None]


@dataclass(frozen=True)
class SheetPart:
    """A sheet's name, whether people see it, and its part inside the workbook."""

    name: str
    is_visible: bool
    path: str


class Workbook:
    """The parts of a workbook that hold texts, unpacked, and the list of its sheets."""

    def __init__(self, data: bytes) -> None:
        """Unpack a workbook; refuses bombs, entities, locked files and other kinds of ZIP."""
        self.sheets: list[SheetPart] = []
        self.counts_from_1904 = False
        #: Kind of part, or relation of a sheet → path.
        self._paths: dict[str, str] = {}
        try:
            with zipfile.ZipFile(io.BytesIO(data)) as archive:
                members = _members(archive)
                walk_xml(_RELATIONS, _unpack(archive, members[_RELATIONS]), self._relation)
                walk_xml(_WORKBOOK, _unpack(archive, members[_WORKBOOK]), self._sheet)
                paths = {*self._paths.values()}
                self._parts = {path: _unpack(archive, members[path]) for path in paths if path in members}
        except _FAILURES as error:
            raise Refused(None, DAMAGED) from error

    def part(self, kind: str) -> bytes:
        """Give the part with the workbook's shared texts or styles; an empty one where it has none."""
        return self._parts.get(self._paths.get(kind, ""), b"<none/>")

    def sheet(self, sheet: SheetPart) -> bytes:
        """Give a sheet's part; refuses one that is named and missing."""
        if sheet.path not in self._parts:
            raise Refused(None, DAMAGED)
        return self._parts[sheet.path]

    def _relation(self, tag: str, attributes: dict[str, str]) -> None:
        """Note where a part stands."""
        kind = attributes.get("Type", "").rpartition("/")[2]
        if bare(tag) == "Relationship" and kind in ("worksheet", "sharedStrings", "styles"):
            path = posixpath.normpath(posixpath.join("/xl", attributes["Target"])).lstrip("/")
            self._paths[attributes["Id"] if kind == "worksheet" else kind] = path

    def _sheet(self, tag: str, attributes: dict[str, str]) -> None:
        """Note a sheet with cells, in the order of the workbook; charts are none."""
        tag = bare(tag)
        if tag == "workbookPr":
            self.counts_from_1904 = attributes.get("date1904") in ("1", "true")
        key = next((value for name, value in attributes.items() if name.endswith(":id")), "")
        if tag == "sheet" and key in self._paths:
            is_visible = attributes.get("state", "visible") == "visible"
            self.sheets.append(SheetPart(attributes["name"], is_visible, self._paths[key]))


def _members(archive: zipfile.ZipFile) -> dict[str, zipfile.ZipInfo]:
    """List the members by name; refuses too many, too large, twice the same name, and other kinds."""
    infos = archive.infolist()
    if len(infos) > MOST_MEMBERS:
        raise Refused(None, _TOO_MANY, count=len(infos), most=MOST_MEMBERS)
    if sum(info.file_size for info in infos) > MOST_BYTES:
        raise Refused(None, _TOO_LARGE, most=MOST_BYTES // 1_000_000)
    members = {info.filename.lstrip("/"): info for info in infos}
    if any(info.flag_bits & 1 for info in infos):
        raise Refused(None, _LOCKED)
    if _WORKBOOK not in members:
        raise Refused(
            None, next(text for start, text in _KINDS if any(name.startswith(start) for name in (*members, "")))
        )
    if len(members) < len(infos):
        raise Refused(None, DAMAGED)
    return members


def _unpack(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> bytes:
    """Unpack one member, and not one byte more than it said it has."""
    if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise Refused(None, DAMAGED)
    with archive.open(info) as member:
        # A bound in the call holds the decompressor itself; read() alone would unpack everything first.
        part = member.read(info.file_size + 1)
    if len(part) != info.file_size:
        raise Refused(None, DAMAGED)
    return part


def bare(tag: str) -> str:
    """Give an element's name without its prefix."""
    return tag.rpartition(":")[2]


def walk_xml(
    name: str, part: bytes, on_start: OnStart | None = None, parser: expat.XMLParserType | None = None
) -> None:
    """Read a part's XML from end to end; refuses entities, what is not XML, and what makes `on_start` fail."""
    parser = parser or expat.ParserCreate()

    def refuse(*_: object) -> None:
        raise Refused(None, _ENTITIES, part=shown(name))

    parser.StartDoctypeDeclHandler = refuse
    parser.EntityDeclHandler = refuse
    if on_start:
        parser.StartElementHandler = on_start
    try:
        parser.Parse(part, True)
    except (expat.ExpatError, LookupError, ValueError) as error:
        raise Refused(None, DAMAGED) from error

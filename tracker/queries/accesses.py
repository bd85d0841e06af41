"""Ask who opened or took out what is known of children, when and why."""

from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TypeVar

from sqlalchemy import ColumnElement, Select, and_, or_, select
from sqlalchemy.orm import Session

from tracker.ground.dates import ZONE
from tracker.ground.refusals import N_
from tracker.models.children import Child, Group
from tracker.models.handouts import Handout, HandoutFile, HandoutLine, LineOutcome, Sheet
from tracker.models.journal import Access
from tracker.models.users import User
from tracker.queries.same import keys_of_one

Record = TypeVar("Record", User, Child, Sheet, HandoutFile, Handout)
#: Kinds of access whose record is one child → what was done (msgids).
OF_CHILD = {
    "children.page": N_("Opened the child's page"),
    "children.groups": N_("Opened the child's page with its special circumstances"),
    "children.attachment": N_("Opened a paper of the child"),
}
#: Kinds whose record is a sheet of many children.
OF_SHEET = {"sheets.print": N_("Printed a sign-off sheet"), "sheets.attachment": N_("Opened a scanned sheet")}
#: Kinds that concern many children, whose record is a file of a list, a list, or nothing.
OF_MANY = {
    "children.by_group": N_("Listed children by special circumstances"),
    "handouts.by_group": N_("Searched children by special circumstances for a list"),
    "handouts.to_correct.csv": N_("Took out the rows of a list to be corrected"),
    "handouts.to_correct.xlsx": N_("Took out the rows of a list to be corrected"),
    "handouts.attachment": N_("Opened a paper of a list"),
    "ledger.disbursements.names.csv": N_("Took out the book of help with names"),
    "ledger.disbursements.names.xlsx": N_("Took out the book of help with names"),
    "ledger.disbursements.names.jsonl": N_("Took out the book of help with names"),
}
KINDS = OF_CHILD | OF_SHEET | OF_MANY
#: Kinds whose record is a file of rows, or a list itself.
_OF_FILE = ("handouts.to_correct.csv", "handouts.to_correct.xlsx")
_OF_LIST = "handouts.attachment"
#: Kinds that took all children's names along, so also those of any one.
_OF_ALL = tuple(kind for kind in OF_MANY if kind.startswith("ledger."))
#: Kinds whose reason is the code of a group of article 10.
_BY_GROUP = ("children.by_group", "handouts.by_group")


@dataclass(frozen=True)
class AccessesWanted:
    """What narrows the list; what is left out narrows nothing."""

    user_id: int | None = None
    child: Child | None = None
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True)
class Seen:
    """One access in words: who, when, what (msgid), which child or sheet or list, and why."""

    access: Access
    #: None for somebody at the command line who gave no name.
    who: str | None
    what: str
    child: Child | None = None
    sheet: Sheet | None = None
    handout: Handout | None = None

    @property
    def reason(self) -> str:
        """Give the reason as it was given; the code of a group, and what marks a file, are none."""
        return "" if self.access.what in _BY_GROUP or self.access.what.endswith(".attachment") else self.access.reason

    @property
    def group(self) -> Group | None:
        """Give the group of article 10 that was looked for; show it by right only."""
        known = self.access.what in _BY_GROUP and self.access.reason in {group.value for group in Group}
        return Group(self.access.reason) if known else None


def accesses_listed(wanted: AccessesWanted) -> Select[Access]:
    """Ask for accesses to children's data; the page puts them in order."""
    asked = select(Access).where(Access.what.in_(KINDS))
    if wanted.user_id is not None:
        asked = asked.where(Access.user_id == wanted.user_id)
    if wanted.since is not None:
        asked = asked.where(Access.at >= _begin_of(wanted.since))
    if wanted.until is not None:
        asked = asked.where(Access.at < _begin_of(wanted.until + timedelta(days=1)))
    return asked.where(_of_child(wanted.child)) if wanted.child is not None else asked


def _begin_of(day: date) -> datetime:
    return datetime.combine(day, time(), ZONE)


def _of_child(child: Child) -> ColumnElement[bool]:
    """Tell what showed one child: its pages, the sheets it stands on, and files that named everybody."""
    keys = keys_of_one(child)
    on_it = select(HandoutLine.sheet_id).where(HandoutLine.child_id.in_(keys), HandoutLine.sheet_id.is_not(None))
    was_on = select(LineOutcome.sheet_id).join(HandoutLine, HandoutLine.id == LineOutcome.line_id)
    was_on = was_on.where(HandoutLine.child_id.in_(keys))
    return or_(
        and_(Access.what.in_(OF_CHILD), Access.record_id.in_(keys)),
        and_(Access.what.in_(OF_SHEET), or_(Access.record_id.in_(on_it), Access.record_id.in_(was_on))),
        and_(Access.what.in_(_OF_ALL), Access.record_id.is_(None)),
    )


def seen(session: Session, accesses: Sequence[Access]) -> list[Seen]:
    """Put some accesses into words, in a handful of questions."""
    users = _by_id(session, User, {access.user_id for access in accesses})
    children = _by_id(session, Child, _records(accesses, OF_CHILD))
    sheets = _by_id(session, Sheet, _records(accesses, OF_SHEET))
    files = _by_id(session, HandoutFile, _records(accesses, _OF_FILE))
    lists = _records(accesses, (_OF_LIST,)) | {sheet.handout_id for sheet in sheets.values()}
    handouts = _by_id(session, Handout, lists | {file.handout_id for file in files.values()})

    def dressed(access: Access) -> Seen:
        key = access.record_id or 0
        sheet = sheets.get(key) if access.what in OF_SHEET else None
        file = files.get(key) if access.what in _OF_FILE else None
        of_list = key if access.what == _OF_LIST else 0
        of_list = sheet.handout_id if sheet is not None else file.handout_id if file is not None else of_list
        user = users.get(access.user_id or 0)
        return Seen(
            access,
            who=user.full_name if user is not None else None,
            what=KINDS[access.what],
            child=children.get(key) if access.what in OF_CHILD else None,
            sheet=sheet,
            handout=handouts.get(of_list),
        )

    return [dressed(access) for access in accesses]


def _records(accesses: Iterable[Access], kinds: Container[str]) -> set[int | None]:
    return {access.record_id for access in accesses if access.what in kinds}


def _by_id(session: Session, table: type[Record], keys: set[int | None]) -> dict[int, Record]:
    """Read some records in one question; none without asking."""
    known = {key for key in keys if key is not None}
    if not known:
        return {}
    return {record.id: record for record in session.scalars(select(table).where(table.id.in_(known)))}

"""Ask who opened or took out what is known of children, when and why."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, func, or_, select
from sqlalchemy.orm import Session

from tracker.ground.dates import ZONE
from tracker.ground.refusals import N_
from tracker.models.helping.child_rights import DataRequest
from tracker.models.helping.children import Child, Group
from tracker.models.helping.disbursements import Disbursement
from tracker.models.helping.handouts import Handout, HandoutFile, HandoutLine, LineOutcome, Sheet
from tracker.models.helping.help_corrections import HelpCorrection
from tracker.models.helping.savings_books import SavingsBook
from tracker.models.helping.scholarships import Award
from tracker.models.journal import Access
from tracker.models.users import User
from tracker.queries.same import keys_of_one

#: Kinds of access whose record is one child → what was done (msgids).
OF_CHILD = {
    "children.page": N_("Opened the child's page"),
    "children.groups": N_("Opened the child's page with its special circumstances"),
    "children.attachment": N_("Opened a paper of the child"),
    "children.released": N_("Gave the child's name out on a list"),
    "children.lettered": N_("Told a sponsor the child's first name"),
}
#: Kinds whose record is a sheet of many children.
OF_SHEET = {
    "sheets.print": N_("Printed a sign-off sheet"),
    "sheets.attachment": N_("Opened a scanned sheet"),
    "sheets.accounts.xlsx": N_("Took out the list of bank accounts"),
}
#: Kinds whose record is about one child: a request, help given, help that was put right, a savings book.
OF_PAPER = {
    "data_requests.attachment": N_("Opened a paper of a data request"),
    "disbursements.attachment": N_("Opened a paper of help given"),
    "help_corrections.attachment": N_("Opened a paper of a correction of help"),
    "savings_books.page": N_("Opened the page of a savings book"),
    "savings_books.print": N_("Printed the minutes of a savings book"),
    "savings_books.copy": N_("Opened the minutes of a savings book"),
    "savings_books.attachment": N_("Opened a paper of a savings book"),
    "scholarships.page": N_("Opened the page of a scholarship"),
    "awards.attachment": N_("Opened a paper of a scholarship"),
}
#: Kinds that concern many children, whose record is a file of a list, a list, or nothing.
OF_MANY = {
    "children.by_group": N_("Listed children by special circumstances"),
    "handouts.by_group": N_("Searched children by special circumstances for a list"),
    "scholarships.by_group": N_("Searched children by special circumstances for scholarships"),
    "handouts.to_correct.csv": N_("Took out the rows of a list to be corrected"),
    "handouts.to_correct.xlsx": N_("Took out the rows of a list to be corrected"),
    "handouts.attachment": N_("Opened a paper of a list"),
    "sponsor_letters.copy": N_("Opened a letter to a sponsor"),
    "handouts.release": N_("Released a list with names"),
    "handouts.release.pdf": N_("Took out a released list"),
    "handouts.release.xlsx": N_("Took out a released list"),
    "ledger.disbursements.names.csv": N_("Took out the book of help with names"),
    "ledger.disbursements.names.xlsx": N_("Took out the book of help with names"),
    "ledger.disbursements.names.jsonl": N_("Took out the book of help with names"),
}
KINDS = OF_CHILD | OF_SHEET | OF_PAPER | OF_MANY
#: Kinds whose record is a file of rows, or a list itself.
_OF_FILE = ("handouts.to_correct.csv", "handouts.to_correct.xlsx")
_OF_LIST = ("handouts.attachment", "handouts.release", "handouts.release.pdf", "handouts.release.xlsx")
#: Each child whose name a list gave out; the list itself says it where all children are listed.
_RELEASED = "children.released"
#: Kinds that took all children's names along, so also those of any one.
_OF_ALL = tuple(kind for kind in OF_MANY if kind.startswith("ledger."))
#: Kinds whose reason is the code of a group of article 10.
_BY_GROUP = ("children.by_group", "handouts.by_group", "scholarships.by_group")


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


def accesses_listed(wanted: AccessesWanted) -> Select[Any]:
    """Ask for accesses to children's data, with who it was and what it showed; the page puts them in order."""
    asked = _with_records().where(Access.what.in_(KINDS))
    if wanted.user_id is not None:
        asked = asked.where(Access.user_id == wanted.user_id)
    if wanted.since is not None:
        asked = asked.where(Access.at >= _begin_of(wanted.since))
    if wanted.until is not None:
        asked = asked.where(Access.at < _begin_of(wanted.until + timedelta(days=1)))
    if wanted.child is None:
        return asked.where(Access.what != _RELEASED)
    return asked.where(_of_child(wanted.child))


def _with_records() -> Select[Any]:
    def showed(table: Any, kinds: Iterable[str]) -> ColumnElement[bool]:
        return and_(Access.what.in_(kinds), table.id == Access.record_id)

    of_list = case((Access.what.in_(_OF_LIST), Access.record_id))
    asked: Any = select(Access, User.full_name, Child, Sheet, Handout)
    return (
        asked.outerjoin(User, User.id == Access.user_id)
        .outerjoin(Child, showed(Child, OF_CHILD))
        .outerjoin(Sheet, showed(Sheet, OF_SHEET))
        .outerjoin(HandoutFile, showed(HandoutFile, _OF_FILE))
        .outerjoin(Handout, Handout.id == func.coalesce(Sheet.handout_id, HandoutFile.handout_id, of_list))
    )


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
        *_of_papers(keys),
    )


def _of_papers(keys: Select[int]) -> list[ColumnElement[bool]]:
    given = select(Disbursement.id).where(Disbursement.child_id.in_(keys))
    asked = select(DataRequest.id).where(DataRequest.child_id.in_(keys))
    wrong_or_right = or_(HelpCorrection.disbursement_id.in_(given), HelpCorrection.right_child_id.in_(keys))
    papers = {
        "data_requests.attachment": asked,
        "disbursements.attachment": given,
        "help_corrections.attachment": select(HelpCorrection.id).where(wrong_or_right),
    }
    books = select(SavingsBook.id).where(SavingsBook.child_id.in_(keys))
    papers |= {what: books for what in OF_PAPER if what.startswith("savings_books.")}
    awards = select(Award.id).where(Award.child_id.in_(keys))
    papers |= dict.fromkeys(("scholarships.page", "awards.attachment"), awards)
    return [and_(Access.what == what, Access.record_id.in_(ids)) for what, ids in papers.items()]


def seen(rows: Iterable[Any]) -> list[Seen]:
    """Put rows of `accesses_listed` into words."""
    return [
        Seen(access, who, KINDS[access.what], child, sheet, handout)
        for access, who, child, sheet, handout, *_key in rows
    ]


def last_seen(session: Session, child: Child, count: int) -> list[Seen]:
    """List the last accesses to one child's data, the newest first."""
    asked = accesses_listed(AccessesWanted(child=child)).order_by(Access.id.desc())
    return seen(session.execute(asked.limit(count)))

"""Tell all that reached one child: which list, which sheet, which entry, what came back; and what was changed."""

from dataclasses import dataclass, field

from sqlalchemy import Text, cast, or_, select
from sqlalchemy.orm import Session

from tracker.models.helping.children import Child, ChildGroup, ChildHousehold, Guardian, Payee
from tracker.models.helping.disbursements import Disbursement, DisbursementPart, TakeBack
from tracker.models.helping.handouts import Handout, Sheet
from tracker.models.journal import Change, Entry
from tracker.models.settings import Item, Occasion
from tracker.queries.helping.moved_help import went_to_another
from tracker.queries.same import keys_of_one


@dataclass(frozen=True)
class HelpStory:
    """Help given once: its list, its sheet, the number of its entry (None for 0 đ), its occasion, its parts."""

    help: Disbursement
    handout: Handout
    sheet: Sheet
    seq: int | None
    occasion: Occasion | None = None
    parts: list[DisbursementPart] = field(default_factory=list)
    #: By code, those of its parts.
    items: dict[str, Item] = field(default_factory=dict)
    #: Key of a part → that it came back.
    taken_back: dict[int, TakeBack] = field(default_factory=dict)
    #: It was entered for the wrong child and stands under another one.
    moved: bool = False

    @property
    def stands(self) -> bool:
        """Tell whether anything of it is still with the child; help of 0 đ is unless it stands under another."""
        return not self.moved and (not self.parts or len(self.taken_back) < len(self.parts))


def help_stories(session: Session, child: Child) -> list[HelpStory]:
    """Tell all help that a child ever received, newest first, in one question."""
    asked = (
        select(Disbursement, Handout, Sheet, Entry.seq, Occasion, DisbursementPart, Item, TakeBack, went_to_another())
        .join(Sheet, Sheet.id == Disbursement.sheet_id)
        .join(Handout, Handout.id == Sheet.handout_id)
        .outerjoin(Entry, Entry.id == Disbursement.entry_id)
        .outerjoin(Occasion, Occasion.code == Disbursement.occasion)
        .outerjoin(DisbursementPart, DisbursementPart.disbursement_id == Disbursement.id)
        .outerjoin(Item, Item.code == DisbursementPart.item)
        .outerjoin(TakeBack, TakeBack.disbursement_part_id == DisbursementPart.id)
        .where(Disbursement.child_id.in_(keys_of_one(child)))
        .order_by(Disbursement.given_on.desc(), Disbursement.id.desc(), DisbursementPart.id)
    )
    stories: dict[int, HelpStory] = {}
    for given, handout, sheet, seq, occasion, part, item, back, moved in session.execute(asked):
        story = stories.setdefault(given.id, HelpStory(given, handout, sheet, seq, occasion, moved=bool(moved)))
        if part is not None:
            story.parts.append(part)
            story.items[item.code] = item
        if back is not None:
            story.taken_back[part.id] = back
    return list(stories.values())


def help_totals(stories: list[HelpStory]) -> dict[str, int]:
    """Add up what a child received and kept, by item (whole đồng or pieces); money comes first."""
    totals: dict[str, int] = {}
    for story in stories:
        for part in story.parts:
            if part.id not in story.taken_back:
                totals[part.item] = totals.get(part.item, 0) + part.quantity
    return dict(sorted(totals.items(), key=lambda each: (each[0] != "VND", each[0])))


def changes_of_child(session: Session, child: Child, *, groups: bool) -> list[Change]:
    """List what was changed in a child and in what belongs to it, newest first; groups by right only."""
    tables = (Guardian, Payee, ChildHousehold, ChildGroup) if groups else (Guardian, Payee, ChildHousehold)
    records = select(cast(Child.id, Text)).where(Child.id.in_(keys_of_one(child)))
    own = [(Change.table_name == "children") & Change.record_id.in_(records)]
    for table in tables:
        keys = select(cast(table.id, Text)).where(table.child_id.in_(keys_of_one(child)))
        own.append((Change.table_name == table.__tablename__) & Change.record_id.in_(keys))
    return list(session.scalars(select(Change).where(or_(*own)).order_by(Change.id.desc())))

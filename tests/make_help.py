"""Make places, children and lists for tests by the operations."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from kept_places import places_of_the_province
from sqlalchemy import func, select

from tracker.models.helping.children import Child
from tracker.models.helping.handouts import Handout, HelpKind, Sheet
from tracker.models.helping.places import Place
from tracker.models.proving.campaigns import Campaign
from tracker.operations.helping.approvals import approve, submit
from tracker.operations.helping.children import ChildFacts, register_child
from tracker.operations.helping.handouts import add_children, draft_handout
from tracker.operations.helping.sheets import make_sheets, send_out
from tracker.queries.helping.handouts import line_states, sheets_of

DAY = date(2018, 3, 15)
#: Xã Tân Lập of the district Tân Biên, as it was in 2018.
COMMUNE = "25489-2018"


class MakeHelp:
    """The half of the small office that helps."""

    def place(self, key: str = "") -> Place:
        """Give a commune of 2018; the places are loaded at the first asking."""
        if not self.session.scalar(select(func.count()).select_from(Place)):
            places_of_the_province(self.session)
        asked = select(Place).where(Place.level == "commune", Place.valid_from.is_(None)).order_by(Place.key)
        return self.session.get_one(Place, key) if key else self.session.scalars(asked).first()

    def child(self, full_name: str = "", *, place: Place | None = None, birth_year: int = 2008, **facts: Any) -> Child:
        """Register a child."""
        name = full_name or f"Lê Thị {chr(65 + next(self.numbers) % 26)}{next(self.numbers)}"
        said = ChildFacts(name, place or self.place(), birth_year=birth_year, **facts)
        return self.run(register_child, facts=said, registered_on=DAY)

    def handout(
        self,
        *,
        shares: Mapping[str, int] | None = None,
        campaign: Campaign | None = None,
        children: Sequence[Child] | None = None,
        planned_on: date = DAY,
        **facts: Any,
    ) -> Handout:
        """Draft a list of three children at 1.000.000 đ, unless said otherwise."""
        values = {"name": "Quà Tết", "kind": HelpKind.GIFT} | facts
        handout = self.run(
            draft_handout,
            campaign=campaign or self.campaign(),
            planned_on=planned_on,
            shares={"VND": 1_000_000} if shares is None else shares,
            **values,
        )
        children = [self.child() for _ in range(3)] if children is None else children
        self.run(add_children, handout=handout, children=children)
        return handout

    def approved(self, **facts: Any) -> Handout:
        """Draft, submit and approve a list."""
        handout = self.handout(**facts)
        self.run(submit, handout=handout)
        return self.run(approve, by=self.user("approver"), handout=handout, approved_on=DAY)

    def sheet(self, handout: Handout | None = None, *, sent_on: date = DAY, party: str = "", out: bool = True) -> Sheet:
        """Put all open lines of an approved list on one sheet and send it out from cash box and store."""
        handout = handout or self.approved()
        ids = [state.line.id for state in line_states(self.session, handout) if not state.settled]
        self.run(make_sheets, by=self.user("cashier"), handout=handout, lines={"Xã thử": ids})
        sheet = sheets_of(self.session, handout)[-1]
        if out:
            self.run(
                send_out,
                by=self.user("cashier"),
                sheet=sheet,
                sent_on=sent_on,
                till=self.account(),
                store=self.account("assets:goods"),
                party=party,
            )
        return sheet

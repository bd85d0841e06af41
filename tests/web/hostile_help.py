"""Fill children, lists, files and sheets with hostile texts, through the operations."""

from datetime import date

from make import DAY, Make

from tracker.ground.lists.grid_texts import grid_text
from tracker.ground.lists.grids import Grid
from tracker.models.helping.children import Child, Group, Household
from tracker.models.helping.handouts import Handout, HelpKind, OutcomeKind, Sheet
from tracker.models.users import User
from tracker.operations.helping.approvals import send_back, submit
from tracker.operations.helping.child_records import (
    add_guardian,
    add_outside_id,
    add_to_group,
    set_household,
    set_payee,
)
from tracker.operations.helping.children import ChildFacts, correct_child, register_child
from tracker.operations.helping.handout_files import Cells, add_file
from tracker.operations.helping.handouts import add_children, draft_handout
from tracker.operations.helping.settlements import Outcome, settle_sheet
from tracker.operations.helping.sheets import record_sheet_copy, replace_line
from tracker.queries.helping.handout_checks import Said
from tracker.queries.helping.handouts import lines_of


def evil_help(make: Make, clerk: User, evil: str, short: str) -> list[str]:
    """Help a hostile child in every way; give the addresses of pages that few links lead to."""
    child = _child(make, evil, short)
    guardian = make.run(add_guardian, child=child, full_name=evil, relation=short)
    draft, file = _draft(make, clerk, evil, short)
    waiting, out = _sheets(make, child, evil)
    line = lines_of(make.session, make.session.get_one(Handout, out.handout_id))[-1]
    return [
        f"/children/{child.id}",
        f"/children/{child.id}/edit",
        f"/children/{child.id}/guardians/{guardian.id}",
        f"/handouts/{draft}",
        f"/handouts/{draft}/edit",
        f"/handouts/{draft}/files/{file}",
        f"/handouts/{draft}/files/{file}/to-correct.csv",
        f"/handouts/{draft}/children?q=l",
        f"/sheets/{waiting.token}/send-out",
        f"/sheets/{out.token}/settle",
        f"/sheets/{out.token}/copies/1.pdf",
        f"/sheets/{out.token}/lines/{line.id}/replace",
        f"/sheets/{out.token}/lines/{line.id}/find.json?q=l",
    ]


def _child(make: Make, evil: str, short: str) -> Child:
    place = make.place()
    facts = {"hamlet": short, "school": evil, "school_class": short, "note": evil, "birth_year": 2010}
    child: Child = make.run(
        register_child,
        facts=ChildFacts(short, place, **facts),
        registered_on=DAY,
        guardian_name=evil,
        relation=short,
    )
    make.run(correct_child, child=child, facts=ChildFacts(evil, place, **facts))
    make.run(add_to_group, child=child, group=list(Group)[0], since=DAY)
    make.run(set_household, child=child, year=2018, household=list(Household)[0], certificate=short)
    make.run(set_payee, child=child, holder=evil, bank=evil, account_number="0123456789", valid_from=DAY)
    make.run(add_outside_id, child=child, system=short, value=short)
    return child


def _draft(make: Make, clerk: User, evil: str, short: str) -> tuple[int, int]:
    """Send a list of the hostile clerk back with a hostile reason, and lay a hostile file beside it."""
    facts = {"name": evil, "remark": evil, "kind": HelpKind.GIFT, "planned_on": DAY, "shares": {"VND": 1_000_000}}
    draft = make.run(draft_handout, by=clerk, campaign=make.fund(), **facts)
    make.run(add_children, by=clerk, handout=draft, children=[make.child("Lê Thị Lý")])
    make.run(submit, by=clerk, handout=draft)
    make.run(send_back, by=make.user("approver"), handout=draft, remark=evil)
    said = Said(evil, evil, short, evil, evil, evil, evil, short, evil, short, short)
    rows = [(2, said), (3, Said("Lê Thị Lý", "2008", commune=evil))]
    cells = grid_text(Grid(evil, [[evil, "Họ tên", short], ["1", evil, "X· T©n B×nh"], ["2", "Lý", evil]]))
    reading = Cells(cells, notes=[("Columns not read: %(columns)s.", {"columns": evil})])
    told = {"name": evil, "content_hash": "0" * 64, "heading_row": 1, "rows": rows, "reading": reading}
    file = make.run(add_file, by=clerk, handout=draft, **told)
    return draft.id, file.id


def _sheets(make: Make, child: Child, evil: str) -> tuple[Sheet, Sheet]:
    """Give a sheet that waits and one that is out; settle a third with a proxy of a hostile name."""
    campaign = make.campaign("EVILHELP", name=evil)
    make.donation(amount=20_000_000, campaign=campaign)
    settled, out, waiting = (
        make.approved(name=evil, campaign=campaign, children=[child, make.child()]) for _ in range(3)
    )
    back = make.sheet(settled, party=evil)
    first = lines_of(make.session, settled)[0]
    outcomes = {first.id: Outcome(OutcomeKind.PROXY, proxy=evil, relation="mẹ")}
    make.run(settle_sheet, by=make.user("cashier"), sheet=back, signed_on=DAY, outcomes=outcomes)
    gone = make.sheet(out, party=evil)
    make.run(record_sheet_copy, by=make.user("cashier"), sheet=gone, public_url="http://localhost")
    line = lines_of(make.session, out)[0]
    make.run(replace_line, by=make.user("cashier"), line=line, child=make.child(evil))
    return make.sheet(waiting, sent_on=date(2018, 3, 16), out=False), gone

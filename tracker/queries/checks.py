"""Check the whole books: each invariant is a small question for what breaks it."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import select, text
from sqlalchemy.orm import Session

from tracker.ground.refusals import N_
from tracker.models.helping.handouts import Handout, HandoutStep, HandoutStepKind
from tracker.models.proving.campaigns import Campaign
from tracker.queries.helping.handouts import approval_of, state_of
from tracker.queries.proving.attachments import attachment_breaches
from tracker.queries.proving.campaigns import positions
from tracker.queries.proving.check_people import PEOPLE
from tracker.queries.proving.check_questions import (
    BALANCES,
    COMMITTED,
    HELP_WITHOUT_APPROVAL,
    HELP_WITHOUT_CHILD,
    IN_CLOSED_DAYS,
    MATCHES,
    NEGATIVE_AFTER_REQUEST,
    NEGATIVE_AT_DAY_END,
    PLEDGED,
    SEQ_HOLES,
    TWO_STANDING,
    UNBALANCED,
    UNLIKE_MIRRORS,
    UNLIKE_TAKE_BACKS,
    WITHOUT_VOUCHER,
    holes,
)
from tracker.queries.proving.check_receipt_books import RECEIPT_BOOKS
from tracker.queries.proving.check_savings_books import SAVINGS_BOOKS
from tracker.queries.proving.check_spending import SPENDING
from tracker.queries.proving.check_sponsors import SPONSORS
from tracker.queries.proving.check_store import STORE
from tracker.queries.proving.positions import Position
from tracker.queries.proving.proof_checks import broken_proofs


@dataclass(frozen=True)
class Check:
    """An invariant: its code, what holds when it holds (a msgid), and the question for its breaches."""

    code: str
    label: str
    breaches: Callable[[Session], list[str]]


@dataclass(frozen=True)
class Finding:
    """What a check found: the breaches, each named so that it can be looked up."""

    check: Check
    breaches: list[str]


def run_checks(session: Session, attachments: Path | None = None) -> list[Finding]:
    """Ask every check, in the order of the books; with the folder of attachments, that of its files, too."""
    files = () if attachments is None else (attachments_check(attachments),)
    return [Finding(check, check.breaches(session)) for check in (*CHECKS, *files)]


def attachments_check(folder: Path) -> Check:
    """Make the check of the files in a folder of attachments."""
    label = N_("Every attachment's file is there and unchanged")
    return Check("attachments_there", label, lambda session: attachment_breaches(session, folder))


def _asking(sql: str) -> Callable[[Session], list[str]]:
    def breaches(session: Session) -> list[str]:
        return [" ".join(str(value) for value in row) for row in session.execute(text(sql))]

    return breaches


def _unequal_positions(session: Session) -> list[str]:
    """Hold every campaign to opening + in = out + there (DESIGN.md §2)."""
    codes = {campaign.id: campaign.code for campaign in session.scalars(select(Campaign))}
    return [codes[key] for key, position in positions(session).items() if not _holds(position)]


def _holds(money: Position) -> bool:
    came = money.opening + money.received + money.budget + money.interest + money.moved_in + money.unidentified
    went = money.paid + money.bought + money.costs + money.moved_out
    pieces = all(
        goods.opening + goods.received + goods.bought + goods.moved_in + goods.difference
        == goods.given + goods.moved_out + goods.advanced + goods.in_store
        for goods in money.goods.values()
    )
    return came == went + money.in_hand + money.advanced and pieces


def _changed_lists(session: Session) -> list[str]:
    """Hold every list that is approved now to what was approved."""
    approved = select(Handout).where(
        Handout.id.in_(select(HandoutStep.handout_id).where(HandoutStep.kind == HandoutStepKind.APPROVED))
    )
    return [
        handout.code
        for handout in session.scalars(approved)
        if state_of(session, handout) == HandoutStepKind.APPROVED and approval_of(session, handout) is None
    ]


CHECKS = (
    Check("entries_balance", N_("Every entry sums to zero per item and campaign"), _asking(UNBALANCED)),
    Check("balances_equal_lines", N_("Balances equal the lines"), _asking(BALANCES)),
    Check(
        "never_negative",
        N_("No guarded balance was negative after any request"),
        _asking(NEGATIVE_AFTER_REQUEST),
    ),
    Check("no_day_negative", N_("No campaign's till was negative at the end of a day"), _asking(NEGATIVE_AT_DAY_END)),
    Check("no_hole_in_entries", N_("Entries are numbered without a hole"), _asking(SEQ_HOLES)),
    Check("no_hole_in_receipts", N_("Receipts have no hole"), _asking(holes("receipts", "series", "'BL', 'TN'"))),
    Check(
        "no_hole_in_vouchers",
        N_("Vouchers have no hole"),
        _asking(holes("vouchers", "series", "'PT', 'PC', 'NK', 'XK', 'UNC', 'BC', 'DC'")),
    ),
    Check("no_hole_in_pledges", N_("Pledges have no hole"), _asking(holes("pledges", "'CK'", "'CK'"))),
    Check("no_hole_in_handouts", N_("Hand-outs have no hole"), _asking(holes("handouts", "'DT'", "'DT'"))),
    Check("closed_days_stay", N_("Nothing is dated in closed days after they were closed"), _asking(IN_CLOSED_DAYS)),
    Check("lines_on_vouchers", N_("Every till and store line stands on one voucher"), _asking(WITHOUT_VOUCHER)),
    Check("reversals_mirror", N_("Reversals are exact mirrors, once"), _asking(UNLIKE_MIRRORS)),
    Check("pledged_is_outstanding", N_("Pledged equals what is outstanding"), _asking(PLEDGED)),
    Check("matches_fit", N_("No gift fulfils more than it is or than was promised"), _asking(MATCHES)),
    Check("one_standing_receipt", N_("No gift has two standing receipts"), _asking(TWO_STANDING)),
    Check("help_has_child", N_("Every line of help names its child"), _asking(HELP_WITHOUT_CHILD)),
    Check("help_was_approved", N_("All help was approved by another person"), _asking(HELP_WITHOUT_APPROVAL)),
    Check("lists_unchanged", N_("Approved lists are what was approved"), _changed_lists),
    Check("take_backs_mirror", N_("Help that came back mirrors what was given, once"), _asking(UNLIKE_TAKE_BACKS)),
    Check(
        "committed_is_open",
        N_("Committed equals what is open of approved lists and scholarships"),
        _asking(COMMITTED),
    ),
    *(
        Check(code, label, _asking(sql))
        for code, label, sql in (*SPENDING, *STORE, *RECEIPT_BOOKS, *SAVINGS_BOOKS, *SPONSORS, *PEOPLE)
    ),
    Check("positions_hold", N_("The position's equation holds per campaign"), _unequal_positions),
    Check("root_is_right", N_("The root of the proof is right"), broken_proofs),
)

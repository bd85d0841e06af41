"""Hold the books: accounts, entries, lines, guarded balances, and the proof of all that was done."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from tracker.ground.refusals import N_
from tracker.models.base import STRICT, Base, Choice, Key, one_of


class AccountKind(Choice):
    """What an account holds."""

    CASH = "cash", N_("Cash box")
    BANK = "bank", N_("Bank")
    ADVANCE = "advance", N_("Advance")
    GOODS = "goods", N_("Store")
    PAYABLE = "payable", N_("Owed")
    EQUITY = "equity", N_("Source")
    INCOME = "income", N_("Income")
    EXPENSE = "expense", N_("Expense")
    MEMO = "memo", N_("Memo")


#: Tills and stores: each of their lines stands on exactly one voucher.
TILL_KINDS = (AccountKind.CASH, AccountKind.BANK, AccountKind.GOODS)
#: Where money and goods of the fund are: its tills, its stores, and what people hold in advance.
HOLDING_KINDS = (*TILL_KINDS, AccountKind.ADVANCE)
#: What together shows a campaign's own money: what is held, less what is owed.
KEEPING_KINDS = (*HOLDING_KINDS, AccountKind.PAYABLE)


class EntryKind(Choice):
    """What happened."""

    OPENING = "opening", N_("Opening balance")
    PLEDGE = "pledge", N_("Pledge recorded")
    PLEDGE_CHANGE = "pledge_change", N_("Pledge changed")
    PLEDGE_WRITE_OFF = "pledge_write_off", N_("Pledge written off")
    DONATION = "donation", N_("Donation")
    UNIDENTIFIED = "unidentified", N_("Unidentified transfer")
    NAMING = "naming", N_("Unidentified transfer named")
    GIVE_BACK = "give_back", N_("Gift given back")
    TILL_MOVE = "till_move", N_("Move between tills")
    CAMPAIGN_MOVE = "campaign_move", N_("Move between campaigns")
    REVERSAL = "reversal", N_("Reversal")
    COMMITMENT = "commitment", N_("List approved")
    RELEASE = "release", N_("Approval withdrawn")
    ADVANCE_OUT = "advance_out", N_("Advance on a sheet")
    SETTLEMENT = "settlement", N_("Sheet settled")
    TAKE_BACK = "take_back", N_("Help that came back")
    HELP_CORRECTION = "help_correction", N_("Help put right")
    PURCHASE = "purchase", N_("Goods bought")
    ADVANCE = "advance", N_("Advance")
    ADVANCE_BACK = "advance_back", N_("Rest of an advance back")
    COST = "cost", N_("Cost")
    INTEREST = "interest", N_("Interest")
    AWARD = "award", N_("Scholarship awarded")
    AWARD_FREED = "award_freed", N_("Scholarship stopped")
    AWARD_RESUMED = "award_resumed", N_("Scholarship resumed")
    STORE_COUNT = "store_count", N_("Store counted")


class Account(Base):
    """An account by its colon path; a till or store is one whose kind is cash, bank, advance or goods."""

    __tablename__ = "accounts"
    __table_args__ = (
        UniqueConstraint("id", "guard"),
        one_of("kind", AccountKind),
        CheckConstraint("guard IN (-1, 0, 1)", name="guard_known"),
        STRICT,
    )

    id: Mapped[Key]
    #: Colon path such as `assets:bank:nhcsxh`.
    code: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    kind: Mapped[str]
    #: 1: a balance is never negative; −1: never positive; 0: free.
    guard: Mapped[int]
    opened_on: Mapped[date | None]
    closed_on: Mapped[date | None]


class Request(Base):
    """One press of a button: what it asked and what came of it, so that ten presses do it once."""

    __tablename__ = "requests"
    __table_args__ = (STRICT,)

    id: Mapped[Key]
    #: Random, made when the form was drawn.
    key: Mapped[str] = mapped_column(unique=True)
    user_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    operation: Mapped[str]
    #: SHA-256 of what was sent, hexadecimal.
    content_hash: Mapped[str]
    #: JSON: the kind and key of the record that came of it; null until known.
    result: Mapped[str | None]
    at: Mapped[datetime]


class Entry(Base):
    """One happening, whole and balanced per item and campaign. Frozen once posted."""

    __tablename__ = "entries"
    __table_args__ = (one_of("kind", EntryKind), STRICT)

    id: Mapped[Key]
    #: 1, 2, 3 … without a gap: the order of the books (the clock is never the order).
    seq: Mapped[int] = mapped_column(unique=True)
    happened_on: Mapped[date] = mapped_column(index=True)
    recorded_at: Mapped[datetime]
    kind: Mapped[str]
    memo: Mapped[str]
    recorded_by: Mapped[int] = mapped_column(ForeignKey("users.id"))
    request_id: Mapped[int] = mapped_column(ForeignKey("requests.id"), index=True)
    #: The entry that this one mirrors whole; each is mirrored once.
    reverses_id: Mapped[int | None] = mapped_column(ForeignKey("entries.id"), unique=True)


class Line(Base):
    """One side of an entry: so much of one item in one account for one campaign. Frozen."""

    __tablename__ = "lines"
    __table_args__ = (
        CheckConstraint("quantity <> 0", name="quantity_not_zero"),
        Index("ix_lines_account_id_campaign_id_item", "account_id", "campaign_id", "item"),
        STRICT,
    )

    id: Mapped[Key]
    entry_id: Mapped[int] = mapped_column(ForeignKey("entries.id"), index=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaigns.id"), index=True)
    item: Mapped[str] = mapped_column(ForeignKey("items.code"))
    #: Whole đồng or pieces; + into the account, − out of it; never 0.
    quantity: Mapped[int]
    #: The child helped, on every line of help.
    child_id: Mapped[int | None] = mapped_column(ForeignKey("children.id"), index=True)
    #: The line of help that this one takes back; each is taken back once.
    takes_back_id: Mapped[int | None] = mapped_column(ForeignKey("lines.id"), unique=True)
    donation_part_id: Mapped[int | None] = mapped_column(ForeignKey("donation_parts.id"), index=True)
    disbursement_part_id: Mapped[int | None] = mapped_column(ForeignKey("disbursement_parts.id"), index=True)


class Balance(Base):
    """The sum of the lines of an account, campaign and item, moved with them; its CHECK refuses overspending."""

    __tablename__ = "balances"
    __table_args__ = (
        ForeignKeyConstraint(["account_id", "guard"], ["accounts.id", "accounts.guard"]),
        CheckConstraint("guard * quantity >= 0", name="guarded"),
        STRICT,
    )

    account_id: Mapped[int] = mapped_column(primary_key=True)
    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaigns.id"), primary_key=True, index=True)
    item: Mapped[str] = mapped_column(ForeignKey("items.code"), primary_key=True)
    quantity: Mapped[int]
    guard: Mapped[int]


class Change(Base):
    """What somebody changed in master data: who, when, which field, old and new. Frozen."""

    __tablename__ = "changes"
    __table_args__ = (Index("ix_changes_table_name_record_id", "table_name", "record_id"), STRICT)

    id: Mapped[Key]
    at: Mapped[datetime]
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    table_name: Mapped[str]
    record_id: Mapped[str]
    field: Mapped[str]
    old: Mapped[str | None]
    new: Mapped[str | None]


class Access(Base):
    """Who took what out of the office or opened what is protected, and why. Frozen."""

    __tablename__ = "accesses"
    __table_args__ = (Index("ix_accesses_record_id_what", "record_id", "what"), STRICT)

    id: Mapped[Key]
    at: Mapped[datetime]
    user_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    #: Such as `ledger.journal.csv`.
    what: Mapped[str]
    record_id: Mapped[int | None]
    reason: Mapped[str]


class Leaf(Base):
    """One frozen act in the order of the proof (RFC 6962). Frozen."""

    __tablename__ = "leaves"
    __table_args__ = (UniqueConstraint("kind", "record_id"), STRICT)

    #: 0, 1, 2 … its place in the tree.
    id: Mapped[Key]
    #: Such as `entry`, `receipt`, `void`.
    kind: Mapped[str]
    record_id: Mapped[int]
    #: SHA-256 of 0x00 and the canonical JSON of the act, hexadecimal.
    hash: Mapped[str]
    #: Salted commitment to the persons named in the act, hexadecimal; null where none is.
    commitment: Mapped[str | None]


class LeafSalt(Base):
    """The salt of a leaf's commitment; taking it away makes the persons unprovable, not the act."""

    __tablename__ = "leaf_salts"
    __table_args__ = (STRICT,)

    leaf_id: Mapped[int] = mapped_column(ForeignKey("leaves.id"), primary_key=True)
    #: 16 random bytes, hexadecimal.
    salt: Mapped[str]


class LogHead(Base):
    """The one row that everybody who writes must lock: size and Merkle frontier of the proof, last numbers."""

    __tablename__ = "log_head"
    __table_args__ = (CheckConstraint("id = 1", name="only_one"), STRICT)

    id: Mapped[Key]
    #: Leaves so far.
    size: Mapped[int]
    #: JSON list of the hashes of the complete subtrees, left to right.
    frontier: Mapped[str]
    last_seq: Mapped[int]
    last_line_id: Mapped[int]

"""Hold what the office decides once and dates: letterhead, signatories, series, items, occasions."""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from tracker.ground.refusals import N_
from tracker.models.base import STRICT, Base, Choice, Key, one_of


class Letterhead(Base):
    """How the fund names itself on paper from a day on, until the next one begins."""

    __tablename__ = "letterheads"
    __table_args__ = (STRICT,)

    id: Mapped[Key]
    valid_from: Mapped[date] = mapped_column(unique=True)
    fund_name: Mapped[str]
    address: Mapped[str]
    #: Budget-relation code as printed, such as “Mã QHNS: 1012345”; empty where none.
    fund_code: Mapped[str]
    phone: Mapped[str]
    #: Child-protection hotline printed on what a family or the public receives.
    hotline: Mapped[str]
    #: Say ngàn and lẻ, as in the south, instead of nghìn and linh.
    southern_words: Mapped[bool] = mapped_column(default=False)
    #: Say “đồng chẵn” where nothing follows the thousands.
    even_words: Mapped[bool] = mapped_column(default=False)


class Position(Choice):
    """Whose name stands under a paper."""

    HEAD = "head", N_("Head of the unit")
    CHIEF_ACCOUNTANT = "chief_accountant", N_("Chief accountant")
    CASHIER = "cashier", N_("Cashier")
    STOREKEEPER = "storekeeper", N_("Storekeeper")
    PREPARER = "preparer", N_("Prepared by")


class Signatory(Base):
    """Who signs in a position from a day to a day (both included)."""

    __tablename__ = "signatories"
    __table_args__ = (
        one_of("position", Position),
        CheckConstraint("valid_to IS NULL OR valid_to >= valid_from", name="days_in_order"),
        STRICT,
    )

    id: Mapped[Key]
    position: Mapped[str] = mapped_column(index=True)
    #: As printed, such as “Thủ trưởng đơn vị”.
    title: Mapped[str]
    full_name: Mapped[str]
    valid_from: Mapped[date]
    valid_to: Mapped[date | None]


class PageSize(Choice):
    """The paper in the printer."""

    A4 = "a4", N_("A4, two copies on a page")
    A5 = "a5", N_("A5, a page each copy")


class SeriesCode(Choice):
    """The kinds of numbered papers (DESIGN.md §2)."""

    BL = "BL", N_("Receipt")
    TN = "TN", N_("Goods receipt")
    PT = "PT", N_("Receipt voucher")
    PC = "PC", N_("Payment voucher")
    NK = "NK", N_("Goods in slip")
    XK = "XK", N_("Goods out slip")
    UNC = "UNC", N_("Payment order")
    BC = "BC", N_("Credit advice")
    DC = "DC", N_("Correction voucher")
    CK = "CK", N_("Pledge")
    DT = "DT", N_("Hand-out")


class Series(Base):
    """What a kind of paper is called and looks like from a day on, until the next one begins."""

    __tablename__ = "series"
    __table_args__ = (
        UniqueConstraint("code", "valid_from"),
        one_of("code", SeriesCode),
        one_of("page_size", PageSize),
        CheckConstraint("book_size > 0", name="book_size_positive"),
        STRICT,
    )

    id: Mapped[Key]
    code: Mapped[str]
    valid_from: Mapped[date]
    #: As printed, such as “BIÊN LAI THU TIỀN”.
    title: Mapped[str]
    #: Form label as printed, such as “Mẫu số C45-BB”; empty for the unit's own form.
    form_label: Mapped[str]
    page_size: Mapped[str] = mapped_column(default=PageSize.A4)
    #: How many numbers make one book (quyển).
    book_size: Mapped[int] = mapped_column(default=100)


class SeriesCount(Base):
    """The last number taken of a series in a year. It moves under the lock, with the paper."""

    __tablename__ = "series_counts"
    __table_args__ = (
        one_of("code", SeriesCode),
        CheckConstraint("last_number >= 0", name="last_number_whole"),
        STRICT,
    )

    code: Mapped[str] = mapped_column(primary_key=True)
    year: Mapped[int] = mapped_column(primary_key=True)
    last_number: Mapped[int]


class Item(Base):
    """What can be given: đồng (`VND`) or a kind of goods; no sum ever mixes two."""

    __tablename__ = "items"
    __table_args__ = (
        CheckConstraint("valid_to IS NULL OR valid_to >= valid_from", name="days_in_order"),
        STRICT,
    )

    code: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]
    #: Unit as counted, such as “chiếc”; “đồng” for VND.
    unit: Mapped[str]
    valid_from: Mapped[date]
    valid_to: Mapped[date | None]


class Occasion(Base):
    """A time of the year at which help is given, such as Tết."""

    __tablename__ = "occasions"
    __table_args__ = (
        CheckConstraint("valid_to IS NULL OR valid_to >= valid_from", name="days_in_order"),
        STRICT,
    )

    code: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]
    valid_from: Mapped[date]
    valid_to: Mapped[date | None]


class OccasionDay(Base):
    """When an occasion falls in a year; lunar feasts are kept by hand."""

    __tablename__ = "occasion_days"
    __table_args__ = (STRICT,)

    code: Mapped[str] = mapped_column(ForeignKey("occasions.code"), primary_key=True)
    year: Mapped[int] = mapped_column(primary_key=True)
    falls_on: Mapped[date]

"""Draw two records side by side, and tell on the page of one which others were merged into it."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import render_template, request

from tracker.ground.money import show_dong, show_number
from tracker.models.giving.donors import Donor
from tracker.models.helping.children import Child
from tracker.models.settings import Item
from tracker.web.forms.apart import apart
from tracker.web.forms.base import Form
from tracker.web.forms.merges import MergeForm


@dataclass(frozen=True)
class Row:
    """A row of the comparison: what it is about, what each record says, and what both say together after."""

    label: str
    one: str
    other: str
    #: What is said of both once they are one; empty where nothing is added up.
    both: str = ""

    @property
    def differs(self) -> bool:
        """Tell whether the two say different things."""
        return self.one != self.other


@dataclass(frozen=True)
class Side:
    """One of the two records: how it is called, its page, and how many records lead to it already."""

    name: str
    path: str
    records: int = 0


def compare_page(
    form: MergeForm, sides: tuple[Side, Side], facts: Sequence[Row], sums: Sequence[Row], *, home: tuple[str, str]
) -> tuple[str, int]:
    """Draw the comparison; `home` is (path, name) of the list."""
    page = render_template("merges/compare.html", form=form, sides=sides, facts=facts, sums=sums, home=home)
    return page, 422 if form.is_submitted() else 200


def counted(label: str, one: int, other: int) -> Row:
    """Give a row of two counts and their sum."""
    return Row(label, show_number(one), show_number(other), show_number(one + other))


def goods_shown(totals: dict[str, int], items: dict[str, Item]) -> str:
    """Write totals by item in one line: money first, then pieces."""
    parts = [show_dong(totals["VND"])] if totals.get("VND") else []
    parts += [
        f"{items[code].name}: {show_number(count)} {items[code].unit}"
        for code, count in sorted(totals.items())
        if code != "VND" and count
    ]
    return "; ".join(parts) or show_dong(0)


@dataclass(frozen=True)
class Gone:
    """A record that leads to the one shown: how it is called, why, and the form that undoes it."""

    id: int
    name: str
    why: str
    form: Form
    #: Whoever reads the page came by this record's address.
    came_here: bool


def gone_ones(others: Sequence[Donor] | Sequence[Child]) -> list[Gone]:
    """Tell of what was merged into a record, for its page."""
    came = request.args.get("came", "")
    return [
        Gone(
            id=other.id,
            name=other.full_name if isinstance(other, Donor) else other.code,
            why=other.merged_why,
            form=apart(Form.of_request(formdata=None), f"undo-{other.id}"),
            came_here=came == str(other.id),
        )
        for other in others
    ]

"""Write the year's report as text for the terminal, or as JSON."""

import json
from collections.abc import Callable

from tracker.documents.proving.year_words import share
from tracker.ground.dates import show_day
from tracker.ground.money import show_dong, show_number
from tracker.ground.refusals import N_
from tracker.ground.translations import translator
from tracker.models.helping.handouts import HelpKind
from tracker.models.proving.activities import ActivityKind
from tracker.queries.year import Row, YearReport

#: Figures that the text shows, with their labels.
SHOWN = (
    ("received", N_("Received")),
    ("pledged", N_("Outstanding pledges")),
    ("paid", N_("Paid as help")),
    ("in_hand", N_("In hand")),
    ("committed", N_("Approved, not yet paid")),
    ("free", N_("Free")),
)


def year_as_json(report: YearReport) -> str:
    """Write the report as JSON, with the fixed keys (DESIGN.md §3)."""
    return json.dumps(report.as_dict(), ensure_ascii=False, indent=1) + "\n"


def year_as_text(report: YearReport, lang: str) -> str:
    """Write the report as lines that fit a terminal."""
    say = translator(lang)
    lines = [say(N_("The year %(year)s, as of %(day)s"), year=report.year, day=show_day(report.as_of)), ""]
    for row in report.campaigns:
        lines += _campaign(row, say)
    lines += ["", say(N_("Help by kind"))]
    lines += [_helped(say(HelpKind(row["kind"]).label), row, say) for row in report.help_by_kind]
    lines += ["", say(N_("Help by occasion"))]
    lines += [_helped(row["name"], row, say) for row in report.occasions]
    lines += ["", *_programmes(report, say)]
    if report.indicators:
        lines += ["", say(N_("Indicators")), *(_indicator(row, say) for row in report.indicators)]
    if report.activities:
        lines += ["", say(N_("Activities")), *(_activity(row, say) for row in report.activities)]
    hotline = say(N_("Children's national hotline"))
    lines += ["", *_totals(report.totals, say), "", f"{hotline}: {report.hotline}"]
    lines.append(say(N_("%(size)s acts, root %(root)s"), size=report.size, root=report.root))
    return "\n".join(lines) + "\n"


def _campaign(row: Row, say: Callable[..., str]) -> list[str]:
    lines = [f"{row['code']}  {row['name']}"]
    lines += [f"  {say(label):<42}{show_dong(row[figure]):>22}" for figure, label in SHOWN if row[figure]]
    for item, goods in row["goods"].items():
        lines.append(f"  {item:<42}{show_number(goods['received']):>10} → {show_number(goods['given'])}")
    lines.append(f"  {say(N_('Children')):<42}{show_number(row['children']):>22}")
    return lines


def _programmes(report: YearReport, say: Callable[..., str]) -> list[str]:
    books, awards = report.savings_books, report.scholarships
    split = ", ".join(f"{show_number(n)} × {show_dong(int(value))}" for value, n in books["by_face_value"].items())
    rows = ((N_("Awarded in all"), "awarded"), (N_("Paid in the year"), "paid"), (N_("Still to pay"), "still_to_pay"))
    counted = say(N_("%(count)s books"), count=show_number(books["count"]))
    pupils = say(N_("%(count)s pupils"), count=show_number(awards["pupils"]))
    return [
        f"{say(N_('Savings books'))}: {counted}, {show_dong(books['face_value'])}" + (f" ({split})" if split else ""),
        f"{say(N_('Scholarships'))}: {pupils}",
        *(f"  {say(label):<42}{show_dong(awards[figure]):>22}" for label, figure in rows),
    ]


def _indicator(row: Row, say: Callable[..., str]) -> str:
    told = "/".join(show_number(row[each]) for each in ("numerator", "denominator") if row[each] is not None)
    if row["percent"] is not None:
        told += f" = {share(row['percent'])}"
    if row["numerator"] is None and row["change"] is not None:
        sign = "−" if row["change"] < 0 else "+"
        told = f"{sign}{show_number(abs(row['change']))} {say(N_('to the year before'))}"
    met = {True: say(N_("Met")), False: say(N_("Not met"))}.get(row["met"], "")
    return f"  {row['name']}: {told}  {met}".rstrip()


def _activity(row: Row, say: Callable[..., str]) -> str:
    people = f", {say(N_('People'))}: {show_number(row['participants'])}" if row["participants"] is not None else ""
    return f"  {say(ActivityKind(row['kind']).label)}: {show_number(row['count'])}{people}"


def _helped(name: str, row: Row, say: Callable[..., str]) -> str:
    goods = ", ".join(f"{show_number(quantity)} {item}" for item, quantity in row["goods"].items())
    children = say(N_("%(count)s children"), count=show_number(row["children"]))
    return f"  {name:<34}{children:>14}{show_dong(row['amount']):>18}  {goods}".rstrip()


def _totals(totals: Row, say: Callable[..., str]) -> list[str]:
    return [
        f"{say(N_('Received')):<44}{show_dong(totals['received']):>22}",
        f"{say(N_('Paid as help')):<44}{show_dong(totals['paid']):>22}",
        f"{say(N_('In hand')):<44}{show_dong(totals['in_hand']):>22}",
        say(
            N_(
                "%(helped)s of %(children)s children were helped; of %(special)s in special circumstances: %(reached)s."
            ),
            helped=show_number(totals["children_helped"]),
            children=show_number(totals["children"]),
            special=show_number(totals["special_children"]),
            reached=show_number(totals["special_helped"]),
        ),
    ]

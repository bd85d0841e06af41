"""Ask what is due today, for whom."""

from collections.abc import Callable
from datetime import date

from sqlalchemy.orm import Session

from tracker.queries.giving import gift_tasks
from tracker.queries.helping import help_tasks, savings_book_tasks, scholarship_tasks, sponsor_tasks
from tracker.queries.proving import book_tasks, store_tasks, year_tasks
from tracker.queries.tasks import Task

#: What may wait, worst first, and the right of whose business it is: nobody else asks for it.
TASKS: tuple[tuple[str, Callable[[Session, date], Task]], ...] = (
    ("donations.name", gift_tasks.without_name),
    ("pledges.read", gift_tasks.pledges_overdue),
    ("receipts.issue", gift_tasks.gifts_without_receipt),
    ("receipt_books.fill", gift_tasks.books_out),
    ("corrections.read", book_tasks.corrections_to_answer),
    ("store.approve", store_tasks.differences_to_approve),
    ("closings.approve", book_tasks.closing_to_answer),
    ("children.requests", help_tasks.data_requests_late),
    ("children.agree_anonymising", help_tasks.anonymisings_to_agree),
    ("store.count", store_tasks.goods_expiring),
    ("store.count", store_tasks.goods_not_back),
    ("handouts.read", help_tasks.sheets_late),
    ("handouts.settle", help_tasks.sheets_out_now),
    ("handouts.approve", help_tasks.lists_to_approve),
    ("handouts.approve", help_tasks.replacements_to_approve),
    ("handouts.draft", help_tasks.lists_sent_back),
    ("handouts.send_out", help_tasks.sheets_to_send_out),
    ("scholarships.award", scholarship_tasks.proposals_to_award),
    ("scholarships.propose", scholarship_tasks.accounts_to_be_mended),
    ("scholarships.propose", scholarship_tasks.lines_not_paid),
    ("scholarships.propose", scholarship_tasks.months_without_run),
    ("sponsors.tell", sponsor_tasks.sponsors_to_tell),
    ("sponsors.record", sponsor_tasks.sponsors_late),
    ("advances.read", book_tasks.advances_late),
    ("costs.read", book_tasks.costs_over_ceiling),
    ("campaigns.move", book_tasks.loans_to_bring_back),
    ("year.publish", year_tasks.publication_due),
    ("savings_books.record", savings_book_tasks.holders_of_age),
    ("savings_books.record", savings_book_tasks.books_due),
    ("savings_books.count", savings_book_tasks.safe_to_count),
    # What soon falls due comes last.
    ("pledges.read", gift_tasks.pledges_soon),
)


def tasks_on(session: Session, day: date, may: Callable[[str], bool]) -> list[Task]:
    """List what waits on a day for whoever has the rights, worst first; nothing that is at 0."""
    tasks = [ask(session, day) for right, ask in TASKS if may(right)]
    return [task for task in tasks if task.count]

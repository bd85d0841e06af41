"""Show what is due today."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from tracker.ground.dates import today
from tracker.ground.refusals import N_
from tracker.models.base import db
from tracker.queries.home import tasks_on
from tracker.queries.home_cards import helped_in_year, money_now, store_now
from tracker.queries.proving.tills import books_have_begun
from tracker.web.rights import may, needs

bp = Blueprint("home", __name__)

#: How to begin, step by step: (path, right, msgid); each user sees the steps that are his.
FIRST_STEPS = (
    ("/settings", "settings.manage", N_("Write the letterhead and who signs")),
    ("/users", "users.manage", N_("Add the people of the office and their roles")),
    ("/tills", "tills.open", N_("Open the bank accounts")),
    ("/openings", "tills.opening", N_("Enter the opening balances")),
    ("/campaigns/new", "campaigns.record", N_("Open the first campaign")),
    ("/donors/new", "donors.record", N_("Add the first donor")),
    ("/pledges/new", "pledges.record", N_("Record the first pledge")),
    ("/donations/new", "donations.receive", N_("Record the first donation")),
)


@bp.get("/")
@needs("home.see")
def index() -> ResponseReturnValue:
    """Show today's tasks, worst first; at the side the fund's money, whom it helped, and the store."""
    session = db.session()
    return render_template(
        "home.html",
        tasks=tasks_on(session, today(), may),
        tills=money_now(session) if may("campaigns.read") else [],
        helped=helped_in_year(session, today()) if may("children.read") else None,
        store=store_now(session) if may("handouts.send_out") else [],
        steps=[] if books_have_begun(session) else [step for step in FIRST_STEPS if may(step[1])],
    )


@bp.get("/sample-data")
@needs("home.see")
def sample_data() -> ResponseReturnValue:
    """Explain how to begin with empty books while the sample is in use."""
    return render_template("sample_data.html")

"""One transaction does one thing, under the lock; ten presses of a button do it once."""

import threading

import pytest
from make import DAY
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tracker.ground.refusals import KeyReused, Refused
from tracker.models.giving.donations import Donation, Source
from tracker.models.giving.donors import Donor
from tracker.models.journal import Account, Entry, EntryKind, Leaf, Line, LogHead, Request
from tracker.models.proving.campaigns import Campaign
from tracker.models.users import User
from tracker.operations.giving.donations import Part, receive_donation
from tracker.operations.giving.donors import add_donor
from tracker.operations.journal import open_entry
from tracker.operations.proving.sealing import seal
from tracker.operations.series import take_number
from tracker.operations.writing import current_request, do_once, locked_head, writing
from tracker.queries.checks import run_checks

CONTENT = {"amount": "1000000", "received_on": "15/03/2018"}


@pytest.fixture
def press(session, make):
    """Press the button of the donation's form: a clerk's key and content, one gift of 1.000.000 đ."""
    campaign, donor, cash = make.campaign(), make.donor(), make.account()
    campaign_id, donor_id, cash_id = campaign.id, donor.id, cash.id

    def gift(session, amount=1_000_000):
        return {
            "donor": session.get_one(Donor, donor_id),
            "campaign": session.get_one(Campaign, campaign_id),
            "parts": [Part(session.get_one(Account, cash_id), "VND", amount)],
            "source": Source.DOMESTIC,
            "received_on": DAY,
        }

    def press(key, *, by=None, content=None, operation=receive_donation, on=session, amount=1_000_000):
        return do_once(
            on,
            operation,
            by=by or make.user("cashier"),
            key=key,
            content=content or CONTENT,
            values=lambda: gift(on, amount),
        )

    return press


def count(session, model):
    return session.scalar(select(func.count()).select_from(model))


def test_what_raises_leaves_nothing(session, make):
    clerk = make.user("clerk")

    with pytest.raises(ZeroDivisionError), writing(session):
        add_donor(session, by=clerk, kind="person", full_name="Nguyễn Văn A")
        raise ZeroDivisionError

    assert count(session, Donor) == 0


def test_what_was_read_before_the_lock_is_read_anew(engine, session, make):
    donor = make.donor("Trần Thị B")
    with Session(engine) as other, writing(other):
        other.get_one(Donor, donor.id).phone = "0900000000"

    with writing(session):
        seen = session.get_one(Donor, donor.id).phone

    assert seen == "0900000000"


@pytest.mark.parametrize(
    "write",
    [
        lambda session, by: locked_head(session),
        lambda session, by: take_number(session, "BL", 2018),
        lambda session, by: seal(session, "entry", 1),
        lambda session, by: open_entry(session, by=by, kind=EntryKind.DONATION, happened_on=DAY),
    ],
    ids=["head", "number", "leaf", "entry"],
)
def test_nothing_is_posted_without_the_lock(session, make, write):
    by = make.user("cashier")

    with pytest.raises(RuntimeError, match="under the lock"):
        write(session, by)

    assert count(session, Entry) == 0


def test_the_lock_ends_with_its_transaction(session, make):
    with writing(session):
        locked_head(session)

    with pytest.raises(RuntimeError, match="under the lock"):
        locked_head(session)


def test_an_operation_without_a_form_gets_one_request_of_its_own(session, make):
    by = make.user("cashier")

    with writing(session):
        first, second = current_request(session, by), current_request(session, by)
    with writing(session):
        third = current_request(session, by)

    assert first == second != third


def test_the_same_key_twice_gives_the_first_result_and_one_entry(session, press, make):
    key = make.key()

    first = press(key)
    second = press(key)

    assert (second.id, type(second)) == (first.id, Donation)
    assert (count(session, Entry), count(session, Donation)) == (1, 1)


def test_the_same_press_at_the_same_moment_gives_one_entry(engine, session, press, make):
    key, found = make.key(), []
    cashier = make.user("cashier").id
    gate = threading.Barrier(4)

    def pressed():
        with Session(engine) as own:
            by = own.get_one(User, cashier)
            gate.wait()
            found.append(press(key, by=by, on=own).id)

    threads = [threading.Thread(target=pressed) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    session.rollback()
    assert len(found) == 4
    assert len(set(found)) == 1
    assert count(session, Entry) == 1


@pytest.mark.parametrize("other", ["content", "user", "operation"])
def test_a_key_is_not_used_for_anything_else(session, press, make, other):
    key = make.key()
    press(key)
    another = {
        "content": {"content": CONTENT | {"amount": "2000000"}},
        "user": {"by": make.user("accountant")},
        "operation": {"operation": add_donor},
    }[other]

    with pytest.raises(KeyReused):
        press(key, **another)

    assert count(session, Entry) == 1


def test_the_order_of_what_was_sent_is_no_other_content(press, make):
    key = make.key()

    first = press(key)
    second = press(key, content=dict(reversed(CONTENT.items())))

    assert second.id == first.id


def test_a_refused_press_leaves_nothing_and_its_key_may_be_used_again(session, press, make):
    key = make.key()

    with pytest.raises(Refused):
        press(key, amount=-1)
    left = count(session, Request), count(session, Entry), session.get_one(LogHead, 1).last_seq
    donation = press(key)

    assert left == (count(session, Request) - 1, 0, 0)
    assert session.get_one(Entry, donation.entry_id).seq == 1


def test_a_press_that_fails_after_it_posted_leaves_no_gap(session, press, make):
    key = make.key()

    def fails_late(session, **values):
        receive_donation(session, **values)
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        press(key, operation=fails_late)
    left = [count(session, model) for model in (Entry, Line, Leaf, Donation)]
    press(key)

    assert left == [0, 0, 0, 0]
    assert [finding.breaches for finding in run_checks(session) if finding.breaches] == []


def test_all_entries_of_a_press_carry_its_request(session, press, make):
    key = make.key()

    donation = press(key)

    entry = session.get_one(Entry, donation.entry_id)
    request = session.get_one(Request, entry.request_id)
    assert (request.key, request.operation, request.user_id) == (key, "receive_donation", make.user("cashier").id)

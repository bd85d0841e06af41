"""Operations refuse what no form of ours would send: a forged till, a part named twice, a text with marks."""

from datetime import date

import pytest
from make import DAY

from tracker.ground.refusals import Refused
from tracker.models.journal import Entry
from tracker.operations.giving.give_backs import give_back
from tracker.operations.giving.unidentified import receive_unidentified
from tracker.operations.proving.tills import close_till
from tracker.queries.checks import run_checks
from tracker.queries.giving.donations import parts_of
from tracker.queries.journal import balance


def giving_back(make, gift, parts):
    values = {"donation": gift, "given_back_on": DAY, "reason": "Nhà tài trợ đề nghị", "parts": parts}
    return make.run(give_back, by=make.user("approver"), **values)


def test_a_part_named_twice_does_not_go_back_twice(session, make):
    campaign, bank = make.campaign(), make.bank()
    gift = make.donation(amount=1_000_000, campaign=campaign)
    make.donation(amount=1_000_000, campaign=campaign, till=bank)
    (part,) = parts_of(session, gift)

    with pytest.raises(Refused, match="Only 1.000.000 đ of it are left"):
        giving_back(make, gift, [(part, 600_000, make.account()), (part, 600_000, bank)])
    giving_back(make, gift, [(part, 600_000, make.account()), (part, 400_000, bank)])

    assert balance(session, make.account(), campaign) == 400_000
    assert [finding.breaches for finding in run_checks(session) if finding.breaches] == []


@pytest.mark.parametrize("account", ["income:budget", "equity:moved", "assets:goods"])
def test_a_gift_goes_back_from_a_till_only(session, make, account):
    gift = make.donation(amount=1_000_000)
    (part,) = parts_of(session, gift)

    with pytest.raises(Refused) as refused:
        giving_back(make, gift, [(part, 1, make.account(account))])

    assert refused.value.field == "till"


def test_a_part_of_another_gift_is_a_fault_of_the_program(session, make):
    gift, other = make.donation(), make.donation()

    with pytest.raises(ValueError, match="another gift"):
        giving_back(make, gift, [(parts_of(session, other)[0], 1, make.account())])


@pytest.mark.parametrize("amount", [0, -1])
def test_a_transfer_of_nothing_is_refused(make, amount):
    with pytest.raises(Refused) as refused:
        make.transfer(amount=amount)

    assert refused.value.field == "amount"


def test_a_closed_bank_account_receives_no_transfer(make, run):
    bank = make.bank()
    run(close_till, by=make.user("accountant"), till=bank, closed_on=DAY)

    with pytest.raises(Refused) as refused:
        run(receive_unidentified, till=bank, amount=1, received_on=date(2018, 3, 20), bank_text="")

    assert refused.value.field == "till"


@pytest.mark.one_engine
def test_what_a_gift_is_for_is_kept_clean_in_the_books_too(session, make):
    gift = make.donation(purpose="  Ủng\t hộ  trẻ em ")

    memo = session.get_one(Entry, gift.entry_id).memo

    assert memo == gift.purpose == "Ủng hộ trẻ em"

"""Do one of everything by which an office joins two records of one, and minds what families say of their data."""

from datetime import date

from make import DAY, Make

from tracker.operations.helping.anonymisings import agree_anonymising, decline_anonymising, propose_anonymising
from tracker.operations.helping.consents import give_consent, withdraw_consent
from tracker.operations.helping.data_requests import record_request, take_step
from tracker.operations.merges import merge_children, merge_donors


def mind_people(make: Make) -> None:
    """Merge donors and children, take a consent back, answer a request, and anonymise one of two."""
    make.run(merge_donors, gone=make.donor("Bà Lan"), kept=make.donor("Nguyễn Thị Lan"), reason="Một người")
    child, twin, asked = make.child("Lê Thị Hoa"), make.child("Le Thị Hòa"), make.child("Trần Bé Tư")
    make.run(merge_children, gone=twin, kept=child, reason="Một em")
    said = {"child": child, "purpose": "publish", "method": "written", "given_on": DAY}
    make.run(give_consent, giver="child", **said)
    given = make.run(give_consent, giver="guardian", giver_name="Trần Thị Mẹ", relation="mẹ", **said)
    make.run(withdraw_consent, consent=given, withdrawn_on=date(2018, 9, 1))
    request = make.run(record_request, child=asked, kind="delete", asked_by="Mẹ em Tư", asked="Xóa", received_on=DAY)
    make.run(take_step, request=request, kind="answered", happened_on=DAY)
    approver = make.user("approver")
    first = make.run(propose_anonymising, child=asked, reason="Gia đình yêu cầu")
    make.run(decline_anonymising, by=approver, anonymising=first, remark="Thiếu giấy")
    second = make.run(propose_anonymising, child=asked, reason="Đã đủ giấy")
    make.run(agree_anonymising, by=approver, anonymising=second)

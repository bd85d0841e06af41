"""Fill merges, consents, requests and proposals with hostile texts, through the operations."""

from make import DAY, Make

from tracker.models.users import User
from tracker.operations.helping.anonymisings import decline_anonymising, propose_anonymising
from tracker.operations.helping.consents import give_consent, withdraw_consent
from tracker.operations.helping.data_requests import record_request, take_step
from tracker.operations.merges import merge_children, merge_donors


def evil_people(make: Make, approver: User, evil: str, short: str) -> list[str]:
    """Merge hostile donors and children, and let a hostile family speak; give addresses that few links lead to."""
    kept, gone = make.donor(evil), make.donor(evil)
    make.run(merge_donors, gone=gone, kept=kept, reason=evil)
    twins = [make.child(evil) for _ in range(4)]
    make.run(merge_children, gone=twins[1], kept=twins[0], reason=evil)
    said = {"child": twins[0], "purpose": "publish", "method": "written", "given_on": DAY, "remark": evil}
    given = make.run(give_consent, giver="guardian", giver_name=evil, relation=short, **said)
    make.run(give_consent, giver="guardian", giver_name=evil, relation=short, **said)
    make.run(withdraw_consent, consent=given, withdrawn_on=DAY, remark=evil)
    request = make.run(record_request, child=twins[2], kind="delete", asked_by=evil, asked=evil, received_on=DAY)
    make.run(take_step, request=request, kind="answered", happened_on=DAY, remark=evil)
    declined = make.run(propose_anonymising, child=twins[2], reason=evil)
    make.run(decline_anonymising, by=approver, anonymising=declined, remark=evil)
    waiting = make.run(propose_anonymising, child=twins[2], reason=evil)
    return [
        f"/donors/{kept.id}?came={gone.id}",
        f"/donors/{kept.id}/merge?other={make.donor(evil).id}",
        f"/donors/{kept.id}/merge",
        f"/children/{twins[0].id}",
        f"/children/{twins[0].id}/merge?other={twins[3].id}",
        f"/children/{twins[0].id}/merge",
        f"/data-requests/{request.id}",
        f"/anonymisings/{declined.id}",
        f"/anonymisings/{waiting.id}",
        f"/anonymisings/new?child={twins[3].id}",
    ]

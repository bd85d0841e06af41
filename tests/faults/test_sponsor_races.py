"""Race real processes for one child: the second sponsor is refused, with the guard off by the database alone."""

import pytest
from faults import help_acts as acts
from faults.processes import all_at_once
from faults.test_races import kinds
from faults.worker import Job
from scholarship_steps import propose

from tracker.queries.helping.scholarships import sponsors_of

CROWD = 6


@pytest.mark.parametrize(("act", "lost"), [(acts.sponsor, "refused"), (acts.sponsor_as_seen_before, "failed")])
def test_of_six_who_sponsor_one_child_at_once_one_does(session, make, database_url, act, lost):
    (award,) = propose(make, make.campaign("CLYT"), [make.child()])
    donors = [make.donor() for _ in range(CROWD)]
    by = make.user("clerk").id
    jobs = [Job(act, {"by": by, "key": make.key(), "award": award.id, "donor": donor.id}) for donor in donors]

    outcomes = all_at_once(database_url, jobs)

    session.rollback()
    assert kinds(outcomes) == {"done": 1, lost: CROWD - 1}
    assert len(sponsors_of(session, award, live_only=True)) == 1

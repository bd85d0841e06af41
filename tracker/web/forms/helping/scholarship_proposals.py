"""Read which children are proposed for which scholarship: found by a search, by their codes, or on another list."""

import re
from collections.abc import Iterable
from typing import Any

from flask import request
from flask_babel import lazy_gettext as _l
from sqlalchemy import select
from sqlalchemy.orm import Session
from wtforms import BooleanField, SelectChoice

from tracker.ground.codes import read_child_code
from tracker.ground.dates import today
from tracker.ground.refusals import N_, Refused
from tracker.models.base import db
from tracker.models.helping.children import Child
from tracker.models.helping.handouts import Handout
from tracker.models.proving.campaigns import Campaign
from tracker.queries.helping.handout_children import children_of_list, children_wanted
from tracker.queries.helping.handout_lists import Wanted, handouts_listed, is_seen
from tracker.queries.same import kept_ones
from tracker.web.forms.acts import ActForm
from tracker.web.forms.chosen import campaign_choices
from tracker.web.forms.fields import CountField, DayField, DongField, NoteField, RecordField, TextLineField
from tracker.web.forms.giving.giving import DonorField
from tracker.web.forms.helping.handout_children import SearchFilter, list_named
from tracker.web.forms.ids import id_of
from tracker.web.rights import current_user_record

#: So many children are proposed in one go.
MOST_CHILDREN = 500
_BETWEEN = re.compile(r"[\s,;]+")


class ProposeForm(ActForm):
    """So much a month for so many months, for each of some children.

    The form is sent to add children as often as somebody likes, and to propose once: `act` says which.
    """

    aliases = {"children": "codes", "donor": "sponsor"}

    campaign = RecordField(
        _l("Campaign"), model=Campaign, options=campaign_choices, blank=N_("Choose a campaign"), required=True
    )
    monthly_amount = DongField(_l("Amount a month"), required=True)
    months = CountField(_l("Number of months"), required=True, default=12)
    first_due_on = DayField(
        _l("First month is due on"),
        required=True,
        description=_l("The others fall due on the same day of their months, or on the last."),
    )
    school_year = TextLineField(_l("School year"), render_kw={"maxlength": "20", "placeholder": "2018-2019"})
    shared = BooleanField(_l("Several sponsors may share one scholarship"))
    sponsor = DonorField(_l("Sponsor"), description=_l("Stands behind each of them from today on; may be left empty."))
    remark = NoteField(_l("Note"), render_kw={"rows": "2"})
    codes = NoteField(_l("Children's codes"), render_kw={"rows": "3", "placeholder": "TE-7K4M2Q"})
    source = RecordField(_l("List"), model=Handout, options=lambda session: [], blank=N_("Choose a list"))
    everybody = BooleanField()

    def __init__(self, *args: Any, **initial: Any) -> None:
        super().__init__(*args, **initial)
        self.search = SearchFilter(today(), formdata=request.form)
        viewer = current_user_record()
        asked = handouts_listed(db.session(), Wanted(viewer.id)).order_by(Handout.planned_on.desc(), Handout.id.desc())
        lists = [handout for handout, _state in db.session().execute(asked.limit(300))]
        self.source.choices += [SelectChoice(str(each.id), list_named(each)) for each in lists]

    def content(self) -> dict[str, list[str]]:
        """Give what was sent, the ticks too."""
        return {**super().content(), "child": request.form.getlist("child")}

    @property
    def act(self) -> str:
        """Give what the form was sent for: propose, look or search; nothing where it was not sent."""
        return request.form.get("act", "look") if self.is_submitted() else ""

    def makes_sense(self) -> bool:
        """Refuse a sponsor of whom it is not clear who is meant."""
        return self.sponsor.settle()

    def values(self, session: Session) -> dict[str, Any]:
        """Give what `propose_awards` asks."""
        names = ("monthly_amount", "months", "first_due_on", "school_year", "shared", "remark")
        children = self.children(session)
        return {
            **{name: self[name].data for name in names},
            "campaign": self.campaign.value(session),
            "sponsor": self.sponsor.value(session),
            "children": children,
        }

    def children(self, session: Session) -> list[Child]:
        """Read who was ticked, named by a code, is on the chosen list, or was found; refuse a code that nobody has."""
        viewer, source = current_user_record(), session.get(Handout, id_of(self.source.data) or 0)
        if source is not None and not is_seen(session, source, viewer.id):
            source = None
        found = [
            *self.ticked(session),
            *_coded(session, self.codes.data or ""),
            *(children_of_list(session, source) if source is not None else []),
            *(self._everybody(session) if self.everybody.data else []),
        ]
        children = kept_ones(session, found)
        if len(children) > MOST_CHILDREN:
            raise Refused(None, N_("At most %(most)s children at once; narrow the search."), most=MOST_CHILDREN)
        return children

    def ticked(self, session: Session) -> Iterable[Child]:
        """Read who was ticked."""
        keys = {key for text in request.form.getlist("child") if (key := id_of(text)) is not None}
        return session.scalars(select(Child).where(Child.id.in_(keys)).order_by(Child.place_key, Child.name_sort))

    def _everybody(self, session: Session) -> Iterable[Child]:
        asked = children_wanted(session, self.search.wanted()).order_by(Child.place_key, Child.name_sort)
        return session.scalars(asked.limit(MOST_CHILDREN + 1))

    def show_chosen(self, children: Iterable[Child]) -> list[Child]:
        """Show from now on as chosen who was named by codes or a list, too; the fields that named them are empty."""
        self.codes.data, self.codes.raw_data, self.source.data = "", None, None
        return list(children)


def _coded(session: Session, text: str) -> list[Child]:
    """Read codes that stand in lines or beside each other; one that nobody has is named."""
    typed = [word for word in _BETWEEN.split(text) if word]
    codes = {word: read_child_code(word) for word in typed}
    by_code = {child.code: child for child in session.scalars(select(Child).where(Child.code.in_(set(codes.values()))))}
    unknown = [word for word, code in codes.items() if code not in by_code]
    if unknown:
        raise Refused("codes", N_("No child has this code: %(codes)s."), codes=", ".join(unknown[:10]))
    return [by_code[code] for code in codes.values()]

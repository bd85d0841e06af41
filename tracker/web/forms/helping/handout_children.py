"""Read which children are put on a list: found by a search, taken from another list, or one alone."""

from datetime import date
from typing import Any

from flask import request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy import select
from sqlalchemy.orm import Session
from wtforms import BooleanField, SelectChoice, SelectField, StringField

from tracker.ground.dates import show_day, today
from tracker.ground.refusals import N_, Refused
from tracker.models.base import db
from tracker.models.helping.children import Child, Group, Household
from tracker.models.helping.handouts import Handout, HelpKind
from tracker.models.proving.campaigns import Campaign
from tracker.queries.helping.children import children_named
from tracker.queries.helping.handout_children import ChildrenWanted, children_of_list, children_to_add
from tracker.queries.helping.handout_lists import Wanted, handouts_listed
from tracker.queries.helping.places import Gazetteer
from tracker.queries.journal import VND
from tracker.queries.same import kept, kept_ones
from tracker.web.forms.acts import ActForm
from tracker.web.forms.base import Filter, Form
from tracker.web.forms.chosen import campaign_choices, text_or_none
from tracker.web.forms.fields import (
    ChoiceField,
    CountField,
    DayField,
    DongField,
    NameField,
    NoteField,
    PickField,
    RecordField,
    TextLineField,
)
from tracker.web.forms.giving.giving import GONE
from tracker.web.forms.helping.handouts import occasion_choices
from tracker.web.rights import current_user_record, may

#: So many children go on a list in one go.
MOST_CHILDREN = 5000
#: So many stages has a single help.
MOST_STAGES = 5


class ChildField(PickField):
    """A child, picked from a search; a text alone counts where it means one child only."""

    data: Any
    errors: Any

    def __init__(self, label: Any = None, *, search: str = "/children/find.json", **options: Any) -> None:
        super().__init__(label, search=search, **options)
        # The page draws it as what it is: a pick-list.
        self.type = "PickField"

    def process(self, formdata: Any, data: Any = None, extra_filters: Any = None) -> None:
        """Read the text and the id; begin with the child whose id was given."""
        super().process(formdata, data, extra_filters)
        if (formdata is None or self.name not in formdata) and self.picked is not None:
            child = db.session().get(Child, self.picked)
            child = kept(db.session(), child) if child is not None else None
            self.data, self.text = (child.id, child.code) if child is not None else (None, "")

    def settle(self) -> bool:
        """Make sure who is meant; else say so at the field."""
        if self.errors or self.data is None or self.picked is not None:
            return not self.errors
        found = list(db.session().scalars(children_named(self.text).limit(2)))
        if len(found) == 1:
            self.data = found[0].id
            return True
        text = N_("Several children may be meant. Choose one of the list.") if found else N_("No child is called so.")
        self.errors = [*self.errors, _(text)]
        return False

    def value(self, session: Session) -> Child | None:
        """Read the child; None where nobody was picked."""
        child = session.get(Child, self.picked) if self.picked is not None else None
        if child is None and self.data is not None:
            raise Refused(self.short_name, GONE)
        return kept(session, child) if child is not None else None


class SearchFilter(Filter):
    """What narrows a search over children for a list or for scholarships, on a day."""

    q = StringField(_l("Name or code"))
    place = SelectField(_l("Place"), choices=[], coerce=text_or_none)
    born_since = CountField(_l("Born from"), render_kw={"maxlength": "4", "size": "4"})
    born_until = CountField(_l("to"), render_kw={"maxlength": "4", "size": "4"})
    school = StringField(_l("School"))
    household = ChoiceField.of(Household, _l("Household"), blank=N_("All"))
    group = SelectField(_l("Circumstances"), choices=[], coerce=text_or_none)

    def __init__(self, day: date, formdata: Any = None, **initial: Any) -> None:
        super().__init__(formdata=formdata if formdata is not None else request.args or None, **initial)
        self.day = day
        self.place.choices = [SelectChoice("", _("All places")), *_places(day)]
        groups = [SelectChoice(group.value, f"{group.value}) {_(group.label)}") for group in Group]
        self.group.choices = [SelectChoice("", _("All")), SelectChoice("any", _("In special circumstances")), *groups]

    def wanted(self) -> ChildrenWanted:
        """Give what the question asks; circumstances only for who may see them."""
        sent = self.sent()
        return ChildrenWanted(
            day=self.day,
            text=str(sent.get("q", ""))[:200],
            place_key=sent.get("place", ""),
            born_since=sent.get("born_since"),
            born_until=sent.get("born_until"),
            school=str(sent.get("school", ""))[:120],
            household=sent.get("household"),
            group=sent.get("group") if may("children.circumstances") else None,
        )


def _places(day: date) -> list[SelectChoice]:
    """List the districts and communes of the day, each commune under what it lies in."""
    rows = []
    for branch in Gazetteer(db.session()).tree(day):
        above = branch.district or branch.province
        whole = [SelectChoice(above.key, _("All of %(place)s", place=above.name), optgroup=above.name)]
        rows += whole + [SelectChoice(place.key, place.name, optgroup=above.name) for place in branch.communes]
    return rows


class AddForm(Form):
    """The children that were ticked, or all of the search in the address."""

    everybody = BooleanField()

    def __init__(self, handout: Handout, **initial: Any) -> None:
        super().__init__(**initial)
        self.handout = handout

    def content(self) -> dict[str, list[str]]:
        """Give what was sent, the ticks and the search too."""
        return {**super().content(), "child": request.form.getlist("child"), "search": [request.query_string.decode()]}

    def values(self, session: Session) -> dict[str, Any]:
        """Give what `add_children` asks, beside the list."""
        return {"children": self._children(session)}

    def _children(self, session: Session) -> list[Child]:
        """Read the children; refuse none, and more than fit on a list."""
        if self.everybody.data:
            asked = children_to_add(session, self.handout, SearchFilter(self.handout.planned_on).wanted())
            found = list(session.scalars(asked.order_by(Child.place_key, Child.name_sort).limit(MOST_CHILDREN + 1)))
        else:
            keys = {
                int(key) for key in request.form.getlist("child") if key.isascii() and key.isdigit() and len(key) < 19
            }
            ticked = select(Child).where(Child.id.in_(keys)).order_by(Child.place_key, Child.name_sort)
            found = kept_ones(session, session.scalars(ticked)) if len(keys) <= MOST_CHILDREN else []
        if not found:
            raise Refused(None, N_("Nobody was chosen."))
        if len(found) > MOST_CHILDREN:
            raise Refused(None, N_("At most %(most)s children at once; narrow the search."), most=MOST_CHILDREN)
        return found


def list_named(handout: Handout) -> str:
    """Name a list for who chooses one: its number, day and name."""
    return f"{handout.code} · {show_day(handout.planned_on)} · {handout.name}"


class CopyForm(Form):
    """The list whose children are taken."""

    source = RecordField(
        _l("List"), model=Handout, options=lambda session: [], blank=N_("Choose a list"), required=True
    )

    def __init__(self, handout: Handout, **initial: Any) -> None:
        super().__init__(**initial)
        self.handout = handout
        session, viewer = db.session(), current_user_record()
        asked = handouts_listed(session, Wanted(viewer.id)).where(Handout.id != handout.id)
        rows = session.execute(asked.order_by(Handout.planned_on.desc(), Handout.id.desc()).limit(300))
        self.source.choices += [SelectChoice(str(each.id), list_named(each)) for each, _state in rows]

    def values(self, session: Session) -> dict[str, Any]:
        """Give the children of the chosen list who are not on this one; refuse where there is none."""
        source = self.source.value(session)
        found = children_of_list(session, source, self.handout) if source is not None else []
        if not found:
            raise Refused("source", N_("All children of that list are on this one already."))
        return {"children": found}


class SingleForm(ActForm):
    """Help for one child: whom, what for, who is paid, stage by stage."""

    aliases = {"happened_on": "planned_on", "children": "child", "shares": "stage_1", "stages": "stage_1"}

    child = ChildField(_l("Child"), required=True)
    name = NameField(_l("Name"), required=True, render_kw={"maxlength": "120"})
    campaign = RecordField(
        _l("Campaign"), model=Campaign, options=campaign_choices, blank=N_("Choose a campaign"), required=True
    )
    kind = ChoiceField.of(HelpKind, _l("Kind of help"), default=HelpKind.HOUSE.value)
    occasion = SelectField(_l("Occasion"), choices=[], coerce=text_or_none)
    planned_on = DayField(_l("Day of the hand-out"), required=True, default=today)
    payee = TextLineField(
        _l("Payee"), description=_l("Who is paid where it is not the child: a building team, a hospital."),
        render_kw={"maxlength": "120"},
    )  # fmt: skip
    stage_1 = DongField(_l("Amount of stage 1"), required=True)
    stage_2 = DongField(_l("Amount of stage 2"))
    stage_3 = DongField(_l("Amount of stage 3"))
    stage_4 = DongField(_l("Amount of stage 4"))
    stage_5 = DongField(_l("Amount of stage 5"))
    remark = NoteField(_l("Note"), render_kw={"rows": "2"})

    def __init__(self, *args: Any, **initial: Any) -> None:
        super().__init__(*args, **initial)
        self.occasion.choices = occasion_choices(N_("None"))

    def stages(self) -> list[DongField]:
        """List the fields of the stages."""
        return [self[f"stage_{number}"] for number in range(1, MOST_STAGES + 1)]

    def makes_sense(self) -> bool:
        """Refuse a child of whom it is not clear who is meant."""
        return self.child.settle()

    def values(self, session: Session) -> dict[str, Any]:
        """Give what `draft_single_help` asks."""
        said = {name: self[name].data for name in ("name", "occasion", "planned_on", "payee", "remark")}
        return {
            **said,
            "child": self.child.value(session),
            "campaign": self.campaign.value(session),
            "kind": HelpKind(self.kind.data),
            "stages": [{VND: stage.data} for stage in self.stages() if stage.data],
        }

"""Read to whom letters go, and on what they are printed."""

from flask import request
from flask_babel import lazy_gettext as _l
from wtforms import StringField

from tracker.documents.giving.labels import A_SHEET
from tracker.ground.money import parse_count
from tracker.ground.refusals import N_, Refused
from tracker.models.base import Choice
from tracker.models.giving.donors import DonorKind
from tracker.models.proving.campaigns import Campaign
from tracker.queries.giving.letters import Wanted
from tracker.web.forms.base import Filter
from tracker.web.forms.chosen import campaign_codes
from tracker.web.forms.fields import ChoiceField, DayField, ReadField, RecordField
from tracker.web.forms.ids import id_of


class PrintedOn(Choice):
    """On what addresses are printed."""

    LABELS = "labels", N_("A4 labels, 70 × 37 mm")
    ENVELOPES = "envelopes", N_("DL envelopes")


def _read_label(text: str) -> int:
    number = parse_count(text)
    if number > A_SHEET:
        raise Refused(None, N_("“%(value)s”: a sheet has the labels 1 to %(most)s."), value=number, most=A_SHEET)
    return number


class LabelField(ReadField):
    """The number of a label on its sheet."""

    read = staticmethod(_read_label)
    attributes = {"inputmode": "numeric", "autocomplete": "off"}

    def process_formdata(self, valuelist: list[str]) -> None:
        """Keep the first one where the address does not say another."""
        if valuelist:
            super().process_formdata(valuelist)


class LetterFilter(Filter):
    """Whose addresses are printed, on what, and who is left out."""

    q = StringField(_l("Name, phone or tax code"))
    kind = ChoiceField.of(DonorKind, _l("Kind of donor"), blank=N_("All kinds"))
    campaign = RecordField(_l("Campaign"), model=Campaign, options=campaign_codes, blank=N_("All campaigns"))
    since = DayField(_l("Gifts from"))
    until = DayField(_l("To"))
    on = ChoiceField.of(PrintedOn, _l("Print on"), default=PrintedOn.LABELS.value)
    first = LabelField(_l("First free label of the sheet"), default=1)

    def wanted(self) -> Wanted | None:
        """Give what the question asks; None where nothing narrows it, for nobody writes to all at once."""
        sent = self.sent()
        if not set(sent) - {"on", "first"}:
            return None
        return Wanted(
            text=str(sent.get("q", ""))[:200],
            kind=sent.get("kind"),
            campaign_id=id_of(sent.get("campaign")),
            since=sent.get("since"),
            until=sent.get("until"),
        )

    def left_out(self) -> set[int]:
        """Give the keys of the donors that were ticked to be left out."""
        keys = (id_of(text) for text in request.args.getlist("but"))
        return {key for key in keys if key is not None}

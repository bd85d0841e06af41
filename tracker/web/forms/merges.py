"""Read which of two records is kept, why they are one, and with whom one is to be compared."""

from collections.abc import Sequence
from typing import Any

from flask_babel import lazy_gettext as _l
from sqlalchemy.orm import Session
from wtforms import SelectChoice

from tracker.models.base import db
from tracker.models.giving.donors import Donor
from tracker.models.helping.children import Child
from tracker.web.forms.base import Form, PlainForm
from tracker.web.forms.fields import NoteField, SegmentField
from tracker.web.forms.giving.giving import DonorField
from tracker.web.forms.helping.handout_children import ChildField


class MergeForm(Form):
    """Which of two records is kept, and why they are one."""

    keep = SegmentField(_l("Keep"), choices=[])
    reason = NoteField(_l("Why they are one"), required=True, render_kw={"rows": "2"})

    def between(self, pair: Sequence[Donor | Child], names: Sequence[str]) -> None:
        """Offer two records; the one that was recorded first is kept unless somebody says otherwise."""
        self.pair = pair
        self.keep.choices = [SelectChoice(str(record.id), name) for record, name in zip(pair, names, strict=True)]
        if not self.is_submitted():
            self.keep.data = str(min(record.id for record in pair))

    def values(self, session: Session) -> dict[str, Any]:
        """Say who goes and who is kept, both read under the lock."""
        one, other = (_again(session, record) for record in self.pair)
        kept, gone = (one, other) if self.keep.data == str(one.id) else (other, one)
        return {"gone": gone, "kept": kept, "reason": self.reason.data}


def _again(session: Session, record: Donor | Child) -> Donor | Child:
    if isinstance(record, Donor):
        return session.get_one(Donor, record.id)
    return session.get_one(Child, record.id)


class OtherDonorForm(PlainForm):
    """With which donor one is to be compared."""

    other = DonorField(_l("Donor"), required=True)

    def chosen(self) -> Donor | None:
        """Give the donor; None with the reason at the field."""
        well = self.sent_and_valid()
        return self.other.value(db.session()) if self.other.settle() and well else None


class OtherChildForm(PlainForm):
    """With which child one is to be compared."""

    other = ChildField(_l("Child"), required=True)

    def chosen(self) -> Child | None:
        """Give the child; None with the reason at the field."""
        well = self.sent_and_valid()
        return self.other.value(db.session()) if self.other.settle() and well else None

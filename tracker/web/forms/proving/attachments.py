"""Read a scan that somebody attaches."""

import hashlib
from typing import Any

from flask import request
from flask_babel import lazy_gettext as _l
from sqlalchemy.orm import Session
from wtforms import FileField

from tracker.ground.refusals import N_, Refused
from tracker.ground.scans import media_type_of
from tracker.models.proving.attachments import AttachmentKind
from tracker.web.forms.base import Form
from tracker.web.forms.fields import SegmentField


class AttachForm(Form):
    """One file and what it is."""

    file = FileField(_l("File"), description=_l("PDF, JPG or PNG, at most 10 MB."))
    kind = SegmentField.of(AttachmentKind, _l("What it is"), default=AttachmentKind.OTHER.value)

    def __init__(self, *args: Any, **initial: Any) -> None:
        super().__init__(*args, **initial)
        #: Name and bytes of the file sent.
        self.file_name = ""
        self.bytes = b""

    def sent_and_valid(self) -> bool:
        """Take the bytes of the file; refuse none, and what is no scan, before anything else is asked."""
        if not super().sent_and_valid():
            return False
        sent = request.files.get("file")
        if sent is None or not sent.filename:
            self.refuse(Refused("file", N_("Choose a file.")))
            return False
        self.file_name, self.bytes = sent.filename, sent.read()
        try:
            media_type_of(self.bytes, field="file")
        except Refused as refused:
            self.refuse(refused)
            return False
        return True

    def content(self) -> dict[str, list[str]]:
        """Give what was sent: the kind, and the file by its bytes."""
        return {"kind": [self.kind.data or ""], "file": [hashlib.sha256(self.bytes).hexdigest()]}

    def values(self, session: Session) -> dict[str, Any]:
        """Give what `attach` asks, beside the document and the folder."""
        return {"kind": AttachmentKind(self.kind.data), "file_name": self.file_name, "data": self.bytes}

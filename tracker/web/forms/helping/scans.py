"""Read the scan of a signed sheet beside what else its form says."""

import hashlib
from typing import Any

from flask import request
from flask_babel import lazy_gettext as _l
from wtforms import FileField

from tracker.ground.refusals import Refused
from tracker.ground.scans import media_type_of
from tracker.operations.helping.returned_sheets import Scan
from tracker.web.forms.acts import ActForm
from tracker.web.language import sentence


class ScanForm(ActForm):
    """A form of an act with, where somebody chooses one, the scan of its paper."""

    aliases = {"happened_on": "signed_on"}

    file = FileField(_l("Scan of the signed sheet"), description=_l("PDF, JPG or PNG, at most 10 MB; later will do."))

    def __init__(self, *args: Any, **initial: Any) -> None:
        super().__init__(*args, **initial)
        sent = request.files.get("file") if self.is_submitted() else None
        #: None where no file was chosen.
        self.scan = Scan(sent.filename, sent.read()) if sent is not None and sent.filename else None

    def content(self) -> dict[str, list[str]]:
        """Give what was sent, the file by its bytes."""
        digest = {"file": [hashlib.sha256(self.scan.data).hexdigest()]} if self.scan is not None else {}
        return {**super().content(), **digest}

    def makes_sense(self) -> bool:
        """Refuse what is no scan before anything is settled."""
        well = super().makes_sense()
        try:
            if self.scan is not None:
                media_type_of(self.scan.data, field="file")
        except Refused as refused:
            self.file.errors = [sentence(refused)]
            return False
        return well

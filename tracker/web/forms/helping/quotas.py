"""Read how many children of each commune there is room for: a commune and a number a line, as pasted."""

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from flask_babel import gettext as _
from sqlalchemy.orm import Session

from tracker.ground.names import shown
from tracker.queries.helping.places import Gazetteer
from tracker.web.forms.fields import NoteField

_LINE = re.compile(r"(?P<place>.*?)[\s:;,–-]*\s(?P<count>[0-9]{1,5})(\s*em)?")
#: So many lines are read; a province has fewer communes.
_MOST = 400


class QuotaField(NoteField):
    """Lines such as “Xã Tân Bình, Tân Biên: 12”, also pasted from two columns of a spreadsheet."""

    errors: Any

    def __init__(self, label: Any = None, **options: Any) -> None:
        options.setdefault(
            "description", _("A commune and a number a line; with its district where two have the name.")
        )
        options["render_kw"] = {"rows": "4", "placeholder": "Xã Tân Bình: 12", **(options.get("render_kw") or {})}
        super().__init__(label, **options)
        #: How many children, by the commune's key; read by `settle`.
        self.counts: Mapping[str, int] = {}

    def process_formdata(self, valuelist: list[str]) -> None:
        """Keep what was typed; it is read once the day is known."""
        self.data = valuelist[0][:20_000].replace("\r\n", "\n") if valuelist else ""

    def settle(self, session: Session, day: date | None) -> bool:
        """Read the lines by the communes of a day; say at the field which lines cannot be read."""
        lines = [line.strip() for line in (self.data or "").split("\n") if line.strip()]
        if not lines or day is None:
            self.counts = {}
            return True
        gazetteer, counts, wrong = Gazetteer(session), {}, []
        for line in lines[:_MOST]:
            found = _LINE.fullmatch(line)
            places = gazetteer.find(" ".join(found["place"].split()), day) if found else []
            if found is None or len(places) != 1 or places[0].key in counts:
                wrong.append(_why(line, len(places), found is not None, day))
            else:
                counts[places[0].key] = int(found["count"])
        self.counts = counts
        if len(lines) > _MOST:
            wrong.append(_("At most %(most)s lines.", most=_MOST))
        self.errors = [*self.errors, *wrong[:5]]
        return not wrong


def quota_lines(gazetteer: Gazetteer, counts: Mapping[str, int]) -> str:
    """Write a quota down as it is typed."""
    return "\n".join(f"{gazetteer.short_name(key)}: {count}" for key, count in counts.items())


def _why(line: str, places: int, readable: bool, day: date) -> str:
    value = shown(line)
    if not readable:
        return _("“%(value)s”: write the commune and then the number.", value=value)
    if places > 1:
        return _("“%(value)s”: several communes have this name. Add the district.", value=value)
    if places == 1:
        return _("“%(value)s”: this commune stands here twice.", value=value)
    return _("“%(value)s”: there is no such commune on the day of the hand-out.", value=value)

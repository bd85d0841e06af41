"""Read an indicator, its target of a year, and what was read of it."""

from flask_babel import lazy_gettext as _l

from tracker.ground.money import parse_count, show_number
from tracker.ground.shares import parse_percent, show_percent
from tracker.models.proving.indicators import Counting, Direction
from tracker.web.forms.base import Form
from tracker.web.forms.fields import ChoiceField, CodeField, NameField, ReadField, SegmentField, TextLineField

_ZERO = ("0", "-0", "−0", "+0")


def _read_whole(text: str) -> int:
    return 0 if text.strip() in _ZERO else parse_count(text)


def _read_difference(text: str) -> int:
    """Read a number with its sign: -12, −12, +3, 3."""
    typed = text.strip()
    if typed[:1] in ("-", "−", "–"):
        return -_read_whole(typed[1:])
    return _read_whole(typed.removeprefix("+"))


class WholeField(ReadField):
    """A count that may be 0."""

    read = staticmethod(_read_whole)
    show = staticmethod(show_number)
    attributes = {"inputmode": "numeric", "autocomplete": "off"}


class DifferenceField(ReadField):
    """A difference in pieces, with its sign."""

    read = staticmethod(_read_difference)
    show = staticmethod(show_number)
    attributes = {"autocomplete": "off"}


class PercentField(ReadField):
    """A share in percent; the value is in hundredths of a percent."""

    read = staticmethod(parse_percent)
    show = staticmethod(show_percent)
    attributes = {"inputmode": "decimal", "autocomplete": "off"}


class YearField(ReadField):
    """A year of four digits."""

    read = staticmethod(parse_count)
    attributes = {"inputmode": "numeric", "autocomplete": "off", "maxlength": "4"}


class IndicatorForm(Form):
    """What an indicator is called, and what the program counts of it."""

    name = NameField(_l("Name"), required=True, description=_l("As the yearly report calls it."))
    counts = ChoiceField.of(Counting, _l("What the program counts"), default=Counting.NOTHING.value)


class NewIndicatorForm(IndicatorForm):
    """A new indicator, with its code."""

    code = CodeField(_l("Code"), required=True, description=_l("Short and lasting, such as SCHOOL."))


class TargetForm(Form):
    """What is aimed at in a year."""

    year = YearField(_l("Year"), required=True)
    direction = SegmentField.of(Direction, _l("Met when it is"), default=Direction.AT_LEAST.value)
    percent = PercentField(_l("Target, in percent"), required=True)


class ReadingForm(Form):
    """What was read of an indicator for a year."""

    year = YearField(_l("Year"), required=True)
    numerator = WholeField(_l("Children"))
    denominator = WholeField(_l("Of how many children in all"))
    change = DifferenceField(
        _l("Difference to the year before"),
        description=_l("Only where the numbers of all are not known: −12 for twelve fewer."),
    )
    source = TextLineField(
        _l("Where it was read"), required=True, description=_l("Report, letter or office, with number and day.")
    )

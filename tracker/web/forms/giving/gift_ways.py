"""Say on which way a gift comes."""

from tracker.ground.refusals import N_
from tracker.models.base import Choice


class Way(Choice):
    """How a gift comes; goods may come with money, too."""

    CASH = "cash", N_("In cash")
    BANK = "bank", N_("By transfer")
    GOODS = "goods", N_("In kind")

"""Keep personal data out of the logs: no values, no paths, addresses cut short."""

import logging
import re
import traceback
from ipaddress import ip_address, ip_network

_PLACES = re.compile(r"%[-#0 +]*\d*(?:\.\d+)?[sdrfx]")
#: How much of an address is kept, in bits: a neighbourhood, not a machine.
_KEPT = {4: 24, 6: 48}


class Discreet(logging.Filter):
    """Log what a library says, without the values it says it about: they hold addresses of pages and names."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Blank the values; of an exception keep its kind and where it happened, not its message."""
        record.msg = _PLACES.sub("…", record.msg) if isinstance(record.msg, str) else type(record.msg).__name__
        record.args = None
        if record.exc_info and record.exc_info[0] is not None:
            record.msg += "\n" + where(record.exc_info[1])
        record.exc_info = record.exc_text = record.stack_info = None
        return True


def where(fault: BaseException | None) -> str:
    """Say of what kind a fault is and where it happened, without its message, which may hold what people typed."""
    if fault is None:
        return ""
    return "".join(traceback.format_tb(fault.__traceback__)) + type(fault).__name__


def cut_short(address: str | None) -> str:
    """Give an address without its last part: 203.113.131.0 for 203.113.131.7; \"-\" for what is none."""
    try:
        whole = ip_address(address or "")
    except ValueError:
        return "-"
    return str(ip_network(f"{whole}/{_KEPT[whole.version]}", strict=False).network_address)

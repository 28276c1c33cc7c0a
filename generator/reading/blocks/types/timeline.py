"""``::: timeline How it came about``: a list whose items begin with a date."""

from __future__ import annotations

import re
from datetime import date

from generator.reading.blocks.lines import BlockFault
from generator.reading.blocks.types.declared import BlockType

_DATE = re.compile(r"(\d{4})-(\d{1,2})(?:-(\d{1,2}))?(?=[:,.]?(?:\s|$))", re.ASCII)
_YEAR = re.compile(r"\d{4}(?:[:,]\s|\s[–—-]\s)", re.ASCII)
_BOLD = re.compile(r"(?:\*\*|__)\S|<(?:b|strong)>", re.IGNORECASE)
_EXAMPLE = "write one as in `- 2026-11-30: The gate is shut`, or words in bold: `- **In the evening** The gate is shut`"


def _check_item(item: str) -> BlockFault | None:
    """Return the mistake at the beginning of an item; None if there is none."""
    found = _DATE.match(item)
    if found and not _is_date(*found.groups()):
        return BlockFault(f"`{found[0]}` is not a date", _EXAMPLE, level="warning")
    if not found and not _YEAR.match(item) and not _BOLD.match(item):
        return BlockFault("this entry of a timeline does not begin with a date", _EXAMPLE, level="warning")
    return None


def _is_date(year: str, month: str, day: str | None) -> bool:
    """Whether this date exists and has as many digits as ISO 8601 requires."""
    if any(part is not None and len(part) != 2 for part in (month, day)):
        return False
    try:
        return bool(date(int(year), int(month), int(day or 1)))
    except ValueError:
        return False


TYPE = BlockType("timeline", example="::: timeline How it came about", argument="text", items=1, check_item=_check_item)

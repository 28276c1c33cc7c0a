"""Whether the HTML of a body is no more than what reading a story can give.

A body that was stored is not trusted: whoever can write to the store could put a script into it. It is not sanitized
again either, which would cost as much as reading it. It is only looked at: it must be a sequence of words and of tags,
each written the way we write them, with elements, attributes and schemes of the lists that copy is held to. None of the
elements has contents that browsers read as anything but HTML, so they see the same tags as we do here.
"""

from __future__ import annotations

import re

from generator.reading.links import MARK, SCHEMES
from generator.reading.raw_html import ATTRIBUTES, OURS, TAGS

_ADDRESSES = ("cite", "href", "src")
_ATTRIBUTES = {name for names in (*ATTRIBUTES.values(), *OURS.values()) for name in names}.difference(_ADDRESSES)
_SCHEMES = "|".join(sorted({*SCHEMES, MARK.rstrip(":")}))
_ADDRESS = rf'(?:{"|".join(_ADDRESSES)})="(?:(?i:{_SCHEMES}):[^"]*|[#?][^"]*)?"'
_ATTRIBUTE = rf'(?:{_ADDRESS}|(?:{"|".join(sorted(_ATTRIBUTES, key=len, reverse=True))})="[^"]*")'
_TAG = rf"</?(?:{'|'.join(sorted(TAGS, key=len, reverse=True))})(?: {_ATTRIBUTE})*+>"
_USUAL = "</?(?:p|a|li|ul|em|strong|h[2-6]|code)>"  # for speed alone: these are among the others
_SAFE = re.compile(rf"[^<]*+(?:(?:{_USUAL}|{_TAG})[^<]*+)*+")


def is_safe(body: str) -> bool:
    """Whether nothing in ``body`` could do more than the copy of a story may."""
    return _SAFE.fullmatch(body) is not None

"""Checks that the HTML of a body contains only what reading a story can produce.

A stored body is not trusted: anyone who can write to the store could put a script into it. Sanitising it again would
take as long as reading the story, so it is only checked: it must be a sequence of text and tags, with each tag written
exactly as Broadsheet writes it, and only elements, attributes and schemes from the allow-lists. Browsers parse the
content of all these elements as HTML, so they see the same tags as this check.
"""

from __future__ import annotations

import re

from generator.reading.markdown.html_elements import ATTRIBUTES, OURS, TAGS
from generator.reading.markdown.links import MARK, SCHEMES

_ADDRESSES = ("cite", "href", "src")
_ATTRIBUTES = {name for names in (*ATTRIBUTES.values(), *OURS.values()) for name in names}.difference(_ADDRESSES)
_SCHEMES = "|".join(sorted({*SCHEMES, MARK.rstrip(":")}))
_ADDRESS = rf'(?:(?:cite|href)="(?:(?i:{_SCHEMES}):[^"]*|[#?][^"]*)?"|src="(?:(?:{MARK}|[?])[^"]*)?")'
_ATTRIBUTE = rf'(?:{_ADDRESS}|(?:{"|".join(sorted(_ATTRIBUTES, key=len, reverse=True))})="[^"]*")'
_TAG = rf"</?(?:{'|'.join(sorted(TAGS, key=len, reverse=True))})(?: {_ATTRIBUTE})*+>"
_USUAL = "</?(?:p|a|li|ul|em|strong|h[2-6]|code)>"  # only for speed: the other pattern also matches these
_SAFE = re.compile(rf"[^<]*+(?:(?:{_USUAL}|{_TAG})[^<]*+)*+")


def is_safe(body: str) -> bool:
    """Whether ``body`` contains only HTML that is allowed in copy."""
    return _SAFE.fullmatch(body) is not None

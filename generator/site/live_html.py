"""The HTML of live coverage as readers see it: without links to hidden parts, and with its notes in order."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from html import unescape

from generator.reading.markdown.page_parts import part_of

_TAG = re.compile(r"<(/?)([A-Za-z][^\s<>/]*+)((?:[^<>\"']|\"[^\"]*\"|'[^']*')*+)>")
_ATTRIBUTE = re.compile(r"(?<!\s)\s++[\w:-]++\s*+=\s*+(?:\"([#?][^\"]*+)\"|'([#?][^']*+)'|([#?][^\s\"'>]++))")
_REFERENCE = re.compile(
    r'<sup class="footnote-ref"><a href="#fn:(\d++)" id="fnref:[\d:]++">\d++</a></sup>|(?<=href="#fn:)(\d++)(?=")'
)
_BACK = re.compile(r'(?: <a class="footnote-backref" href="#fnref:[\d:]++" role="doc-backlink">\u21a9\ufe0e</a>)++')
_ITEM = re.compile(r'<li id="fn:\d++">')


def shown(html: str, notes: Mapping[int, str], hidden: Collection[str]) -> tuple[str, str]:
    """Return the HTML and the items of its notes, numbered from 1 in the order in which the HTML refers to them.

    ``notes`` has the item of each note that readers see, by its number in ``html``. A note may refer to others. Links
    to ``hidden`` parts of the page are plain text.
    """
    html = unlinked(html, hidden)
    items = {number: [unlinked(part, hidden) for part in _BACK.split(each, 1)] for number, each in notes.items()}
    numbers = {number: place for place, number in enumerate(_in_order(html, items), 1)}
    counts: Counter[int] = Counter()

    def renumbered(found: re.Match[str]) -> str:
        number = int(found[1] or found[2])
        now = numbers.get(number, number)
        if not found[1]:
            return str(now)
        name = _name(now, counts[now])
        counts[now] += 1
        return f'<sup class="footnote-ref"><a href="#fn:{now}" id="fnref:{name}">{now}</a></sup>'

    html = _REFERENCE.sub(renumbered, html)
    parts = [[_REFERENCE.sub(renumbered, part) for part in items[number]] for number in numbers]
    return html, "".join(_item(number, each, counts[number]) for number, each in enumerate(parts, 1))


def _in_order(html: str, items: Mapping[int, Sequence[str]]) -> list[int]:
    """The numbers of the notes: first those that the HTML refers to, then those that only other notes do."""
    order: list[int] = []
    found = set[int]()
    texts = [html]
    for text in texts:
        for reference in _REFERENCE.finditer(text):
            number = int(reference[1] or 0)
            if number in items and number not in found:
                found.add(number)
                order.append(number)
                texts.extend(items[number])
    return [*order, *(number for number in items if number not in found)]


def _item(number: int, parts: Sequence[str], count: int) -> str:
    """An item of the list of notes, with a link back to each place that refers to it."""
    names = (_name(number, occurrence) for occurrence in range(count))
    back = (f' <a class="footnote-backref" href="#fnref:{name}" role="doc-backlink">\u21a9\ufe0e</a>' for name in names)
    return _ITEM.sub(f'<li id="fn:{number}">', "".join(back).join(parts), count=1)


def _name(number: int, occurrence: int) -> str:
    return f"{number}:{occurrence}" if occurrence else str(number)


def unlinked(html: str, hidden: Collection[str]) -> str:
    """The HTML with links to ``hidden`` parts of its page turned into plain text."""
    if not hidden:
        return html
    kept: list[bool] = []  # for each open link, whether it is kept

    def without(tag: re.Match[str]) -> str:
        closes, name, attributes = tag.groups()
        is_link = name.lower() == "a"
        if closes:
            return "" if is_link and kept and not kept.pop() else tag[0]
        leads = [found[0] for found in _ATTRIBUTE.finditer(attributes) if _part(found) in hidden]
        if is_link:
            kept.append(not leads)
            return "" if leads else tag[0]
        for each in leads:
            attributes = attributes.replace(each, "")
        return f"<{name}{attributes}>"

    return _TAG.sub(without, html)


def _part(found: re.Match[str]) -> str:
    return part_of(unescape(next(filter(None, found.groups()))))

"""Short texts with emphasis, code and links, such as a headline or a caption: plain text, and its formatted parts.

The text itself is always plain, so feeds, addresses and structured data need not remove anything from it. HTML is made
only from its parts, so a stored text can never contain a tag of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Annotated, Literal

import msgspec
from markupsafe import Markup, escape
from msgspec import Meta

LinkAddress = Annotated[str, Meta(pattern=r"(?i)^(?:https?://|(?:mailto|tel|sms):|(?![^/?#]*:))")]
"""An address that a link in copy may have. It is checked whenever a value is read back from a store."""


class Span(msgspec.Struct, frozen=True):
    """A part of a text, from one character to another, named for its HTML element.

    A link (``a``) leads to ``url``. If that is known only when the edition is made, ``url`` is empty and ``mark`` is
    the placeholder for it (see ``Mention``). A link with neither is plain text.
    """

    start: int
    end: int
    element: Literal["em", "strong", "s", "code", "a"]
    url: LinkAddress = ""
    mark: str = ""


class Formatted(msgspec.Struct, frozen=True):
    """A plain text and its formatted parts. Of nested parts, the outer one comes first."""

    text: str
    spans: tuple[Span, ...] = ()


def as_html(text: str, spans: Iterable[Span], escaped: Callable[[str], str] = escape) -> Markup:
    """Return the text as HTML. A part that begins in another one ends with it at the latest.
    ``escaped`` escapes text for HTML.
    """
    out: list[str] = []
    open_spans: list[Span] = []
    at = 0
    for each in spans:
        while open_spans and open_spans[-1].end <= each.start:
            at = _close(out, text, open_spans, at, escaped)
        out += escaped(text[at : each.start]), _opening(each, escaped)
        at = max(at, each.start)
        open_spans.append(each)
    while open_spans:
        at = _close(out, text, open_spans, at, escaped)
    out.append(escaped(text[at:]))
    return Markup("".join(out))  # safe: the pieces are escaped, and the elements are those of ``Span``


def _close(out: list[str], text: str, open_spans: list[Span], at: int, escaped: Callable[[str], str]) -> int:
    span = open_spans.pop()
    out.append(escaped(text[at : span.end]))
    if span.element != "a" or span.url:
        out.append(f"</{span.element}>")
    return max(at, span.end)


def _opening(span: Span, escaped: Callable[[str], str]) -> str:
    if span.element == "a":
        return f'<a href="{escaped(span.url)}">' if span.url else ""
    return f"<{span.element}>"

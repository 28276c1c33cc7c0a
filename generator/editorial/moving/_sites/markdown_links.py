"""Normalises the links and pictures of Markdown: reference links become inline ones, each link is on one line."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from html import unescape

from generator.editorial.moving._html_parts import source_of

SPAN = re.compile(r"(?<!`)(`{1,4})(?!`)((?:[^`\n]|\n(?!\s*\n)|`(?!\1))+?)(?<!`)\1(?!`)")
"""Code within a text."""

_DEFINITION = re.compile(
    r"""(?m)^[ ]{0,3}\[(?!\^)(?P<label>[^\[\]\n]{1,300})\]:[ \t]*(?:\n[ \t]+)?<?(?P<address>[^\s<>]+)>?"""
    r"""(?:[ \t]+(?P<title>"[^"\n]*"|'[^'\n]*'|\([^()\n]*\)))?[ \t]*$"""
)
_WORDS = r"(?:[^\[\]\\\n]|\\.|\n(?![ \t]*\n)|!?\[[^\[\]]*\](?:\([^()\n]*\))?)*"
_REFERENCE = re.compile(rf"(?P<sign>!?)\[(?P<words>{_WORDS})\](?:[ ]?\[(?P<label>[^\[\]]{{0,300}})\](?!\())?")
_PICTURE = re.compile(r"(?P<sign>!)\[(?P<words>(?:[^\[\]\\\n]|\\.)*)\](?:[ ]?\[(?P<label>[^\[\]]{0,300})\](?!\())?")
_LONG = re.compile(
    rf"""(?P<start>!?\[(?={_WORDS}\n){_WORDS}\]\()(?P<end>\s*(?:<[^<>\n]*>|[^\s()<>]*(?:\([^()\s]*\)[^\s()<>]*)*)"""
    r"""(?:\s+(?:"[^"\n]*"|'[^'\n]*'))?\s*\))"""
)
_IMAGE = re.compile(r"<img\b[^<>]*>", re.IGNORECASE)
_ANCHOR = re.compile(r"""<a\b(?P<given>[^<>]*)>(?P<words>[^<>\n]*)</a>""", re.IGNORECASE)
_GIVEN = re.compile(r"""(?<![\w-])([\w-]++)\s*+=\s*+(?:"([^"]*)"|'([^']*)'|([^\s"'<>]+))""")
_BARE_LINK = re.compile(
    r"(?m:^:::.*+$)|<[^<>]*+>|!?\[(?:[^\[\]\\\n]|\\.)*+\](?:\([^()\n]*+\)|\[[^\[\]\n]*+\]|:[ \t]*+\S++)"
    r"|(?:(?<=[\s*_~(])|\A)(?P<bare>https?://[^\s<>]++)"
)
"""An address in a text (https://github.github.com/gfm/#autolinks-extension-), or a construct that may contain one."""

_AFTER_ADDRESS = "?!.,:;*_~'\""
_HELD = re.compile("\0([0-9]+)\0(\n*)")


def definitions_in(texts: Iterable[str]) -> dict[str, re.Match[str]]:
    """Return the link definitions in texts, by label."""
    return {_label(found["label"]): found for text in texts for found in _DEFINITION.finditer(text)}


def inline(text: str, definitions: Mapping[str, re.Match[str]], bare_links: bool) -> str:
    """Return a text, which has no code blocks, with its links in one form.

    ``bare_links`` says whether a bare address is a link.
    """
    held = list[str]()

    def hold(found: re.Match[str]) -> str:
        held.append(found[0])
        return f"\0{len(held) - 1}\0" + "\n" * found[0].count("\n")

    def restored(words: str) -> str:
        return _HELD.sub(lambda found: held[int(found[1])] + found[2][held[int(found[1])].count("\n") :], words)

    text = SPAN.sub(hold, text)
    if definitions:
        text = _DEFINITION.sub(lambda found: "\n" * found[0].count("\n"), text)
        for form in (_PICTURE, _REFERENCE):  # pictures first, since they may be in links
            text = form.sub(lambda found: _inline(found, definitions, restored), text)
    if "<" in text:
        text = _ANCHOR.sub(_anchor, _IMAGE.sub(_image, text))
    if bare_links and "://" in text:
        text = _BARE_LINK.sub(_autolink, text)
    return restored(_LONG.sub(lambda found: restored(found["start"] + found["end"]).replace("\n", " "), text))


def _autolink(found: re.Match[str]) -> str:
    """Return an address as a link, without punctuation at its end or an unmatched closing bracket."""
    written = found["bare"]
    if not written:
        return found[0]
    address = written.rstrip(_AFTER_ADDRESS)
    while address.endswith(")") and address.count(")") > address.count("("):
        address = address[:-1].rstrip(_AFTER_ADDRESS)
    return f"<{address}>{written[len(address) :]}"


def _label(text: str) -> str:
    return " ".join(text.split()).casefold()


def _inline(found: re.Match[str], definitions: Mapping[str, re.Match[str]], restored: Callable[[str], str]) -> str:
    """Return a reference link as an inline one; other text unchanged."""
    after = found.string[found.end() : found.end() + 1]
    if found["label"] is None and after in ("(", ":", "["):
        return found[0]
    definition = definitions.get(_label(restored(found["label"] or found["words"])))
    if not definition or (found["label"] is None and found["words"].startswith("^")):
        return found[0]
    title = f" {definition['title']}" if definition["title"] else ""
    return f"{found['sign']}[{found['words']}](<{definition['address']}>{title})"


def _given(text: str) -> dict[str, str]:
    return {
        found[1].lower(): unescape(next((each for each in found.groups()[1:] if each is not None), ""))
        for found in _GIVEN.finditer(text)
    }


def _image(found: re.Match[str]) -> str:
    given = _given(found[0])
    source = source_of(given)
    if not source or re.search(r"[<>\n]", source):
        return ""
    alt = " ".join(given.get("alt", "").split()).replace("[", r"\[").replace("]", r"\]")
    return f"![{alt}](<{source}>)"


def _anchor(found: re.Match[str]) -> str:
    address = _given(found["given"]).get("href", "").strip()
    if (
        not address
        or re.search(r"[<>\n]", address)
        or re.search(r"(?<!\\)[\[\]](?!\()", re.sub(r"!\[[^\[\]]*\]", "", found["words"]))
    ):
        return found[0] if address else found["words"]
    return f"[{found['words']}](<{address}>)"

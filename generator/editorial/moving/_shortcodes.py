"""Converts WordPress's shortcodes ``[caption]``, ``[gallery]``, ``[embed]``, ``[audio]`` and others to HTML.

https://codex.wordpress.org/Shortcode_API describes their form. Line breaks are kept, so line numbers do not change.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from html import escape, unescape

import msgspec

from generator.reading.embeds.embed_advice import block_of_address, of_shortcode

_NAME = r"[A-Za-z][\w-]{1,60}"
_TAG = re.compile(
    rf"""(?P<open>\[?) \[ (?P<end>/?) (?P<name>{_NAME})
    (?P<given> (?: \s [^\[\]]*+ | =[^\[\]]*+ )? ) \] (?P<shut>\]?)""",
    re.VERBOSE,
)
_GIVEN = re.compile(r"""([\w-]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'\]]+))|"([^"]*)"|'([^']*)'|(\S+)""")
_KNOWN = frozenset(("caption", "wp_caption", "gallery", "embed", "audio", "video", "playlist"))
_OF_PLUGINS = re.compile(
    r"contact-form|gravityform|wpforms?|ninja_form|mc4wp|vc_|et_pb_|fusion_|fl_|elementor|rev_slider|slider|toc\Z|"
    r"social|addtoany|do_widget|table\Z|products?\Z|woocommerce|button|highlight|columns?\Z|row\Z|spacer|divider|ad\Z"
)
_OF_MEMBERS = re.compile(
    r"(?:mepr|pmpro|membership|member|members|restrict|restricted|private|ihc|swpm|wcm|paywall|premium|subscriber|"
    r"subscribers|level|s2If|groups_(?:member|can)|um_(?:loggedin|show_content)|rcp|leaky|access|user|loggedin|"
    r"wlm_private|content_protector|passster)(?:[_-]|\Z)"
)
_FILES = ("src", "mp3", "m4a", "ogg", "wav", "flac", "mp4", "m4v", "webm", "ogv", "mov")
_ALONE = re.compile(r"(?m)^[ \t]*+(?:<p>[ \t]*+)?(https?://[^\s<>\"]++)[ \t]*+(?:</p>[ \t]*+)?$")


class Attachment(msgspec.Struct, frozen=True):
    """A file in WordPress's media library. Texts are plain."""

    address: str
    alt: str = ""
    caption: str = ""
    credit: str = ""
    parent: str = ""
    title: str = ""


class Shortcodes:
    """Turns the shortcodes of one body into HTML. ``unkept`` is called for those that have no HTML, with their line."""

    def __init__(
        self, attachments: Mapping[str, Attachment], own: tuple[str, ...], unkept: Callable[[str, int], None]
    ) -> None:
        self._attachments, self._own, self._unkept = attachments, own, unkept

    def html(self, text: str) -> str:
        """Return the text with HTML in place of shortcodes; ``[[escaped]]`` ones are text."""
        text = _ALONE.sub(lambda found: found[0].replace(found[1], _frame(found[1])), text)
        made, at = list[str](), 0
        closings = {found["name"]: found.start() for found in _TAG.finditer(text) if found["end"]}
        for found in _TAG.finditer(text):
            if found.start() < at:
                continue
            made.append(text[at : found.start()])
            at = found.end()
            if found["open"] and found["shut"]:
                made.append(found[0][1:-1])
                continue
            inner, end = "", found.end()
            if found["name"] in _KNOWN and not found["end"] and closings.get(found["name"], -1) > found.start():
                close = re.compile(rf"\[/{re.escape(found['name'])}\s*+\]").search(text, found.end())
                if close:
                    inner, end = text[found.end() : close.start()], close.end()
            here = text.count("\n", 0, found.start()) + 1
            new = self._one(found, inner, here, closings)
            if new is None:
                made.append(found[0])
                continue
            missing_lines = text[found.start() : end].count("\n") - new.count("\n")
            made.append(f"{found['open']}{new}{chr(10) * max(0, missing_lines)}{found['shut']}")
            at = end
        return "".join([*made, text[at:]])

    def _one(self, found: re.Match[str], inner: str, line: int, closings: Mapping[str, int]) -> str | None:
        """Return the HTML for a shortcode; None if it is text."""
        name, given = found["name"].lower(), values(found["given"])
        if not found["end"] and name in _KNOWN:
            return self._known(name, given, inner)
        if not found["end"] and (block := of_shortcode(found[0])):
            return _frame(block.split()[2])
        is_code = any(each and not each.isdecimal() for each in given) or name in {each.lower() for each in closings}
        if not (is_code or _OF_PLUGINS.match(name)):
            return None
        self._unkept(f"a shortcode that Broadsheet does not have: {found[0][:120]}", line)
        return ""

    def _known(self, name: str, given: Mapping[str, str], inner: str) -> str:
        match name:
            case "caption" | "wp_caption":
                return _caption(given, inner)
            case "embed":
                return _frame(inner.strip() or given.get("src", "") or given.get("0", ""))
            case "gallery":
                return self._gallery(given)
            case "playlist":
                ids = _ids(given)
                kind = "video" if given.get("type") == "video" else "audio"
                found = (self._attachments[each] for each in ids if each in self._attachments)
                return "".join(_player(kind, each.address, each.title) for each in found)
        address = next((given[each] for each in _FILES if given.get(each)), "") or given.get("0", "")
        return _player(name, address, given.get("title", "")) if address else ""

    def _gallery(self, given: Mapping[str, str]) -> str:
        left_out = set(re.split(r"[\s,]+", given.get("exclude", "")))
        ids = (each for each in _ids(given) or self._own if each not in left_out)
        found = [self._attachments[each] for each in ids if each in self._attachments]
        return f'<figure class="gallery">{"".join(map(figure, found))}</figure>' if found else ""


def figure(attachment: Attachment) -> str:
    """Return a picture of the media library with its caption."""
    below = f"<figcaption>{escape(attachment.caption)}</figcaption>" if attachment.caption else ""
    source, alt = escape(attachment.address), escape(attachment.alt)
    return f'<figure><img src="{source}" alt="{alt}">{below}</figure>'


def for_members(text: str) -> str:
    """Return the shortcode of a plugin that shows part of a text only to members; empty if there is none."""
    return next((found[0] for found in _TAG.finditer(text) if _OF_MEMBERS.match(found["name"])), "")


def values(given: str) -> dict[str, str]:
    """Return the values of a shortcode by their names in lower case, or by their number from 0 if they have no name."""
    found, unnamed = dict[str, str](), 0
    for each in _GIVEN.finditer(unescape(given).strip().removeprefix("=")):
        if each[1]:
            found[each[1].lower()] = next((part for part in each.groups()[1:4] if part is not None), "")
        elif each[0] != "/":
            found[str(unnamed)] = next((part for part in each.groups()[4:] if part is not None), "")
            unnamed += 1
    return found


def _ids(given: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(filter(None, re.split(r"[\s,]+", given.get("ids", "") or given.get("include", ""))))


def _caption(given: Mapping[str, str], inner: str) -> str:
    """Return the figure for ``[caption]<a><img></a> The words[/caption]``, or for one with the words as a value."""
    picture = re.match(r"\s*(?:<a\b[^<>]*+>\s*)?<img\b[^<>]*+>(?:\s*</a>)?", inner, re.IGNORECASE)
    shown = picture[0] if picture else ""
    words = inner[picture.end() :].strip() if picture else inner
    return f"<figure>{shown}<figcaption>{words or given.get('caption', '')}</figcaption></figure>"


def _player(kind: str, address: str, title: str) -> str:
    return f'<{kind} src="{escape(address)}" title="{escape(title)}"></{kind}>'


def _frame(address: str) -> str:
    """Return the block editor's HTML for an embedded address; a link if stories cannot embed it."""
    plain = unescape(address.strip())
    if not plain:
        return ""
    if re.search(r"(?i)\.(mp3|m4a|ogg|wav|flac|mp4|m4v|webm|ogv|mov)(?:[?#]|\Z)", plain):
        kind = "audio" if re.search(r"(?i)\.(mp3|m4a|ogg|wav|flac)", plain) else "video"
        return _player(kind, plain, "")
    shown = escape(plain)
    if not block_of_address(plain):
        return f'<a href="{shown}">{shown}</a>'
    return f'<figure class="wp-block-embed"><div class="wp-block-embed__wrapper">{shown}</div></figure>'

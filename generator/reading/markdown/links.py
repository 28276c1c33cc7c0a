"""Resolves the address of a link or picture in a body: another site, a file in content/, or an address to refuse.

Addresses are checked as a browser would read them (WHATWG URL Standard, section 4.4: a backslash is a slash,
tabs and line ends are dropped, ``//host`` leaves the site). Only schemes on a short allow-list are accepted.
"""

from __future__ import annotations

import difflib
import posixpath
import re
from urllib.parse import quote, unquote

import mdurl
import msgspec
import unicodedata2
from markdown_it.common.normalize_url import normalizeLink

from generator.model.url_argument import has_possible_port

SCHEMES = frozenset({"http", "https", "mailto", "tel", "sms"})
"""The schemes that links may have; pictures may only have http and https."""

MARK = "broadsheet:"
"""The prefix of a placeholder for an address that is known only when the edition is made."""

_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.\-]*):")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")
_TAIL = re.compile(r"[?#]")
_WEB = re.compile(r"https?://[^/?#\s]", re.IGNORECASE)
_PLAIN = re.compile(r"https?://[a-z0-9]++(?:[.-][a-z0-9]++)*+(?:/[A-Za-z0-9._~/-]*+)?+(?:\?[A-Za-z0-9._~/=&-]*+)?+")
"""A web address that is accepted as it is: nothing in it can be refused, or needs encoding."""


CURLY = "“”„‟‘’‚‛«»‹›＂＇"
"""The quotation marks of word processors, which have no meaning in Markdown, HTML, YAML and TOML."""

_QUOTES = rf"""[{CURLY}"'`]"""
_QUOTED = re.compile(
    rf"\s*+(?:{_QUOTES}++\s*+((?:.*[^\s{CURLY}\"'`])?)\s*+{_QUOTES}++|[{CURLY}]++([^{CURLY}]++)|([^{CURLY}]++)[{CURLY}]++)\s*+"
)


def unquoted(written: str) -> str:
    """Remove the quotation marks around an address. Those of word processors are removed even if only one is there."""
    found = _QUOTED.fullmatch(written)
    return next(filter(None, found.groups()), written) if found else written


def leads_elsewhere(href: str) -> bool:
    """Whether an accepted address leads to another site."""
    return href[:6].lower().startswith(("http:", "https:"))


class Address(msgspec.Struct, frozen=True):
    """The address to which a link leads. ``href`` is percent-encoded, but not yet escaped for HTML.

    If ``href`` is a placeholder, ``target`` is the path that it represents, in content/ or from the site's root
    (``/about/``). Otherwise ``target`` is empty.
    """

    href: str
    target: str = ""

    @property
    def elsewhere(self) -> bool:
        """Whether it leads to another site."""
        return leads_elsewhere(self.href)


class Refusal(msgspec.Struct, frozen=True):
    """The reason why an address is refused, and the fix."""

    message: str
    fix: str


def resolve(written: str, path: str, picture: bool = False) -> Address | Refusal:
    """Return where ``written`` leads from the story at ``path`` (``content/world/talks.md``).

    In ``written``, Markdown escapes and HTML entities have already been resolved.
    """
    written = written.strip(" ")
    if _PLAIN.fullmatch(written):
        return Address(written)
    refusal = _refusal(written, picture)
    if refusal:
        return refusal
    if _SCHEME.match(written):
        return Address(normalizeLink(written))
    if written[:1] in ("", "#", "?"):
        return Address(mdurl.encode(written))
    return _inside(written, path)


_ON_A_COMPUTER = re.compile(r"[A-Za-z]:[\\/]|file:|~[\\/]|/(?:Users|Volumes)/[^/]+/|\\\\\w", re.IGNORECASE)


def is_on_a_computer(written: str) -> bool:
    """Whether this is the path of a file on somebody's computer, such as ``file:///quay.jpg``."""
    return bool(_ON_A_COMPUTER.match(written))


def _refusal(written: str, picture: bool) -> Refusal | None:
    if _CONTROL.search(written):
        return Refusal("this address contains an invisible character", "type the address again")
    if (inside := unquoted(written)) != written:
        return Refusal(f"`{written}` has quotation marks around it", f"remove them: `{inside}`")
    if is_on_a_computer(written):
        name = re.split(r"[\\/]", written)[-1] or "quay.jpg"
        return Refusal(
            f"`{written}` is a path on one computer, which readers cannot reach",
            f"copy the file next to the story, and write only its name: `{name}`",
        )
    if "\\" in written:
        return Refusal(f"`{written}` has a backslash", "write addresses with forward slashes: `../pictures/quay.jpg`")
    if unquote(written).startswith("//"):
        return Refusal(f"`{written}` does not begin with a scheme", f"write it in full: `https:{written}`")
    if picture and not written.partition("#")[0]:
        return Refusal("this picture has no address", "write the path of its file: `![What it shows](quay.jpg)`")
    return _scheme_refusal(written, SCHEMES & {"http", "https"} if picture else SCHEMES)


def _scheme_refusal(written: str, allowed: frozenset[str]) -> Refusal | None:
    plain, decoded = _SCHEME.match(written), _SCHEME.match(unquote(written).lstrip())
    if not decoded:
        return None
    scheme = decoded[1].lower()
    if not plain or scheme not in allowed:
        if near := difflib.get_close_matches(scheme, sorted(allowed), 1, 0.7):
            return Refusal(f"`{scheme}:` is not a kind of address", f"did you mean `{near[0]}:`?")
        known = ", ".join(f"`{each}:`" for each in sorted(allowed))
        return Refusal(
            f"`{scheme}:` is not a kind of address that a story may use",
            f"use one of {known}, or the path of a file; if this is a file name, write `./` before it",
        )
    if scheme in {"http", "https"} and not _WEB.match(written):
        return Refusal(f"`{written}` is not a complete address", "write it with its host: `https://example.org/page`")
    if scheme in {"http", "https"} and not has_possible_port(written):
        fix = "correct what follows `//`: a host, and after a colon at most a port, a number from 1 to 65535"
        return Refusal(f"`{written}` is not an address", fix)
    return None


def _inside(written: str, path: str) -> Address | Refusal:
    """Resolve a path relative to the story, or from the site's root. Its query and fragment are kept."""
    plain = _TAIL.split(written, maxsplit=1)[0]
    name, tail = unicodedata2.normalize("NFC", unquote(plain)), mdurl.encode(written[len(plain) :])
    if _CONTROL.search(name) or "\\" in name:
        return Refusal(f"`{written}` contains a character that file names cannot have", "type the address again")
    if name.startswith("/"):
        if posixpath.normpath("/root" + name).split("/")[1] != "root":
            return Refusal(f"`{written}` leads out of the site", "write it from the site's root: `/about/`")
        return Address(MARK + mdurl.encode(written), name)
    folder = path.partition("/")[0] + "/"
    target = posixpath.normpath(posixpath.join(posixpath.dirname(path), name))
    if not target.startswith(folder):
        return Refusal(f"`{written}` leads out of {folder}", f"link only to files in {folder}, with fewer `../`")
    return Address(MARK + quote(target, errors="replace") + tail, target)

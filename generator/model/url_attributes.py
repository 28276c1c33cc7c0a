"""Resolves the relative URLs in HTML against a base, for HTML that is shown on another page than its own.

The attributes with URLs, and their formats, are those in the HTML Living Standard, "Attributes" (the index), with those
of older versions and of SVG (``xlink:href``). CSS is searched for ``url(…)`` (CSS Values 4, 4.5.1).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape

from markupsafe import escape

_ONE = "action background cite data formaction href itemid longdesc manifest poster src xlink:href"
_NAMES = "|".join([*_ONE.split(), "imagesrcset", "ping", "srcset", "style"])
_VALUE = "\"[^\"]*\"|'[^']*'"
_TAG = re.compile(rf"<[A-Za-z][^\s<>\"'/]*+[\s/][^<>\"']*+(?:(?:{_VALUE})[^<>\"']*+)*+>")
_ATTRIBUTE = re.compile(rf"(?<=[\s\"'/])({_NAMES})\s*+=\s*+({_VALUE}|[^\s\"'>]++)|{_VALUE}", re.IGNORECASE)
_CANDIDATE = re.compile(r"([\s,]*+)(\S*[^\s,])((?:\s[^,]*+)?)")
_REFERENCE = re.compile(r"((?:[A-Za-z][A-Za-z0-9+.-]*:)?)((?://[^/?#]*)?)([^?#]*)((?:\?[^#]*)?)(.*)", re.DOTALL)
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
_CSS_URL = re.compile(r"(url\(\s*+)(\"[^\"]*\"|'[^']*'|[^\s\"')]++)", re.IGNORECASE)


def resolved(html: str, base: str, own_parts: bool = False) -> str:
    """Return ``html`` with every URL in it resolved against ``base``, an absolute or root-relative address.

    With ``own_parts``, links to parts of the same page (``#part``) stay as they are.
    """

    def url(written: str) -> str:
        plain = written.strip()
        if _SCHEME.match(plain) or (own_parts and (not plain or plain.startswith("#"))):
            return written
        return joined(base, plain)

    def attribute(found: re.Match[str]) -> str:
        name, value = found.groups()
        if not name:  # this is the value of another attribute
            return found[0]
        written = unescape(value[1:-1] if value[0] in "\"'" else value)
        now = _KINDS[name.lower()](written, url)
        return found[0] if now == written else f'{name}="{escape(now)}"'

    return _TAG.sub(lambda tag: _ATTRIBUTE.sub(attribute, tag[0]), html)


def joined(base: str, reference: str) -> str:
    """Resolve a relative reference against ``base`` (RFC 3986, 5.2). The result is the same on every Python version."""
    base_scheme, base_host, base_path, base_query, _ = _parts(base)
    _, host, path, query, part = _parts(reference)
    if host:
        return base_scheme + reference
    if not path:
        return f"{base_scheme}{base_host}{base_path}{query or base_query}{part}"
    merged = path if path.startswith("/") else base_path.rpartition("/")[0] + "/" + path
    return f"{base_scheme}{base_host}{_without_dots(merged)}{query}{part}"


def _parts(url: str) -> tuple[str, ...]:
    found = _REFERENCE.match(url)
    assert found  # every part may be empty
    return found.groups()


def _without_dots(path: str) -> str:
    kept: list[str] = []
    names = path.split("/")[1:]
    for name in names:
        if name == "..":
            del kept[-1:]
        elif name != ".":
            kept.append(name)
    if names[-1] in (".", ".."):  # the path is that of a folder
        kept.append("")
    return "/" + "/".join(kept)


def _list(written: str, url: Callable[[str], str]) -> str:
    return " ".join(map(url, written.split()))


def _candidates(written: str, url: Callable[[str], str]) -> str:
    """Resolve the URLs of a ``srcset`` (HTML, 4.8.4.2.1), which may contain commas, but not begin or end with one."""
    parts, end = list[str](), 0
    while found := _CANDIDATE.match(written, end):
        before, address, after = found.groups()
        parts += [before, url(address), after]
        end = found.end()
    return "".join(parts) + written[end:]


def _style(written: str, url: Callable[[str], str]) -> str:
    def one(found: re.Match[str]) -> str:
        value = found[2]
        mark = value[0] if value[0] in "\"'" else ""
        return f"{found[1]}{mark}{url(value.strip(mark) if mark else value)}{mark}"

    return _CSS_URL.sub(one, written)


_KINDS: dict[str, Callable[[str, Callable[[str], str]], str]] = {
    **dict.fromkeys(_ONE.split(), lambda written, url: url(written)),
    **dict.fromkeys(("srcset", "imagesrcset"), _candidates),
    "ping": _list,
    "style": _style,
}

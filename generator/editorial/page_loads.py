"""Determines what a browser loads for a page, including which of several versions of a picture."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from html import unescape

_TAG = re.compile(
    r"<(/?picture|/?video|/?audio|img|source|script|iframe|embed|track|input|link)\b"
    r"""((?:[^<>"']++|"[^"]*"|'[^']*')*+)>""",
    re.IGNORECASE,
)
_ATTRIBUTE = re.compile(r"""([^\s"'>/=]+)(?:\s*=\s*("[^"]*"|'[^']*'|[^\s"'>]+))?""")
_LOADING_LINKS = {"stylesheet", "preload", "modulepreload", "icon"}
_SHOWN = {"", "image/avif", "image/webp", "image/jpeg", "image/png", "image/gif", "image/svg+xml"}
_PHONE = 412  # CSS pixels across a phone's screen
_DENSE = 2.625  # screen pixels for each CSS pixel
_LENGTH = re.compile(r"(?<!\d)(\d++(?:\.\d++)?)(px|vw)$")

Attributes = Mapping[str, str]


def candidates(page: str) -> list[str]:
    """Return the addresses of everything that any browser may load for a page."""
    found: list[str] = []
    for name, given in _tags(page):
        if name == "link":
            found += [given["href"]] if _loads(given) and "href" in given else []
        else:
            found += [given[each] for each in ("src", "poster") if each in given]
        found += [address for each in ("srcset", "imagesrcset") for address, _ in _versions(given.get(each, ""))]
    return found


def loaded(page: str) -> list[str]:
    """Return the addresses of what a phone's browser loads for a page, for a reader who reads it to the end.

    A video or recording counts only if it plays automatically.
    """
    loading = _Loading()
    for name, given in _tags(page):
        loading.read(name, given)
    return list(dict.fromkeys(filter(None, (*loading.found, loading.icon))))


class _Loading:
    """The files that are loaded for the part of a page read so far.

    ``within`` is the element with several versions that is being read, and ``chosen`` the version that is loaded. Of
    several icons, a browser loads only one.
    """

    def __init__(self) -> None:
        self.found: list[str] = []
        self.icon = self.within = self.chosen = ""

    def read(self, name: str, given: Attributes) -> None:
        """Read one tag."""
        if name.lstrip("/") in _OF_VERSIONS:
            self.within, self.chosen = name if name in _OF_VERSIONS else "", ""
            self._recording(name, given)
        elif name == "source":
            self._source(given)
        elif name == "img":
            self.found.append(self.chosen if self.within == "picture" and self.chosen else _best(given))
        elif name == "link":
            self._link(given)
        elif name != "track" or "default" in given:
            self.found.append(given.get("src", ""))

    def _recording(self, name: str, given: Attributes) -> None:
        self.found.append(given.get("poster", ""))
        if name in ("video", "audio"):
            self.chosen = given.get("src", "") if _plays(given) else _NOTHING
            self.found.append(self.chosen if _plays(given) else "")

    def _source(self, given: Attributes) -> None:
        if self.within == "picture":
            if not self.chosen and "media" not in given and given.get("type", "") in _SHOWN:
                self.chosen = _best(given)
        elif self.within and not self.chosen:
            self.chosen = given.get("src", "")
            self.found.append(self.chosen)

    def _link(self, given: Attributes) -> None:
        if given.get("rel", "").lower() == "icon":
            self.icon = given.get("href", "")
        elif _loads(given):
            versions = {"srcset": given.get("imagesrcset", ""), "sizes": given.get("imagesizes", "")}
            self.found.append(_best({"src": given.get("href", ""), **versions}))


_OF_VERSIONS = ("picture", "video", "audio")
_NOTHING = "-"  # a recording that does not play automatically: none of its versions is loaded


def _tags(page: str) -> Iterator[tuple[str, Attributes]]:
    for found in _TAG.finditer(page):
        given = {name.lower(): unescape(value.strip("\"'")) for name, value in _ATTRIBUTE.findall(found[2])}
        yield found[1].lower(), given


def _loads(link: Attributes) -> bool:
    return not _LOADING_LINKS.isdisjoint(link.get("rel", "").lower().split())


def _plays(given: Attributes) -> bool:
    return "autoplay" in given or given.get("preload", "").lower() == "auto"


def _best(given: Attributes) -> str:
    """Return the version of a picture that a phone chooses."""
    versions = _versions(given.get("srcset", ""))
    if not versions:
        return given.get("src", "")
    wanted = _width(given.get("sizes", "")) if versions[0][1].endswith("w") else _DENSE
    sizes = sorted((_number(size), address) for address, size in versions)
    return next((address for size, address in sizes if size >= wanted), sizes[-1][1])


def _versions(srcset: str) -> list[tuple[str, str]]:
    """Return the addresses in a ``srcset``, each with its width (``800w``) or density (``2x``)."""
    parts = (part.split() for part in re.split(r",\s+", srcset.strip().rstrip(",")) if part.strip())
    return [(part[0], part[1] if len(part) > 1 else "1x") for part in parts]


def _number(size: str) -> float:
    try:
        return float(size[:-1])
    except ValueError:
        return 1.0


def _width(sizes: str) -> float:
    """Return the width of a picture on a phone, in screen pixels, by the last of ``sizes``, which has no condition."""
    length = _LENGTH.search(sizes.strip())
    if not length:
        return _PHONE * _DENSE
    share = float(length[1])
    return (share if length[2] == "px" else _PHONE * share / 100) * _DENSE

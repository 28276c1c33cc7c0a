"""The addresses that a story had in the program it was written for: stated in its fields, or made of its file name."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import PurePosixPath
from zoneinfo import ZoneInfo

from generator.model.slug import slug
from generator.reading.adopted import dates
from generator.reading.fields import targets
from generator.reading.fields.values import InvalidValue
from generator.reading.markdown.links import unquoted

_INDEX = frozenset({"index", "readme"})
_PLACEHOLDER = re.compile(r":([a-z_]+)")
_LANGUAGE = re.compile(r"\.[a-z]{2}(?:-[A-Za-z]{2})?$")
_HOST = re.compile(r"^(?:[A-Za-z][A-Za-z0-9+.-]*:)?//[^/]*")


def stem(path: str) -> str:
    """Return the part of a path from which programs make an address: a file's name, or a folder's for ``index.md``."""
    parts = PurePosixPath(path)
    name = _LANGUAGE.sub("", parts.stem)
    if name.casefold() in _INDEX and str(parts.parent) != "content":
        name = parts.parent.name
    return dates.without(name) or name


def of_file(path: str, dated: datetime | None, names: tuple[str, ...]) -> Iterator[str]:
    """Yield the addresses that Jekyll, Hugo, Zola and Eleventy would have given to a file, for each of the names.

    ``dated`` is the date in its path or, without one, in its front matter.
    """
    parts = PurePosixPath(path).relative_to("content")
    folders = [each for each in parts.parent.parts if not re.fullmatch(r"\d{1,4}", each)]
    if folders and _LANGUAGE.sub("", parts.stem).casefold() in _INDEX:
        folders.pop()
    folder = "/".join(each.lstrip("_") for each in folders)
    for name in dict.fromkeys(each for each in names if each):
        if dated and dates.in_path(path, _UTC):
            yield f"/{dated:%Y/%m/%d}/{name}/"
            yield f"/{dated:%Y/%m/%d}/{name}.html"
        if folder or not dates.in_path(path, _UTC):
            yield f"/{folder}/{name}/" if folder else f"/{name}/"


_UTC = ZoneInfo("UTC")


def stated(written: str, values: Mapping[str, str]) -> str:
    """Return an address that a story states as a path on the site: with its placeholders filled in, and without a host.

    :raises InvalidValue: if it cannot be an address, or has unknown placeholders.
    """
    written = unquoted(written.strip())
    path = _PLACEHOLDER.sub(lambda found: values.get(found[1], found.group()), _HOST.sub("", written))
    path = path.split("?")[0].split("#")[0]
    if "{{" in path or "{%" in path or _PLACEHOLDER.search(path):
        raise InvalidValue(f"the address `{written}` is made by another program", "write it out, or remove it")
    path = re.sub(r"(?:^|/)index\.html?$", "/", path)
    return targets.alias(f"/{path.lstrip('/')}")


def filled(story: str, title: str, dated: datetime | None) -> dict[str, str]:
    """Return the values of Jekyll's placeholders in an address."""
    found = {"title": slug(story) or story, "slug": slug(title), "name": story}
    if dated:
        found |= {"year": f"{dated:%Y}", "month": f"{dated:%m}", "day": f"{dated:%d}", "short_year": f"{dated:%y}"}
        found |= {"i_month": str(dated.month), "i_day": str(dated.day)}
    return found

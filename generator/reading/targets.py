"""What a field may name: a picture in content/, an older address of a story, its slug."""

from __future__ import annotations

import posixpath
import re
from urllib.parse import unquote

from generator.model.slug import LONGEST, slug
from generator.reading.values import Refused

_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
_WEB = re.compile(r"https?://[^/\s]+", re.IGNORECASE)
_FILE = "name a file by its place as seen from this story: `talks.jpg` or `../pictures/talks.jpg`"
_ALIAS = "write the path alone, as in `/2024/05/old-slug/`"
_NOT_IN_ALIASES = re.compile(r"[?#*\\%\x00-\x1f\x7f�]|(?:^|(?<=/)):[^/]*")  # hosts read `*` and `/:name` as patterns
_SLUG = "write letters, digits and hyphens, as in `port-elm-floods`"


def on_the_web(address: str) -> bool:
    """Whether a picture's address is on another site."""
    return bool(_WEB.match(address))


def picture(written: str, path: str) -> str:
    """The path in content/ that ``written`` means in the file ``path``; an address on the web as it is.

    :raises Refused: for any other scheme, and for what leads out of content/.
    """
    if on_the_web(written):
        return written
    if found := _SCHEME.match(written):
        raise Refused(f"a picture cannot come from `{found.group()}`", _FILE)
    if "\\" in written:
        raise Refused("backslashes do not work in addresses", "write `/` for each", written.index("\\"))
    if written.startswith("/"):
        raise Refused("a picture is not named from the root of the site", _FILE)
    target = posixpath.normpath(posixpath.join(posixpath.dirname(path), written))
    if not target.startswith("content/") or written.endswith("/"):
        raise Refused(f"`{written}` is not a file in content/", _FILE)
    return target


def alias(written: str) -> str:
    """An address as redirects know it: decoded, from slash to slash, but for a page's ``.html``.

    :raises Refused: for anything but the path of a page below the root of the site.
    """
    path = unquote(written)
    if _SCHEME.match(path) or path.startswith("//"):
        rest = re.sub(r"^([A-Za-z][A-Za-z0-9+.-]*:)?(//[^/]*)?", "", written)
        fix = f"write the path alone: `{rest}`" if rest.startswith("/") and rest.strip("/") else _ALIAS
        raise Refused("an alias is on this site, so it has no scheme and no host", fix)
    if found := _NOT_IN_ALIASES.search(path):
        raise Refused(f"an alias cannot hold `{found.group()}`", _ALIAS, max(0, written.find(found.group())))
    parts = [part for part in path.split("/") if part]
    if not parts:
        raise Refused("an alias cannot be the front page", _ALIAS)
    for part in parts:
        if part.endswith((".", " ")) or part.startswith(" "):
            raise Refused(f"an alias cannot hold `{part}` between slashes", _ALIAS, max(0, written.find(part)))
        if len(part.encode()) > 200:
            raise Refused("an alias cannot be as long as this between slashes", "shorten it")
    return "/" + "/".join(parts) + ("" if parts[-1].endswith((".html", ".htm")) else "/")


def given_slug(written: str, language: str) -> str:
    """The slug that an editor gave, as :func:`generator.model.slug.slug` writes it.

    :raises Refused: where it holds what an address cannot, or nothing at all.
    """
    if found := re.search(r"[/\\\x00-\x1f\x7f]|\.\.|%[0-9A-Fa-f]{2}", written):
        raise Refused(f"a slug cannot hold `{found.group()}`", _SLUG, found.start())
    if len(written) > LONGEST:
        raise Refused(f"the slug is longer than {LONGEST} characters", "shorten it", LONGEST)
    if made := slug(written, language):
        return made
    raise Refused("the slug holds no letter and no digit", _SLUG)


def same_slug(written: str, made: str) -> bool:
    """Whether the two differ in no more than letter case, spaces, dots and hyphens."""
    return [letter for letter in written.lower() if letter.isalnum()] == [each for each in made if each.isalnum()]

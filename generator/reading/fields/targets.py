"""Checks pictures in content/, old addresses and slugs that fields give."""

from __future__ import annotations

import posixpath
import re
from urllib.parse import unquote

import unicodedata2

from generator.model import safe_paths
from generator.model.slug import LONGEST, slug
from generator.model.urls import STATIC
from generator.reading.fields.values import InvalidValue
from generator.reading.markdown.links import is_on_a_computer, unquoted

_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
_WEB = re.compile(r"https?://[^/\s]+", re.IGNORECASE)
_FILE = "write the path of a file relative to this story: `talks.jpg` or `../pictures/talks.jpg`"
_ALIAS = "write only the path, as in `/2024/05/old-slug/`"
_NOT_IN_ALIASES = re.compile(r"[?#*\\%\x00-\x1f\x7f�]|(?:^|(?<=/)):[^/]*")  # hosts read `*` and `/:name` as patterns
BY_QUERY = re.compile(r"/\?[A-Za-z0-9_-]{1,50}=[A-Za-z0-9_-]{1,100}")
"""An old address with a query. No file can be there, so only a host that redirects by queries can keep it."""

_SITE_FILES = re.compile(r"(?:site\.toml|content/pages)(?:/|\Z)", re.IGNORECASE)
"""Paths that an output folder may not contain, because it would be taken for the folder of a site
(``publish/safety``)."""

_SLUG = "write letters, digits and hyphens, as in `port-elm-floods`"


def on_the_web(address: str) -> bool:
    """Whether a picture's address is on another site."""
    return bool(_WEB.match(address))


def picture(written: str, path: str) -> str:
    """Return the path in content/ that ``written`` means in the file ``path``, or a web address unchanged.

    A path from the site's root means a file in content/static/ (or in content/, see ``site/story_pictures``).

    :raises InvalidValue: for any other scheme, and for paths that lead out of content/.
    """
    if (inside := unquoted(written)) != written:
        raise InvalidValue(f"`{written}` has quotation marks around it", f"remove them: `{inside}`")
    if on_the_web(written):
        return written
    if is_on_a_computer(written):
        name = re.split(r"[\\/]", written)[-1] or "talks.jpg"
        message = f"`{written}` is a path on one computer, which readers cannot reach"
        raise InvalidValue(message, f"copy the file next to the story, and write only its name: `{name}`")
    if found := _SCHEME.match(written):
        raise InvalidValue(f"a picture cannot come from `{found.group()}`", _FILE)
    if "\\" in written:
        raise InvalidValue("backslashes do not work in addresses", "write `/` instead", written.index("\\"))
    if written.startswith("//"):
        raise InvalidValue(f"`{written}` is the address of another site", f"write it in full: `https:{written}`")
    name = unicodedata2.normalize("NFC", written)
    if name.startswith("/"):
        target = posixpath.normpath(f"{STATIC}{name.lstrip('/')}")
    else:
        target = posixpath.normpath(posixpath.join(posixpath.dirname(path), name))
    if not target.startswith("content/") or written.endswith("/"):
        raise InvalidValue(f"`{written}` is not a file in content/", _FILE)
    return target


def former_address(written: str) -> str:
    """Return an old address as ``alias`` does, or one with a query, by which some programs name pages: ``/?p=41``.

    :raises InvalidValue: for anything else.
    """
    return written if BY_QUERY.fullmatch(written) else alias(written)


def alias(written: str) -> str:
    """Return an old address in the form that redirects use: decoded, with a slash at both ends unless it is ``.html``.

    :raises InvalidValue: for anything but the path of a page below the root of the site.
    """
    if (inside := unquoted(written)) != written:
        raise InvalidValue(f"`{written}` has quotation marks around it", f"remove them: `{inside}`")
    path = unquote(written)
    if _SCHEME.match(path) or path.startswith("//"):
        rest = re.sub(r"^([A-Za-z][A-Za-z0-9+.-]*:)?(//[^/]*)?", "", written)
        fix = f"write only the path: `{rest}`" if rest.startswith("/") and rest.strip("/") else _ALIAS
        raise InvalidValue("an alias is on this site, so it cannot have a scheme or a host", fix)
    if found := _NOT_IN_ALIASES.search(path):
        raise InvalidValue(f"an alias cannot contain `{found.group()}`", _ALIAS, max(0, written.find(found.group())))
    if hidden := safe_paths.hidden_in(path):
        raise InvalidValue(f"an alias cannot contain an invisible character, U+{ord(hidden):04X}", _ALIAS)
    parts = [part for part in path.split("/") if part]
    if not parts:
        raise InvalidValue("an alias cannot be the front page", _ALIAS)
    _check_parts(parts, written)
    return "/" + "/".join(parts) + ("" if parts[-1].endswith((".html", ".htm")) else "/")


def _check_parts(parts: list[str], written: str) -> None:
    """Check the parts of an alias between its slashes.

    :raises InvalidValue: if some disks or hosts cannot store such a file, or must not.
    """
    for part in parts:
        if part.endswith((".", " ")) or part.startswith(" "):
            raise InvalidValue(f"an alias cannot contain `{part}` between slashes", _ALIAS, max(0, written.find(part)))
        if len(part.encode()) > 200:
            raise InvalidValue("an alias cannot have more than 200 bytes between slashes", "shorten it")
    if fault := safe_paths.fault_in("/".join(parts)):
        raise InvalidValue(f"an alias cannot be `{written}`: it {fault}", _ALIAS)
    if _SITE_FILES.match("/".join(parts)):
        raise InvalidValue("an alias cannot be named like a file or folder that sites are made from", _ALIAS)


def given_slug(written: str, language: str) -> str:
    """Return the slug that an editor chose, in the form that :func:`generator.model.slug.slug` returns.

    :raises InvalidValue: if it contains what an address cannot, is too long, or has no letters or digits.
    """
    if (inside := unquoted(written)) != written:
        raise InvalidValue(f"`{written}` has quotation marks around it", f"remove them: `{inside}`")
    if found := re.search(r"[/\\\x00-\x1f\x7f]|\.\.|%[0-9A-Fa-f]{2}", written):
        raise InvalidValue(f"a slug cannot contain `{found.group()}`", _SLUG, found.start())
    if len(written) > LONGEST:
        raise InvalidValue(f"the slug is longer than {LONGEST} characters", "shorten it", LONGEST)
    if made := slug(written, language):
        return made
    raise InvalidValue("the slug contains no letters or digits", _SLUG)


def same_slug(written: str, made: str) -> bool:
    """Whether two slugs differ at most in letter case and in characters other than letters and digits."""
    return [letter for letter in written.lower() if letter.isalnum()] == [each for each in made if each.isalnum()]

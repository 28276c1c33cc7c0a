"""Files beside stories that may be published: those of kinds on a list, under names that no host acts on.

Copy is not trusted. A page, a script or a style sheet beside a story would run in the name of the site, and a file
called ``CNAME`` or ``robots.txt`` would speak for it; so what is not listed here is not published. ``content/static/``
belongs to the site's owner: nothing in it is checked by kind, by name or by what is in it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import unquote

import unicodedata2

from generator.model.picture_kinds import claimed, kind_of
from generator.model.problems import Problem
from generator.model.urls import STATIC

_SOUND = ".mp3 .m4a .aac .ogg .oga .opus .wav .flac"
_MOVING = ".mp4 .m4v .webm .ogv .mov .vtt .srt"
_DOCUMENTS = ".pdf .epub .doc .docx .odt .rtf .ppt .pptx .odp .xls .xlsx .ods .ics .vcf"
_DATA = ".txt .csv .tsv .json .geojson .topojson .parquet .zip .7z .csv.gz .tsv.gz .json.gz .geojson.gz .tar.gz"

KINDS = frozenset(" ".join((".svg", _SOUND, _MOVING, _DOCUMENTS, _DATA)).split())
"""The ends of the names of files that may be published beside stories. Browsers show, play or save them; none runs."""

_SPOKEN_FOR = (".txt", ".json")
"""Kinds whose names mean something to programs at the root of a site: robots.txt, ads.txt, manifest.json, keys."""

NAMES_AT_THE_ROOT = frozenset(
    """
    _headers _redirects _routes.json _worker.js _config.yml cname
    404.html index.html index.htm default.htm sw.js service-worker.js
    manifest.json manifest.webmanifest site.webmanifest browserconfig.xml crossdomain.xml clientaccesspolicy.xml
    apple-app-site-association assetlinks.json
    robots.txt ads.txt app-ads.txt sellers.json security.txt humans.txt llms.txt llms-full.txt trust.txt ai.txt
    netlify.toml vercel.json now.json firebase.json wrangler.toml wrangler.json wrangler.jsonc render.yaml
    """.split()  # noqa: SIM905
)
"""Names that hosts, crawlers and browsers act on at the root of a site, in lower case."""

NAMES_ANYWHERE = frozenset(
    {".htaccess", ".htpasswd", ".user.ini", ".nojekyll", "web.config", "staticwebapp.config.json", "routes.json"}
)
"""Names that hosts act on in any folder, in lower case."""

_ICONS = re.compile(r"(favicon|apple-touch-icon|mstile|android-chrome)[^/]*")
_WELL_KNOWN = ".well-known"  # RFC 8615
_MARKUP = re.compile(r"[\s\0]*<[A-Za-z!?/]")
_HEAD = 1500  # bytes; browsers look at 1445 of them at most (WHATWG, MIME Sniffing, section 5.2)
_SIGNS: dict[str, bytes] = {".pdf": b"%PDF-"} | dict.fromkeys(
    (".zip", ".epub", ".docx", ".odt", ".pptx", ".odp", ".xlsx", ".ods"), b"PK"
)
_TRUST = "if you trust it, move it to content/static/ and link to it there"


def problems(path: str, data: bytes) -> Iterator[Problem]:
    """Why a file of content/ cannot be published beside a story: problems of whoever links to it, without a line."""
    if path.startswith(STATIC):
        return
    if found := _refusal(path, data[:_HEAD]):
        yield Problem(path, 0, 0, *found)


def acted_on(path: str) -> str:
    """The name in a path of the site (``robots.txt``) that a host, crawler or browser would act on; or nothing."""
    parts = [_plain(part) for part in path.split("/")]
    if parts[0] == _WELL_KNOWN:
        return _WELL_KNOWN + "/"
    at_the_root = parts[0] in NAMES_AT_THE_ROOT or (len(parts) == 1 and _ICONS.fullmatch(parts[0]))
    return parts[0] if at_the_root else next((part for part in parts if part in NAMES_ANYWHERE), "")


def _refusal(path: str, head: bytes) -> tuple[str, str] | None:
    """What is wrong with a file, and the fix."""
    place = path.removeprefix("content/")
    name, kind = place.rpartition("/")[2], _kind(place)
    if acted := acted_on(place):
        return f"{path} has a name that hosts or browsers act on: `{acted}`", f"rename it; {_TRUST}"
    if kind_of(path, head) or (claimed(path) and kind != ".svg"):
        return None  # pictures are judged by picture_problems
    if not kind:
        return f"{path} is not of a kind that can be published beside stories", _instead(name)
    if "/" not in place and (kind in _SPOKEN_FOR or name.startswith("_")):
        message = f"{path} would be at the root of the site, where such a name can mean something to other programs"
        return message, f"move it into a folder, such as content/files/; {_TRUST}"
    if kind != ".svg" and _MARKUP.match(_decoded(head)):
        return f"{path} holds a web page, whatever it is called", f"save it as what its name says; {_TRUST}"
    if (sign := _SIGNS.get(kind)) and head and sign not in head[:1024]:
        return f"{path} is not a {kind[1:].upper()} file, whatever it is called", "save it again in that format"
    return None


def _kind(place: str) -> str:
    """The end of a file's name that is on the list; nothing where none is."""
    name = place.rpartition("/")[2].lower()
    single = "." + name.rpartition(".")[2]
    double = "." + ".".join(name.rsplit(".", 2)[1:])
    return next((end for end in (double, single) if end in KINDS and len(name) > len(end)), "")


def _instead(name: str) -> str:
    """What to do with a file of a kind that is not published."""
    end = name.lower().rpartition(".")[2]
    if end == "svgz":
        return "unpack it and save it as plain SVG (.svg)"
    if end in ("html", "htm", "xhtml", "xht", "shtml", "mht", "mhtml"):
        return f"put its words into a story, or save it as PDF; {_TRUST}"
    return f"save it as PDF, CSV, ZIP or another common format; {_TRUST}"


def _plain(name: str) -> str:
    """A name as the most forgiving host or disk might read it: decoded, without what cannot be seen, in lower case."""
    if name.isascii() and name.isprintable() and "%" not in name:
        return name.lower().strip().rstrip(". ")
    seen = "".join(letter for letter in unquote(name) if unicodedata2.category(letter) not in ("Cc", "Cf"))
    found: str = unicodedata2.normalize("NFKC", unicodedata2.normalize("NFKC", seen).casefold())
    return found.strip().rstrip(". ")


def _decoded(head: bytes) -> str:
    """The beginning of a file as a browser that looks for a page in it would read it."""
    for mark, encoding in ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be")):
        if head.startswith(mark):
            return head[len(mark) :].decode(encoding, "replace")
    return head.decode("latin-1")

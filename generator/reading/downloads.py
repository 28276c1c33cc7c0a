"""Decides which files next to stories may be published: only kinds on an allow-list, and no names that hosts act on.

Copy is not trusted. A page, script or style sheet next to a story would run with the site's origin, and a file
called ``CNAME`` or ``robots.txt`` would change how hosts and crawlers treat the site. So only kinds listed here are
published. ``content/static/`` belongs to the site's owner: its files are not checked by kind, name or content.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from urllib.parse import unquote

import unicodedata2

from generator.model.picture_kinds import claimed, kind_of
from generator.model.problems import Problem
from generator.model.urls import STATIC

_AUDIO = ".mp3 .m4a .aac .ogg .oga .opus .wav .flac"
_VIDEO = ".mp4 .m4v .webm .ogv .mov .vtt .srt"
_DOCUMENTS = ".pdf .epub .doc .docx .odt .rtf .ppt .pptx .odp .xls .xlsx .ods .ics .vcf"
_DATA = ".txt .csv .tsv .json .geojson .topojson .parquet .zip .csv.gz .tsv.gz .json.gz .geojson.gz"

KINDS = frozenset(" ".join((".svg", _AUDIO, _VIDEO, _DOCUMENTS, _DATA)).split())
"""The extensions of files that may be published next to stories. Browsers show, play or save them; they run none."""

_SPECIAL_AT_ROOT = (".txt", ".json")
"""Kinds whose names can be special at the root of a site: robots.txt, ads.txt, manifest.json, keys."""

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
_HARMLESS = re.compile(r"[a-z0-9-]+(?:/[a-z0-9-]+)*/index\.html")  # nearly all pages, unless they have a name below
_WELL_KNOWN = ".well-known"  # RFC 8615
_MARKUP = re.compile(r"[\s\0]*<[A-Za-z!?/]")
_HEAD = 1500  # bytes; browsers examine at most 1445 (WHATWG, MIME Sniffing, section 5.2)
_TRUST = "if you trust it, move it to content/static/ and link to it there"


def problems(path: str, data: bytes) -> Iterator[Problem]:
    """Yield the reasons why a file in content/ cannot be published next to a story.
    The problems have no line; they are reported for the stories that link to the file.
    """
    if path.startswith(STATIC):
        return
    if found := _refusal(path, data[:_HEAD]):
        yield Problem(path, 0, 0, *found)


def reserved_name(path: str) -> str:
    """Return the name in a site path (``robots.txt``) that a host, crawler or browser would act on; otherwise ""."""
    if _HARMLESS.fullmatch(path) and path.partition("/")[0] not in NAMES_AT_THE_ROOT:
        return ""
    parts = [_plain(part) for part in path.split("/")]
    if parts[0] == _WELL_KNOWN:
        return _WELL_KNOWN + "/"
    at_the_root = parts[0] in NAMES_AT_THE_ROOT or (len(parts) == 1 and _ICONS.fullmatch(parts[0]))
    return parts[0] if at_the_root else next((part for part in parts if part in NAMES_ANYWHERE), "")


def _refusal(path: str, head: bytes) -> tuple[str, str] | None:
    """Return the reason why a file cannot be published, and the fix; None if it can."""
    place = path.removeprefix("content/")
    name, kind = place.rpartition("/")[2], _kind(place)
    if acted := reserved_name(place):
        return f"{path} has a name that hosts or browsers act on: `{acted}`", f"rename it; {_TRUST}"
    if kind_of(path, head) or (claimed(path) and kind != ".svg"):
        return None  # picture_problems checks pictures
    if not kind:
        return f"{path} is not a kind of file that can be published next to stories", _fix_for_kind(name)
    if "/" not in place and (kind in _SPECIAL_AT_ROOT or name.startswith("_")):
        message = f"{path} would be at the root of the site, where its name can have a meaning to other programs"
        return message, f"move it into a folder such as content/files/; {_TRUST}"
    if kind != ".svg" and _MARKUP.match(_decoded(head)):
        return f"{path} contains a web page, despite its name", f"save it in the format that its name says; {_TRUST}"
    return None


def _kind(place: str) -> str:
    """Return the file name extension, if it is on the list; otherwise ""."""
    name = place.rpartition("/")[2].lower()
    single = "." + name.rpartition(".")[2]
    double = "." + ".".join(name.rsplit(".", 2)[1:])
    return next((end for end in (double, single) if end in KINDS and len(name) > len(end)), "")


def _fix_for_kind(name: str) -> str:
    """Return the fix for a file of a kind that is not published."""
    end = name.lower().rpartition(".")[2]
    if end == "svgz":
        return "unpack it and save it as plain SVG (.svg)"
    if end in ("7z", "tar", "gz", "tgz", "rar", "xz", "bz2"):
        return "pack it as ZIP, whose contents can be checked for names and places"
    if end in ("html", "htm", "xhtml", "xht", "shtml", "mht", "mhtml"):
        return f"put its text into a story, or save it as PDF; {_TRUST}"
    return f"save it as PDF, CSV, ZIP or another common format; {_TRUST}"


@lru_cache(maxsize=65536)
def _plain(name: str) -> str:
    """Normalise a name as the most lenient host or disk might: decoded, without invisible characters, in lower case."""
    if name.isascii() and name.isprintable() and "%" not in name:
        return name.lower().strip().rstrip(". ")
    seen = "".join(letter for letter in unquote(name) if unicodedata2.category(letter) not in ("Cc", "Cf"))
    found: str = unicodedata2.normalize("NFKC", unicodedata2.normalize("NFKC", seen).casefold())
    return found.strip().rstrip(". ")


def _decoded(head: bytes) -> str:
    """Decode the beginning of a file as a browser does to find out whether it is a web page."""
    for mark, encoding in ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be")):
        if head.startswith(mark):
            return head[len(mark) :].decode(encoding, "replace")
    return head.decode("latin-1")

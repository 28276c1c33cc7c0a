"""Checks the settings in site.toml: what each may be, with limits and examples of valid values."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from ipaddress import ip_address
from typing import get_args
from urllib.parse import urlsplit

from generator.model.colours import is_colour
from generator.model.licence import LICENCES, meant
from generator.model.settings import (
    Dates,
    Density,
    DraftProblems,
    Ends,
    FeedText,
    FrontLead,
    Hosting,
    Html,
    Look,
    Policies,
    Summaries,
    Trust,
    Width,
)
from generator.model.url_argument import has_possible_port
from generator.reading import time_zones
from generator.reading.settings import third_parties as third_party_checks
from generator.text.locales import as_tag, unknown_language

LIMITS = {
    "per_page": (1, 1000, 20),
    "related": (0, 20, 5),
    "feeds.stories": (1, 1000, 20),
    "front.top": (2, 6, 4),
    "front.latest": (0, 30, 8),
    "front.section": (1, 12, 4),
    "front.most_read": (0, 10, 5),
    "keep_days": (1, 36500, 30),
}
"""The minimum, maximum and usual value of each numeric setting."""

ANY_NAMES = '["Local", "World"]'
"""An example value for a setting that is a list of names, if it has no example of its own."""

EXAMPLES = {
    ".share_pictures": '"last-year" or true or false',
    "feeds.of": '["sections", "tags"]',
    "robots.refuse": '["GPTBot"]',
    "robots.disallow": '["/drafts/"]',
    "theme.accent": '"#0b5d4b" or { light = "#0b5d4b", dark = "#7fd6bd" }',
    "theme.logo": '"logo.svg" or { light = "logo.svg", dark = "logo-dark.svg" }',
    "security.contact": '["mailto:security@example.org"]',
    "security.expires": "2027-06-30",
    "menu.name": '"Harbour"',
    "typography.languages": '["en", "fr"]',
    "humans.team": '["Editor: Hanna Voss"]',
    "taxonomies.field": '"places"',
    "desk.repository": '"owner/name"',
    "desk.languages": '["en", "tr"]',
    ".ads": '["ads.example, 12345, DIRECT"]',
    **third_party_checks.EXAMPLES,
}
"""Example values for settings that are lists or required."""

CHECK_NAMES = (
    *(
        "copied-layouts",
        "corrections",
        "disclosures",
        "duplicates",
        "embeds",
        "events",
        "external",
        "foreign-files",
        "garbled",
        "headings",
        "headlines",
        "host-limits",
        "layout-files",
        "layout-links",
        "leftovers",
        "numbers",
    ),
    *(
        "own-addresses",
        "page-weight",
        "pages-artifact",
        "pictures",
        "quotes",
        "recorded-places",
        "same-headlines",
        "schemas",
        "series",
        "share-pictures",
    ),
    *("spellings", "tags", "third-parties", "times", "weekdays"),
    "placeholders",
)
"""The names of the checks in ``editorial/checks/``, whose levels ``[checks]`` sets."""

Wrong = tuple[str, str] | None
"""The message about an invalid value, and the fix; ``None`` if it is valid."""


def check_base_url(value: str) -> Wrong:
    """Check a site's address."""
    if not re.fullmatch(r"https?://([\w.-]+|\[[\da-f:]+\])(:\d{1,5})?(/[\w.~%-]+)*/*", value) or not _has_valid_host(
        value
    ):
        return f"`{value}` is not the address of a site", 'write it in full: `base_url = "https://example.org/"`'
    folder, _, name = value.rpartition("/")
    if folder.count("/") > 2 and re.fullmatch(r"\w+\.(html?|php|aspx?)", name):
        return f"`{value}` is the address of a page", f'write that of the site: `base_url = "{folder}/"`'
    return None


def _has_valid_host(address: str) -> bool:
    """Whether the port and the IP address in an address are valid."""
    try:
        parts = urlsplit(address)
        _, host = parts.port, parts.hostname or ""
        return ":" not in host or bool(ip_address(host))
    except ValueError:
        return False


def _url_of(name: str) -> Callable[[str], Wrong]:
    def check(value: str) -> Wrong:
        if value and not (re.match(r"https?://[^/]", value) and has_possible_port(value)):
            return f"`{value}` is not the address of a site", f'write it in full: `{name} = "https://example.org/"`'
        return None

    return check


def _check_timezone(value: str) -> Wrong:
    if time_zones.is_zone(value):
        return None
    found = time_zones.suggested(value)
    meant = " or ".join(f'"{each}"' for each in found)
    fix = f"did you mean {meant}?" if found else 'name it by its city: `timezone = "Europe/Istanbul"`'
    return f"`{value}` is not a time zone", fix


def _one_of(name: str, choices: tuple[str, ...]) -> Callable[[str], Wrong]:
    *most, last = (f'"{each}"' for each in choices)

    def check(value: str) -> Wrong:
        return None if value in choices else (f"`{name}` cannot be `{value}`", f"write {', '.join(most)} or {last}")

    return check


def check_language(value: str) -> Wrong:
    """Check the tag of a language."""
    if not re.fullmatch(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*", as_tag(value)):
        return f"`{value}` is not a language tag", 'write it as in BCP 47: "en", "tr", "pt-BR"'
    return unknown_language(as_tag(value))


def _check_uri(value: str) -> Wrong:
    of_address = re.fullmatch(r"(https://[^\s/]+\S*|mailto:\S+@\S+|tel:[+\d-]+|dns:\S+|openpgp4fpr:\w+)", value)
    if not of_address or (value.startswith("https:") and not has_possible_port(value)):
        return f"`{value}` is not a valid address", 'write it in full: "https://example.org/", "mailto:a@example.org"'
    return None


def _check_policy(value: str) -> Wrong:
    return _check_place(value) if value.startswith("/") else _check_uri(value)


def _check_menu(value: str) -> Wrong:
    if re.match(r"/(?!/)", value):
        return _check_place(value)
    if not re.fullmatch(r"https?://[^\s/]+\S*|mailto:\S+@\S+", value) or not has_possible_port(value):
        return f"`{value}` is not an address", 'write "/harbour/", or in full "https://example.org/"'
    return None


def _check_search(value: str) -> Wrong:
    if value.startswith("http://"):
        return (
            f"`{value}` is not a secure address",
            "write it with https, so that nobody else sees what readers search for",
        )
    of_search = re.fullmatch(r"(https://[^/\s]+)?/[^\s{}]*\{query\}[^\s{}]*", value)
    if value != "pagefind" and not (of_search and has_possible_port(value)):
        fix = 'write "pagefind" for your own search page, or an address: "https://search.example/?q={query}"'
        return f"`{value}` is not an address where readers can search", fix
    return None


def _check_agent(value: str) -> Wrong:
    if not re.fullmatch(r"[A-Za-z_-]+|\*", value):  # RFC 9309, section 2.2.1: product tokens
        return f"`{value}` is not the name of a crawler", 'write it as its maker does, without a version: "GPTBot"'
    return None


def _check_place(value: str) -> Wrong:
    if not re.fullmatch(r"/[^\s#]*", value):
        return f"`{value}` is not a place on the site", 'write it from the root: "/drafts/"'
    return None


def _check_seller(value: str) -> Wrong:
    if not re.fullmatch(r"[\w.-]+\s*,\s*[^,#\s]+\s*,\s*(DIRECT|RESELLER)(\s*,\s*\w+)?", value, re.IGNORECASE):
        return (
            f"`{value}` is not a valid line of ads.txt",
            'write "domain, account, DIRECT" or RESELLER (IAB Tech Lab, ads.txt 1.1)',
        )
    return None


def _check_colour(value: str) -> Wrong:
    if value and not is_colour(value):
        return f"`{value}` is not a colour", 'write it in hexadecimal, as in "#0b5d4b"'
    return None


def _in_assets(folder: str, example: str) -> Callable[[str], Wrong]:
    """Return a check for the name of a file in a folder of layouts/."""

    def check(value: str) -> Wrong:
        within = value.removeprefix("/").removeprefix(folder)
        if within != value and within:
            return f"`{value}` includes the folder", f'write only the name inside {folder}: "{within}"'
        if re.search(r"[\\:*?\"<>|]|^/|(^|/)\.\.?(/|$)", value):
            return f"`{value}` cannot be the name of a file in {folder}", f'put the file there, and write "{example}"'
        return None

    return check


def _check_licence(value: str) -> Wrong:
    """Check the licence under which others may republish stories."""
    if value in ("", *LICENCES):
        return None
    if near := meant(value):
        return f"`{value}` is not the identifier of a licence", f'write `republish = "{near}"`'
    message = f"`{value}` is not a Creative Commons licence"
    return message, f'write the SPDX identifier of one, such as `republish = "{LICENCES[2]}"`; others cannot be offered'


def _check_repository(value: str) -> Wrong:
    """Check the name of a repository on GitHub."""
    if not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9-]{0,38}/[A-Za-z0-9._-]{1,100}", value):
        named = re.sub(r"^(https?://)?github\.com/|\.git$|/$", "", value)
        fix = f'write `repository = "{named}"`' if named != value else 'write its owner and its name: "owner/name"'
        return f"`{value}` is not the name of a repository on GitHub", fix
    return None


def _check_branch(value: str) -> Wrong:
    """Check the name of a branch (git check-ref-format, for names that people use)."""
    if not re.fullmatch(r"(?!.*(\.\.|//|\.lock$|/$))[A-Za-z0-9][A-Za-z0-9._/-]{0,99}", value):
        return f"`{value}` cannot be the name of a branch", 'write it as `git branch` shows it: "main"'
    return None


def _check_sign_in(value: str) -> Wrong:
    """Check the address of the program that signs editors in, which goes into the policy of the desk's page."""
    if value and not (
        re.fullmatch(r"https://[a-z0-9-]+(\.[a-z0-9-]+)+(:\d{1,5})?/?", value) and has_possible_port(value)
    ):
        return f"`{value}` is not the address of a site", 'write it with https: `sign_in = "https://sign-in.example/"`'
    return None


_PLACES = ("year", "month", "day", "section", "slug", "language")


def _check_permalink(value: str) -> Wrong:
    named = re.findall(r"\{([^{}]*)\}", value)
    plain = re.sub(r"\{[a-z]+\}", "", value)
    if "slug" not in named or not set(named) <= set(_PLACES) or re.search(r"[{}\\?#%*\x00-\x20]", plain):
        known = ", ".join(f"{{{name}}}" for name in _PLACES)
        return f"`{value}` cannot be a permalink", f"build it from {known}; it must contain {{slug}}"
    if not (value.startswith("/") and value.endswith("/")) or re.search(r"/[/.:]", value):
        return f"`{value}` cannot be a permalink", "begin and end it with one slash: `/{year}/{month}/{slug}/`"
    return None


CHECKS: Mapping[str, Callable[[str], Wrong]] = {
    "base_url": check_base_url,
    "url": _url_of("url"),
    "timezone": _check_timezone,
    "html": _one_of("html", get_args(Html)),
    "hosting": _one_of("hosting", get_args(Hosting)),
    "language": check_language,
    "permalink": _check_permalink,
    "feeds.text": _one_of("text", get_args(FeedText)),
    "front.lead": _one_of("lead", get_args(FrontLead)),
    "feeds.hub": _url_of("hub"),
    **dict.fromkeys([f"policies.{each}" for each in Policies.__struct_fields__], _check_policy),
    ".search": _check_search,
    ".republish": _check_licence,
    "menu.url": _check_menu,
    "desk.repository": _check_repository,
    "desk.branch": _check_branch,
    "desk.languages": check_language,
    "desk.sign_in": _check_sign_in,
    "robots.refuse": _check_agent,
    "robots.disallow": _check_place,
    "robots.license": _url_of("license"),
    **dict.fromkeys([f"security.{each}" for each in ("contact", "encryption", "acknowledgments")], _check_uri),
    **dict.fromkeys([f"security.{each}" for each in ("policy", "hiring")], _check_uri),
    "security.preferred_languages": check_language,
    **dict.fromkeys([f"trust.{each}" for each in Trust.__struct_fields__], _check_uri),
    "trust.datatrainingallowed": _one_of("datatrainingallowed", ("yes", "no")),
    ".ads": _check_seller,
    "typography.languages": check_language,
    ".draft_problems": _one_of("draft_problems", get_args(DraftProblems)),
    ".summaries": _one_of("summaries", get_args(Summaries)),
    "theme.look": _one_of("look", get_args(Look)),
    "theme.accent": _check_colour,
    "theme.logo": _in_assets("layouts/assets/", "logo.svg"),
    **dict.fromkeys(
        ("theme.headline_font", "theme.text_font"), _in_assets("layouts/assets/fonts/", "Gazette-Bold.woff2")
    ),
    "theme.width": _one_of("width", get_args(Width)),
    "theme.density": _one_of("density", get_args(Density)),
    "theme.dates": _one_of("dates", get_args(Dates)),
    "theme.corrections": _one_of("corrections", get_args(Ends)),
    **third_party_checks.CHECKS,
}
"""The check for each value, by the setting's name: ``TABLE.NAME`` in a table, ``.NAME`` at the top level, or ``NAME``
at the top level and in the tables of agencies, taxonomies and podcasts."""

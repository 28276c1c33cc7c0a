"""The settings of a site: its title, its address, how its copy is read, and what it publishes.

Every setting is resolved: it has its final type and default. ``reading/settings/`` reads them from site.toml.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Literal
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

import msgspec

from generator.model.podcast import Podcast
from generator.model.taxonomies import OwnTaxonomy
from generator.model.third_parties import EmbedSettings, NewsletterSettings, ScriptSettings, SupportSettings
from generator.model.typography import Typography

Html = Literal["sanitise", "escape", "trust"]
FeedText = Literal["full", "standfirst"]
OF_FEEDS = ("sections", "tags", "bylines", "series")
"""The taxonomies of every site that can have feeds."""

SharePictures = bool | Literal["last-year"]
"""Which stories have a picture for social networks: all, none, or those of the last year."""


class Agency(msgspec.Struct, frozen=True):
    """An agency whose wire copy the newsroom uses: its time zone, its own site, and other names for it.

    ``section`` is that of its stories if ``wire_sections`` has none for them; ``keep_days`` is the number of days after
    which they must leave the site (0: never).
    """

    name: str
    timezone: str = ""
    url: str = ""
    aliases: tuple[str, ...] = ()
    section: str = ""
    keep_days: int = 0


class Feeds(msgspec.Struct, frozen=True):
    """The feeds: how many stories each has, and how much of their text.

    ``of`` names the taxonomies that have feeds in addition to the site's. If ``archive`` is set, the site's feed links
    to all older stories (RFC 5005). ``hub`` is the address of a WebSub hub that notifies subscribers.
    """

    stories: int = 20
    text: FeedText = "full"
    of: tuple[str, ...] = OF_FEEDS
    archive: bool = True
    hub: str = ""


class Policies(msgspec.Struct, frozen=True):
    """The newsroom's policies: addresses, or places on the site such as ``/corrections/``."""

    principles: str = ""
    corrections: str = ""
    ethics: str = ""
    verification: str = ""
    unnamed_sources: str = ""
    ownership: str = ""
    masthead: str = ""
    feedback: str = ""
    diversity: str = ""
    ai: str = ""


class Robots(msgspec.Struct, frozen=True):
    """robots.txt (RFC 9309): crawlers to refuse, places that no crawler may read, and the licence (RSL 1.0)."""

    refuse: tuple[str, ...] = ()
    disallow: tuple[str, ...] = ()
    license: str = ""


class Security(msgspec.Struct, frozen=True):
    """security.txt (RFC 9116): how to reach the people who maintain the site, and when that information expires."""

    contact: tuple[str, ...]
    expires: datetime
    encryption: tuple[str, ...] = ()
    acknowledgments: tuple[str, ...] = ()
    preferred_languages: tuple[str, ...] = ()
    policy: tuple[str, ...] = ()
    hiring: tuple[str, ...] = ()


class Trust(msgspec.Struct, frozen=True):
    """trust.txt (JournalList.net; draft-org-trust-relationship-protocol): the organisations related to the newsroom."""

    member: tuple[str, ...] = ()
    belongto: tuple[str, ...] = ()
    control: tuple[str, ...] = ()
    controlledby: tuple[str, ...] = ()
    social: tuple[str, ...] = ()
    vendor: tuple[str, ...] = ()
    customer: tuple[str, ...] = ()
    disclosure: tuple[str, ...] = ()
    contact: tuple[str, ...] = ()
    datatrainingallowed: str = ""


class Humans(msgspec.Struct, frozen=True):
    """humans.txt (humanstxt.org): the people who make the site, and whom they thank."""

    team: tuple[str, ...]
    thanks: tuple[str, ...] = ()


FrontLead = Literal["wide", "beside", "text"]
BlockLook = Literal["lead", "list", "grid", "opinion", "none"]


class FrontPage(msgspec.Struct, frozen=True):
    """The front page: how the lead is shown, and how many stories each part has.

    ``lead`` says whether its picture is above it, next to it, or missing. ``top`` is the number of stories next to the
    lead, ``latest`` in the list of the newest others, ``section`` in the block of each section, and ``most_read`` in
    the list from most-read.json.
    """

    lead: FrontLead = "wide"
    top: int = 4
    latest: int = 8
    section: int = 4
    most_read: int = 5


class DeskSettings(msgspec.Struct, frozen=True):
    """The desk at ``/admin/``: the ``repository`` on GitHub (``owner/name``) and its branch, to which it saves.

    ``languages`` are those that a story can have. ``sign_in`` is the address of a program that signs editors in with
    their GitHub accounts (an OAuth client); without it, they sign in with a token.
    """

    repository: str
    branch: str = "main"
    languages: tuple[str, ...] = ()
    sign_in: str = ""


class MenuItem(msgspec.Struct, frozen=True):
    """An entry of the menu: a section or a page with this name, or any address under this name.

    ``url`` is a place on the site, such as ``/harbour/``, or an absolute address.
    """

    name: str
    url: str = ""


_PLACEHOLDERS = re.compile(
    r"(.+\.)?(example\.(com|net|org)|localhost|invalid|test)\.?|127(\.\d+){3}|0\.0\.0\.0|::1?", re.IGNORECASE
)
"""Hosts that cannot have a public site (RFC 2606, RFC 6761). ``.example`` is allowed for documentation and tests."""


class LightDark(msgspec.Struct, frozen=True):
    """A value for light screens and one for dark screens. If ``dark`` is empty, the theme decides."""

    light: str = ""
    dark: str = ""


Look = Literal["newspaper", "magazine"]
Width = Literal["narrow", "normal", "wide"]
Density = Literal["comfortable", "compact"]
Dates = Literal["mixed", "long", "short", "numeric"]
"""How dates are written: long in stories and short in lists (``mixed``), or the same everywhere."""


Ends = Literal["top", "bottom"]
"""The end of a story at which its corrections are."""


class ThemeSettings(msgspec.Struct, frozen=True):
    """The newsroom's choices for the theme. For an empty value, the default of the look is used.

    ``accent`` has colours (``#0b5d4b``), ``logo`` names of files in layouts/assets/. The fonts are names of typefaces,
    or of files in layouts/assets/fonts/.
    """

    look: Look = "newspaper"
    accent: LightDark = LightDark()
    logo: LightDark = LightDark()
    headline_font: str = ""
    text_font: str = ""
    width: Width = "normal"
    density: Density = "comfortable"
    dates: Dates = "mixed"
    corrections: Ends = "top"


Summaries = Literal["beginning", "mark", "none"]
"""What lists and feeds show for a story without a standfirst: its beginning, its beginning only if that is marked, or
nothing."""

DraftProblems = Literal["warning", "error"]
"""Whether a build treats an error in the file of a draft as a warning or as an error."""

Hosting = Literal["github-pages", "netlify", "cloudflare-pages", "other"]
"""Where the site is hosted; some hosts read headers and redirects from their own files."""


class Settings(msgspec.Struct, frozen=True):
    """The resolved settings of one site. The fields match the keys of site.toml.

    ``private`` means that outsiders cannot read the newsroom's own files. ``adopt`` means that the copy was written for
    another program, so unresolvable references are warnings. ``blocks`` are the looks of sections on the front page, by
    the section's name. ``fields`` names the newsroom's own fields of stories, ``taxonomies`` has its own taxonomies.
    ``draft_problems`` says whether an error in a draft stops a build. ``podcast`` has its podcasts by name. ``desk`` is
    None unless the site has a desk at ``/admin/``. ``theme`` has the newsroom's choices for the theme. ``wire_tags``
    and ``wire_sections`` have the tag and the section for a subject of wire copy, by its code or name. ``republish`` is
    the SPDX identifier of the licence under which others may publish its stories. ``search`` is where readers can
    search the site: an address that contains ``{query}``, or "pagefind" for the site's own search page. ``extra`` has
    the newsroom's own values for its layouts, which may be anything that TOML allows.
    """

    title: str
    base_url: str
    tagline: str = ""
    description: str = ""
    language: str = "en"
    timezone: str = "UTC"
    permalink: str = "/{year}/{month}/{day}/{slug}/"
    html: Html = "sanitise"
    sections: tuple[str, ...] = ()
    menu: tuple[MenuItem, ...] = ()
    front: FrontPage = FrontPage()
    blocks: Mapping[str, BlockLook] = {}
    per_page: int = 20
    related: int = 5
    publisher: str = ""
    copyright: str = ""
    agencies: Mapping[str, Agency] = {}
    wire_tags: Mapping[str, str] = {}
    wire_sections: Mapping[str, str] = {}
    feeds: Feeds = Feeds()
    policies: Policies = Policies()
    theme: ThemeSettings = ThemeSettings()
    search: str = ""
    robots: Robots | None = None
    security: Security | None = None
    trust: Trust | None = None
    humans: Humans | None = None
    ads: tuple[str, ...] = ()
    llms: bool = False
    ninjs: bool = True
    text: bool = True
    share_pictures: SharePictures = "last-year"
    offline: bool = False
    short_title: str = ""
    republish: str = ""
    private: bool = False
    hosting: Hosting = "github-pages"
    summaries: Summaries = "beginning"
    draft_problems: DraftProblems = "warning"
    typography: Typography = Typography()
    podcast: Mapping[str, Podcast] = {}
    checks: Mapping[str, str] = {}
    fields: tuple[str, ...] = ()
    taxonomies: Mapping[str, OwnTaxonomy] = {}
    adopt: bool = False
    embeds: EmbedSettings = EmbedSettings()
    scripts: ScriptSettings | None = None
    newsletter: NewsletterSettings | None = None
    support: SupportSettings | None = None
    desk: DeskSettings | None = None
    extra: Mapping[str, object] = {}

    @property
    def zone(self) -> ZoneInfo:
        """The time zone of times that do not name one."""
        return ZoneInfo(self.timezone)

    @property
    def searchable(self) -> bool:
        """Whether the site has its own search page."""
        return self.search == "pagefind"

    @property
    def base_path(self) -> str:
        """The path of ``base_url``, with a slash at both ends: ``/`` or ``/repo/``."""
        path = urlsplit(self.base_url).path.strip("/")
        return f"/{path}/" if path else "/"

    @property
    def origin(self) -> str:
        """Scheme and host of ``base_url``: ``https://example.org``."""
        parts = urlsplit(self.base_url)
        return f"{parts.scheme}://{parts.netloc}"

    @property
    def host(self) -> str:
        """The host of ``base_url``, without a port: ``example.org``."""
        return urlsplit(self.base_url).hostname or ""

    @property
    def authority(self) -> str:
        """The authority in the ids of this site's stories (see ``tag_uri.py``), which makes them unique.
        It is the site's host, with its base path if that is not the root: ``example.org/elections``.
        """
        return f"{self.host}{self.base_path.rstrip('/')}"

    @property
    def has_placeholder_address(self) -> bool:
        """Whether ``base_url`` is a placeholder, or works only on this machine: ``https://example.org/``."""
        return bool(_PLACEHOLDERS.fullmatch(self.host))

    def agency(self, name: str) -> Agency | None:
        """Return the agency with this name or alias, ignoring letter case; ``None`` if there is none."""
        wanted = name.casefold().strip()
        for agency in self.agencies.values():
            if wanted in {known.casefold() for known in (agency.name, *agency.aliases)}:
                return agency
        return None

"""Information about the site and its publisher: title, addresses, logo and editorial policies."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

import msgspec
from msgspec.structs import replace

from generator.model.frame import Nameplate, OutsideScript, Site
from generator.model.problems import Level, Problem
from generator.model.settings import Settings
from generator.model.story import Link, direction
from generator.model.taxonomies import taxonomy
from generator.model.third_parties import ScriptSettings, SupportSettings, origins_of
from generator.model.urls import address, permanent
from generator.site.assets import Asset


def site_of(
    settings: Settings, assets: Mapping[str, Asset], nameplate: Nameplate | None = None, fonts: tuple[str, ...] = ()
) -> Site:
    """The site, as layouts see it."""
    logo = f"{settings.origin}{settings.base_path}icons/512.png"
    scripts = settings.scripts or ScriptSettings(())
    search = f"{permanent(settings, '/search/')}?q={{query}}" if settings.searchable else settings.search
    return Site(
        title=settings.title,
        tagline=settings.tagline,
        description=settings.description,
        home=settings.base_path,
        url=settings.origin + settings.base_path,
        origin=settings.origin,
        language=settings.language,
        direction=direction(settings.language),
        publisher=settings.publisher or settings.title,
        copyright=settings.copyright,
        feed=address(settings, "/feed.xml"),
        logo=logo if "icon.svg" in assets else "",
        search=permanent(settings, search) if search.startswith("/") else search,
        ninjs=settings.ninjs,
        worker=address(settings, "/sw.js") if settings.offline else "",
        text=address(settings, "/text/") if settings.text else "",
        policies=tuple(_policies(settings)),
        nameplate=nameplate,
        fonts=fonts,
        accent=settings.theme.accent.light,
        dates=settings.theme.dates,
        taxonomies={name: taxonomy(settings.taxonomies, name).title for name in settings.taxonomies},
        extra=settings.extra,
        corrections=settings.theme.corrections,
        scripts=tuple(_scripts(scripts)),
        connect=origins_of(scripts.connect or scripts.src),
        newsletter=settings.newsletter,
        support=_support(settings),
    )


def _scripts(scripts: ScriptSettings) -> Iterator[OutsideScript]:
    """Yield the scripts from other sites."""
    for number, src in enumerate(scripts.src):
        digest = scripts.integrity[number] if scripts.integrity else ""
        yield OutsideScript(src, src.partition("?")[0], digest, scripts.data)


def _support(settings: Settings) -> SupportSettings | None:
    support = settings.support
    if support and support.url.startswith("/"):
        return replace(support, url=address(settings, support.url))
    return support


def _policies(settings: Settings) -> Iterator[Link]:
    """Links to the publisher's policies, with absolute addresses."""
    for each, value in msgspec.structs.asdict(settings.policies).items():
        if value:
            yield Link(each, permanent(settings, value) if value.startswith("/") else value)


def placeholder_address(settings: Settings, level: Level = "warning") -> Iterator[Problem]:
    """Yield a problem if `base_url` is a placeholder: links, feeds and ids would lead to somebody else's site."""
    if settings.has_placeholder_address:
        message = f"`base_url` is still a placeholder: {settings.base_url}"
        fix = "write the address at which readers will find the site, or give it with --base-url"
        yield Problem("site.toml", 0, 0, message, fix, level=level)


def lost_policies(settings: Settings, known: Collection[str]) -> Iterator[Problem]:
    """Yield problems with policies whose page is missing. ``known`` has the addresses of all standalone pages."""
    for each, value in msgspec.structs.asdict(settings.policies).items():
        if value.startswith("/") and address(settings, value) not in known:
            message = f"`{each}` points to {value}, which is not a page of this site"
            fix = f"create content/pages{value.rstrip('/')}.md, or correct the address"
            yield Problem("site.toml", 0, 0, message, fix)

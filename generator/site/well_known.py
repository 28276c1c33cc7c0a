"""Files that others look for at a certain place: robots.txt, security.txt, trust.txt, ads.txt, humans.txt, llms.txt.

Most count at the root of a host alone: a site that stands in a folder cannot speak for its host.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from generator.model.problems import Problem
from generator.model.settings import Settings

YEAR = timedelta(days=366)


def asked_for(settings: Settings) -> dict[str, object]:
    """The files that the settings ask for, by their place, each with its settings."""
    wanted = {
        "/robots.txt": settings.robots,
        "/.well-known/security.txt": settings.security,
        "/.well-known/trust.txt": settings.trust,
        "/ads.txt": settings.ads,
        "/humans.txt": settings.humans,
        "/llms.txt": settings.llms,
    }
    return {place: value for place, value in wanted.items() if value}


def problems(settings: Settings, as_of: datetime) -> Iterator[Problem]:
    """What of these files will not work as it should: warnings."""
    asked = asked_for(settings)
    if settings.base_path != "/" and asked:
        names = ", ".join(asked)
        message = f"{names} count at the root of {settings.host} alone, and this site is below {settings.base_path}"
        fix = "publish it at the root of a host of its own, or put these files on the site that is at that root"
        yield Problem("site.toml", 0, 0, message, fix, level="warning")
    if settings.security and settings.security.expires <= as_of:
        message = f"security.txt expired on {settings.security.expires:%Y-%m-%d}: nobody heeds it any longer"
        yield Problem("site.toml", 0, 0, message, "write a later `expires` in [security]", level="warning")
    elif settings.security and settings.security.expires > as_of + YEAR:
        message = "security.txt is to expire in more than a year (RFC 9116, section 2.5.5, advises less)"
        yield Problem("site.toml", 0, 0, message, "write an earlier `expires` in [security]", level="warning")

"""Files with a fixed, well-known path: robots.txt, security.txt, trust.txt, ads.txt, humans.txt, llms.txt.

Most take effect only at the root of a host, so a site in a subfolder cannot provide them.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from generator.model.problems import Problem
from generator.model.settings import Settings

YEAR = timedelta(days=366)


def asked_for(settings: Settings) -> dict[str, object]:
    """The files that the settings ask for, by place, each with its settings."""
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
    """Warnings about files that will not work as intended."""
    asked = asked_for(settings)
    if settings.base_path != "/" and asked:
        names = ", ".join(asked)
        message = f"{names} must be at the root of {settings.host}, but this site is below {settings.base_path}"
        fix = "publish the site at the root of its own host, or put these files on the site that is at that root"
        yield Problem("site.toml", 0, 0, message, fix, level="warning")
    if settings.security and settings.security.expires <= as_of:
        message = f"security.txt expired on {settings.security.expires:%Y-%m-%d}, so it is no longer valid"
        yield Problem("site.toml", 0, 0, message, "set a later `expires` in [security]", level="warning")
    elif settings.security and settings.security.expires > as_of + YEAR:
        message = "security.txt expires in more than a year (RFC 9116, section 2.5.5, recommends less)"
        yield Problem("site.toml", 0, 0, message, "set an earlier `expires` in [security]", level="warning")

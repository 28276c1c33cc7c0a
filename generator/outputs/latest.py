"""Every story, the newest first, at ``/latest/``."""

from __future__ import annotations

from generator.engine.definitions import Ask
from generator.model.page import Listing
from generator.outputs.pagination import ListingKind
from generator.site.frame import SITE, words
from generator.site.groups import Group


def _describe(ask: Ask, group: Group) -> Listing:
    own = words(ask)
    about = own.gettext("The latest from %(site)s", site=ask(SITE).title)
    return Listing("latest", own.gettext("Latest"), about, "", ())


_KIND = ListingKind("latest", _describe, lambda ask, group: "the latest stories")
files, output = _KIND.files, _KIND.output

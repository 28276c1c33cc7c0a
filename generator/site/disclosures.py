"""What a public story discloses: its source documents and its paid links."""

from __future__ import annotations

import re

from msgspec.structs import replace

from generator.engine.definitions import Ask
from generator.model.body import Body
from generator.model.disclosures import SourceNote
from generator.model.manuscript import Manuscript
from generator.model.settings import Settings
from generator.site.links import with_addresses

_LINK = re.compile(r"""<a(\s(?:[^<>"']|"[^"]*"|'[^']*')*+)>""", re.IGNORECASE)
_HREF = re.compile(r"""\shref\s*=\s*["']?(https?://[^"'\s>]*)""", re.IGNORECASE)
_REL = re.compile(r"""\srel\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""", re.IGNORECASE)


def source_notes(ask: Ask, path: str, head: Manuscript) -> tuple[SourceNote, ...]:
    """The source notes of a story, with the addresses of what they link to."""
    return tuple(replace(each, spans=with_addresses(ask, path, each.spans)) for each in head.source_notes)


def paid_links(body: Body, settings: Settings) -> Body:
    """The body with ``rel="sponsored"`` on its links to other sites, as search engines require of paid copy."""

    def marked(link: re.Match[str]) -> str:
        href, rel = _HREF.search(link[1]), _REL.search(link[1])
        if not href or f"{href[1]}/".startswith(f"{settings.origin}/"):
            return link[0]
        known = next(filter(None, rel.groups()), "").split() if rel else []
        kinds = " ".join(dict.fromkeys([*known, "sponsored"]))
        others = link[1].replace(rel[0], "") if rel else link[1]
        return f'<a{others} rel="{kinds}">'

    return replace(body, marked=_LINK.sub(marked, body.marked))

"""The parts that a file of the site is made of, named for editors, and which of them the last build did not have.

A file is made of the values that its output asked for. Values that an editor would recognise have a name here; any
other value is replaced with the values that it is made of.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

import msgspec

from generator.engine.definitions import Definition, Query, Table, Task
from generator.engine.graph import Graph, ReadState
from generator.site.groups import GROUPS
from generator.site.names import FAMILIES, OWN


class OutputPart(msgspec.Struct, frozen=True):
    """Something that a file is made of, and its state since the last build: same, changed or new."""

    name: str
    state: str


_NOUNS = {OWN: "term"}
_PLURALS = {"series": "series", OWN: "terms of the site's own taxonomies"}

_STORY: Mapping[str, str] = {
    "text": "the text of {}",
    "head": "the front matter of {}",
    "links": "where the links of {} lead",
    "block-data": "what the blocks of {} show besides its text",
    "pictured": "the picture of {}",
    "place": "the address of {}",
    "entry": "the times and names of {}",
    "card": "the card of {}",
    "feed-entry": "the story {}",
    "target": "the headline and address of {}",
    "related": "the related stories of {}",
    "translations": "the translations of {}",
    "neighbours": "the stories before and after {}",
    "series-part": "which part of its series {} is",
    "series-around": "the parts before and after {}",
    "tombstone": "the note on the withdrawal of {}",
    "share-name": "the name of the share picture of {}",
    "copy": "the file {}",
    "files": "the file {}",
}
"""Values that belong to one file in content/."""

_PLACE: Mapping[str, str] = {
    "at": "the story at {}",
    "aliases": "the aliases for {}",
    "moved": "the story that was at {}",
    "withdrawn": "the withdrawn story that was at {}",
    "month-changes": "when the stories of {} last changed",
    "channels": "the stories of the feed of {}",
    "news-sitemaps": "the stories in {}",
    "within-year": "the months of {}",
    "within-month": "the days of {}",
    **{f"groups-{kind}": "the list {}" for kind in GROUPS},
    **{f"pages-{kind}": "the list {}" for kind in GROUPS},
    **{f"changed-{kind}": "when the list {} last changed" for kind in GROUPS},
}
"""Values that belong to one address."""

_NAMED: Mapping[str, str] = {
    **{f"terms-{kind}": f"the name of the {_NOUNS.get(kind, kind)} `{{}}`" for kind in FAMILIES},
    "series-order": "the order of the series `{}`",
    "known-names": "the story called `{}`",
    "described": "whether there is a description of {}",
    "about": "the description of {}",
    "person": "the details of the person {}",
    "accents": "the colour of {}",
    "uri-owners": "the story with the tag URI {}",
    "published": "the published file {}",
    "block-layout": "the layout blocks/{}.html and the layouts it uses",
    "block-assets": "the style sheet and script of the block `{}`",
    "closures": "the layout {} and the layouts it uses",
    "layouts": "the {} layouts",
    "data-files": "the file data/{}",
    "data-value": "the file data/{}",
    "data-part": "a value in data/",
    "data-table": "the rows of {}",
    "locations": "the addresses in the sitemap's part {}",
    "sitemap-months": "the stories of the sitemap's part {}",
}
"""Values that belong to something else that has a name."""

_WHOLE: Mapping[str, str] = {
    "settings": "the settings in site.toml",
    "url-history": "the published addresses in published.txt",
    "data-names": "the files of data/",
    "most-read": "the list in most-read.json",
    "catalogs": "the theme's translations",
    "assets": "the theme's assets",
    "theme-assets": "the theme's assets",
    "asset-urls": "the addresses of the theme's assets",
    "site": "the site's name, address and language",
    "nav": "the navigation",
    "page-links": "the links to pages",
    "sections": "the sections",
    "paid": "the stories that somebody paid for",
    "indexed": "which tags, authors, agencies and series there are",
    "unlisted": "the stories and pages that search engines should not list",
    "layout-choices": "the layouts that stories and pages can choose",
    "any-story": "whether there is a public story",
    "any-person": "whether anyone in a byline is described",
    "front-choice": "the choice of stories for the front page",
    "public": "the public stories and pages",
    "index": "the times and names of all stories",
    "places": "the addresses of stories and pages",
    "all-changes": "when stories last changed",
    "paths": "the files of content/",
    "file-paths": "the files of content/",
    "deleted": "the withdrawn stories",
    "authority": "the host in tag URIs",
    "shared-since": "the time since which stories have share pictures",
    "as-of": "the time of the edition",
    "now": "the time of the edition",
    "drafts": "whether drafts are shown",
    "strict": "whether addresses may vanish",
    "held-folders": "the folders that another program withholds",
}
"""Values that exist once for the whole site."""

_KEYS: Mapping[str, str] = {
    "at": "the addresses of stories and pages",
    "place": "the public stories and pages",
    "aliases": "the aliases",
    "moved": "the addresses that stories moved from",
    "withdrawn": "the addresses of withdrawn stories",
    "channels": "the feeds",
    "news-sitemaps": "the news sitemaps",
    "published": "the published files",
    "closures": "the layouts",
    "sitemap-months": "the months that have stories",
    "known-names": "the stories that other stories name",
    "uri-owners": "the tag URIs of stories",
    "described": "the sections, tags, agencies, series and people that are described",
    "accents": "the sections that have a colour",
    "related": "the stories that have related stories",
    "translations": "the stories that have translations",
    "neighbours": "the public stories",
    **{f"terms-{kind}": f"the {_PLURALS.get(kind, f'{kind}s')}" for kind in FAMILIES},
    **{f"groups-{kind}": f"the {_PLURALS.get(kind, f'{kind}s')}" for kind in GROUPS},
    "groups-latest": "whether there is a public story",
    **{f"pages-{kind}": f"the older pages of {_PLURALS.get(kind, f'{kind}s')}" for kind in GROUPS},
    "pages-latest": "the older pages of the latest stories",
}
"""The keys of tables."""

_NAMES = {**_STORY, **_PLACE, **_NAMED, **_WHOLE}


def named(read: ReadState, definition: Definition) -> str:
    """The name of a value that editors know; empty if it has none."""
    if isinstance(definition, Table) and not read.arg:
        return _KEYS.get(read.name, "")
    words = _NAMES.get(read.name, "")
    return words.format(read.arg) if read.arg or read.name in _WHOLE else ""


class OutputParts:
    """Names the parts of a file. ``known`` returns whether the last build also asked for a value.

    ``source`` is what the file shows: if it is a story, the parts of its card are listed instead of the card.
    """

    def __init__(
        self, graph: Graph, definitions: Mapping[str, Definition], known: Callable[[ReadState], bool], source: str
    ) -> None:
        self._graph, self._definitions, self._known, self._source = graph, definitions, known, source
        self._seen: set[tuple[str, str, bool]] = set()

    def of(self, definition: Definition, arg: str) -> tuple[OutputPart, ...]:
        """The parts of a query's value, changed ones first."""
        found: dict[str, str] = {}
        self._seen.clear()
        for name, state in self._below(definition, arg, True):
            if found.setdefault(name, state) == "same":
                found[name] = state
        parts = [OutputPart(name, state) for name, state in found.items()]
        return tuple(sorted(parts, key=lambda part: part.state == "same"))

    def _below(self, definition: Definition, arg: str, changed: bool) -> Iterator[tuple[str, str]]:
        """Yield the names and states of the values asked for. All values below an unchanged one count as the same."""
        for read in self._graph.reads(definition, arg):
            asked, moved = self._definitions[read.name], changed and read.changed
            if (read.name, read.arg, moved) in self._seen:
                continue
            self._seen.add((read.name, read.arg, moved))
            own = read.name == "card" and read.arg == self._source
            if name := "" if own else named(read, asked):
                yield name, self._state(read) if moved else "same"
            elif isinstance(asked, Query | Task):
                yield from self._below(asked, read.arg, moved)

    def _state(self, read: ReadState) -> str:
        return "changed" if self._known(read) else "new"

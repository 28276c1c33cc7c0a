"""WordPress: WXR 1.2, which its importer reads, with authors, sections as categories, tags, pictures and pages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from email.utils import format_datetime
from html import escape
from zoneinfo import ZoneInfo

from generator.editorial.exporting import _marks
from generator.editorial.exporting._collected import Collected, ExportedDescription, ExportedStory, UsedFile
from generator.model.picture_kinds import claimed
from generator.model.slug import slug

FILE = "wordpress.xml"

WRITER = "guest-author"
"""The type of the posts in which the plugin Co-Authors Plus stores people."""

_TAXONOMIES = {"section": "category", "tag": "post_tag"}
_UNSEEN = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_NO_TIME = "0000-00-00 00:00:00"
_STATUS = {"": "publish", "draft": "draft", "scheduled": "future", "embargoed": "future"}
_OF_FILES = 1_000_000_000
"""The first id of files, so that they differ from those of stories."""

_HEAD = """<?xml version="1.0" encoding="UTF-8" ?>
<rss version="2.0"
\txmlns:excerpt="http://wordpress.org/export/1.2/excerpt/"
\txmlns:content="http://purl.org/rss/1.0/modules/content/"
\txmlns:wfw="http://wellformedweb.org/CommentAPI/"
\txmlns:dc="http://purl.org/dc/elements/1.1/"
\txmlns:wp="http://wordpress.org/export/1.2/">
<channel>
"""


class Writer:
    """Writes the one file of this format."""

    LACKS = (
        "WordPress fetches pictures and files from the addresses in the export, so import it while the site is online; "
        "it shows descriptions of people only with the plugin Co-Authors Plus, and none of series and agencies"
    )

    def __init__(self, collected: Collected) -> None:
        self._collected, self._zone = collected, ZoneInfo(collected.zone)
        self._number = 0
        self._files = dict[str, int]()

    def begin(self) -> Iterator[tuple[str, str]]:
        """Yield the data of the site, all terms, and the files that belong to the site."""
        site = self._collected.site
        yield FILE, _HEAD
        lines = (
            f"\t<title>{_plain(site.title)}</title>\n",
            f"\t<link>{_plain(site.url.rstrip('/'))}</link>\n",
            f"\t<description>{_plain(site.tagline or site.description)}</description>\n",
            f"\t<language>{_plain(site.language)}</language>\n",
            "\t<wp:wxr_version>1.2</wp:wxr_version>\n",
            f"\t<wp:base_site_url>{_plain(site.url.rstrip('/'))}</wp:base_site_url>\n",
            f"\t<wp:base_blog_url>{_plain(site.url.rstrip('/'))}</wp:base_blog_url>\n",
        )
        yield FILE, "".join((*lines, *_terms(self._collected)))
        for file in self._collected.static:
            yield FILE, self._file(file, 0)
        for each in self._collected.descriptions:
            if each.kind == "byline":
                yield from self._files_of(each, 0)
                self._number += 1
                yield FILE, _writer(each, self._number)

    def add(self, story: ExportedStory) -> Iterator[tuple[str, str]]:
        """Yield a story or page after the files that it uses."""
        self._number += 1
        yield from self._files_of(story, self._number)
        yield FILE, _item(story, self._number, self._files, self._zone)

    def end(self) -> Iterator[tuple[str, str]]:
        """Yield the end of the file."""
        yield FILE, "</channel>\n</rss>\n"

    def _files_of(self, each: ExportedStory | ExportedDescription, parent: int) -> Iterator[tuple[str, str]]:
        for file in each.files:
            if file.path not in self._files:
                yield FILE, self._file(file, parent)

    def _file(self, file: UsedFile, parent: int) -> str:
        self._files[file.path] = number = _OF_FILES + len(self._files)
        return _file(file, number, parent, self._zone)


def _terms(collected: Collected) -> Iterator[str]:
    """Yield the authors, sections and tags of all stories, and all other terms that have a description."""
    said = {(each.kind, each.slug): each for each in collected.descriptions if each.kind != "byline"}
    for name in dict.fromkeys(each.name for each in collected.terms["byline"]):
        login = f"<wp:author_login>{_cdata(_login(name))}</wp:author_login>"
        yield (f"\t<wp:author>{login}<wp:author_display_name>{_cdata(name)}</wp:author_display_name></wp:author>\n")
    for kind, element, slug_, name_ in (
        ("section", "category", "category_nicename", "cat_name"),
        ("tag", "tag", "tag_slug", "tag_name"),
    ):
        for term in collected.terms[kind]:
            words = f"<wp:{slug_}>{_cdata(term.slug)}</wp:{slug_}><wp:{name_}>{_cdata(term.name)}</wp:{name_}>"
            described = _described(said.pop((kind, term.slug), None), f"{element}_description")
            yield f"\t<wp:{element}>{words}{described}</wp:{element}>\n"
    for (kind, short), each in said.items():
        words = f"<wp:term_taxonomy>{_cdata(_TAXONOMIES.get(kind, kind))}</wp:term_taxonomy>"
        words += f"<wp:term_slug>{_cdata(short)}</wp:term_slug><wp:term_name>{_cdata(each.name)}</wp:term_name>"
        yield f"\t<wp:term>{words}{_described(each, 'term_description')}</wp:term>\n"


def _described(each: ExportedDescription | None, element: str) -> str:
    """Return a description within a term, and its source file as custom fields of the term."""
    if not each:
        return ""
    html = each.html or each.standfirst
    fields = "".join(_meta(name, value, "term") for name, value in _marked(each, html).items())
    return f"<wp:{element}>{_cdata(html)}</wp:{element}>{fields}"


def _marked(each: ExportedDescription, html: str) -> dict[str, str]:
    mark = _marks.fingerprint(each.name, html, each.source)
    return {_marks.PATH: each.path, _marks.SOURCE: each.source, _marks.FINGERPRINT: mark}


def _writer(each: ExportedDescription, number: int) -> str:
    """Return the description of a writer in the form of the plugin Co-Authors Plus."""
    login = _login(each.name)
    lines = [
        *_common(each.name, each.url, "", each.url, number),
        f"<content:encoded>{_cdata(each.html)}</content:encoded>",
        f"<excerpt:encoded>{_cdata(each.standfirst)}</excerpt:encoded>",
        f"<wp:post_name>{_cdata(f'cap-{login}')}</wp:post_name>",
        f"<wp:status>{_cdata('draft' if each.state else 'publish')}</wp:status>",
        f"<wp:post_type>{_cdata(WRITER)}</wp:post_type>",
    ]
    fields = {"cap-display_name": each.name, "cap-user_login": login, "cap-description": each.html or each.standfirst}
    return _whole([*lines, *(_meta(name, value) for name, value in (fields | _marked(each, each.html)).items())])


def _item(each: ExportedStory, number: int, files: dict[str, int], zone: ZoneInfo) -> str:
    story = each.story
    first = story.bylines[0].name if story and story.bylines else ""
    uri = story.uri if story else each.url
    lines = [
        *_common(each.headline, each.url, first, uri, number),
        f"<content:encoded>{_cdata(each.html)}</content:encoded>",
        f"<excerpt:encoded>{_cdata(each.standfirst)}</excerpt:encoded>",
        *_times(each.published, each.modified or each.published, zone),
        f"<wp:post_name>{_cdata(each.slug)}</wp:post_name>",
        f"<wp:status>{_cdata(_STATUS.get(each.state, 'private'))}</wp:status>",
        f"<wp:post_type>{_cdata('post' if story else 'page')}</wp:post_type>",
        "<wp:post_password></wp:post_password>",
        *_categories(each),
    ]
    fields = {
        _marks.PATH: each.path,
        _marks.SOURCE: each.source,
        _marks.FINGERPRINT: _marks.fingerprint(each.headline, each.html, each.source),
    }
    if story and story.picture and (name := _file_of(story.picture.src, each)) in files:
        fields["_thumbnail_id"] = str(files[name])
    return _whole([*lines, *(_meta(name, value) for name, value in fields.items())])


def _file_of(address: str, each: ExportedStory) -> str:
    """Return the path of the file at the address of a picture."""
    return next((file.path for file in each.files if file.url.endswith(address)), "")


def _file(file: UsedFile, number: int, parent: int, zone: ZoneInfo) -> str:
    name = file.path.rpartition("/")[2]
    lines = [
        *_common(name, file.url, "", file.url, number),
        "<content:encoded></content:encoded>",
        "<excerpt:encoded></excerpt:encoded>",
        *_times(None, None, zone),
        f"<wp:post_name>{_cdata(slug(name))}</wp:post_name>",
        "<wp:status>inherit</wp:status>",
        f"<wp:post_parent>{parent if claimed(name) else 0}</wp:post_parent>",
        "<wp:post_type>attachment</wp:post_type>",
        f"<wp:attachment_url>{_cdata(file.url)}</wp:attachment_url>",
        _meta(_marks.PATH, file.path),
    ]
    return _whole(lines)


def _common(title: str, link: str, creator: str, uri: str, number: int) -> Iterator[str]:
    yield f"<title>{_cdata(title)}</title>"
    yield f"<link>{_plain(link)}</link>"
    yield f"<dc:creator>{_cdata(_login(creator) if creator else '')}</dc:creator>"
    yield f'<guid isPermaLink="false">{_plain(uri)}</guid>'
    yield f"<wp:post_id>{number}</wp:post_id>"


def _times(published: datetime | None, modified: datetime | None, zone: ZoneInfo) -> Iterator[str]:
    """Yield both times, each in both forms; WordPress writes zeros if there is no time."""
    if published:
        yield f"<pubDate>{format_datetime(published.astimezone(UTC))}</pubDate>"
    for name, moment in (("post_date", published), ("post_modified", modified)):
        local = f"{moment.astimezone(zone):%Y-%m-%d %H:%M:%S}" if moment else _NO_TIME
        gmt = f"{moment.astimezone(UTC):%Y-%m-%d %H:%M:%S}" if moment else _NO_TIME
        yield f"<wp:{name}>{local}</wp:{name}>"
        yield f"<wp:{name}_gmt>{gmt}</wp:{name}_gmt>"


def _categories(each: ExportedStory) -> Iterator[str]:
    if not each.story:
        return
    terms = [("category", each.story.section.slug, each.story.section.name)] if each.story.section else []
    terms += [("post_tag", tag.slug, tag.name) for tag in each.story.tags]
    if len(each.story.bylines) > 1:  # in the form of the plugin Co-Authors Plus
        terms += [("author", f"cap-{_login(byline.name)}", byline.name) for byline in each.story.bylines]
    for taxonomy, name, words in terms:
        yield f'<category domain="{taxonomy}" nicename="{escape(name)}">{_cdata(words)}</category>'


def _login(name: str) -> str:
    return slug(name) or "newsroom"


def _meta(name: str, value: str, of: str = "post") -> str:
    key = f"<wp:meta_key>{_cdata(name)}</wp:meta_key>"
    return f"<wp:{of}meta>{key}<wp:meta_value>{_cdata(value)}</wp:meta_value></wp:{of}meta>"


def _whole(lines: list[str]) -> str:
    return "\t<item>\n" + "".join(f"\t\t{line}\n" for line in lines) + "\t</item>\n"


def _cdata(text: str) -> str:
    """Return text in a CDATA section, or in two where it contains the end of one."""
    return "<![CDATA[" + _UNSEEN.sub("", text).replace("]]>", "]]]]><![CDATA[>") + "]]>"


def _plain(text: str) -> str:
    return escape(_UNSEEN.sub("", text), quote=False)

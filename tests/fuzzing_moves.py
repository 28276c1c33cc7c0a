"""Targets about archives of other programs: whatever they hold, it is read with its words, or refused in words."""

from __future__ import annotations

from collections.abc import Callable
from html import escape
from xml.parsers import expat

from generator.editorial.moving import _sitemaps, _wxr
from generator.editorial.moving._html import markdown_of
from generator.editorial.moving._markdown_body import readdressed
from generator.editorial.moving._moved import SiteSettings
from generator.editorial.moving._settings import new_settings
from generator.editorial.moving._shortcodes import Attachment
from generator.editorial.moving._wordpress_body import Bodies
from generator.editorial.moving._words import lost, words_of_rendered
from generator.model.problems import Problems
from generator.reading.markdown.conversion import render

WXR = b"""<rss xmlns:wp="http://wordpress.org/export/1.2/"><channel><item><title>A</title><content:encoded
 xmlns:content="http://purl.org/rss/1.0/modules/content/"><![CDATA["""


class Addresses:
    """Addresses that are as they were, or lead nowhere."""

    def picture(self, address: str, line: int, alt: str = "") -> str:
        return "a.jpg" if len(address) % 2 else ""

    def file(self, address: str, line: int) -> str:
        return "a.mp3" if len(address) % 2 else ""

    def link(self, address: str, line: int) -> str:
        return "/a/" if len(address) % 3 else ""

    def unkept(self, what: str, line: int) -> None:
        assert what
        assert line >= 0


def moved_html(data: bytes) -> None:
    """The HTML of a body, as it is, as WordPress has it, and plain text: no word is lost."""
    said = data.decode(errors="replace")
    attachments = {"1": Attachment("https://old.example/a.jpg", "A", "B")}
    posts = Bodies(attachments, {"2": said}).html(said, ("1",), said, lambda what, line: None)
    for html in (said, posts, f"<p>{escape(said)}</p>"):
        converted = markdown_of(html, Addresses())
        rendered = render(converted.markdown, "content/a.md")
        missing = lost(converted.words, words_of_rendered(rendered.html, converted.markdown))
        assert missing == [], (html, missing)


def moved_markdown(data: bytes) -> None:
    """Markdown in which addresses change: it has as many lines as before."""
    said = data.decode(errors="replace")
    assert readdressed(said, Addresses()).count("\n") == said.count("\n")


def wordpress_export(data: bytes) -> None:
    """An export of WordPress, as it is and in the middle of an item."""
    for text in (data, WXR + data, WXR + data + b"]]></content:encoded></item></channel></rss>"):
        channel = _wxr._Channel("a.xml")
        try:
            for start in range(0, len(text), 100):
                channel.feed(text[start : start + 100])
            channel.feed(b"")
        except (Problems, expat.ExpatError, LookupError, ValueError):
            continue
        assert all(isinstance(each, _wxr.WxrItem | _wxr.WxrNode) for each in channel.taken())


def sitemap(data: bytes) -> None:
    """A sitemap."""
    for text in (data, b"<urlset><url><loc>" + data + b"</loc></url></urlset>", b"\x1f\x8b" + data):
        try:
            _sitemaps.read(text, "sitemap.xml")
        except Problems as found:
            assert all(each.message and each.fix for each in found.problems)


def old_settings(data: bytes) -> None:
    """The settings of an old site: those that cannot be kept are left out."""
    said = data.decode(errors="replace")
    old = SiteSettings(title=said, tagline=said, base_url=said, language=said, permalink=said, menu=((said, said),))
    text, _, _ = new_settings(old)
    assert "title" in text


TARGETS: dict[str, Callable[[bytes], None]] = {
    each.__name__: each for each in (moved_html, moved_markdown, wordpress_export, sitemap, old_settings)
}

"""The text of a Medium story: its sections, the headline that it repeats, its galleries and cards."""

from __future__ import annotations

from collections.abc import Callable
from html import escape

import msgspec
from lxml import etree

from generator.editorial.importers._xml import words
from generator.editorial.moving._markup_tree import drop, first, html_in, of_class, replace
from generator.editorial.moving._markup_writer import element, figure, link, paragraph, pull_quote, void, words_of
from generator.editorial.moving._moved import MovedPicture

_OUTER = frozenset(("section", "div", "body", "article"))


class Body(msgspec.Struct, frozen=True):
    """A text as HTML, its picture, and whether it repeats its headline, as every text does that began as a story."""

    html: str
    picture: MovedPicture | None = None
    has_title: bool = False


def body_of(root: etree._Element, headline: str, standfirst: str, address_of: Callable[[str], str]) -> Body:
    """Return the text in an element. ``address_of`` gives the old address of a story of this export."""
    titled = _without_title(root, headline, standfirst)
    picture = _featured(root)
    _rules(root)
    for each in of_class(root, "graf--mixtapeEmbed"):
        replace(each, _card(each))
    for each in of_class(root, "graf--pullquote"):
        replace(each, pull_quote(html_in(each)))
    for each in [*root.iter("pre")]:
        _lines(each)
    _galleries(root)
    for each in [*root.iter("a")]:
        each.set("href", address_of(str(each.get("href") or "")))
    return Body(html_in(root), picture, titled)


def _without_title(root: etree._Element, headline: str, standfirst: str) -> bool:
    """Remove the headline and the standfirst at the beginning of the text; return whether there was a headline."""
    title = next(iter(of_class(root, "graf--title")), None)
    leading = title if title is not None else next(root.iter("h1", "h2", "h3", "h4"), None)
    is_title = leading is not None and (title is not None or _same(words(leading), headline))
    if leading is not None and is_title and _same(words(leading), headline):
        drop(leading)
    for each in of_class(root, "graf--subtitle")[:1]:
        if _same(words(each), standfirst):
            drop(each)
    return is_title


def _same(one: str, other: str) -> bool:
    """Return whether two lines are equal apart from spaces and the typographic characters that Medium inserts."""

    def bare(text: str) -> str:
        signs = str.maketrans({"‘": "'", "’": "'", "“": '"', "”": '"', "\u00a0": "", " ": ""})
        return text.translate(signs).strip("….").casefold()

    return bool(bare(one)) and (bare(one) == bare(other) or (other.endswith("…") and bare(one).startswith(bare(other))))


def _featured(root: etree._Element) -> MovedPicture | None:
    """Return the picture of a story, the marked one or one above all text, and remove it from the text."""
    pictures = [*root.iter("img")]
    marked = next((each for each in pictures if each.get("data-is-featured") == "true"), None)
    picture = marked if marked is not None else pictures[0] if pictures and _is_first(root, pictures[0]) else None
    if picture is None or not picture.get("src"):
        return None
    whole = next((each for each in picture.iterancestors("figure")), picture)
    caption = " ".join(words(each) for each in whole.iter("figcaption"))
    if len([*whole.iter("img")]) == 1:
        drop(whole)
    return MovedPicture(str(picture.get("src")), str(picture.get("alt") or ""), caption)


def _is_first(root: etree._Element, picture: etree._Element) -> bool:
    for each in root.iter(etree.Element):
        if each is picture:
            return True
        if str(each.tag) not in (*_OUTER, "figure", "hr", "a") and words(each):
            return False
    return False


def _rules(root: etree._Element) -> None:
    """Remove the rule above the first section, and empty elements."""
    for number, each in enumerate(of_class(root, "section-divider")):
        replace(each, "<hr>" if number else "")


def _card(card: etree._Element) -> str:
    anchor = first(card, "a")
    address = str(anchor.get("href") or "") if anchor is not None else ""
    title = next((words(each) for each in card.iter("strong")), "") or words(card) or address
    about = next((words(each) for each in card.iter("em")), "")
    site = words(card).replace(title, "", 1).replace(about, "", 1).strip()
    return paragraph(link(title, address), escape(about), escape(site))


def _lines(code: etree._Element) -> None:
    """Put line breaks into code, in which Medium separates lines by elements."""
    for each in [*code.iter("br")]:
        each.tail = "\n" + (each.tail or "")
        drop(each)
    if language := code.get("data-code-block-lang"):
        inside = html_in(code)
        replace(code, element("pre", element("code", inside, class_=f"language-{language}")))


def _galleries(root: etree._Element) -> None:
    for row in of_class(root, "sectionLayout--outsetRow"):
        figures = [each for each in row if each.tag == "figure"]
        if len(figures) < 2 or len(figures) < len(row):
            continue
        pictures = (figure([_picture(each)], "") for each in figures)
        caption = next((html_in(each) for each in row.iter("figcaption") if words(each)), "")
        replace(row, figure(pictures, caption))


def _picture(old: etree._Element) -> str:
    image = first(old, "img")
    if image is None:
        return ""
    return void("img", src=str(image.get("src") or ""), alt=str(image.get("alt") or ""))


def is_response(body: Body, headline: str) -> bool:
    """Return whether a text is probably a response to another story, since its headline is how its text begins."""
    return not body.has_title and body.picture is None and bool(headline) and _begins(body.html, headline)


def _begins(html: str, headline: str) -> bool:
    bare = headline.rstrip("….").strip()
    return bool(bare) and " ".join(words_of(html).split()).startswith(bare)

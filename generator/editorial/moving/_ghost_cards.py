"""Converts Ghost's cards, which are everything in a post besides its text, to HTML.

Cards are the same in both of Ghost's own formats, Lexical and Mobiledoc; their fields are those of ``kg-default-nodes``
in TryGhost/Koenig. Cards that only members could see, or that were only in emails, are left out and reported.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from html import escape

from generator.editorial.importers._json_nodes import Node, objects, text_of
from generator.editorial.moving._markup_writer import balanced, element, figure, link, of_markdown, paragraph, void

BREAK = "<!--members-only-->"
"""Marks the beginning of the part of a post that only members may read (Ghost's paywall card)."""

_EMAIL = ("email", "email-cta")


class Cards:
    """Turns cards into HTML, and collects the cards that are withheld and those that cannot be kept.

    ``members`` keeps cards that only members could see: for drafts of posts that are withheld as a whole.
    """

    def __init__(self, members: bool = False) -> None:
        self.members = members
        self.withheld: list[str] = []
        self.unkept: list[str] = []
        self._count = 0

    def html(self, name: str, card: Node) -> str:
        """Return the HTML of a card; empty if nothing of it can be kept."""
        name = _NAMES.get(name, name)
        if name in _EMAIL:
            self.withheld.append("a card that was only in emails")
            return ""
        if name == "transistor" or not (self.members or _is_for_all(card.get("visibility"))):
            self.withheld.append(f"a card for members ({name})")
            return ""
        self._count += 1
        if name == "markdown":
            return of_markdown(text_of(card, "markdown"), f"card{self._count}")
        if name in _CARDS:
            return _CARDS[name](card)
        if name in _LOST:
            self.unkept.append(_LOST[name])
            return ""
        self.unkept.append(f"a card that is not known ({name or 'without a name'})")
        return balanced(text_of(card, "html", "portableHtml"))


def _is_for_all(visibility: object) -> bool:
    """Return whether readers who are not members see a card on the site, by the new or old form of its visibility."""
    if not isinstance(visibility, Mapping):
        return True
    web = visibility.get("web")
    if isinstance(web, Mapping):
        return web.get("nonMember") is not False
    return visibility.get("showOnWeb") is not False and visibility.get("nonMember") is not False


def _image(card: Node) -> str:
    picture = void("img", src=text_of(card, "src"), alt=text_of(card, "alt"), title=text_of(card, "title"))
    address = text_of(card, "href")
    shown = element("a", picture, href=address) if address else picture
    return figure([shown], balanced(text_of(card, "caption"))) if text_of(card, "src") else ""


def _gallery(card: Node) -> str:
    """Return a figure that contains a figure for each picture."""
    pictures = [_image(each) for each in objects(card.get("images"))]
    caption = balanced(text_of(card, "caption"))
    return element("figure", "".join(pictures) + (element("figcaption", caption) if caption else ""), class_="gallery")


def _video(card: Node) -> str:
    poster = text_of(card, "customThumbnailSrc") or text_of(card, "thumbnailSrc")
    player = element("video", "", src=text_of(card, "src"), poster=poster, title=text_of(card, "fileName"))
    return figure([player], balanced(text_of(card, "caption"))) if text_of(card, "src") else ""


def _audio(card: Node) -> str:
    player = element("audio", "", src=text_of(card, "src"), title=text_of(card, "title"))
    return figure([player], balanced(text_of(card, "caption"))) if text_of(card, "src") else ""


def _embed(card: Node) -> str:
    address, metadata = text_of(card, "url"), card.get("metadata")
    title = text_of(metadata, "title") if isinstance(metadata, dict) else ""
    if not address.startswith(("https://", "http://")):
        return figure([balanced(text_of(card, "html"))], balanced(text_of(card, "caption")))
    return figure([element("iframe", "", src=address, title=title)], balanced(text_of(card, "caption")))


def _bookmark(card: Node) -> str:
    metadata = card.get("metadata")
    about = metadata if isinstance(metadata, dict) else card
    by = ", ".join(filter(None, (text_of(about, "author"), text_of(about, "publisher"))))
    words = (escape(text_of(about, "description")), escape(by), balanced(text_of(card, "caption")))
    return paragraph(link(text_of(about, "title"), text_of(card, "url")), *words)


def _button(card: Node) -> str:
    return paragraph(link(text_of(card, "buttonText", "buttonTitle"), text_of(card, "buttonUrl", "url")))


def _callout(card: Node) -> str:
    words = balanced(text_of(card, "calloutText"))
    emoji = escape(text_of(card, "calloutEmoji"))
    return element("aside", paragraph(f"{emoji} {words}" if emoji else words)) if words else ""


def _toggle(card: Node) -> str:
    inside = element("summary", balanced(text_of(card, "heading"))) + balanced(text_of(card, "content"))
    return element("details", inside)


def _code(card: Node) -> str:
    language = text_of(card, "language")
    code = card.get("code")
    inside = element("code", escape(code if isinstance(code, str) else ""), class_=language and f"language-{language}")
    return (
        figure([element("pre", inside)], caption)
        if (caption := balanced(text_of(card, "caption")))
        else element("pre", inside)
    )


def _header(card: Node) -> str:
    picture = text_of(card, "backgroundImageSrc")
    heading, below = balanced(text_of(card, "header", "heading")), balanced(text_of(card, "subheader", "subheading"))
    parts = (
        element("h2", heading) if heading else "",
        paragraph(below),
        figure([void("img", src=picture)], "") if picture else "",
        _button(card) if card.get("buttonEnabled") else "",
    )
    return "".join(parts)


def _file(card: Node) -> str:
    return paragraph(
        link(text_of(card, "fileTitle", "fileName"), text_of(card, "src")), escape(text_of(card, "fileCaption"))
    )


def _call_to_action(card: Node) -> str:
    label = balanced(text_of(card, "sponsorLabel")) if card.get("hasSponsorLabel") else ""
    picture = text_of(card, "imageUrl") if card.get("hasImage", True) else ""
    parts = (
        label,
        figure([void("img", src=picture)], "") if picture else "",
        balanced(text_of(card, "textValue")),
        _button(card) if card.get("showButton", True) and text_of(card, "buttonUrl") else "",
    )
    return "".join(parts)


def _product(card: Node) -> str:
    picture, stars = text_of(card, "productImageSrc"), text_of(card, "productStarRating")
    parts = (
        figure([void("img", src=picture)], "") if picture else "",
        element("h4", balanced(text_of(card, "productTitle"))) if text_of(card, "productTitle") else "",
        paragraph(f"{escape(stars)}/5") if card.get("productRatingEnabled") and stars else "",
        balanced(text_of(card, "productDescription")),
        paragraph(link(text_of(card, "productButton"), text_of(card, "productUrl")))
        if card.get("productButtonEnabled")
        else "",
    )
    return "".join(parts)


_NAMES = {"card-markdown": "markdown", "hr": "horizontalrule", "code": "codeblock", "image-card": "image"}
"""The names that Mobiledoc and earlier versions of Ghost use, with the current ones."""

_CARDS: Mapping[str, Callable[[Node], str]] = {
    "image": _image,
    "gallery": _gallery,
    "video": _video,
    "audio": _audio,
    "embed": _embed,
    "bookmark": _bookmark,
    "button": _button,
    "callout": _callout,
    "toggle": _toggle,
    "codeblock": _code,
    "header": _header,
    "file": _file,
    "call-to-action": _call_to_action,
    "product": _product,
    "horizontalrule": lambda _: "<hr>",
    "html": lambda card: balanced(text_of(card, "html")),
    "paywall": lambda _: BREAK,
}

_LOST = {
    "signup": "a sign-up form: `::: newsletter :::` shows one if `[newsletter]` is in site.toml",
    "collection": "a list of other posts",
    "transistor": "a podcast player for members",
}
"""Cards without a text of their own."""

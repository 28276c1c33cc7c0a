"""The text of a Blogger post. Captions are in tables, and pictures link to their files in full size."""

from __future__ import annotations

import re

import msgspec

from generator.editorial.moving._markup_tree import classes, drop, first, html_in, of_class, replace, tree_of
from generator.editorial.moving._markup_writer import figure, void

_SIZE = re.compile(r"/(?:[swh]\d{1,5}(?:-[a-z0-9-]{1,40})?)(?=/[^/]+\Z)")
_PICTURES = ("blogspot.com/", "googleusercontent.com/", "ggpht.com/")


class Body(msgspec.Struct, frozen=True):
    """A text as HTML, and the parts of it that cannot be kept."""

    html: str
    unkept: tuple[str, ...] = ()


def body_of(html: str) -> Body:
    """Return the text of a post."""
    root = tree_of(html)
    unkept = list[str]()
    for each in of_class(root, "tr-caption-container"):
        picture = first(each, "img")
        caption = next((html_in(cell) for cell in of_class(each, "tr-caption")), "")
        if picture is not None:
            image = void("img", src=full_size(str(picture.get("src") or "")), alt=str(picture.get("alt") or ""))
            replace(each, figure([image], caption))
    for each in [*root.iter("img")]:
        each.set("src", full_size(str(each.get("src") or "")))
    for each in [*root.iter("a")]:
        if each.get("name") == "more" and not each.get("href"):
            replace(each, "<!--more-->")
    for each in [*root.iter("object", "embed")]:
        if "BLOG_video_class" in classes(each) or each.get("class") == "BLOGGER-youtube-video":
            unkept.append("a video that only Blogger has")
            drop(each)
    return Body(html_in(root), tuple(unkept))


def full_size(address: str) -> str:
    """Return the address at which Google's servers give a picture in full size."""
    return _SIZE.sub("/s0", address) if any(each in address for each in _PICTURES) else address

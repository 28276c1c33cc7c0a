"""Writes HTML for formats whose texts are not HTML, or are HTML in a form that only one program reads."""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import escape

import markdown_it
from lxml import etree
from mdit_py_plugins.footnote import footnote_plugin

from generator.editorial.importers._xml import words

_ENDLESS = re.compile(r"<(source|track|wbr)\b([^<>]*+)>", re.IGNORECASE)


def element(name: str, inside: str, **attributes: str) -> str:
    """Return an element that contains HTML; attributes without a value are left out."""
    return f"<{name}{_attributes(attributes)}>{inside}</{name}>"


def void(name: str, **attributes: str) -> str:
    """Return an element that cannot have content, such as ``img``."""
    return f"<{name}{_attributes(attributes)}>"


def _attributes(attributes: dict[str, str]) -> str:
    return "".join(f' {name.rstrip("_")}="{escape(value)}"' for name, value in attributes.items() if value)


def paragraph(*lines: str) -> str:
    """Return a paragraph of the lines of HTML that are not empty; empty if all are."""
    filled = [each for each in lines if each.strip()]
    return element("p", "<br>".join(filled)) if filled else ""


def link(words: str, address: str) -> str:
    """Return a link on plain words, or only the words if there is no address."""
    return element("a", escape(words or address), href=address) if address else escape(words)


def figure(parts: Iterable[str], caption: str) -> str:
    """Return a figure with a caption in HTML."""
    below = element("figcaption", caption) if caption.strip() else ""
    return element("figure", "".join(parts) + below)


def pull_quote(inside: str) -> str:
    """Return a pull quote, as WordPress writes it."""
    return element("figure", element("blockquote", element("p", inside)), class_="wp-block-pullquote")


def words_of(html: str) -> str:
    """Return the text of HTML, with single spaces."""
    parser = etree.HTMLParser(no_network=True, remove_comments=True, encoding="utf-8")
    root = etree.fromstring(f"<div>{html}</div>".encode(errors="replace"), parser) if html.strip() else None
    return words(root)


def with_ends(html: str) -> str:
    """Return HTML in which void elements that libxml2 does not know have an end tag.

    Otherwise it would put everything after a ``<source>`` into it, even the picture.
    """
    return _ENDLESS.sub(r"<\1\2></\1>", html)


def balanced(html: str) -> str:
    """Return HTML in which every element is closed, so that it cannot include the text after it."""
    clean = "".join(letter for letter in html if letter >= " " or letter in "\t\n\r")
    if not clean.strip():
        return ""
    parser = etree.HTMLParser(no_network=True, huge_tree=False, encoding="utf-8")
    root = etree.fromstring(f"<html><body>{with_ends(clean)}</body></html>".encode(errors="replace"), parser)
    body = root.find("body") if root is not None else None
    if body is None:
        return escape(clean)
    parts = (etree.tostring(each, encoding="unicode", method="html") for each in body)
    return escape(body.text or "") + "".join(parts)


def of_markdown(text: str, name: str = "") -> str:
    """Return the HTML of CommonMark with tables, strikethrough and footnotes; HTML in it is unchanged.

    ``name`` distinguishes its footnotes from those of other texts on the same page.
    """
    reader = markdown_it.MarkdownIt("js-default", {"html": True}).use(footnote_plugin)
    return balanced(str(reader.render(text, {"docId": name} if name else {})))

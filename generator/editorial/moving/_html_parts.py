"""Converts the parts of a body that are not text: pictures, galleries, frames, recordings, tables, code."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any, cast

from bs4.element import PreformattedString, Tag

from generator.editorial.importers._markdown_blocks import code
from generator.editorial.moving._elements import DROPPED
from generator.editorial.moving._html_tables import code_in, table
from generator.editorial.moving._lines import title, verse, words
from generator.editorial.moving._references import References
from generator.reading.embeds.embed_advice import block_of_address

_SILENT = frozenset(("style", "template", "head", "meta", "link", "noscript", "source", "track", "map", "area"))
"""Elements that are dropped without a note."""

_BETWEEN_VERSIONS = re.compile(r",\s|(?<=[0-9][wx]),")
_SIZE = re.compile(r"[0-9]{1,6}(?:\.[0-9]{1,4})?[wx]")
_PICTURE_FILE = re.compile(r"(?i)\.(?:jpe?g|png|gif|webp|avif|tiff?|svg)(?:[?#]|\Z)")


class Parts:
    """The parts that markdownify does not write in Broadsheet's form. A subclass has the converter's own methods."""

    references: References

    def line(self, el: Tag) -> int:
        """Return the line of the body on which an element begins; 0 if it is not known."""
        for each in (el, *el.parents):
            if str(each.get("data-line") or "").isdecimal():
                return int(str(each["data-line"]))
        return 0

    def dropped(self, el: Tag) -> str:
        """Drop an element, with a note if readers may miss it."""
        name = el.name
        address = str(el.get("src") or el.get("data") or el.get("action") or "")
        if name == "script" and (block := block_of_address(address)):
            return f"\n\n{block}\n\n"
        if name not in _SILENT and (name != "script" or address):
            self.references.unkept(f"an element that stories cannot have: {name} {address}".strip(), self.line(el))
        return ""

    def inside(self, el: Tag, tags: set[str]) -> str:
        """Return the Markdown of everything in an element, on one line."""
        within = {*tags, el.name, "_inline"}
        made = (cast("Any", self).process_element(each, parent_tags=within) for each in el.children)
        return " ".join("".join(made).split(" ")).replace("\\\n", " ").replace("\n", " ").strip()

    def picture(self, el: Tag, caption: str = "") -> str:
        """Return a picture with its caption; a picture of an emoji becomes the emoji."""
        classes = set(el.get("class") or ())
        alt = " ".join(str(el.get("alt") or "").split())
        source = source_of(el.attrs)
        if classes & {"emoji", "wp-smiley"} or not source or _is_pixel(el):
            return alt if classes & {"emoji", "wp-smiley"} else ""
        path = self.references.picture(source, self.line(el), alt)
        if not path:  # browsers show the description; here, a caption with the same words is enough
            return "\n\n".join(dict.fromkeys(filter(None, (words(alt), caption))))
        return f"![{words(alt)}](<{path}>{title(caption)})"


def source_of(given: Mapping[str, Any]) -> str:
    """Return the address of a picture by its attributes; if a script loads it, ``src`` is empty or a placeholder."""
    names = ("src", "data-src", "data-lazy-src", "data-original", "data-orig-file")
    found = [str(given.get(name) or "").strip() for name in names]
    found += [_largest(str(given.get(name) or "")) for name in ("srcset", "data-srcset")]
    return next((each for each in found if each and not each.startswith("data:")), "")


def _largest(srcset: str) -> str:
    """Return the address of the largest of several versions (https://html.spec.whatwg.org/#srcset-attribute)."""
    versions = [each.split() for each in _BETWEEN_VERSIONS.split(srcset) if each.strip()]
    sizes = (float(each[-1][:-1]) if len(each) > 1 and _SIZE.fullmatch(each[-1]) else 1.0 for each in versions)
    return max(zip(sizes, versions, strict=True), key=lambda pair: pair[0], default=(0, [""]))[1][0]


def _is_pixel(el: Tag) -> bool:
    return {str(el.get("width") or ""), str(el.get("height") or "")} <= {"0", "1"}


def _img(parts: Parts, el: Tag, tags: set[str]) -> str:
    made = parts.picture(el)
    made = (
        made if made.startswith("![") else f" {made} "
    )  # the words around a picture that was not found must stay separated
    alone = el.parent is not None and el.parent.name in ("div", "body", "center", "li", "blockquote", "section")
    return f"\n\n{made}\n\n" if alone and made.startswith("![") and "_inline" not in tags else made


def _linked(parts: Parts, el: Tag, tags: set[str]) -> str | None:
    """Return a picture that links to its own file in full size; ``None`` for any other link."""
    pictures = el.find_all("img")
    if len(pictures) != 1 or el.get_text(strip=True) or not _PICTURE_FILE.search(str(el.get("href") or "")):
        return None
    return _img(parts, pictures[0], tags)


def _figure(parts: Parts, el: Tag, tags: set[str]) -> str | None:
    """Return a figure: a picture with its caption, a gallery, or an embed."""
    classes = set(el.get("class") or ())
    own = el.find("figcaption", recursive=False) or (None if el.find("figure") else el.find("figcaption"))
    caption = parts.inside(own, tags) if isinstance(own, Tag) else ""
    if "wp-block-pullquote" in classes or "wp-block-embed" in classes:
        made = _pull_quote(parts, el, tags) if "wp-block-pullquote" in classes else _embed(parts, el, caption)
        if made is not None:
            return made
    pictures, frames = el.find_all("img"), el.find_all("iframe")
    if len(frames) == 1 and caption and not pictures and not el.find(["table", "video", "audio"]):
        return _iframe(parts, frames[0], tags, caption)
    if not pictures or el.find(["table", "blockquote", "pre", "iframe", "video", "audio"]) or _has_loose_words(el):
        return None
    if len(pictures) == 1:
        return _block(parts.picture(pictures[0], caption))
    return _gallery(parts, el, pictures, caption, tags)


def _has_loose_words(figure: Tag) -> bool:
    """Return whether a figure contains words outside its caption."""
    around = ("figcaption", "dd", *DROPPED)
    texts = (each for each in figure.find_all(string=True) if each.strip() and not isinstance(each, PreformattedString))
    return any(each.find_parent(around) is None for each in texts)


def _gallery(parts: Parts, el: Tag, pictures: list[Tag], name: str, tags: set[str]) -> str:
    made = []
    for each in pictures:
        figure = each.find_parent(["figure", "li", "dl"])
        inner = figure if figure is not None and figure is not el else None
        below = inner.find(["figcaption", "dd"]) if inner is not None else None
        made.append(parts.picture(each, parts.inside(below, tags) if isinstance(below, Tag) else ""))
    shown = [each for each in made if each]
    if name and len(shown) > 1 and all(each.startswith("![") for each in shown):
        pictures_alone = "\n\n".join(shown)
        return f"\n\n::: gallery {_argument(name)}\n{pictures_alone}\n:::\n\n"
    return "".join(map(_block, [*shown, name]))


def _argument(words: str) -> str:
    return re.sub(r"[\\*_`]|\[([^\[\]]*)\]\([^()]*\)", r"\1", words).replace(":::", "").replace("=", "\u2013")


def _block(made: str) -> str:
    return f"\n\n{made}\n\n" if made else ""


def _pull_quote(parts: Parts, el: Tag, tags: set[str]) -> str | None:
    quote = el.find("blockquote")
    if not isinstance(quote, Tag):
        return None
    cite = quote.find("cite")
    who = parts.inside(cite, tags) if isinstance(cite, Tag) else ""
    if isinstance(cite, Tag):
        cite.extract()
    made = "".join(cast("Any", parts).process_element(each, parent_tags={"blockquote"}) for each in quote.children)
    return f"\n\n::: quote {_argument(who)}\n{made.strip()}\n:::\n\n" if made.strip() else ""


def _embed(parts: Parts, el: Tag, caption: str) -> str | None:
    """Return an embed of WordPress' block editor, which contains only an address."""
    inner = el.find(class_="wp-block-embed__wrapper")
    address = inner.get_text().strip() if isinstance(inner, Tag) else ""
    if not address or " " in address:
        return None
    return embedded(parts.references, address, "", parts.line(el), caption)


def embedded(references: References, address: str, name: str, line: int, caption: str = "") -> str:
    """Return a block that embeds content of another site, or a link to it if stories may not embed it."""
    if block := block_of_address(address, name):
        return _block(block if not caption else f"{block.removesuffix(':::').rstrip()}\n{caption}\n:::")
    where = references.link(address, line)
    references.unkept(f"a frame of a site that stories may not embed became a link: {address}", line)
    label = words(name.strip() or address)
    return _block(f"[{label}](<{where}>)" if where else label) + _block(caption)


def _iframe(parts: Parts, el: Tag, _tags: set[str], caption: str = "") -> str:
    names = ("src", "data-src", "data-lazy-src")
    address = next((str(el[name]).strip() for name in names if el.get(name)), "")
    if not address or address.startswith("about:"):
        parts.references.unkept("a frame without an address", parts.line(el))
        return _block(caption)
    return embedded(parts.references, address, str(el.get("title") or ""), parts.line(el), caption)


def _recording(parts: Parts, el: Tag, tags: set[str]) -> str:
    """Return a player for a recording if its file was found; otherwise a link to it."""
    sources = [el, *el.find_all("source")]
    address = next((str(each["src"]).strip() for each in sources if each.get("src")), "")
    figure = el.find_parent("figure")
    below = figure.find("figcaption") if figure is not None else None
    caption = below.get_text(" ", strip=True) if isinstance(below, Tag) else ""
    if not address:
        return ""
    line = parts.line(el)
    name = re.split(r"[?#]", address)[0].rpartition("/")[2]
    label = " ".join((str(el.get("title") or "") or caption or name).split()).replace('"', "'")
    if path := parts.references.file(address, line):
        return _block(f'::: {el.name} {_quoted(path)} title="{label}" :::')
    if where := parts.references.link(address, line):
        parts.references.unkept(f"the file of a recording was not found, so a link remains: {address}", line)
    return _block(f"[{words(label)}](<{where}>)" if where else words(label))


def _quoted(path: str) -> str:
    return f'"{path}"' if " " in path else path


def _pre(parts: Parts, el: Tag, tags: set[str]) -> str:
    """Return a block of code with its language, or a poem with its lines."""
    text = code_in(el).replace("\r\n", "\n").replace("\r", "\n")
    if "wp-block-verse" in (el.get("class") or ()):
        return verse(text)
    inner = el.find("code")
    classes = [*(el.get("class") or ()), *((inner.get("class") or ()) if isinstance(inner, Tag) else ())]
    language = next((found[1] for each in classes if (found := re.fullmatch(r"lang(?:uage)?-([\w+#.-]+)", each))), "")
    made = "".join(code(text))
    mark = re.match("`+", made)
    return _block(f"{mark[0]}{language}{made[mark.end() :]}" if mark else made)


def _note_mark(parts: Parts, el: Tag, _tags: set[str]) -> str:
    """Return the mark of a footnote. Sources turn the footnotes of their programs into ``noteref`` and ``footnote``."""
    return f"[^{el['data-note']}]" if str(el.get("data-note") or "").isdecimal() else ""


def _note(parts: Parts, el: Tag, tags: set[str]) -> str:
    return _block(f"{_note_mark(parts, el, tags)}: {parts.inside(el, tags)}") if el.get("data-note") else ""


PARTS: Mapping[str, Callable[[Any, Tag, set[str]], str | None]] = {
    "img": _img,
    "a": _linked,
    "figure": _figure,
    "iframe": _iframe,
    "audio": _recording,
    "video": _recording,
    "table": table,
    "pre": _pre,
    "noteref": _note_mark,
    "footnote": _note,
}
"""The functions that convert an element as a whole. If one returns ``None``, the element is converted as usual."""

"""Raw HTML in a story, with ``html = "sanitise"``: keeps what editors need, removes the rest and reports it.

There are two passes. ``HtmlFilter`` checks each tag in place, so that everything it removes gets a warning with its
line. ``clean`` then passes the whole body to nh3 (Rust's ammonia, which parses HTML as browsers do), which
closes open elements and removes anything the first pass missed.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator, Mapping

import nh3
from markdown_it.common.html_re import close_tag, open_tag
from markdown_it.common.utils import escapeHtml

from generator.model.blocks import PREFIX
from generator.reading.comments.hidden_html import is_hidden, opening_tag
from generator.reading.embeds import instead
from generator.reading.markdown.links import CURLY, MARK, leads_elsewhere
from generator.reading.markdown.source_map import HELD, SourceMap


def _names(text: str) -> frozenset[str]:
    return frozenset(text.split())


TAGS = _names(
    "a abbr aside b bdi bdo blockquote br caption cite code col colgroup dd del details dfn div dl dt em figcaption "
    "figure h2 h3 h4 h5 h6 hr i img ins kbd li mark ol p pre q rp rt ruby s samp section small span strong sub "
    "summary sup table tbody td tfoot th thead time tr u ul var wbr"
)
"""The HTML elements that are allowed in a story. ``h1`` is reserved for the headline, so it becomes ``h2``."""

ATTRIBUTES = {
    "*": frozenset({"class", "dir", "id", "lang", "title"}),
    "a": frozenset({"href", "rel"}),
    "blockquote": frozenset({"cite"}),
    "col": frozenset({"span"}),
    "colgroup": frozenset({"span"}),
    "del": frozenset({"cite", "datetime"}),
    "details": frozenset({"open"}),
    "img": frozenset({"alt", "height", "src", "width"}),
    "ins": frozenset({"cite", "datetime"}),
    "li": frozenset({"value"}),
    "ol": frozenset({"reversed", "start", "type"}),
    "q": frozenset({"cite"}),
    "td": frozenset({"colspan", "headers", "rowspan"}),
    "th": frozenset({"abbr", "colspan", "headers", "rowspan", "scope"}),
    "time": frozenset({"datetime"}),
}

OURS = {
    "div": {"aria-label", "role", "tabindex"},
    "a": {"role"},
    "img": {"decoding", "loading"},
    "td": {"align"},
    "th": {"align"},
}
_ADDRESSES = frozenset({"cite", "href", "src"})
REMOVED = _names(
    "acronym address applet area article audio base basefont bgsound big blink body button canvas center data "
    "datalist dialog dir embed fieldset font footer form frame frameset head header hgroup html iframe input label "
    "legend link main map marquee math menu meta meter nav nobr noembed noframes noscript object optgroup option "
    "output param picture plaintext progress search select slot source strike svg template textarea title track tt "
    "video xmp"
)
_PHRASE = _names("a abbr b bdi bdo cite code del dfn em i ins kbd mark q s samp small span strong sub sup u var")
_PIECE = re.compile(
    r"(?P<drop><(script|style)\b[^>]*>.*?</\2\s*>)|(?P<comment><!--.*?-->)"
    rf"|(?P<close>{close_tag})|(?P<open>{open_tag})|(?P<stray><)",
    re.IGNORECASE | re.DOTALL,
)
ATTRIBUTE = re.compile(r"""([a-zA-Z_:][\w:.\-]*)(?:\s*=\s*("[^"]*"|'[^']*'|[^\s"'=<>`]+))?""", re.ASCII)
_WITHOUT_TEXT = _names("br embed frame hr iframe img input link meta param source track wbr")
_LONGEST = 80  # characters of a tag that a message shows
_BROKEN = re.compile(
    rf"<(?:{'|'.join(sorted(TAGS | REMOVED | {'script', 'style'}, key=len, reverse=True))})\s+[\w-]+\s*=[^<>]*>"
    rf"|<[{CURLY}](?:https?://|mailto:)[^\s<>]+>",
    re.IGNORECASE,
)
_INSTEAD = {
    "script": "take it out: stories run no scripts; link to what it shows",
    "style": "take it out: the theme says how a story looks; for emphasis, write `**words**` or `*words*`",
}
_LOOKS = _names(
    "align background bgcolor border bordercolor cellpadding cellspacing clear color face hspace nowrap size valign "
    "vspace"
)
_INSTEAD_OF = {
    "video": 'put the file beside the story, and write `::: video clip.mp4 title="What it shows" :::`',
    "audio": 'put the file beside the story, and write `::: audio talk.mp3 title="What it is" :::`',
    **dict.fromkeys(_names("source track"), "take it out: the block for the recording names its captions"),
    **dict.fromkeys(
        _names("basefont big blink center font marquee nobr"),
        f"take the tags out{_INSTEAD['style'].removeprefix('take it out')}",
    ),
    **dict.fromkeys(_names("acronym tt strike dir"), "take the tags out; for emphasis, write `**words**` or `*words*`"),
    **dict.fromkeys(
        _names("body head header footer html main meta nav base link title frame frameset noframes article"),
        "take it out: the layout already has it",
    ),
    **dict.fromkeys(
        _names("button datalist fieldset form input label legend optgroup option output search select textarea"),
        "take it out, and link to a page that has the form",
    ),
}
_OF_NO_USE = "take it out; what it says belongs in the text"
_TRUST = 'link to what it shows instead; if you trust every story, set `html = "trust"` in site.toml'


def visible_text(content: str) -> str:
    """The text of raw HTML, without tags and scripts. Inline tags leave no space, since they can be within a word."""
    return html.unescape(_PIECE.sub(_gap, content))


def broken_tags(words: str) -> Iterator[tuple[str, str]]:
    """Each tag with attributes in a text, which is only there because it is not HTML, and the fix."""
    for found in _BROKEN.finditer(words) if ">" in words else ():
        straight = re.sub(f"[{CURLY}]", '"', found[0])
        if found[0][1] in CURLY:
            straight = found[0].translate(dict.fromkeys(map(ord, CURLY)))
        fix = f"write `{straight}`" if straight != found[0] else "close its quotation marks"
        yield found[0], f"{fix}; to show it, put it in backticks"


def _gap(found: re.Match[str]) -> str:
    if found["stray"]:
        return "<"
    return "" if name_of(found.group()) in _PHRASE else " "


class HtmlFilter:
    """Filters the raw HTML of one source, tag by tag. ``used`` says whether any tag was kept."""

    def __init__(self, source_map: SourceMap) -> None:
        self.source_map = source_map
        self.used = False

    def filtered(self, content: str, line: int) -> str:
        """``content``, which begins on ``line`` (from 0), reduced to what is allowed in a story."""
        return "".join(self._pieces(content, line))

    def _pieces(self, content: str, line: int) -> Iterator[str]:
        end = 0
        for found in _PIECE.finditer(content):
            yield content[end : found.start()]
            line += content.count("\n", end, found.start())
            yield self._piece(found, line)
            line += content.count("\n", found.start(), found.end())
            end = found.end()
        yield content[end:]

    def _piece(self, found: re.Match[str], line: int) -> str:
        text = found.group()
        if found["drop"]:
            fix = _embed_of(text) or _INSTEAD[found[2].lower()]
            self._warn(f"`<{found[2].lower()}>` and everything in it was removed", fix, text, line)
        elif found["stray"]:
            name, attributes = opening_tag(found.string, found.start())
            if name in TAGS | REMOVED and is_hidden(name, attributes):
                self._say_hidden(found.string[found.start() :], line)
            if broken := _BROKEN.match(found.string, found.start()):
                for written, fix in broken_tags(broken[0]):
                    self._warn(f"`{written[:60]}` is not HTML, so readers see it as written", fix, written, line)
            return "&lt;"
        elif not found["comment"]:
            return self._tag(text, line)
        return ""

    def _tag(self, text: str, line: int) -> str:
        closing = text.startswith("</")
        name = name_of(text)
        if not closing and name not in _WITHOUT_TEXT and is_hidden(*opening_tag(text)):
            self._say_hidden(text, line)
            return ""
        if name in TAGS:
            self.used = True
            if name == "a":
                self.source_map.links = int(not closing)  # a link in a link ends the outer one
            return f"</{name}>" if closing else self._opened(name, self._attributes(name, text, line))
        if name in REMOVED:
            if not closing:
                fix = _embed_of(text) or _INSTEAD_OF.get(name, _TRUST)
                self._warn(f"`<{name}>` was removed; the text in it stays", fix, text, line)
            return ""
        if name in ("script", "style"):  # its end tag is in another block or missing
            fix = _embed_of(text) or _TRUST
            self._warn(f"`{text}` has no effect in a story; it is shown as written", fix, text, line)
        elif not closing:
            fix = "if readers should see it, put it in backticks"
            self._warn(f"`{text}` is not an HTML tag, so it is shown as written", fix, text, line)
        return escapeHtml(text)

    def _opened(self, name: str, kept: Mapping[str, str]) -> str:
        """A tag with its attributes; a link for a picture on another site."""
        if name == "img" and leads_elsewhere(kept.get("src", "")):
            return linked(kept["src"], kept.get("alt", ""), self.source_map.links)
        return f"<{name}" + "".join(f' {key}="{escapeHtml(value)}"' for key, value in kept.items()) + ">"

    def _attributes(self, name: str, text: str, line: int) -> dict[str, str]:
        allowed = ATTRIBUTES["*"] | ATTRIBUTES.get(name, frozenset())
        kept: dict[str, str] = {}
        for found in ATTRIBUTE.finditer(text, len(name) + 1):
            key, value = found[1].lower(), value_of(found[2] or "")
            if key not in allowed:
                fix = _INSTEAD.get("script" if key.startswith("on") else "style" if key in _LOOKS else key, _OF_NO_USE)
                self._warn(f"`{key}` was removed from this `<{name}>`", fix, found[1], line)
            elif key in _ADDRESSES:
                address = self.source_map.address(value, (line, line + 1 + text.count("\n")), picture=key == "src")
                if address is not None:
                    kept.setdefault(key, address)
            elif value.startswith(MARK):
                self._warn(f"`{key}` was removed from this `<{name}>`", "choose another value", found[1], line)
            else:
                kept.setdefault(key, value)
        if name == "img":
            self._picture(kept, text, line)
        return {key: kept[key] for key in sorted(kept, key=lambda key: key not in _ADDRESSES)}  # as in our own links

    def _picture(self, kept: dict[str, str], text: str, line: int) -> None:
        if "alt" not in kept:
            fix = 'say in `alt="..."` what it shows; leave that empty if it is only decoration'
            self._warn("this picture has no text for readers who cannot see it", fix, text, line)
        kept.update(loading="lazy", decoding="async")

    def _say_hidden(self, text: str, line: int) -> None:
        """Report an element that browsers hide: without its attributes, readers would see what is in it."""
        self.source_map.withheld = True
        first = text.partition("\n")[0]
        withheld = "the story is withheld" if self.source_map.adopt else "here readers would see it"
        message = f"browsers hide what is in `{first[:_LONGEST]}`, but {withheld}"
        fix = "write `<!-- ... -->` around what nobody should see, or take it out; otherwise take out what hides it"
        place = self.source_map.find(first, (line, line + 1), before=("",))
        self.source_map.say(message, fix, *place, "warning" if self.source_map.adopt else "error")

    def _warn(self, message: str, fix: str, text: str, line: int) -> None:
        first = text.partition("\n")[0]
        self.source_map.say(message, fix, *self.source_map.find(first, (line, line + 1), before=("",)), "warning")


_FRAMES = ("iframe", "embed", "object", "script")


def _embed_of(tag: str) -> str:
    """What to write instead of a frame or a script that shows something of another site; empty if it does not."""
    name, attributes = opening_tag(tag)
    if name not in _FRAMES:
        return ""
    given = {each[1].lower(): value_of(each[2] or "") for each in reversed([*ATTRIBUTE.finditer(attributes)])}
    address = given.get("src") or given.get("data-src") or given.get("data") or ""
    if name == "script":
        return instead.of_script(address)
    return instead.of_frame(address, given.get("title", ""))


def linked(src: str, alt: str, links: int) -> str:
    """What readers get for a picture on another site: its words with a link to it, or without if in a link already."""
    words = escapeHtml(alt.strip() or src)
    return words if links else f'<a href="{escapeHtml(src)}">{words}</a>'


def name_of(tag: str) -> str:
    found = re.match(r"</?([A-Za-z][A-Za-z0-9\-]*)", tag)
    name = found[1].lower() if found else ""
    return "h2" if name == "h1" else name


def value_of(value: str) -> str:
    return html.unescape(value[1:-1] if value[:1] in ("'", '"') else value)


def clean(body: str, addresses: set[str]) -> str:
    """A body with raw HTML, with balanced tags and only what is allowed in a story.

    ``addresses`` are those that the source map accepted; a link to any other loses its address.
    """
    cleaner = nh3.Cleaner(
        tags=set(TAGS),
        clean_content_tags={"script", "style"},
        attributes=_CLEANER_ATTRIBUTES,
        attribute_filter=_filter(addresses),
        link_rel=None,
        url_schemes={"http", "https", "mailto", "tel", "sms", MARK.rstrip(":")},
    )
    return cleaner.clean(body.replace(HELD, MARK))


_CLEANER_ATTRIBUTES = {
    name: set(ATTRIBUTES.get(name, ())) | OURS.get(name, set()) for name in ATTRIBUTES.keys() | OURS.keys()
}


def _filter(addresses: set[str]) -> Callable[[str, str, str], str | None]:
    def filtered(_tag: str, name: str, value: str) -> str | None:
        if name == "id" and value.startswith(f"{MARK}{PREFIX}"):  # of a block: `HtmlFilter` leaves out all others
            return HELD + value.removeprefix(MARK)
        if name not in _ADDRESSES or value.startswith("#"):
            return value
        if value not in addresses:
            return None
        return HELD + value.removeprefix(MARK) if value.startswith(MARK) else value

    return filtered

"""Says what editors should write instead of HTML that is removed from a story."""

from __future__ import annotations

from generator.reading.comments.hidden_html import opening_tag
from generator.reading.embeds import embed_advice
from generator.reading.markdown.html_elements import ATTRIBUTE, names, value_of

OF_CODE = {
    "script": "remove it: stories run no scripts; link to what it shows",
    "style": "remove it: the theme says how a story looks; for emphasis, write `**words**` or `*words*`",
}
"""Fixes for elements that are removed with everything in them, and for attributes of the same kind."""

_LOOKS = names(
    "align background bgcolor border bordercolor cellpadding cellspacing clear color face hspace nowrap size valign "
    "vspace"
)
"""Attributes that set the appearance of an element."""

OF_ELEMENTS = {
    "video": 'put the file next to the story, and write `::: video clip.mp4 title="What it shows" :::`',
    "audio": 'put the file next to the story, and write `::: audio talk.mp3 title="What it is" :::`',
    **dict.fromkeys(names("source track"), "remove it: the block for the recording names its captions"),
    **dict.fromkeys(
        names("basefont big blink center font marquee nobr"),
        f"remove the tags{OF_CODE['style'].removeprefix('remove it')}",
    ),
    **dict.fromkeys(names("acronym tt strike dir"), "remove the tags; for emphasis, write `**words**` or `*words*`"),
    **dict.fromkeys(
        names("body head header footer html main meta nav base link title frame frameset noframes article"),
        "remove it: the layout already has it",
    ),
    **dict.fromkeys(
        names("button datalist fieldset form input label legend optgroup option output search select textarea"),
        "remove it, and link to a page that has the form",
    ),
}
"""Fixes for elements that are removed while the text in them stays."""

_NO_EFFECT = "remove it; what it says belongs in the text"
TRUST = 'link to what it shows instead; if you trust every story, set `html = "trust"` in site.toml'

_FRAMES = ("iframe", "embed", "object", "script")


def of_attribute(name: str) -> str:
    """Return the fix for an attribute that is removed."""
    like = "script" if name.startswith("on") else "style" if name in _LOOKS else name
    return OF_CODE.get(like, _NO_EFFECT)


def embed_of(tag: str) -> str:
    """Return the fix for a frame or script that shows content from another site; empty for any other tag."""
    name, attributes = opening_tag(tag)
    if name not in _FRAMES:
        return ""
    given = {each[1].lower(): value_of(each[2] or "") for each in reversed([*ATTRIBUTE.finditer(attributes)])}
    address = given.get("src") or given.get("data-src") or given.get("data") or ""
    if name == "script":
        return embed_advice.of_script(address)
    return embed_advice.of_frame(address, given.get("title", ""))

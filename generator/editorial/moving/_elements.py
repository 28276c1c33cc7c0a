"""The elements of HTML, grouped by their role in the body of a story."""

from __future__ import annotations

DROPPED = frozenset(
    (
        *("script", "style", "template", "head", "meta", "link", "noscript", "svg", "math", "canvas", "form", "input"),
        *("button", "select", "textarea", "object", "embed", "map", "area", "dialog", "datalist", "source", "track"),
    )
)
"""Elements that are removed with their content."""

UNHEARD = DROPPED | {"audio", "iframe", "video"}
"""Elements whose text readers do not see."""

EDGES = frozenset(
    (
        *("address", "article", "aside", "blockquote", "body", "br", "caption", "center", "dd", "details"),
        *("dir", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "footnote", "h1", "h2", "h3"),
        *("h4", "h5", "h6", "header", "hgroup", "hr", "html", "img", "legend", "li", "main", "menu", "nav"),
        *("noteref", "ol", "p", "pre", "q", "search", "section", "summary", "table", "tbody", "td", "tfoot"),
        *("th", "thead", "tr", "ul"),
    )
)
"""Elements that are separated by white space from the text around them."""

BLOCKS = EDGES - {"br", "footnote", "img", "noteref", "q"} | {"[document]"}
"""Elements that begin on a line of their own."""

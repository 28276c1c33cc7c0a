"""Credits of photographs as readers expect them: "Photo: Ada Marsh"."""

from __future__ import annotations

import re

from markupsafe import Markup, escape

from generator.model.body import Body
from generator.model.picture import Picture

_DRAWING = "image/svg+xml"
_NAMES_KIND = re.compile(
    r"""\s*(?:[^\W\d_][^\d:,.]{0,30}:  # "Illustration: Ada Marsh", in any language
    |\N{COPYRIGHT SIGN}|\(c\)
    |(?:photo|photograph|picture|image|illustration|drawing|graphic|painting|map|chart|diagram|screenshot|still|video
    |animation|render(?:ing)?|sketch|cartoon|collage|montage|courtesy|handout|archive|from)s?\b)""",
    re.IGNORECASE | re.VERBOSE,
)
_FIGURE = re.compile(r"<figure>(?:[^<]++|<(?!/?figure>))*+</figure>")
_CREDIT = re.compile(r'<span class="credit">(?=(.*))', re.DOTALL)
_TAG = re.compile(r"<[^<>]*>")
_DRAWING_SOURCE = re.compile(r"<img\b[^>]*\ssrc=\"[^\"]*\.svg[\"?#]", re.IGNORECASE)


def photo_credit(picture: Picture, word: str) -> Markup:
    """Return a credit with ``word`` before it, unless it already says what the picture is, or this is a drawing."""
    if picture.type == _DRAWING or _NAMES_KIND.match(picture.credit):
        return picture.credit_html
    return Markup("{} {}").format(word, picture.credit_html)


def with_photo_credits(body: Body, word: str) -> Markup:
    """Return a body with ``word`` before the credit of each photograph in it."""
    html = body.__html__()
    if 'class="credit"' not in html:
        return html
    return Markup(
        _FIGURE.sub(lambda found: _credited(found[0], str(escape(word))), html)
    )  # safe: only the word is added


def _credited(figure: str, word: str) -> str:
    credit = _CREDIT.search(figure)
    if not credit or _DRAWING_SOURCE.search(figure) or _NAMES_KIND.match(_TAG.sub("", credit[1])):
        return figure
    return f"{figure[: credit.end()]}{word} {figure[credit.end() :]}"

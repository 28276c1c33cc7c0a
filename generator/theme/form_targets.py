"""Finds forms in a site's layouts that browsers would not send, because the page's policy does not allow the target.

The theme's policy (Content Security Policy 3, ``form-action``) allows only the site itself, what the block
``policy_forms`` adds and, on stories and the front page, the sites of [newsletter] and [support] in site.toml.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from urllib.parse import urlsplit

from generator.engine.definitions import Ask, Query
from generator.model.output import Layout
from generator.model.problems import Problem
from generator.reading.inputs import LAYOUTS, SETTINGS
from generator.site.boxes import forms_of

_COMMENT = re.compile(r"\{#.*?#\}|<!--.*?-->", re.DOTALL)
_TARGET = re.compile(
    r"""<(?:form|button|input)\b[^<>]*?\b(?:form)?action\s*=\s*["']?\s*(https?://[^\s"'{}<>]+)""", re.IGNORECASE
)
_POLICY = re.compile(r"\{%[-+]?\s*block\s+(?:policy_forms|policy|head)\b")


_WITH_BOXES = (
    "story",
    "front",
    "partials/before-story",
    "partials/after-story",
    "partials/newsletter",
    "partials/donate",
)
"""Prefixes of the names of layouts that are used only on pages with the boxes of [newsletter] and [support]."""


def refused_forms(own: Iterable[Layout], origin: str, boxes: Collection[str] = ()) -> Iterator[Problem]:
    """Yield a problem for each form in a site's own layouts that is sent to another site which no layout allows.

    ``origin`` is that of the site itself; ``boxes`` are the origins that the boxes on its pages send their forms to.
    """
    layouts = tuple(own)
    allowing = " ".join(each.text for each in layouts if _allows(each))
    for layout in layouts:
        text = _COMMENT.sub(lambda found: re.sub(r"[^\n]", " ", found[0]), layout.text)
        for found in _TARGET.finditer(text):
            parts = urlsplit(found[1])
            target = f"{parts.scheme}://{parts.netloc}"
            allowed = target == origin or parts.netloc in allowing
            if not allowed and not (target in boxes and layout.name.startswith(_WITH_BOXES)):
                yield _problem(layout, text, found, target)


def _allows(layout: Layout) -> bool:
    """Whether a layout sets the policy of pages: in a block, or because it replaces the theme's base layout."""
    return bool(_POLICY.search(layout.text)) or (layout.name == "base.html" and "theme/base.html" not in layout.text)


def _problem(layout: Layout, text: str, found: re.Match[str], target: str) -> Problem:
    start = found.start(1)
    line, column = text.count("\n", 0, start) + 1, start - text.rfind("\n", 0, start)
    message = f"browsers do not send this form: the policy of the page allows no forms to {target}"
    block = f"{{% block policy_forms %}}{{{{ super() }}}} {target}{{% endblock %}}"
    fix = f'allow it in layouts/base.html: `{{% extends "theme/base.html" %}}` and below it `{block}`'
    return Problem(layout.path, line, column, message, fix, layout.text.splitlines()[line - 1])


def _checks(ask: Ask, _: str) -> None:
    own: tuple[Layout, ...] = ask(LAYOUTS, "own")
    settings = ask(SETTINGS)
    ask.report(*refused_forms(own, settings.origin, forms_of(settings, "story", ())))


FORMS = Query[None]("form-targets", None, _checks)
"""Reports forms that browsers would not send."""

QUERIES = (FORMS,)

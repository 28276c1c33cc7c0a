"""Forms in a site's layouts that browsers would refuse to send."""

from __future__ import annotations

import pytest

from generator.model.output import Layout
from generator.theme.form_targets import refused_forms

FORM = '<section>\n<form action="https://letters.example/subscribe" method="post">\n</form></section>'
ALLOWED = '{% extends "theme/base.html" %}{% block policy_forms %}{{ super() }} https://letters.example{% endblock %}'


def _layouts(**texts: str) -> list[Layout]:
    return [Layout(f"{name}.html", f"layouts/{name}.html", text) for name, text in texts.items()]


def test_a_form_for_a_newsletter_that_the_policy_would_block_is_an_error_with_the_line_to_add() -> None:
    [problem] = refused_forms(_layouts(newsletter=FORM), "https://courier.example")
    assert (problem.path, problem.line, problem.column, problem.level) == ("layouts/newsletter.html", 2, 15, "error")
    assert "no forms to https://letters.example" in problem.message
    assert "{% block policy_forms %}{{ super() }} https://letters.example{% endblock %}" in problem.fix


def test_a_form_that_the_site_allows_is_none() -> None:
    assert not [*refused_forms(_layouts(newsletter=FORM, base=ALLOWED), "https://courier.example")]
    assert [*refused_forms(_layouts(newsletter=FORM, base=ALLOWED.replace("letters", "other")), "")]


def test_where_the_newsletter_is_its_site_is_allowed() -> None:
    boxes = ["https://letters.example"]
    assert not [*refused_forms([Layout("partials/newsletter.html", "a", FORM)], "", boxes)]
    assert [*refused_forms([Layout("partials/notice.html", "a", FORM)], "", boxes)]


@pytest.mark.parametrize(
    "text",
    [
        '<form action="/search/">',
        '<form action="https://courier.example/search/">',
        f"{{# {FORM} #}}",
        f"<!-- {FORM} -->",
        '<form action="{{ site.extra.form }}">',
        '<a href="https://letters.example/">',
    ],
)
def test_other_forms_and_links_are_none(text: str) -> None:
    assert not [*refused_forms(_layouts(newsletter=text), "https://courier.example")]


def test_a_base_of_ones_own_has_a_policy_of_its_own() -> None:
    assert not [*refused_forms(_layouts(newsletter=FORM, base="<html>" + FORM), "")]

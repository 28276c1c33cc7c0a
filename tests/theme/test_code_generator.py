"""The code of layouts does what Jinja's own does, only faster."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import DictLoader, Environment, UndefinedError
from markupsafe import Markup, escape

from generator.model.output import Layout
from generator.model.story import Link
from generator.text.messages import ENGLISH
from generator.theme.code_generator import escaped
from generator.theme.environment import FragmentCache, environment


class _Marked:
    def __html__(self) -> str:
        return "<b>words</b>"


@given(st.text(st.sampled_from("a<>&'\" é\u2019")) | st.text().map(Markup) | st.integers() | st.none() | st.booleans())
def test_a_value_is_escaped_as_markupsafe_does(value: object) -> None:
    assert str(escaped(value)) == str(escape(value))


def test_html_and_numbers_in_words_are_no_exception() -> None:
    assert escaped(_Marked()) == "<b>words</b>"
    assert escaped(Markup("<i>")) == "<i>"
    assert escaped("<i>") == "&lt;i&gt;"


_VALUES = {"link": Link("A & B", "/a/"), "extra": {"ward": {"name": "East"}, "get": "taken"}, "none": None}
_MACROS = "{% macro pair(a, b='two') %}<i>{{ a }}-{{ b }}</i>{% endmacro %}"


@pytest.mark.parametrize(
    "text",
    [
        "{{ link.name }} {{ link.url.upper() }} {{ link.url.upper().lower() }}",
        "{{ extra.ward.name }} {{ extra['get'] }} {{ extra.ward.name.upper() }}",
        "{{ extra.gone is defined }} {{ extra.gone | default('x') }} {{ link.gone is defined }}",
        "{{ none.name is defined }} {{ link.gone | default('-') }}",
        "{% for each in (link, link) %}{{ loop.index }}{{ loop.last }}{{ each.name }}{% endfor %}",
        "{% for each in (link, link) if each.name.startswith('A') %}{{ each.name }}{% endfor %}",
        "{% for each in [[1], []] recursive %}({{ loop(each) if each is iterable }}){% endfor %}",
        f"{_MACROS}{{{{ pair(1) }}}}{{{{ pair('<', 3) }}}}{{{{ pair(b=1, a=2) }}}}{{{{ pair(*[1, 2]) }}}}",
        f"{_MACROS}{{{{ pair(**{{'a': link.name}}) }}}}{{{{ pair(pair(1), pair(2)) }}}}",
        f"{_MACROS}{{% set kept = pair(1) %}}{{{{ kept }}}}{{{{ kept ~ '<' }}}}",
        f"{{% autoescape false %}}{_MACROS}{{{{ pair('<') }}}}{{% endautoescape %}}",
        "{% macro any() %}{{ varargs }}{{ kwargs.size }}{% endmacro %}{{ any(1, 2, size='<') }}",
        "{% macro rest() %}{{ kwargs['class'] }}{% endmacro %}{{ rest(class='a') }}",
        "{% macro box() %}<div>{{ caller(1) }}</div>{% endmacro %}{% call(n) box() %}{{ n }}&{% endcall %}",
        "{% set text %}<b>{{ link.name }}</b>{% endset %}{{ text }}{{ self.part() }}{% block part %}!{% endblock %}",
        "{% extends 'base' %}{% block part %}{{ super() }}{{ link.name }}{% endblock %}",
        "{% from 'macros' import deep %}{{ deep(link) }}{% import 'macros' as all %}{{ all.deep(link) }}",
        "{% include 'macros' %}{{ ['b', 'a'] | sort | join('<') }}{{ 'x' if link.name == 'A & B' }}",
    ],
)
def test_a_layout_shows_what_jinja_would_show(text: str) -> None:
    macros = "{% macro deep(link) %}{{ link.name }}{% endmacro %}"
    texts = {"page": text, "macros": macros, "base": "<p>{% block part %}base{% endblock %}"}
    jinja = Environment(loader=DictLoader(texts), autoescape=True)
    layouts = {name: Layout(name, f"layouts/{name}", each) for name, each in texts.items()}
    ours = environment(layouts, FragmentCache(), ENGLISH)
    for layout in layouts.values():
        ours.read(layout)
    assert ours.get_template("page").render(_VALUES) == jinja.get_template("page").render(_VALUES)


@pytest.mark.parametrize(
    "text", ["{{ link.gone }}", "{{ none.name }}", "{{ link.gone.name }}", f"{_MACROS}{{{{ pair() }}}}"]
)
def test_what_does_not_exist_is_still_an_error(text: str) -> None:
    layout = Layout("page", "layouts/page", text)
    with pytest.raises(UndefinedError):
        environment({"page": layout}, FragmentCache(), ENGLISH).get_template("page").render(_VALUES)


def test_a_macro_still_refuses_what_it_does_not_take() -> None:
    for call in ("pair(1, 2, 3)", "pair(1, c=2)"):
        layout = Layout("page", "layouts/page", f"{_MACROS}{{{{ {call} }}}}")
        with pytest.raises(TypeError):
            environment({"page": layout}, FragmentCache(), ENGLISH).get_template("page").render(_VALUES)

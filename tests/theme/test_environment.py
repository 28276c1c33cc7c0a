"""The environment of layouts: strict names, the site's words, and fragments that are rendered once."""

from __future__ import annotations

import pytest
from jinja2 import TemplateNotFound, UndefinedError
from markupsafe import Markup

from generator.model.output import Layout
from generator.text.messages import Words
from generator.theme.environment import AssetUrls, FragmentCache, LayoutEnvironment, environment


class _Marked:
    def __html__(self) -> str:
        return "<b>words</b>"


def _environment(text: str) -> LayoutEnvironment:
    """An environment in Turkish with one layout, ``a.html``."""
    layout = Layout("a.html", "layouts/a.html", text)
    return environment({"a.html": layout}, FragmentCache(), Words("tr", words={"Latest": "Son", "More": "Daha"}))


def _rendered(text: str, **values: object) -> str:
    return _environment(text).get_template("a.html").render(values)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ('{{ _("Latest") }} {{ _("More") }}', "Son Daha"),
        ('{{ _( "Latest" ) | upper }}', "SON"),
        ('{{ _("%(n)s new", n=2) }}', "2 new"),
        ('{% set word = "Latest" %}{{ _(word) }}', "Son"),
        ('{% macro shout(word) %}{{ word }}!{% endmacro %}{{ shout("Latest") }}', "Latest!"),
        ('_("Latest")', '_("Latest")'),
    ],
)
def test_only_the_sites_own_words_are_translated(text: str, shown: str) -> None:
    assert _rendered(text) == shown


def test_a_field_of_copy_may_be_missing_but_nothing_else() -> None:
    assert _rendered("{{ extra.ward }}{{ extra.ward.name }}", extra={}) == ""
    for text in ("{{ extra }}", "{{ assets['gone.css'] }}", "{{ head.titel }}"):
        with pytest.raises(UndefinedError):
            _rendered(text, assets=AssetUrls(), head=_Marked())


def test_a_layout_is_known_with_the_names_that_it_expects_and_looked_up_once() -> None:
    found = _environment("{{ story }}{% set own = 1 %}{{ own }}{{ cached }}")
    layout = Layout("a.html", "layouts/a.html", "{{ story }}{% set own = 1 %}{{ own }}{{ cached }}")
    assert found.read(layout)[1] == {"story"}
    ready = found.get_template("a.html")
    assert found.get_template("a.html") is ready
    assert found.get_template(ready) is ready
    with pytest.raises(TemplateNotFound):
        found.get_template("gone.html")


def test_values_for_one_layout_go_before_those_for_all() -> None:
    assert _environment("").from_string("{{ _ }}{{ own }}", globals={"_": "a", "own": "b"}).render() == "ab"


def test_what_is_shared_is_rendered_once_for_each_thing_and_all_that_is_given_with_it() -> None:
    made: list[object] = []

    def macro(thing: list[int], *given: object, **named: object) -> str:
        made.append((thing, given, named))
        return f"<b>{len(made)}</b>"

    cached, one, other = FragmentCache(), [1], [1]
    assert cached(macro, one) == cached(macro, one) == Markup("<b>1</b>")
    assert cached(macro, other) == "<b>2</b>"
    assert cached(macro, one, "".join(("a", "b"))) == cached(macro, one, "ab") == "<b>3</b>"
    assert cached(macro, one, size="ab") == "<b>4</b>"
    assert cached(macro, one, shape="ab") == "<b>5</b>"
    assert cached.each(macro, (one, other)) == "<b>1</b><b>2</b>"
    cached.forget()
    assert cached(macro, one) == "<b>6</b>"

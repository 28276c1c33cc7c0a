"""Layouts: what each draws on, and what who writes them is told."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import get_args

import pytest

from generator.model.output import Layout
from generator.model.problems import Problem, Problems
from generator.model.settings import Look
from generator.reading import layout_files
from generator.theme.layouts import Theme
from generator.theme.queries import with_look


def _layouts(folder: str, **texts: str) -> list[Layout]:
    """Layouts of ``folder``; ``story="..."`` is story.html."""
    return [Layout(f"{name}.html", f"{folder}{name}.html", text) for name, text in texts.items()]


def _theme(**texts: str) -> Theme:
    layouts = _layouts("layouts/", **texts)
    return _checked(Theme(layouts, layouts))


def _checked(theme: Theme) -> Theme:
    theme.check()
    return theme


def _problems(**texts: str) -> tuple[Problem, ...]:
    with pytest.raises(Problems) as caught:
        _theme(**texts)
    return caught.value.problems


def _failure(name: str, context: dict[str, object], **texts: str) -> Problem:
    with pytest.raises(Problems) as caught:
        _theme(**texts).render(name, context)
    (problem,) = caught.value.problems
    return problem


@pytest.mark.parametrize(
    ("line", "word", "message", "fix"),
    [
        ("{{ stroy.headline }}", "stroy", "no page has `stroy`", "did you mean `story`?"),
        ("{{ jsonld(head) }}", "jsonld", "no page has `jsonld`", "did you mean `json_ld`?"),
        ("{{ head | weekdy }}", "weekdy", "No filter named `weekdy`", "did you mean `weekday`?"),
        ("{{ nav | lenght }}", "lenght", "No filter named `lenght`", "did you mean `length`?"),
        ("{{ once(nav, story) }}", "once", "`once` no longer exists", "it is now called `cached`"),
        (
            "<p{{ tongue(site, head) }}>",
            "tongue",
            "`tongue` no longer exists",
            "it is now called `lang_attributes`",
        ),
        ("{{ nav | runs }}", "runs", "No filter named `runs`", "it is now called `grouped_runs`"),
        ("{{ nav is definde }}", "definde", "No test named `definde`", "did you mean `defined`?"),
        ('{% include "foter.html" %}', "foter", "there is no layout `foter.html`", "did you mean `footer.html`?"),
        ('{% extends "theme/bas.html" %}', "theme", "there is no layout `theme/bas.html`", "`theme/base.html`?"),
        ('{% import "mark.html" as m %}', "mark", "there is no layout `mark.html`", "did you mean `base.html`?"),
        ('{% from "foot.html" import m %}', "foot", "there is no layout `foot.html`", "did you mean `footer.html`?"),
        ("{{ moment(head) }}", "moment", "`moment` is not defined", '{% from "partials/marks.html" import moment %}'),
        (
            "{{ momnt(head) }}",
            "momnt",
            "no page has `momnt`",
            "did you mean `moment`? then add this line at the top: `{%",
        ),
        ('{% from "partials/marks.html" import momnt %}', "momnt", "has no macro `momnt`", "did you mean `moment`?"),
        (
            '{% from "base.html" import moment %}',
            "moment",
            "`base.html` has no macro",
            'from "partials/marks.html" import',
        ),
        ('{% import "partials/marks.html" as m %}{{ m.host() }}', "host", "has no macro `host`", "its macros: moment"),
        ("{% endblok %}", "endblok", "unknown tag `endblok`", "did you mean `endblock`?"),
        ("{{ story.headline }", "}", "this layout cannot be parsed", "every `{{` needs a `}}`"),
        ("{% if nav %}", "if", "it ends before its `if` is closed", "close every block"),
    ],
)
def test_a_mistake_is_a_problem_at_its_own_line(line: str, word: str, message: str, fix: str) -> None:
    marks = "{% macro moment(time) %}{{ time }}{% endmacro %}"
    (problem,) = _problems(**{"story": f"<p>\n  {line}\n", "base": "", "footer": "", "partials/marks": marks})
    assert (problem.path, problem.line, problem.source) == ("layouts/story.html", 2, f"  {line}")
    assert problem.column == (problem.source.index(word) + 1 if word else 0)
    assert message in problem.message
    assert fix in problem.fix


def test_the_mistakes_of_all_layouts_are_reported_at_once() -> None:
    found = _problems(front="{{ fornt }}\n{{ sight.title }}", story="{% if %}", page="{{ page.title }}")
    assert [(problem.path, problem.line) for problem in found] == [
        ("layouts/front.html", 1),
        ("layouts/front.html", 2),
        ("layouts/story.html", 1),
    ]


def test_a_layouts_own_names_are_not_mistakes() -> None:
    text = (
        "{% set lead = 1 %}{% macro m(a) %}{{ a }}{% endmacro %}{% for x in nav %}{{ x }}{{ loop.index }}{% endfor %}"
    )
    text = "{% if late is defined %}{{ late }}{% endif %}{% set late = 3 %}" + text
    assert _theme(a=text + "{{ lead }}{{ m(2) }}{{ range(3) | length }}").render("a.html", {"nav": ["x"]}) == "x1123"


def test_what_may_be_missing_is_not_a_mistake() -> None:
    assert _theme(a='{% include "b.html" ignore missing %}!').render("a.html", {}) == "!"


def test_a_closure_is_everything_that_a_layout_uses() -> None:
    theme = _theme(
        story='{% extends "base.html" %}{% from "marks.html" import m %}{% block b %}{{ story }}{% endblock %}',
        base='{% block b %}{% endblock %}{% include "footer.html" %}{{ head }}',
        footer='{% import "words.html" as words %}{{ site }}',
        marks="{% macro m() %}{% endmacro %}",
        words="{{ assets }}",
        other="{{ listing }}",
    )
    closure = theme.closure("story.html")
    assert closure.layouts == ("base.html", "footer.html", "marks.html", "story.html", "words.html")
    assert closure.names == {"story", "head", "site", "assets"}


def test_a_layout_chosen_at_run_time_may_be_any() -> None:
    theme = _theme(a="{% include site.title %}", b="{{ nav }}", c="{{ story }}")
    assert {"a.html", "b.html", "c.html"} <= set(theme.closure("a.html").layouts)
    assert theme.closure("a.html").names == {"site", "nav", "story"}


def test_a_closures_digest_changes_with_what_it_uses_and_nothing_else() -> None:
    texts = {"story": '{% include "part.html" %}', "part": "one", "other": "two"}
    before = _theme(**texts).closure("story.html").digest
    assert _theme(**texts | {"other": "three"}).closure("story.html").digest == before
    assert _theme(**texts | {"part": "three"}).closure("story.html").digest != before


def test_a_sites_own_layout_overrides_the_built_in_one_and_may_extend_it() -> None:
    theme = Theme(
        _layouts("theme/layouts/", story="{% block top %}built in{% endblock %} {{ story }}", page="page"),
        _layouts("layouts/", story='{% extends "theme/story.html" %}{% block top %}own, {{ super() }}{% endblock %}'),
    )
    assert theme.render("story.html", {"story": "words"}) == "own, built in words"
    assert theme.closure("story.html").layouts == ("story.html", "theme/story.html")
    assert theme.closure("story.html").names == {"story"}
    assert theme.render("page.html", {}) == "page"


def test_a_mistake_in_a_sites_own_layout_is_shown_there() -> None:
    with pytest.raises(Problems) as caught:
        _checked(Theme(_layouts("theme/layouts/", story="fine"), _layouts("layouts/", story="{{ stroy }}")))
    assert [problem.path for problem in caught.value.problems] == ["layouts/story.html"]


def test_the_built_in_layouts_would_pass_the_checks_of_a_sites_own(tmp_path: Path) -> None:
    built_in = layout_files.layouts(tmp_path).built_in
    for look in get_args(Look):
        layouts = with_look(built_in, look)
        _checked(Theme(layouts, layouts))


def test_a_built_in_layout_that_no_page_uses_is_not_parsed() -> None:
    theme = _checked(Theme(_layouts("theme/layouts/", story="{{ story }}", other="{% if")))
    assert theme.render("story.html", {"story": "words"}) == "words"
    assert theme.closure("story.html").layouts == ("story.html",)
    with pytest.raises(Problems):
        theme.closure("other.html")


def test_words_are_escaped() -> None:
    assert _theme(a="{{ head }}").render("a.html", {"head": "<b> & 'c'"}) == "&lt;b&gt; &amp; &#39;c&#39;"


@pytest.mark.parametrize(
    ("line", "word", "message"),
    [
        ("{{ story.headline.nosuch }}", "nosuch", "there is no `nosuch` here"),
        ("{% if story.headline.leed %}{% endif %}", "leed", "there is no `leed` here"),
        ("{{ story.picture.src }}", "src", "there is no `src` here"),
        ("{{ page }}", "page", "`page` is undefined"),
        ("{{ story.headline | day }}", "", "a value on this line has the wrong type"),
        ("{{ story.headline + 1 }}", "", "a value on this line has the wrong type"),
        ('{% include story.headline ~ ".html" %}', "", "there is no layout `Ferry.html`"),
    ],
)
def test_what_fails_in_rendering_is_a_problem_at_its_line(line: str, word: str, message: str) -> None:
    story = SimpleNamespace(headline="Ferry", picture=None)
    problem = _failure("story.html", {"story": story}, story=f"<p>\n{line}\n")
    assert (problem.path, problem.line, problem.source) == ("layouts/story.html", 2, line)
    assert problem.column == (line.index(word) + 1 if word else 0)
    assert problem.message == f"this layout fails here while rendering story.html: {message}"


@pytest.mark.parametrize(
    ("story", "part"),
    [
        ('\n{% include "part.html" %}', "\n\n{{ story.headline }}"),
        ('\n{% from "part.html" import m %}{{ m(story) }}', "{% macro m(it) %}\n\n{{ it.headlin }}{% endmacro %}"),
        ('{% extends "part.html" %}', "\n\n{{ story.headline }}"),
    ],
)
def test_a_failure_in_a_part_is_shown_in_the_part(story: str, part: str) -> None:
    problem = _failure("story.html", {"story": SimpleNamespace()}, story=story, part=part)
    assert (problem.path, problem.line) == ("layouts/part.html", 3)
    assert "rendering story.html" in problem.message


def test_a_layout_that_extends_itself_is_a_problem() -> None:
    problem = _failure("a.html", {}, a='{% extends "a.html" %}')
    assert (problem.path, problem.line) == ("layouts/a.html", 1)
    assert "it includes itself endlessly" in problem.message


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("[{{ story.extra.ward }}]", "[]"),
        ("{% if story.extra.ward %}no{% else %}yes{% endif %}", "yes"),
        ("{{ story.extra.ward is defined }}", "False"),
        ("[{{ story.extra.ward.name }}]", "[]"),
        ("{{ story.extra.ward | default('none') }}", "none"),
        ("{{ story.extra.quay }}", "7"),
        ("{% if story.extra.update %}no{% endif %}[{{ story.extra.copy }}{{ story.extra['pop'] }}]", "[]"),
        ("{{ story.extra.clear }} {{ story.extra['items'] }}", "all of it"),
        ("{% for name, value in story.extra.items() %}{{ name }} {% endfor %}", "quay clear items "),
    ],
)
def test_a_story_need_not_have_the_fields_of_others(text: str, shown: str) -> None:
    extra = {"quay": 7, "clear": "all", "items": "of it"}
    assert _theme(story=text).render("story.html", {"story": SimpleNamespace(extra=extra)}) == shown


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        (
            "{% if site.extra.items %}no{% endif %}{% for e in site.extra.items %}no{% endfor %}{{ site.extra.get }}",
            "",
        ),
        ("{{ site.extra.keys }} {{ site.extra.values.copy }}", "K C"),
        ("{% for name, value in site.extra | items %}{{ name }} {% endfor %}", "keys values title "),
        (
            "{% for name in site.extra.keys() %}{{ name }} {% endfor %}{{ site.extra.get('no', '-') }}",
            "keys values title -",
        ),
        ("{{ site.extra.title.upper() }}{{ site.extra.title.upper is defined }}", "TFalse"),
    ],
)
def test_a_value_of_ones_own_may_have_any_name_and_is_never_a_method(text: str, shown: str) -> None:
    extra = {"keys": "K", "values": {"copy": "C"}, "title": "t"}
    assert _theme(story=text).render("story.html", {"site": SimpleNamespace(extra=extra)}) == shown


def test_a_method_that_is_not_called_is_a_mistake_at_its_line_and_never_shown() -> None:
    site = SimpleNamespace(extra={"title": "t"})
    problem = _failure("story.html", {"site": site}, story="\n{{ site.extra.title.upper }}")
    assert (problem.line, problem.column) == (2, 21)
    assert "there is no `upper` here" in problem.message


def test_a_name_that_a_story_never_has_is_a_mistake() -> None:
    problem = _failure("story.html", {"story": SimpleNamespace(extra={})}, story="{{ story.wrad }}")
    assert problem.message == "`story` has no `wrad`"


def test_a_name_that_a_listing_never_has_is_a_mistake_and_those_that_it_has_are_named() -> None:
    problem = _failure("listing.html", {}, listing="{% for each in listing.stories %}{% endfor %}")
    assert (problem.message, problem.column) == ("`listing` has no `stories`", 24)
    assert problem.fix.startswith("choose one of: after, before, cards, ")


def test_the_name_that_is_missing_is_not_suggested() -> None:
    problem = _failure("page.html", {"page": SimpleNamespace()}, page="{{ page.headline }}")
    assert "there is no `headline` here" in problem.message
    assert "headline" not in problem.fix


def test_all_misspelt_fields_of_a_layout_are_shown_at_once() -> None:
    with pytest.raises(Problems) as found:
        _theme(a="{{ story.headlin }} {{ site.nme }}\n{{ stroy }} {{ nav.section }}").check()
    assert [(each.line, each.column) for each in found.value.problems] == [(1, 10), (1, 29), (2, 4), (2, 20)]


@pytest.mark.parametrize(
    "text",
    [
        "{% if story.ward is defined %}{% endif %}{{ story.ward | default('') }}",
        "{% macro m(story) %}{{ story.anything }}{% endmacro %}",
        "{% for story in listing.cards %}{{ story.anything }}{% endfor %}",
        "{% set site = listing %}{{ site.anything }}",
        "{{ story.reading_minutes }}{{ story.extra.ward }}",
    ],
)
def test_a_field_that_may_be_missing_or_is_of_another_value_is_no_mistake(text: str) -> None:
    _theme(a=text).check()

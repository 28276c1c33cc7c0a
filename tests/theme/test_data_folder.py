"""Files in data/ as values in layouts: what they are, what a change remakes, and what is said about mistakes."""

from __future__ import annotations

import pytest
from newsroom import SETTINGS, Newsroom, story

STAFF = "-- data/staff.yaml --\neditor: Hanna Voss\ndesks:\n  - name: Harbour\n    open: true\n  - name: Council\n"
NOTICE = "-- layouts/partials/notice.html --\n<p>{{ data.staff.editor }}</p>\n"
EACH = "{% for each in data.tides %}<p>{{ each.port }} {{ each.high + 1 }}</p>{% endfor %}\n"
AFTER = f"-- layouts/partials/after-story.html --\n{EACH}"
TIDES = "-- data/tides.csv --\nport,high\nSkerra,4\n"


def _site(newsroom: Newsroom, *files: str) -> Newsroom:
    newsroom.write(SETTINGS + story("a.md", "A story", "2026-11-20") + story("b.md", "Another", "2026-11-21"))
    return newsroom.write("".join(files))


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("staff.yaml", "editor: Hanna Voss\nage: 41\n"),
        ("staff.yml", "---\neditor: Hanna Voss\nage: 41\n"),
        ("staff.json", '{"editor": "Hanna Voss", "age": 41}'),
        ("staff.toml", 'editor = "Hanna Voss"\nage = 41\n'),
    ],
)
def test_every_format_is_the_same_value(newsroom: Newsroom, name: str, text: str) -> None:
    layout = "-- layouts/partials/notice.html --\n{{ data.staff.editor }} is {{ data.staff.age + 1 }}\n"
    _site(newsroom, layout, f"-- data/{name} --\n{text}").build()
    assert "Hanna Voss is 42" in newsroom.page("")


def test_csv_is_a_list_of_rows_with_numbers(newsroom: Newsroom) -> None:
    _site(newsroom, AFTER, TIDES).build()
    assert "<p>Skerra 5</p>" in newsroom.page("2026/11/20/a-story")


def test_folders_are_names_too_and_other_names_are_in_brackets(newsroom: Newsroom) -> None:
    layout = '-- layouts/partials/notice.html --\n{{ data.council["quay-ward"].seats }} {{ data.council.mayor }}\n'
    files = '-- data/council/quay-ward.json --\n{"seats": 4}\n-- data/council/mayor.json --\n"Agnes Lorne"\n'
    _site(newsroom, layout, files).build()
    assert "4 Agnes Lorne" in newsroom.page("")


def test_a_layout_may_go_through_everything(newsroom: Newsroom) -> None:
    layout = "-- layouts/partials/notice.html --\n{% for name, each in data | items %}{{ name }};{% endfor %}\n"
    _site(newsroom, layout, STAFF, TIDES).build()
    assert "staff;tides;" in newsroom.page("")


def test_a_change_remakes_only_pages_that_show_the_value(newsroom: Newsroom) -> None:
    after = "-- layouts/partials/after-story.html --\n<p>{{ data.staff.editor }}</p>\n"
    _site(newsroom, after, STAFF, TIDES).build()
    newsroom.write(TIDES.replace("4", "5") + STAFF.replace("Council", "Sport"))
    assert not newsroom.build().published.written
    newsroom.write(STAFF.replace("Hanna Voss", "Tom Ardley"))
    assert len(newsroom.build().published.written) == 2
    assert "Tom Ardley" in newsroom.page("2026/11/20/a-story")
    clean = newsroom.tree()
    newsroom.build(full=True)
    assert newsroom.tree() == clean


def test_a_block_of_the_sites_own_reads_data(newsroom: Newsroom) -> None:
    newsroom.write(SETTINGS + story("a.md", "A story", "2026-11-20", body="::: desk :::"))
    newsroom.write("-- layouts/blocks/desk.html --\n<p>{{ data.staff.editor }}</p>\n" + STAFF).build()
    assert "<p>Hanna Voss</p>" in newsroom.page("2026/11/20/a-story")
    newsroom.write(STAFF.replace("Hanna", "Tom")).build()
    assert "<p>Tom Voss</p>" in newsroom.page("2026/11/20/a-story")


@pytest.mark.parametrize(
    ("layout", "message", "fix"),
    [
        ("{{ data.stuff.editor }}", "data/ has no `stuff.editor`", "did you mean `data.staff`?"),
        ("{{ data.staff.editr }}", "data/ has no `staff.editr`", "did you mean `data.staff.editor`?"),
        ("{{ data['weather'] }}", "data/ has no `weather`", "choose one of: staff"),
    ],
)
def test_what_is_not_there_is_an_error_at_its_line(newsroom: Newsroom, layout: str, message: str, fix: str) -> None:
    problems = _site(newsroom, STAFF, f"-- layouts/partials/notice.html --\n\n{layout}\n").problems()
    assert {(each.path, each.line, each.message) for each in problems} == {("layouts/partials/notice.html", 2, message)}
    assert problems[0].fix.startswith(fix)


@pytest.mark.parametrize(
    "layout",
    [
        "{% if data.stuff is defined %}{{ data.stuff }}{% endif %}",
        "{{ data.staff.editr | default('nobody') }}",
        "{% for data in [1] %}{{ data }}{% endfor %}",
    ],
)
def test_a_layout_may_ask_whether_something_is_there(newsroom: Newsroom, layout: str) -> None:
    written = layout.replace("{{ data.stuff }}", "")
    assert _site(newsroom, STAFF, f"-- layouts/partials/notice.html --\n{written}\n").problems() == []


@pytest.mark.parametrize(
    ("name", "text", "line", "message"),
    [
        ("a.json", '{"a": 1,}', 1, "this is not JSON: "),
        ("a.json", '{"a": 1, "a": 2}', 0, "`a` appears twice in the same object"),
        ("a.json", '{"a": 99999999999999999999}', 0, "a number in this file is too large"),
        ("a.yaml", "a: 1\na: 2\n", 2, "`a` is used a second time; it is also on line 1"),
        ("a.toml", "a = \n", 1, ""),
        ("a.csv", "a,a\n1,2\n", 1, "columns 1 and 2 are both called `a`"),
        ("a.csv", "a,b\n1\n", 2, "this row has 1 cell, but there are 2 columns"),
    ],
)
def test_a_broken_file_is_an_error_even_if_nothing_reads_it(
    newsroom: Newsroom, name: str, text: str, line: int, message: str
) -> None:
    [problem] = _site(newsroom, f"-- data/{name} --\n{text}").problems()
    assert (problem.path, problem.line, problem.level) == (f"data/{name}", line, "error")
    assert problem.message.startswith(message)
    assert problem.fix


@pytest.mark.parametrize("read", ["{{ data.a.b + 1 }}", "{% set a = data.a %}\n{{ a.b + 1 }}", "{{ data.c.b + 1 }}"])
def test_while_a_file_is_broken_the_layout_that_computes_with_it_is_not_to_blame(newsroom: Newsroom, read: str) -> None:
    layout = f"-- layouts/story.html --\n{{% extends 'theme/story.html' %}}{{% block tags %}}{read}{{% endblock %}}\n"
    files = '-- data/a.json --\n{\n-- data/c.json --\n{"b": {}}\n'
    said = {each.path for each in _site(newsroom, files, layout).problems()}
    assert said == ({"data/a.json", "layouts/story.html"} if "data.c" in read else {"data/a.json"})


def test_two_files_of_one_name_and_files_of_other_kinds_are_said(newsroom: Newsroom) -> None:
    _site(newsroom, STAFF, "-- data/staff.json --\n{}\n")
    assert "layouts would know both this file and data/staff.json as `data.staff`" in newsroom.problems()[0].message
    newsroom.remove("data/staff.json")
    newsroom.write("-- data/notes.txt --\nA word.\n")
    [warning] = newsroom.build().warnings
    assert (warning.path, warning.message) == ("data/notes.txt", "this is not a data file that layouts can read")

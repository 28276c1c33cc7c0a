"""`broadsheet correct`: one correction more in the front matter, and not another byte of the file."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from newsroom import SETTINGS, Newsroom, story

from generator.cli import main

AT = "2026-11-24T15:00:00+03:00"
LIVE = "live: {from: 2026-11-19 13:00, until: 2026-11-19 18:00}\n"
HEAD = "title: Dues go up\npublished: 2026-11-19T09:00\n"
NEW = f'  - at: {AT}\n    kind: correction\n    text: "It is six."\n'


@pytest.fixture(autouse=True)
def _at_noon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795521600")  # 2026-11-24 12:00 UTC


def _correct(newsroom: Newsroom, story: str = "content/a.md", text: str = "It is six.", *more: str) -> Result:
    path = str(newsroom.folder / story) if story.endswith(".md") else story
    return CliRunner().invoke(main, ["correct", path, text, "--site", str(newsroom.folder), *more])


def _given(newsroom: Newsroom, data: str | bytes) -> Path:
    newsroom.write(SETTINGS)
    path = newsroom.folder / "content/a.md"
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return path


YAML = [
    (f"---\n{HEAD}---\nBody.\n", f"---\n{HEAD}corrections:\n{NEW}---\nBody.\n"),
    (f"---\n{HEAD}...\nBody.", f"---\n{HEAD}corrections:\n{NEW}...\nBody."),
    (
        f"\n\n---  \n{HEAD}# the end\n---\n\n\nBody.\n",
        f"\n\n---  \n{HEAD}# the end\ncorrections:\n{NEW}---\n\n\nBody.\n",
    ),
    (f"---\ncorrections:\n{HEAD}---\nBody.", f"---\ncorrections:\n{NEW}{HEAD}---\nBody."),
    (
        f"---\ncorrections:  # so far\n- at: 2026-11-20\n  text: |\n    One.\n{HEAD}---\nBody.",
        (
            f"---\ncorrections:  # so far\n{NEW.replace(chr(10) + '  ', chr(10)).removeprefix('  ')}- at: 2026-11-20\n"
            f"  text: |\n    One.\n{HEAD}---\nBody."
        ),
    ),
    (
        f"---\n{HEAD}corrections: [{{at: 2026-11-20, text: One.}}]\n---\nBody.",
        (
            f'---\n{HEAD}corrections: [{{at: "{AT}", kind: "correction", text: "It is six."}}, '
            "{at: 2026-11-20, text: One.}]\n---\nBody."
        ),
    ),
    (
        f"---\n{HEAD}corrections: []\n---\nBody.",
        f'---\n{HEAD}corrections: [{{at: "{AT}", kind: "correction", text: "It is six."}}]\n---\nBody.',
    ),
]
YAML += [
    (
        "---\n{title: Dues go up, published: 2026-11-19}\n---\nBody.",
        (
            "---\n{title: Dues go up, published: 2026-11-19, corrections: "
            f'[{{at: "{AT}", kind: "correction", text: "It is six."}}]}}\n---\nBody.'
        ),
    )
]
YAML += [
    (
        f"---\n{HEAD}corrections: {empty}\nslug: dues\n---\nBody.",
        f"---\n{HEAD}corrections:\n{NEW}slug: dues\n---\nBody.",
    )
    for empty in ("~", "null", '""', "''", "{}")
]
YAML += [
    (
        f"---\n{HEAD}corrections: ~  # none so far\n---\nBody.",
        f"---\n{HEAD}corrections:  # none so far\n{NEW}---\nBody.",
    )
]
TABLE = f'[[corrections]]\nat = {AT}\nkind = "correction"\ntext = "It is six."\n'
TOML_HEAD = 'title = "Dues go up"\npublished = 2026-11-19T09:00:00Z\n'
TOML = [
    (f"+++\n{TOML_HEAD}+++\nBody.", f"+++\n{TOML_HEAD}{TABLE}+++\nBody."),
    (
        f"+++\n{TOML_HEAD}[extra]\nward = 'Quay'\n+++\nBody.",
        f"+++\n{TOML_HEAD}[extra]\nward = 'Quay'\n{TABLE}+++\nBody.",
    ),
    (
        f"+++\n{TOML_HEAD}[[corrections]]\nat = 2026-11-20\ntext = 'One.'\n+++\nBody.",
        f"+++\n{TOML_HEAD}[[corrections]]\nat = 2026-11-20\ntext = 'One.'\n{TABLE}+++\nBody.",
    ),
    (
        f"+++\ncorrections = [\n  {{ at = 2026-11-20, text = 'One.' }},\n]\n{TOML_HEAD}+++\nBody.",
        (
            f'+++\ncorrections = [{{at = "{AT}", kind = "correction", text = "It is six."}}, \n'
            f"  {{ at = 2026-11-20, text = 'One.' }},\n]\n{TOML_HEAD}+++\nBody."
        ),
    ),
]


TOML += [
    (
        f"+++\n{TOML_HEAD}corrections = {empty}\n+++\nBody.",
        f'+++\n{TOML_HEAD}corrections = [{{at = "{AT}", kind = "correction", text = "It is six."}}]\n+++\nBody.',
    )
    for empty in ('""', "{}")
]


@pytest.mark.parametrize(("before", "after"), YAML + TOML)
def test_a_correction_is_added_and_every_other_byte_stays(newsroom: Newsroom, before: str, after: str) -> None:
    path = _given(newsroom, before)
    done = _correct(newsroom)
    assert done.exit_code == 0, done.output
    assert path.read_bytes().decode() == after
    newsroom.build()
    assert "It is six." in newsroom.page("corrections")


@pytest.mark.parametrize(("before", "after"), [YAML[0], YAML[5], TOML[0]])
def test_line_ends_a_byte_order_mark_and_permissions_stay(newsroom: Newsroom, before: str, after: str) -> None:
    path = _given(newsroom, b"\xef\xbb\xbf" + before.replace("\n", "\r\n").encode())
    path.chmod(0o640)
    assert _correct(newsroom).exit_code == 0
    assert path.read_bytes() == b"\xef\xbb\xbf" + after.replace("\n", "\r\n").encode()
    if os.name == "posix":
        assert path.stat().st_mode & 0o777 == 0o640
    assert [each.name for each in path.parent.iterdir()] == ["a.md"]


def test_signs_with_a_meaning_are_kept_and_the_kind_can_be_chosen(newsroom: Newsroom) -> None:
    _given(newsroom, YAML[0][0])
    text = 'We wrote: "#no" \\ {it} — *not* [so](https://other.example/).'
    assert _correct(newsroom, "dues-go-up", f"  {text}\n ", "--kind", "editors-note").exit_code == 0
    newsroom.build()
    page = newsroom.page("2026/11/19/dues-go-up")
    assert "Editor’s note, <time" in page
    assert '</b> We wrote: &#34;#no&#34; \\ {it} — <em>not</em> <a href="https://other.example/">so</a>.' in page


def test_programs_get_json(newsroom: Newsroom) -> None:
    _given(newsroom, YAML[0][0])
    told = json.loads(_correct(newsroom, "content/a.md", "It is six.", "--json").stdout)
    assert (told["ok"], told["at"], told["kind"]) == (True, AT, "correction")
    assert told["file"].endswith("content/a.md")


def test_several_corrections_one_after_the_other_are_all_there(newsroom: Newsroom) -> None:
    _given(newsroom, YAML[0][0])
    for number in range(3):
        assert _correct(newsroom, text=f"Number {number}.").exit_code == 0
    newsroom.build()
    assert newsroom.page("corrections").count("Number ") == 3


REFUSED = [
    (f"---\n{HEAD}draft: true\n---\nBody.", "It is six.", "it is a draft"),
    (f"---\n{HEAD}embargo: 2026-11-25\n---\nBody.", "It is six.", "it is under embargo"),
    (f"---\n{HEAD}expires: 2026-11-20\n---\nBody.", "It is six.", "it expired at"),
    (f"---\n{HEAD}killed: 2026-11-20\n---\nBody.", "It is six.", "say what was wrong in its `kill_note`"),
    (f"---\n{HEAD}---\nBody.", " \n ", "the text of the correction is empty"),
    (f"---\n{HEAD}---\nBody.", "It is <!-- or not.", "comment"),
    (f'---\n{HEAD}"corr\\u0065ctions": []\n---\nBody.', "It is six.", "there is no place for a correction"),
    (f"---\n{HEAD}corrections: yes\n---\nBody.", "It is six.", "`corrections` must be a list"),
    (f"---\n{HEAD}\nBody.", "It is six.", "is never closed"),
]


@pytest.mark.parametrize(("before", "text", "said"), REFUSED)
def test_what_cannot_be_done_is_refused_and_nothing_changes(
    newsroom: Newsroom, before: str, text: str, said: str
) -> None:
    path = _given(newsroom, before)
    done = _correct(newsroom, "content/a.md", text)
    assert done.exit_code == 1
    assert said in done.output
    assert "the correction was not written" in done.output
    assert path.read_text(encoding="utf-8") == before


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("See [the vote](vote.md).", "`vote.md` points to content/vote.md, which does not exist"),
        ("See [about](/abuot/).", "`/abuot/` does not exist on this site"),
        ("See ![a boat](boat.jpg).", "a picture cannot be shown here, only words and links"),
        ("See [it](https://x.example:99999/).", "`https://x.example:99999/` is not an address"),
    ],
)
def test_a_correction_that_would_break_the_next_build_is_refused(newsroom: Newsroom, text: str, said: str) -> None:
    path = _given(newsroom, YAML[0][0])
    done = _correct(newsroom, "content/a.md", text)
    assert done.exit_code == 1
    assert said in done.output
    assert "correct: " in done.output, "the problem is in the text that was given, not yet in a line of the file"
    assert path.read_text(encoding="utf-8") == YAML[0][0]
    newsroom.build()


@pytest.mark.parametrize(
    "more, body", [("", "::: facts The ferry\n- It sails.\n:::"), (LIVE, "## 14:05 Shut\n\nThe gate.")]
)
def test_blocks_and_entries_move_down_with_the_text(newsroom: Newsroom, more: str, body: str) -> None:
    path = _given(newsroom, f"---\n{HEAD}{more}---\n{body}\n")
    done = _correct(newsroom)
    assert done.exit_code == 0, done.output
    assert path.read_text() == f"---\n{HEAD}{more}corrections:\n{NEW}---\n{body}\n"


def test_links_that_lead_somewhere_are_no_problem(newsroom: Newsroom) -> None:
    _given(newsroom, YAML[0][0])
    newsroom.write(story("vote.md", "The vote", "2026-11-19") + story("pages/about.md", "About", "2026-11-19"))
    text = "See [the vote](vote.md), [us](/about/) and [all](/corrections/)."
    assert _correct(newsroom, "content/a.md", text).exit_code == 0
    newsroom.build()
    assert 'See <a href="/2026/11/19/the-vote/">the vote</a>' in newsroom.page("2026/11/19/dues-go-up")


def test_what_is_wrong_elsewhere_does_not_keep_a_story_from_being_corrected(newsroom: Newsroom) -> None:
    _given(newsroom, YAML[0][0].replace("Body.", "Body with a [dead link](gone.md)."))
    newsroom.write(story("b.md", "B", "2026-13-01") + story("c.md", "C", "2026-01-01", "weight: 3"))
    newsroom.write("-- layouts/story.html --\n{% if %}\n")
    for name in ("content/a.md", "Dues go up", "dues-go-up"):
        done = _correct(newsroom, name, f"It is six, not {name}.")
        assert done.exit_code == 0, done.output
        assert "warning" not in done.output
    unknown = _correct(newsroom, "B")
    assert "no story has this name" in unknown.output
    assert "a story whose file has an error is known only by the name of that file" in unknown.output


def test_who_names_a_story_by_its_file_without_the_ending_is_told_its_headline(newsroom: Newsroom) -> None:
    newsroom.write(story("oyster-count.md", "The best in ten years", "2026-01-01"))
    refused = _correct(newsroom, "oyster-count", "It is nine years.")
    assert refused.exit_code == 1
    assert "did you mean `The best in ten years`, in content/oyster-count.md?" in refused.output


def test_a_correction_that_the_story_has_already_is_refused(newsroom: Newsroom) -> None:
    path = _given(newsroom, YAML[0][0])
    assert _correct(newsroom, text="It is *six*.").exit_code == 0
    before = path.read_text(encoding="utf-8")
    done = _correct(newsroom, text="It  is six.")
    assert done.exit_code == 1
    assert "the story already has this correction, from 2026-11-24 15:00" in done.output
    assert path.read_text(encoding="utf-8") == before
    assert _correct(newsroom, "content/a.md", "It is six.", "--kind", "update").exit_code == 0


@pytest.mark.parametrize("text", ["-5 degrees, not 5.", "- it is six.", "-- it is six.", "-five degrees.", "-5"])
def test_a_text_may_begin_with_a_minus(newsroom: Newsroom, text: str) -> None:
    path = _given(newsroom, YAML[0][0])
    done = _correct(newsroom, "content/a.md", text)
    assert done.exit_code == 0, done.output
    assert f'text: "{text}"' in path.read_text(encoding="utf-8")


@pytest.mark.parametrize("option", ["--jsn", "--knd=update", "-x"])
def test_a_misspelt_option_is_no_text(newsroom: Newsroom, option: str) -> None:
    path = _given(newsroom, YAML[0][0])
    assert "No such option" in CliRunner().invoke(main, ["correct", str(path), option]).output


@pytest.mark.parametrize(
    ("written", "kind"), [("Clarification", "clarification"), ("Editor's note", "editors-note"), ("UPDATE", "update")]
)
def test_a_kind_may_be_spelt_as_in_a_story(newsroom: Newsroom, written: str, kind: str) -> None:
    path = _given(newsroom, YAML[0][0])
    assert _correct(newsroom, "content/a.md", "It is six.", "--kind", written).exit_code == 0
    assert f"kind: {kind}\n" in path.read_text(encoding="utf-8")


def test_a_misspelt_kind_is_told_with_the_nearest(newsroom: Newsroom) -> None:
    _given(newsroom, YAML[0][0])
    done = _correct(newsroom, "content/a.md", "It is six.", "--kind", "clarifcation")
    assert done.exit_code == 2
    assert "did you mean `clarification`?" in " ".join(done.output.split())


def test_the_first_correction_of_a_site_needs_an_address_that_is_free(newsroom: Newsroom) -> None:
    path = _given(newsroom, YAML[0][0])
    newsroom.write(story("b.md", "B", "2026-11-01", "aliases: [/corrections/]"))
    done = _correct(newsroom)
    assert done.exit_code == 1
    assert "/corrections/ is claimed twice: by the list of corrections and by" in done.output
    assert "remove the alias from content/b.md" in done.output
    assert path.read_text(encoding="utf-8") == YAML[0][0]


def test_the_editor_learns_what_happens_next(newsroom: Newsroom) -> None:
    _given(newsroom, YAML[0][0])
    done = _correct(newsroom)
    headline, place, *written = done.stdout.splitlines()
    assert headline == "Dues go up"
    assert place.endswith("content/a.md:4")
    assert "".join(f"{line.removeprefix('    ')}\n" for line in written) == f"corrections:\n{NEW}"
    assert "when the site is built and published again" in done.stderr


def test_a_page_and_a_link_to_a_file_are_refused(newsroom: Newsroom, tmp_path: Path) -> None:
    newsroom.write(SETTINGS + story("pages/us.md", "Us", "2026-11-19"))
    assert "only a story has corrections" in _correct(newsroom, "content/pages/us.md").output
    (tmp_path / "real.md").write_text(YAML[0][0])
    (newsroom.folder / "content/a.md").symlink_to(tmp_path / "real.md")
    done = _correct(newsroom)
    assert done.exit_code == 1
    assert (tmp_path / "real.md").read_text() == YAML[0][0]


def test_an_unknown_story_is_refused_with_the_nearest(newsroom: Newsroom) -> None:
    _given(newsroom, YAML[0][0])
    done = _correct(newsroom, "dues-go-upp")
    assert done.exit_code == 1
    assert "did you mean `Dues go up`, in content/a.md?" in done.output


@pytest.mark.parametrize("name", ["Dues plans", "dues-plans"])
def test_a_draft_that_is_named_by_its_headline_is_known_as_one(newsroom: Newsroom, name: str) -> None:
    newsroom.write(SETTINGS + story("plans.md", "Dues plans", "2026-11-19", "draft: true"))
    output = _correct(newsroom, name).output
    assert "content/plans.md: readers do not see this story: it is a draft" in output
    assert "correct its text; it needs no correction" in output

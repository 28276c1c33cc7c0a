"""Importing: files of copy become stories in content/, once, and never over an editor's work."""

from __future__ import annotations

import html
import os
import re
from collections.abc import Callable
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

import msgspec
import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from mdit_py_plugins.footnote import footnote_plugin

from generator.editorial.importers import Imported, WireCopy, _story, import_copy, new_copy
from generator.model.problems import Problems
from generator.model.settings import Agency, Settings
from generator.reading.comments.kinds import KINDS, OPENING
from generator.reading.markdown.conversion import render

SETTINGS = Settings(
    title="The Port Elm Courier",
    base_url="https://example.org/",
    agencies={"Harbour News": Agency("Harbour News", "Europe/London")},
)
TEXT = """\
Ferry crews end their strike
- Local
- Harbour News
- Published Date: 04:14 | 02 December 2024
- Priority: 5
- Tags: Ferries; Strikes
The boats *sail* again.
"We are glad," said the crews.
- Council weighs harbour dues
"""
NEWER = TEXT.replace("- Priority", "- Modified Date: 05:02 | 02 December 2024\n- Priority").replace("sail", "sailed")
STORY = "content/local/2024-12-02-ferry-crews-end-their-strike.md"


@pytest.fixture
def site(tmp_path: Path) -> Path:
    (tmp_path / "seeds").mkdir()
    return tmp_path


def send(site: Path, text: str, name: str = "ferry.txt") -> Path:
    file = site / "seeds" / name
    file.write_text(text, encoding="utf-8")
    return file


def bring(site: Path, *files: Path, update: bool = False) -> tuple[Imported, ...]:
    return import_copy(site, files or new_copy(site), SETTINGS, update)


def tree(site: Path) -> dict[str, bytes]:
    """Every file in content/ with its bytes."""
    files = (each for each in (site / "content").rglob("*") if each.is_file())
    return {each.relative_to(site).as_posix(): each.read_bytes() for each in files}


def refusal(site: Path, *files: Path, update: bool = False) -> str:
    """What an import that is refused says; it has written nothing."""
    before = tree(site)
    with pytest.raises(Problems) as caught:
        bring(site, *files, update=update)
    assert tree(site) == before
    return str(caught.value)


def test_copy_becomes_a_story(site: Path) -> None:
    send(site, TEXT)
    assert bring(site) == (Imported(STORY, "new"),)
    front, _, rest = (site / STORY).read_text(encoding="utf-8").partition("wire:\n")
    assert front == (
        "---\n"
        "title: Ferry crews end their strike\n"
        "section: Local\n"
        "source: Harbour News\n"
        "published: 2024-12-02T04:14:00+00:00\n"
        "tags:\n  - Ferries\n  - Strikes\n"
        "related:\n  - Council weighs harbour dues\n"
        "slug: ferry-crews-end-their-strike\n"
        'details:\n  Priority: "5"\n'
    )
    assert rest.partition("---\n")[2] == '\nThe boats \\*sail\\* again.\n\n"We are glad," said the crews.\n'


def test_an_embargo_of_the_copy_is_one_of_the_story(site: Path) -> None:
    send(site, TEXT.replace("- Priority", "- Embargo: 10:00 | 03 December 2024\n- Priority"))
    assert bring(site) == (Imported(STORY, "new"),)
    assert "\nembargo: 2024-12-03T10:00:00+00:00\n" in (site / STORY).read_text(encoding="utf-8")


def test_a_kill_is_not_imported(site: Path) -> None:
    send(site, TEXT.replace("- Priority: 5", "- Status: KILL"))
    assert "to withdraw a story, write `killed` into its file" in refusal(site)


def test_importing_again_changes_nothing(site: Path) -> None:
    file = send(site, TEXT)
    bring(site)
    before, when = tree(site), (site / STORY).stat().st_mtime_ns
    send(site, TEXT.replace("\n", "\r\n"))
    assert bring(site, file, file, update=True) == (Imported(STORY, "unchanged"),) * 2
    assert tree(site) == before
    assert (site / STORY).stat().st_mtime_ns == when


def test_a_newer_version_waits_for_update(site: Path) -> None:
    send(site, TEXT)
    bring(site)
    before = tree(site)
    send(site, NEWER)
    (waiting,) = bring(site)
    assert waiting.outcome == "unchanged"
    assert "--update" in waiting.note
    assert tree(site) == before
    assert bring(site, update=True) == (
        Imported(STORY, "updated", ("modified time 05:02 added", "paragraph 1 changed")),
    )
    assert "sailed" in (site / STORY).read_text(encoding="utf-8")
    assert bring(site, update=True) == (Imported(STORY, "unchanged"),)


def test_an_update_says_what_changed_and_keeps_the_address(site: Path) -> None:
    send(site, NEWER)
    bring(site)
    text = NEWER.replace("Ferry crews end", "Crews end").replace("05:02", "06:30").replace("- Local", "- Harbour")
    send(site, text.replace("- Council", "Buses stop.\nTrains stop.\n- Council").replace("5\n", "4\n"))
    (updated,) = bring(site, update=True)
    assert updated.path == STORY
    assert updated.changes == (
        "headline",
        "section Local -> Harbour",
        "modified time 05:02 -> 06:30",
        "further details",
        "paragraphs 3 to 4 added",
    )
    assert "\nslug: ferry-crews-end-their-strike\n" in (site / STORY).read_text(encoding="utf-8")


def test_an_edited_story_is_never_overwritten(site: Path) -> None:
    send(site, TEXT)
    bring(site)
    story = site / STORY
    story.write_text(story.read_text(encoding="utf-8").replace("again", "once more"), encoding="utf-8")
    assert bring(site, update=True) == (Imported(STORY, "unchanged"),)
    send(site, NEWER)
    assert "edited" in bring(site)[0].note
    said = refusal(site, update=True)
    assert "seeds/ferry.txt" in said
    assert STORY in said


def test_the_lines_in_the_fix_record_changes_made_by_hand(site: Path) -> None:
    send(site, TEXT, "a.txt")
    bring(site)
    story = site / STORY
    story.write_text(story.read_text(encoding="utf-8").replace("again", "once more"), encoding="utf-8")
    send(site, NEWER, "b.txt")
    text = story.read_text(encoding="utf-8")
    for line in re.findall("`((?:version|copy): .*?)`", refusal(site, update=True)):
        text = re.sub(rf"^  {line.split(':')[0]}: .*", f"  {line}", text, flags=re.MULTILINE)
    story.write_text(text, encoding="utf-8")
    older, newer = bring(site, update=True)
    assert newer == Imported(STORY, "unchanged")
    assert older == Imported(STORY, "unchanged", note="the story was made from a newer version")


def test_other_line_ends_are_no_edit(site: Path) -> None:
    send(site, TEXT)
    bring(site)
    (site / STORY).write_bytes((site / STORY).read_bytes().replace(b"\n", b"\r\n"))
    send(site, NEWER)
    assert bring(site, update=True)[0].outcome == "updated"


def test_a_story_is_found_where_its_editor_moved_it(site: Path) -> None:
    send(site, TEXT)
    bring(site)
    (site / "content/harbour").mkdir()
    (site / STORY).rename(site / "content/harbour/strike.md")
    assert bring(site) == (Imported("content/harbour/strike.md", "unchanged"),)
    send(site, NEWER)
    assert bring(site, update=True)[0].path == "content/harbour/strike.md"
    assert list(tree(site)) == ["content/harbour/strike.md"]


def test_of_several_versions_in_one_run_the_newest_counts(site: Path) -> None:
    send(site, TEXT, "a.txt")
    send(site, NEWER, "b.txt")
    older, newer = bring(site)
    assert newer == Imported(STORY, "new")
    assert older == Imported(STORY, "unchanged", note="the story was made from a newer version")
    assert {each.outcome for each in bring(site, update=True)} == {"unchanged"}


def test_two_texts_of_one_version_are_refused(site: Path) -> None:
    send(site, TEXT, "a.txt")
    send(site, TEXT.replace("sail", "sailed"), "b.txt")
    assert "seeds/a.txt" in refusal(site)


def test_two_stories_of_one_headline_and_day_are_refused(site: Path) -> None:
    send(site, TEXT, "a.txt")
    bring(site)
    send(site, TEXT.replace("04:14", "14:14"), "b.txt")
    said = refusal(site)
    assert "seeds/b.txt" in said
    assert f"{STORY}, but that file exists (made from seeds/a.txt)" in said


def test_a_file_that_a_person_wrote_is_never_touched(site: Path) -> None:
    (site / STORY).parent.mkdir(parents=True)
    (site / STORY).write_text("---\ntitle: Mine\nwire: Gull Wire\n---\n", encoding="utf-8")
    send(site, TEXT)
    assert "exists" in refusal(site)


@pytest.mark.parametrize("place", ["content", "content/local", STORY])
def test_nothing_is_written_through_a_link(site: Path, tmp_path_factory: pytest.TempPathFactory, place: str) -> None:
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    (site / place).parent.mkdir(parents=True, exist_ok=True)
    (site / place).symlink_to(elsewhere, target_is_directory=True)
    send(site, TEXT)
    with pytest.raises(Problems, match="is a link"):
        bring(site)
    assert not list(elsewhere.iterdir())


def test_one_bad_file_stops_all_and_all_bad_files_are_named(site: Path) -> None:
    send(site, TEXT, "a.txt")
    send(site, TEXT.replace("Harbour News", "Gull Wire"), "b.txt")
    send(site, "Only a headline\n", "c.txt")
    said = refusal(site, *new_copy(site), site / "seeds/missing.txt")
    assert "seeds/b.txt:3:3: site.toml has no agency" in said
    assert "seeds/c.txt:1: this is not wire copy in a known format" in said
    assert "seeds/missing.txt: the file cannot be read" in said
    assert not tree(site)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("Ferry crews end their strike", "?!", "no letter"),
        ("- Local", "- Section: ***", "no letter"),
        ("- Local", "- Pages", "content/pages/ is not for stories"),
    ],
)
def test_a_story_must_have_an_address(site: Path, old: str, new: str, said: str) -> None:
    send(site, TEXT.replace(old, new))
    assert said in refusal(site)


@pytest.mark.parametrize(("owner", "step", "calls"), [(os, "fsync", 4), (Path, "replace", 2)])
def test_when_the_disk_fails_everything_is_as_it_was(
    site: Path, monkeypatch: pytest.MonkeyPatch, owner: object, step: str, calls: int
) -> None:
    send(site, TEXT, "a.txt")
    bring(site)
    send(site, NEWER, "a.txt")
    send(site, TEXT.replace("Ferry crews", "Bakers"), "b.txt")
    for number in range(calls):
        monkeypatch.setattr(owner, step, failing(getattr(owner, step), number))
        assert "No space left on device" in refusal(site, update=True)
        monkeypatch.undo()
    assert [each.outcome for each in bring(site, update=True)] == ["updated", "new"]


def failing(working: Callable[..., object], number: int) -> Callable[..., object]:
    """A call to the system that fails once, after it has worked ``number`` times."""
    calls = count()

    def call(*arguments: object) -> object:
        if next(calls) == number:
            raise OSError(28, "No space left on device")
        return working(*arguments)

    return call


def test_an_ambiguous_hour_is_noted(site: Path) -> None:
    send(site, TEXT.replace("04:14 | 02 December", "01:30 | 27 October"))
    assert bring(site)[0].note == "01:30 came twice on 2024-10-27; the first one is used"


def test_new_copy_is_every_file_in_seeds_that_may_be_copy(site: Path) -> None:
    kept = [send(site, TEXT, name) for name in ("a.txt", "b.TXT")]
    for name in (".hidden", "a.txt~", "a.bak", "README.md"):
        send(site, TEXT, name)
    (site / "seeds/link.txt").symlink_to(kept[0])
    assert new_copy(site) == kept
    assert new_copy(site / "nowhere") == []


READER = MarkdownIt("js-default").enable(["table", "strikethrough"]).use(footnote_plugin)
LETTERS = st.characters(exclude_categories=("Cc", "Cs", "Zl", "Zp"), exclude_characters="\ufeff\ufffd\ufffe\uffff")
WORDS = [
    "[^1]",
    "[^1]:",
    "![",
    "](",
    "<b>",
    "</b>",
    "<!-",
    "{# #}",
    "{>> <<}",
    "&amp;",
    "&#35;",
    "1.",
    "2)",
    "```",
    "~~",
    "**",
    "    ",
    "# ",
]
WEB = ["://a.b", "www.a.b", "a@b.c", "<http://a.b>", "\N{NO-BREAK SPACE}", "\N{EM SPACE}", "“", "’"]
SIGNS = st.sampled_from([*"#>+-=~|\\*_`[](){}!<&;:.\"'$%@^a7 \t", *WORDS, *WEB])
TEXTS = st.lists(SIGNS | LETTERS, min_size=1, max_size=12).map("".join).map(str.strip).filter(bool)
TEXTS = TEXTS.filter(
    lambda text: not any(KINDS[each.lastgroup or ""].treated != "warned" for each in OPENING.finditer(text))
)


@settings(max_examples=400, deadline=None)
@given(st.lists(TEXTS, min_size=1, max_size=4), TEXTS)
def test_body_and_headline_are_kept_exactly(paragraphs: list[str], headline: str) -> None:
    copy = WireCopy(
        headline, "Harbour News", datetime(2024, 12, 2, 4, 14, tzinfo=UTC), tuple(paragraphs), related=(headline,)
    )
    _, front, body = _story.story(copy, "seeds/ferry.txt", "ferry").split("---\n", 2)
    fields = yaml.safe_load(front)
    assert (fields["title"], fields["related"]) == (headline, [headline])
    shown = READER.render(body).split("\n")
    assert [html.unescape(line) for line in shown if line] == [f"<p>{text}</p>" for text in paragraphs]


@settings(max_examples=200, deadline=None)
@given(st.lists(TEXTS, min_size=1, max_size=4))
def test_a_story_of_imported_copy_shows_all_its_words(paragraphs: list[str]) -> None:
    copy = WireCopy("Ferry", "Harbour News", datetime(2024, 12, 2, 4, 14, tzinfo=UTC), tuple(paragraphs))
    prose = render(_story.story(copy, "seeds/ferry.txt", "ferry").split("---\n", 2)[2], "content/ferry.md")
    assert not [each for each in prose.problems if each.level == "error"]
    assert prose.text.split() == " ".join(paragraphs).split()


def test_a_comment_in_copy_is_kept_for_the_desk_and_not_for_readers() -> None:
    paragraphs = ("The ferry <!-- 2nd source? *call* Ruth --> sails.", "It is <!-- hold", "until noon --> late.")
    copy = WireCopy("Ferry", "Harbour News", datetime(2024, 12, 2, 4, 14, tzinfo=UTC), paragraphs)
    body = _story.story(copy, "seeds/ferry.txt", "ferry").split("---\n", 2)[2]
    assert paragraphs[0] in body
    prose = render(body, "content/ferry.md")
    assert (prose.text, prose.problems) == ("The ferry sails.\nIt is late.", ())


@pytest.mark.parametrize(
    "note",
    [
        "%% NOTE %%",
        "{# NOTE #}",
        "<!\u2013\u2013 NOTE \u2013\u2013>",
        "[//] # (NOTE)",
        "&lt;!-- NOTE --&gt;",
        "%% NOTE",
    ],
)
def test_what_copy_marks_as_a_note_is_an_error_in_the_story_and_not_for_readers(note: str) -> None:
    copy = WireCopy("Ferry", "Harbour News", datetime(2024, 12, 2, 4, 14, tzinfo=UTC), (f"The *ferry* {note}",))
    body = _story.story(copy, "seeds/ferry.txt", "ferry").split("---\n", 2)[2]
    prose = render(body, "content/ferry.md")
    assert prose.text == "The *ferry*"
    assert [each.level for each in prose.problems] == ["error"]


def test_what_needs_no_escape_gets_none() -> None:
    text = '"It\'s 5% (or so) - well, No. 1!" she said... A/B [sic], 3 * 4 & snake_case; see www.example.org/~a.'
    copy = WireCopy("Ferry", "Harbour News", datetime(2024, 12, 2, 4, 14, tzinfo=UTC), (text,))
    assert _story.story(copy, "seeds/ferry.txt", "ferry").endswith(f"---\n\n{text}\n")


@pytest.mark.parametrize(
    ("sections", "note"),
    [
        ((), ""),
        (("World", "Local"), ""),
        (("World", "Locals"), "`Local` is a new section; did you mean `Locals`?"),
        (("World", "Culture"), "`Local` is a new section; site.toml has World, Culture"),
    ],
)
def test_copy_in_a_section_that_the_site_does_not_have_is_pointed_out(
    site: Path, sections: tuple[str, ...], note: str
) -> None:
    (imported,) = import_copy(site, [send(site, TEXT)], msgspec.structs.replace(SETTINGS, sections=sections))
    assert imported.note == note

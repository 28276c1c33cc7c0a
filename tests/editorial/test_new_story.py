"""`broadsheet new`: what is known of a story goes into its file, so that nothing is asked for twice."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from newsroom import SETTINGS, Newsroom, photo

from generator.cli import main


def _new(newsroom: Newsroom, *words: str) -> Result:
    return CliRunner().invoke(main, ["new", *words, "--site", str(newsroom.folder)])


def _written(newsroom: Newsroom) -> tuple[Path, str]:
    [path] = (newsroom.folder / "content").rglob("*.md")
    return path.relative_to(newsroom.folder), path.read_text(encoding="utf-8")


def test_everything_that_is_given_is_in_the_file(newsroom: Newsroom) -> None:
    newsroom.write(SETTINGS)
    (newsroom.folder / "content/pictures").mkdir(parents=True)
    (newsroom.folder / "content/pictures/gate.jpg").write_bytes(photo())
    done = _new(
        newsroom,
        *("Ferry: back in service", "--section", "Harbour", "--tag", "Ferry", "--tag", "Skerra, Dues"),
        *(
            "--byline",
            "Ayla Demirci",
            "--kind",
            "analysis",
            "--picture",
            "content/pictures/gate.jpg",
            "--alt",
            "A gate",
        ),
    )
    assert done.exit_code == 0, done.output
    path, text = _written(newsroom)
    assert path.parent.as_posix() == "content/harbour"
    assert text.split("\n")[1:12] == [
        'title: "Ferry: back in service"',
        'standfirst: ""',
        'section: "Harbour"',
        "tags: [Ferry, Skerra, Dues]",
        "bylines: [Ayla Demirci]",
        "kind: analysis",
        "picture:",
        "  src: ../pictures/gate.jpg",
        "  alt: A gate",
        'slug: "ferry-back-in-service"',
        "draft: true    # to publish: broadsheet publish, or delete this line and write `published`",
    ]
    newsroom.build(drafts=True, output=newsroom.folder / "drafts")


def test_a_draft_has_no_time_until_it_is_scheduled(newsroom: Newsroom) -> None:
    newsroom.write(SETTINGS)
    assert _new(newsroom, "Ferry back").exit_code == 0
    assert "published" not in _written(newsroom)[1].replace("write `published`", "")


def test_a_picture_from_elsewhere_is_copied_beside_the_story(newsroom: Newsroom, tmp_path: Path) -> None:
    newsroom.write(SETTINGS)
    (tmp_path / "gate.jpg").write_bytes(photo())
    done = _new(newsroom, "Ferry back", "--in", "harbour/2026", "--picture", str(tmp_path / "gate.jpg"))
    assert done.exit_code == 0, done.output
    assert "no text for readers who cannot see it" in done.stderr
    path, text = _written(newsroom)
    assert path.parent.as_posix() == "content/harbour/2026"
    assert "  src: gate.jpg\n" in text
    assert (newsroom.folder / path.parent / "gate.jpg").read_bytes() == photo()
    (tmp_path / "gate.jpg").write_bytes(photo(8, 8))
    again = _new(newsroom, "Ferry sinks", "--in", "harbour/2026", "--picture", str(tmp_path / "gate.jpg"))
    assert "there is another file gate.jpg next to the story" in again.output
    assert len([*(newsroom.folder / "content").rglob("*.md")]) == 1


@pytest.mark.parametrize(
    ("words", "status", "said"),
    [
        (("--in", "/etc"), 1, "stories cannot be in a folder `/etc`"),
        (("--in", "../up"), 1, "stories cannot be in a folder `../up`"),
        (("--in", "pages"), 1, "stories cannot be in a folder `pages`"),
        (("--in", "_drafts"), 1, "stories cannot be in a folder `_drafts`"),
        (("--in", "a/../b"), 1, "stories cannot be in a folder `a/../b`"),
        (("--picture", "gone.jpg"), 1, "there is no file `gone.jpg`"),
        (("--picture", "site.toml"), 1, "`site.toml` cannot be shown"),
        (("--alt", "A gate"), 2, "it requires --picture"),
        (("--kind", "poem"), 2, "'poem' is not one of"),
        (("--tag", "!"), 1, "contains no letters or digits"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_written(
    newsroom: Newsroom, words: tuple[str, ...], status: int, said: str
) -> None:
    newsroom.write(SETTINGS)
    done = _new(newsroom, "Ferry back", *words)
    assert done.exit_code == status
    assert said in done.output
    assert not [*newsroom.folder.rglob("*.md")]


@pytest.mark.parametrize("link", ["content", "content/harbour", "content/harbour/2026"])
def test_a_story_is_never_written_through_a_link(newsroom: Newsroom, tmp_path: Path, link: str) -> None:
    newsroom.write(SETTINGS)
    elsewhere, place = tmp_path / "elsewhere", newsroom.folder / link
    elsewhere.mkdir()
    place.parent.mkdir(parents=True, exist_ok=True)
    if place.exists():
        place.rmdir()
    place.symlink_to(elsewhere)
    done = _new(newsroom, "Ferry back", "--in", "harbour/2026")
    assert done.exit_code == 1
    assert f"{link}: this is a link" in done.output
    assert not [*elsewhere.iterdir()]


def test_what_a_terminal_sends_in_another_encoding_is_refused(newsroom: Newsroom) -> None:
    newsroom.write(SETTINGS)
    done = _new(newsroom, "Caf\udce9")
    assert (done.exit_code, "not in UTF-8" in done.output) == (1, True)

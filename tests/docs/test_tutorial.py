"""The tutorial does what it says: each of its files is written and each of its commands run, in order."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.request import urlopen

from preview_process import starting

from tools.tutorial import PAGE, PICTURES, Picture, Reader, Run, Write, is_preview, steps

STEPS = list(steps(PAGE.read_text(encoding="utf-8")))


def _says(output: str, line: str) -> bool:
    """Whether a line was printed; ``…`` is anything."""
    pattern = ".+?".join(map(re.escape, line.split("…")))
    return any(re.fullmatch(pattern, each) for each in output.splitlines())


def test_everything_in_it_works_as_it_says(tmp_path: Path) -> None:
    reader = Reader(tmp_path)
    for step in STEPS:
        if isinstance(step, Write):
            reader.write(step)
        elif isinstance(step, Picture):
            assert (reader.folder / f"output{step.address}index.html").is_file(), step
        elif is_preview(step):
            _shows_the_site(reader.folder)
        else:
            _runs(reader, step)
    assert "43 passengers on the first crossing" in (reader.folder / "content/harbour/ferry-back.md").read_text()
    front = (reader.folder / "output/index.html").read_text(encoding="utf-8")
    assert "The ferry sails again." in front
    assert "Winter timetable begins" not in front


def _runs(reader: Reader, step: Run) -> None:
    status, said = reader.run(step)
    assert "Traceback" not in said
    assert [line for line in step.shown if not _says(said, line)] == [], said
    is_shown_to_fail = any("nothing was changed" in line for line in step.shown)
    assert bool(status) == is_shown_to_fail, said


def _shows_the_site(site: Path) -> None:
    with starting(site, port=0) as preview:
        address = re.search(r"http://\S+", preview.hears("http://"))
        assert address
        with urlopen(address[0]) as answer:
            assert b"<title>" in answer.read()


def test_every_picture_is_there_and_shown() -> None:
    taken = {step.name for step in STEPS if isinstance(step, Picture)}
    assert taken == {file.name for file in PICTURES.iterdir()}
    assert taken == set(re.findall(r"\]\(pictures/([\w.-]+)\)", PAGE.read_text(encoding="utf-8")))


def test_no_command_escapes_this_test() -> None:
    commands = [step for step in STEPS if isinstance(step, Run)]
    assert len(commands) == len(re.findall(r"(?m)^\$ ", PAGE.read_text(encoding="utf-8")))

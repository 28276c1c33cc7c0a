"""A small site in a folder of its own, written as one text, for tests to build and change.

Each file begins with a line ``-- content/a.md --`` (the txtar form of Go's tests).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from pathlib import Path

from PIL import Image

from generator.model.problems import Problem, Problems
from generator.pipeline.build import BuildRequest, BuildResult, build, settings_of
from generator.publish.folders import state_folder

# Drawing takes longer than all the rest of a small site; the tests of share pictures ask for them.
SETTINGS = """-- site.toml --
title = "The Port Elm Courier"
base_url = "https://courier.example/"
timezone = "Europe/Istanbul"
share_pictures = false
"""
NOON = "2026-11-24T12:00:00+00:00"


def story(name: str, headline: str, published: str, *more: str, body: str = "A word.") -> str:
    """One story's file; ``more`` are further lines of front matter."""
    lines = [f"-- content/{name} --", "---", f'title: "{headline}"', f"published: {published}", *more, "---", body, ""]
    return "\n".join(lines)


WORDS = "harbour ferry dues council spit lighthouse tide crane ballot Ruth Calder Skerra".split()  # noqa: SIM905


def numbered(number: int, body: str = "", *more: str) -> str:
    """One of a row of stories, a day each, that have words and tags in common."""
    words = body or " ".join(WORDS[(number + step) % len(WORDS)] for step in range(9))
    standfirst = () if any(line.startswith("standfirst:") for line in more) else ("standfirst: One of a row.",)
    more = (*standfirst, "section: Harbour", f"tags: [{WORDS[number % 8]}]", *more)
    return story(f"{number}.md", f"Story {number}", f"2026-01-{number + 1:02}", *more, body=words)


@dataclass
class Newsroom:
    folder: Path

    @property
    def output(self) -> Path:
        return self.folder / "output"

    @property
    def state(self) -> Path:
        """Where publishing keeps its own files of ``output``."""
        return state_folder(self.output)

    def write(self, text: str) -> Newsroom:
        """Write every file of ``text``."""
        parts = re.split(r"(?m)^-- (\S+) --\n", text)
        for name, content in zip(parts[1::2], parts[2::2], strict=True):
            path = self.folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(content, encoding="utf-8")
        return self

    def remove(self, name: str) -> None:
        (self.folder / name).unlink()

    def request(
        self, as_of: str = NOON, base_url: str = "", drafts: bool = False, record: bool = False
    ) -> BuildRequest:
        return BuildRequest(
            self.folder, settings_of(self.folder, base_url), datetime.fromisoformat(as_of), drafts, record
        )

    def build(
        self,
        as_of: str = NOON,
        base_url: str = "",
        drafts: bool = False,
        output: Path | None = None,
        full: bool = False,
    ) -> BuildResult:
        return build(self.request(as_of, base_url, drafts), output or self.output, full)

    def problems(self, as_of: str = NOON) -> list[Problem]:
        """What is wrong with the site; none where it builds."""
        try:
            self.build(as_of)
        except Problems as found:
            return list(found.problems)
        return []

    def problems_of_settings(self) -> list[Problem]:
        """What is wrong in site.toml; nothing where it can be read."""
        try:
            settings_of(self.folder)
        except Problems as found:
            return list(found.problems)
        return []

    def page(self, path: str) -> str:
        """The text of one built file; a folder means its index.html."""
        file = self.output / path
        return (file / "index.html" if file.is_dir() else file).read_text(encoding="utf-8")

    def tree(self, output: Path | None = None) -> dict[str, bytes]:
        """Every file of the built site with its bytes, less our own records."""
        root = output or self.output
        found = {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()}
        return {name: data for name, data in found.items() if not name.startswith(".broadsheet/")}


def photo(width: int = 4, height: int = 3) -> bytes:
    """A JPEG of one colour, as plain as can be."""
    file = BytesIO()
    Image.new("RGB", (width, height), "teal").save(file, "JPEG")
    return file.getvalue()

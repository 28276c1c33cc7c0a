"""What text editors get: schemas that a new site names, snippets that can be read, and a matcher for our problems."""

from __future__ import annotations

import json
import re
from pathlib import Path

from click.testing import CliRunner
from jsonschema import Draft202012Validator
from newsroom import SETTINGS, Newsroom, story

from generator.cli import main
from generator.editorial.checks import site_to_check
from generator.editorial.checks.schemas import found
from generator.editorial.editor_files import KINDS, SITE, files, renew, schema_of
from generator.editorial.snippets import snippets
from generator.reading.formats import front_matter
from generator.reading.formats.source_text import decoded


def test_a_new_site_names_its_schema_and_has_it(tmp_path: Path) -> None:
    assert CliRunner().invoke(main, ["init", str(tmp_path / "site")]).exit_code == 0
    line = (tmp_path / "site/site.toml").read_text(encoding="utf-8").split("\n")[0]
    assert line == "#:schema ./schemas/site.json"
    assert json.loads((tmp_path / "site/schemas/site.json").read_bytes()) == schema_of(SITE)
    for path in files():
        assert (tmp_path / "site" / path).is_file()


def test_the_command_prints_a_schema_of_each_kind() -> None:
    for kind in (*KINDS, SITE):
        printed = json.loads(CliRunner().invoke(main, ["schema", kind]).stdout)
        Draft202012Validator.check_schema(printed)
        assert printed == schema_of(kind)
    assert "name one kind of file, or use --write" in CliRunner().invoke(main, ["schema"]).output


def test_files_of_another_version_are_reported_and_renewed(newsroom: Newsroom) -> None:
    newsroom.write(SETTINGS + story("a.md", "A", "2026-11-20") + "-- schemas/story.json --\n{}\n")
    [problem] = found(site_to_check(newsroom.request(), newsroom.output))
    assert (problem.path, problem.level) == ("schemas/story.json", "warning")
    done = CliRunner().invoke(main, ["schema", "--write", "--site", str(newsroom.folder)])
    assert "schemas/story.json" in done.output
    assert not [*found(site_to_check(newsroom.request(), newsroom.output))]
    assert renew(newsroom.folder) == []


def test_a_snippet_makes_a_field_that_is_valid() -> None:
    for name, each in snippets().items():
        assert isinstance(each["body"], list)
        written = re.sub(
            r"\$\{CURRENT_(\w+)\}", lambda found: "2026" if found[1] == "YEAR" else "11", "\n".join(each["body"])
        )
        written = re.sub(r"\$\{\d+:?([^|}]*)\}", r"\1", written)
        written = re.sub(r"\$\{\d+\|([^,|}]+)[^}]*\}", r"\1", written)
        front = front_matter.read(decoded(f"---\n{written}\n---\n".encode(), "content/a.md")).front
        assert front
        [entry] = front.entries.values()
        schemas = [schema_of(kind)["properties"] for kind in ("story", "page", "person", "section")]
        of_field = next(found[entry.name] for found in schemas if entry.name in found)
        faults = Draft202012Validator({**of_field, "$defs": schema_of("story")["$defs"]}).iter_errors(entry.value.plain)
        assert not [*faults] or (entry.value.is_empty and entry.name in ("links", "sponsored")), name


def test_the_task_of_visual_studio_code_finds_the_places_of_our_problems(newsroom: Newsroom) -> None:
    [task] = json.loads(files()[".vscode/tasks.json"])["tasks"]
    pattern = re.compile(task["problemMatcher"]["pattern"]["regexp"])
    newsroom.write(
        SETTINGS + story("a.md", "A", "2026-13-20") + story("b.md", "B", "2026-11-20", "tags: [A, a]", "kind: x")
    )
    places = [pattern.match(line) for each in newsroom.problems() for line in str(each).splitlines()]
    assert [each[1] for each in places if each] == [each.path for each in newsroom.problems()]
    assert not pattern.match("    fix: write it: so")

"""Finds the files of a site's data/ folder, whose values layouts may read.   [disk]"""

from __future__ import annotations

from pathlib import Path

from generator.model.data_table import FOLDER, DataFile
from generator.model.problems import Problem
from generator.reading.data_files.limits import LARGEST, too_large
from generator.reading.folders import linked, read, walk
from generator.system import nofollow

ENDINGS = (".json", ".yaml", ".yml", ".toml", ".csv", ".tsv")
MOST_FILES = 500

_FIX = f"save it as one of: {', '.join(ENDINGS)}; or move it out of data/"


def data_files(site: Path) -> tuple[dict[str, DataFile], tuple[Problem, ...]]:
    """Return the files in data/ by name, and the problems with the folder."""
    folder = site / FOLDER
    if nofollow.link_at(folder):
        return {}, (linked(FOLDER),)
    if not folder.is_dir():
        return {}, ()
    problems: list[Problem] = []
    found: dict[str, DataFile] = {}
    for path, entry in sorted(walk(folder, f"{FOLDER}/", problems), key=lambda each: each[0]):
        if not path.lower().endswith(ENDINGS):
            problems.append(Problem(path, 0, 0, "this is not a data file that layouts can read", _FIX, level="warning"))
        elif entry.stat(follow_symlinks=False).st_size > LARGEST:
            problems.append(too_large(path, entry.stat(follow_symlinks=False).st_size))
        else:
            file = DataFile(path, read(Path(entry.path), path, problems))
            problems += _name_conflicts(file, found)
            found[file.name] = file
    if len(found) > MOST_FILES:
        message = f"there are {len(found):,} files in data/; the limit is {MOST_FILES}"
        problems.append(Problem(FOLDER, 0, 0, message, "put lists that belong together into one file"))
    return found, tuple(problems)


def _name_conflicts(file: DataFile, found: dict[str, DataFile]) -> list[Problem]:
    """Return a problem if layouts would know a file by the name of another file or folder."""
    name = next((each for each in found if each == file.name or file.name.startswith(f"{each}/")), "")
    if not name:
        return []
    message = f"layouts would know both this file and {found[name].path} as `data.{name.replace('/', '.')}`"
    return [Problem(file.path, 0, 0, message, "rename one of them")]

"""Atomic publishing: the output folder is a link to a complete tree, and one rename switches it to the next.   [disk]

Next to ``output`` is ``.output.trees/`` with a numbered folder for each of the last trees. A tree is made as
``draft-…``, gets its number when it is complete, and does not change while it has one. Unchanged files are shared with
the previous tree (hard links). Whenever the process stops, the link leads to a complete tree.

One surplus tree is kept as ``spare``, and the next tree is made from it.
"""

from __future__ import annotations

import contextlib
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

import msgspec

from generator.engine.runtime import Notify, silently
from generator.model.problems import Problem, refuse
from generator.publish import disk, recycled_tree
from generator.publish.foreign_files import files_of, foreign
from generator.publish.journal import Unfinished
from generator.publish.journal_format import is_stage
from generator.publish.lock import PATIENCE, output_locked
from generator.publish.manifest import FOLDER, MANIFEST, encode, read
from generator.publish.output_state import OutputState
from generator.publish.safety import number_of, trees_of
from generator.publish.staging import PublishResult, Staged, new_manifest, published_stats, stage_manifest
from generator.publish.withdrawn import refuse_withdrawn
from generator.system import nofollow

_DRAFT = "draft"

KEPT = 3
"""How many trees are kept by default, including the one that readers see."""


class RolledBack(msgspec.Struct, frozen=True):
    """A return to an older tree: the numbers of both trees, and the instant of the one that readers see now."""

    before: int
    now: int
    as_of: str


def clean_up(output: Path) -> bool:
    """Remove what an interrupted build left. If it was replacing a folder by a link, make the link and return True."""
    folder = trees_of(output)
    remove_drafts(output)
    recycled_tree.remove_marked(folder)
    disk.remove(str(folder / "switch"))
    if output.exists() or output.is_symlink() or not (numbers := _numbers(output)):
        return False
    _switch(output, numbers[-1])
    return True


def refuse_mixed(state: OutputState) -> None:
    """Refuse to turn a folder into a link if it contains files that Broadsheet did not make.

    :raises Problems: with the first such file.
    """
    output = state.output
    if output.is_symlink() or not output.is_dir():
        return
    for path in foreign(output, state.manifest):
        message = f"{output} contains files that Broadsheet did not make, so it cannot become a link to a tree"
        fix = f"move {path} and everything that is not part of the site away, or choose another folder with --output"
        refuse(Problem(str(output / path), 0, 0, message, fix))


def draft_of(state: OutputState) -> str:
    """The folder of the tree that a build is making."""
    return str(trees_of(state.output) / f"{_DRAFT}-{state.stage.name}")


def remove_drafts(output: Path) -> None:
    """Remove the tree that was being made, and those of interrupted builds."""
    for each in trees_of(output).glob(f"{_DRAFT}-*"):
        if is_stage(each.name.removeprefix(f"{_DRAFT}-")):
            nofollow.clear(each)


def publish_release(state: OutputState, planned: Mapping[str, str], staged: Staged, as_of: datetime) -> PublishResult:
    """Make a tree of the planned files, and switch readers to it.

    Files in the previous tree that Broadsheet did not make are kept.

    :raises OSError: if the disk refuses to write; readers see the old tree then.
    """
    output, old = state.output, state.manifest
    manifest = new_manifest(state, planned, staged, as_of)
    removed = tuple(sorted(path for path in old.files if path not in planned and (output / path).is_file()))
    published = PublishResult(tuple(staged.moves), removed, len(planned) - len(staged.moves))
    if manifest is old and not staged.moves and not removed and output.is_symlink():
        return published
    replaced = staged.moves.keys() | (old.files.keys() - planned.keys())
    stays = {path: node for path, node in files_of(output).items() if path not in replaced}
    tree = recycled_tree.filled_tree(output, draft_of(state), stays)
    stage_manifest(f"{tree}/{FOLDER}", encode(manifest), staged)
    _publish(state, tree)
    state.file_stats, state.stats_changed = published_stats(state, planned, staged), True
    return published


def roll_back(output: Path, patience: float = PATIENCE, notify: Notify = silently, earlier: bool = False) -> RolledBack:
    """Switch readers back to the previous tree.

    :raises Problems: if there is none, if the folder is not a link to a tree, or, without ``earlier``, if pages of that
        tree have been withdrawn since.
    """
    if number_of(output) is None:
        message = f"{output} was not published with --atomic, so no older tree of it is kept"
        refuse(Problem(str(output), 0, 0, message, "build with --atomic; after the second build, you can go back"))
    with output_locked(output, patience, notify):
        live = number_of(output)
        older = [number for number in _numbers(output) if live and number < live]
        if not live or not older:
            message, fix = "there is no older tree to return to", "correct the copy and build"
            refuse(Problem(str(output), 0, 0, message, f"{fix}; `build --keep` says how many trees are kept"))
        if not earlier:
            refuse_withdrawn(output, trees_of(output) / str(older[-1]))
        try:
            _switch(output, older[-1])
        except OSError as error:
            message = f"the link cannot be changed: {error.strerror}"
            refuse(Problem(str(output), 0, 0, message, "allow writing in the folder above it, and try again"))
    return RolledBack(live, older[-1], read(output)[0].as_of)


def _publish(state: OutputState, draft: str) -> None:
    """Number the draft, switch to it, and recycle surplus trees."""
    output, keep = state.output, state.atomic
    trees, live, numbers = trees_of(output), number_of(output), _numbers(output)
    number, in_place = max(numbers, default=0) + 1, live is None and output.is_dir()
    if in_place:  # the folder becomes the previous tree
        live, numbers, number = number, [number], number + 1
    _hide_from_git(trees)
    disk.move(draft, str(trees / str(number)))
    if in_place:
        _change_to_link(output, number, bool(state.manifest.files))
    else:
        _switch(output, number)
    older = [each for each in numbers if live and each <= live]
    with contextlib.suppress(OSError):  # readers have the new site; the next build removes what is left over
        for each in sorted({*_numbers(output)} - {number, *older[max(0, len(older) + 1 - keep) :]}):
            recycled_tree.recycle(trees, each)
        recycled_tree.remove_marked(trees)


def _change_to_link(output: Path, number: int, has_site: bool) -> None:
    """Replace a folder with a link. The folder becomes the previous tree if it ``has_site``.

    No system call does both at once: between two renames, nothing exists at ``output``.

    :raises Unfinished: if the second rename fails, and so does undoing the first.
    """
    trees = trees_of(output)
    before = trees / (str(number - 1) if has_site else f"gone-{number - 1}")
    _prepare(output, number)
    disk.move(str(output), str(before))
    try:
        disk.move(str(trees / "switch"), str(output))
    except OSError as error:
        if _moved_back(before, output):
            raise
        message = f"the link to the new tree cannot be put in place: {error.strerror}"
        raise Unfinished([Problem(str(output), 0, 0, message, "fix that, and build again")]) from error


def _moved_back(folder: Path, output: Path) -> bool:
    try:
        disk.move(str(folder), str(output))
    except OSError:
        return False
    return True


def _switch(output: Path, number: int) -> None:
    """Switch readers to a tree. This is the moment at which they go from the old site to the new one."""
    _prepare(output, number)
    disk.move(str(trees_of(output) / "switch"), str(output))


def _prepare(output: Path, number: int) -> None:
    """Make the link to a tree, under a temporary name."""
    trees = trees_of(output)
    disk.remove(str(trees / "switch"))
    (trees / "switch").symlink_to(f"{trees.name}/{number}", target_is_directory=True)


def _numbers(output: Path) -> list[int]:
    """The numbers of all complete trees."""
    found = trees_of(output).glob(f"[1-9]*/{MANIFEST}")
    trees = (each.parent.parent for each in found)
    return sorted(int(tree.name) for tree in trees if tree.name.isdecimal() and not nofollow.link_at(tree))


def _hide_from_git(trees: Path) -> None:
    with contextlib.suppress(FileExistsError):
        disk.write(str(trees / ".gitignore"), b"*\n")

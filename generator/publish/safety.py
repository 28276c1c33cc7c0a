"""Checks whether a site may be built into a folder.   [disk]"""

from __future__ import annotations

import os
import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path

from generator.model.problems import Problem, refuse
from generator.publish.folders import state_folder
from generator.publish.manifest import FOLDER
from generator.system import nofollow


def trees_of(output: Path) -> Path:
    """The folder next to ``output`` that contains its trees."""
    return output.parent / f".{output.name}.trees"


def number_of(output: Path) -> int | None:
    """The number of the tree that ``output`` links to; None if it is not such a link."""
    if not output.is_symlink():
        return None
    found = re.fullmatch(rf"{re.escape(trees_of(output).name)}/([1-9][0-9]*)", output.readlink().as_posix())
    return int(found[1]) if found else None


def refuse_unsafe(site: Path, output: Path, atomic: bool = False, content: Path | None = None) -> None:
    """Refuse an output folder that is not safe for a site.

    :raises Problems: if it is the root, the home folder or the site itself, contains content/ or layouts/, or is a link
        (except to a tree of an ``atomic`` site), or if one of the folders in it or next to it that Broadsheet writes to
        is a link.
    """
    is_tree_link = number_of(output) is not None
    if is_tree_link and not atomic:
        message = f"the site cannot be built into {output}: it is the link of a site that is published with --atomic"
        refuse(Problem(str(output), 0, 0, message, "add --atomic; or choose another folder with --output"))
    links = [each for each in (output / FOLDER, *(_of_trees(output) if atomic else ())) if nofollow.link_at(each)]
    if links:
        wrong = f"{links[0].name} is a link to another place"
    elif os.path.lexists(output / FOLDER) and not (output / FOLDER).is_dir():
        wrong = f"{FOLDER} in it is not a folder"
    elif nofollow.link_at(output) and not is_tree_link:
        wrong = "it is a link to another place"
    else:
        wrong = _wrong(site, output, output.resolve(), content)
    if wrong:
        message = f"the site cannot be built into {output}: {wrong}"
        refuse(Problem(str(output), 0, 0, message, "choose another folder with --output, such as output/"))
    refuse_unsafe_state(output)


def refuse_earlier(place: object, published: str, as_of: datetime, instants: Sequence[float]) -> None:
    """Refuse to replace a site with an earlier edition of it: a wrong clock would withdraw stories.

    ``published`` is the instant of the site at ``place``. If nothing changes between the two, the edition is accepted.

    :param instants: all instants at which the site changes by itself, in seconds since 1970, in order.
    """
    try:
        before = datetime.fromisoformat(published)
        changes = bisect_right(instants, before.timestamp()) - bisect_right(instants, as_of.timestamp())
    except (ValueError, TypeError):
        return  # there is no site, or it does not say when it was built
    if changes > 0:
        message = f"the site there is as of {before:%Y-%m-%d %H:%M}, which is later than {as_of:%Y-%m-%d %H:%M}"
        fix = (
            "correct the clock of this machine; to go back on purpose, add --earlier, or build elsewhere with --output"
        )
        refuse(Problem(str(place), 0, 0, message, fix))


def refuse_unsafe_state(output: Path) -> None:
    """Refuse to work if the folders for Broadsheet's own files are links or files.

    :raises Problems: with the first such folder.
    """
    state = state_folder(output)
    for each in (state.parent, state):
        if nofollow.link_at(each) or (os.path.lexists(each) and not each.is_dir()):
            message = "Broadsheet keeps its records in this folder, so it cannot be a link or a file"
            refuse(Problem(str(each), 0, 0, message, "move it away, and try again: the folder will be created"))


def _of_trees(output: Path) -> Iterator[Path]:
    """The folder of the trees, and everything in it except the link that is about to be put in place."""
    trees = trees_of(output)
    yield trees
    if trees.is_dir() and not nofollow.link_at(trees):
        yield from (trees / name for name in sorted(os.listdir(trees)) if name != "switch")  # noqa: PTH208


def _wrong(site: Path, output: Path, real: Path, content: Path | None) -> str:
    """What is wrong with the folder, as a sentence; empty if it is safe. ``real`` is its path with links resolved."""
    home, of_site = Path.home().resolve(), site.resolve()
    inside = [(site / name).resolve() for name in ("content", "layouts", "data", "seeds", "site.toml", ".git")]
    inside += [content.resolve()] if content else []
    if real == Path(real.anchor):
        return "it is the root of the disk"
    if real == home:
        return "it is your home folder"
    if real in home.parents or real in of_site.parents or real == of_site or (content and real in inside[-1].parents):
        return "it holds the site itself, or your home folder"
    if any(each == real or each in real.parents for each in inside):
        return "it is part of what the site is made from"
    if real.name.casefold() == FOLDER or (of_site / FOLDER) in real.parents:
        return "it is for Broadsheet's own records"
    if any((real / name).exists() for name in ("site.toml", "content/pages", ".git")):
        return "it holds a site's content or a repository"
    return "it is a file" if output.exists() and not output.is_dir() else ""

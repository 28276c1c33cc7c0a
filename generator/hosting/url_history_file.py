"""The file of published URLs, ``published.txt`` in the site's folder.   [disk]"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from msgspec.structs import replace

from generator.model.problems import Problem, Problems, refuse
from generator.publish import disk
from generator.publish.lock import locked
from generator.site.url_history import FILE, UrlHistory, read, recorded, retired
from generator.system import nofollow


def load(site: Path) -> tuple[UrlHistory, tuple[Problem, ...]]:
    """The URL history (empty if there is no file yet), and the problems with its file."""
    return read(text_of(site))


def retire(site: Path, places: Collection[str]) -> None:
    """Stop warning that published addresses no longer exist.

    :raises Problems: if one of them has never been published, or the file cannot be written.
    """
    with _held(site):
        known, _ = load(site)
        if unknown := [place for place in places if place not in known.files]:
            fix = f"see {FILE} for those that were"
            if not known.files:
                fix = "no address has been recorded yet: `build --publish` does that, and so does `deploy`"
            refuse(Problem(FILE, 0, 0, f"{unknown[0]} has never been published", fix))
        _keep(site, retired(known, places))


def record(site: Path, places: Mapping[str, str], authority: str) -> tuple[Problem, ...]:
    """Record the current places of stories and pages, by path, and the authority of their ids if none is recorded.

    This is only for a site that readers see. A failure is returned as a warning.
    """
    known, _ = load(site)
    if known.authority and known.files.items() >= {place: path for path, place in places.items()}.items():
        return ()
    try:
        with _held(site):  # read it again, since another build may have changed it
            _keep(site, recorded(load(site)[0], places, authority))
    except Problems as found:
        return tuple(_unrecorded(each) for each in found.problems)
    return ()


@contextmanager
def _held(site: Path) -> Iterator[None]:
    """Lock out other builds of the site, whichever folder they publish into."""
    try:
        with locked(site / ".broadsheet" / "lock"):
            yield
    except OSError as error:
        fix = "make room or allow writing in the site's folder"
        refuse(Problem(FILE, 0, 0, f"this file cannot be written: {error.strerror}", fix))


def _unrecorded(why: Problem) -> Problem:
    message = f"the site is published, but its new addresses cannot be recorded: {why.message}"
    return replace(why, path=FILE, message=message, fix=f"{why.fix}; the next build records them", level="warning")


def _keep(site: Path, history: UrlHistory) -> None:
    """Write the file, completely or not at all, if it has changed."""
    if str(history) != text_of(site):
        disk.replace(str(site / FILE), str(history).encode())


def text_of(site: Path) -> str:
    """The text of the file; empty if there is none yet.

    :raises Problems: if it is a link, a folder or a device, or cannot be read.
    """
    try:
        data = nofollow.read(site / FILE)
    except FileNotFoundError:
        return ""
    except OSError as error:
        refuse(Problem(FILE, 0, 0, f"this file cannot be read: {error.strerror}", nofollow.fix_of(error)))
    return data.decode("utf-8-sig", "replace").replace("\r\n", "\n")

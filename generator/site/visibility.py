"""Which stories and pages are public at an instant, and when that changes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime
from typing import Any, Literal, Protocol, TypeVar

import msgspec
from msgspec.structs import replace

from generator.model.live import Coverage, LiveEntry
from generator.model.manuscript import Manuscript, ManuscriptKind
from generator.model.problems import Problem
from generator.model.settings import Settings
from generator.site.sitemaps import NEWS
from generator.site.well_known import YEAR


class Datable(Protocol):
    """A story, page or description with all its times: a manuscript, or its entry in the index."""

    @property
    def path(self) -> str: ...
    @property
    def kind(self) -> ManuscriptKind: ...
    @property
    def draft(self) -> bool: ...
    @property
    def unfinished(self) -> bool: ...
    @property
    def published(self) -> datetime | None: ...
    @property
    def embargo(self) -> datetime | None: ...
    @property
    def killed(self) -> datetime | None: ...
    @property
    def expires(self) -> datetime | None: ...
    @property
    def priority(self) -> int: ...
    @property
    def priority_until(self) -> datetime | None: ...
    @property
    def breaking(self) -> datetime | None: ...
    @property
    def corrected(self) -> tuple[datetime, ...]: ...
    @property
    def event_times(self) -> tuple[datetime, ...]: ...
    @property
    def live(self) -> Coverage | None: ...


Each = TypeVar("Each", bound=Datable)

State = Literal["", "draft", "killed", "expired", "embargoed", "scheduled"]
"""Why something is not public; empty if it is."""


def state(manuscript: Datable, as_of: datetime) -> State:
    """Why ``manuscript`` is not public at the instant ``as_of``; empty if it is. A story without a date is a draft."""
    if manuscript.draft or (not manuscript.published and manuscript.kind == "story"):
        return "draft"
    if manuscript.killed and manuscript.killed <= as_of:
        return "killed"
    if manuscript.expires and manuscript.expires <= as_of:
        return "expired"
    if manuscript.embargo and manuscript.embargo > as_of:
        return "embargoed"
    return "scheduled" if manuscript.published and manuscript.published > as_of else ""


def is_shown(manuscript: Datable, as_of: datetime, drafts: bool = False, held: bool = True) -> bool:
    """Whether an edition shows ``manuscript``.

    With ``drafts``, it also shows what is not public, unless it is unfinished. But without ``held``, it shows nothing
    that is under embargo, has expired or was withdrawn.
    """
    if not drafts or manuscript.unfinished:
        return not state(manuscript, as_of)
    embargo, ends = manuscript.embargo, filter(None, (manuscript.killed, manuscript.expires))
    return held or not ((embargo and embargo > as_of) or any(each <= as_of for each in ends))


def withheld(manuscript: Datable, as_of: datetime) -> str:
    """A sentence saying why ``manuscript`` is not public at the instant ``as_of``; empty if it is."""
    match state(manuscript, as_of):
        case "draft":
            return "it is a draft" if manuscript.draft else "it has no date"
        case "killed":
            return f"it was withdrawn at {_formatted(manuscript.killed)}"
        case "expired":
            return f"it expired at {_formatted(manuscript.expires)}"
        case "embargoed":
            return f"it is under embargo until {_formatted(manuscript.embargo)}"
        case "scheduled":
            return f"it is scheduled for {_formatted(manuscript.published)}"
    return ""


def _formatted(instant: datetime | None) -> str:
    return instant.isoformat(" ", "minutes") if instant else ""


Within = Literal["unpinned", "unannounced", "corrected", "live", "over", "updated", "happened"]
"""What happens to a story while it is public."""

Times = Callable[[Datable], Iterable[datetime]]
"""Returns the times of the entries of a story with live coverage."""


class VisibilityChange(msgspec.Struct, frozen=True):
    """Something that happens to a story or page by itself: it appears, expires, is withdrawn, or gets old.

    ``old``: it is no longer news and leaves the news sitemap. ``unpinned``: it is no longer pinned to the front page;
    ``unannounced``: it is no longer announced there as breaking news. ``corrected``: readers see a correction from
    then on. ``live``: its live coverage begins; ``over``: it ends; ``updated``: readers see another entry of it.
    ``happened``: the event that it announces is over, and leaves the list of events.
    """

    instant: datetime
    what: Literal["appears", "expires", "withdrawn", "old", Within]
    manuscript: Datable


def changes(manuscripts: Iterable[Datable], times: Times) -> Iterator[VisibilityChange]:
    """Everything that happens to stories and pages by itself, ever, in no particular order; drafts never change."""
    for each in manuscripts:
        if each.draft or (not each.published and each.kind == "story"):
            continue
        begins = each.published or _EVER
        ends = min(filter(None, (each.expires, each.killed)), default=None)
        if ends and ends <= begins:
            continue
        if each.published:
            yield VisibilityChange(each.published, "appears", each)
            if each.kind == "story" and (not ends or each.published + NEWS < ends):
                yield VisibilityChange(each.published + NEWS, "old", each)
        within = _within(each, times)
        yield from (VisibilityChange(at, what, each) for at, what in within if begins < at and (not ends or at < ends))
        if each.expires and ends == each.expires != each.killed:
            yield VisibilityChange(each.expires, "expires", each)
        if each.killed and each.killed > begins:  # an expired story gets a tombstone, too
            yield VisibilityChange(each.killed, "withdrawn", each)


def _within(story: Datable, times: Times) -> Iterator[tuple[datetime, Within]]:
    """Yield when a story is no longer pinned or breaking, gets corrections or live entries, or its event ends."""
    if story.priority and story.priority_until:
        yield story.priority_until, "unpinned"
    if story.breaking:
        yield story.breaking, "unannounced"
    for at in story.corrected:
        yield at, "corrected"
    for at in story.event_times[1:]:
        yield at, "happened"
    if story.live:
        yield story.live.begins, "live"
        yield story.live.ends, "over"
        yield from ((at, "updated") for at in times(story))


_EVER = datetime.min.replace(tzinfo=UTC)


def boundaries(manuscripts: Iterable[Datable], times: Times) -> Iterator[datetime]:
    """Every instant at which one of the manuscripts may change an edition by itself."""
    for each in manuscripts:
        yield from filter(None, (each.published, each.embargo, each.killed, each.expires))
        if each.published:
            yield each.published + NEWS
        yield from (at for at, _ in _within(each, times))


def boundaries_of_files(settings: Settings) -> Iterator[datetime]:
    """Every instant at which a file made from the settings changes by itself: security.txt expires."""
    if settings.security:
        yield from (settings.security.expires, settings.security.expires - YEAR)


def embargoes(manuscripts: Iterable[Manuscript], as_of: datetime) -> Iterator[Problem]:
    """Yield a warning for each story under embargo: it is not on the site, but its file may be publicly readable."""
    for each in manuscripts:
        if state(each, as_of) == "embargoed":
            message = (
                f"this is under embargo until {_formatted(each.embargo)} and does not appear on the site, "
                "but anyone can read this file if the repository is public"
            )
            fix = (
                "keep it in a private repository or outside this one (--content FOLDER), "
                "then set `private = true` in site.toml"
            )
            yield Problem(each.path, each.lines.get("embargo", 0), 0, message, fix, level="warning")


def later_kills(manuscripts: Iterable[Manuscript], as_of: datetime) -> Iterator[Problem]:
    """Yield a warning for each story or page whose ``killed`` is in the future: usually a mistake in the time."""
    for each in manuscripts:
        if each.killed and each.killed > as_of and not state(each, as_of):
            message = f"the {each.kind} is public until {_formatted(each.killed)}, and only then withdrawn"
            fix = "correct the time to withdraw it now; to take it down later without a note, write `expires` instead"
            yield Problem(each.path, each.lines.get("killed", 0), 0, message, fix, level="warning")


def later_corrections(manuscripts: Iterable[Manuscript], as_of: datetime) -> Iterator[Problem]:
    """Yield a warning for each correction whose time is in the future: usually a mistake in the time."""
    for each in manuscripts:
        for at in each.corrected:
            if at > as_of and not state(each, as_of):
                message = (
                    f"the time of this correction is in the future, so readers see it only from {_formatted(at)} on"
                )
                fix = "correct the time, unless the correction should appear only then"
                line = each.lines.get(f"corrections {at.isoformat()}") or each.lines.get("corrections", 0)
                yield Problem(each.path, line, 0, message, fix, level="warning")


def later_entries(story: Datable, entries: Iterable[LiveEntry], as_of: datetime) -> Iterator[Problem]:
    """Yield a warning for each live entry of a story whose time is in the future: usually a mistake in the time."""
    for each in entries:
        if each.at > as_of and not state(story, as_of):
            message = f"the time of this entry is in the future, so readers see it only from {_formatted(each.at)} on"
            fix = "correct the time, unless the entry should appear only then"
            yield Problem(story.path, each.line, 0, message, fix, level="warning")


def killed_stories(manuscripts: Iterable[Each], as_of: datetime) -> list[Each]:
    """The stories that were once public and are withdrawn at the instant ``as_of``, most recently withdrawn first."""
    found = [
        each
        for each in manuscripts
        if each.kind == "story"
        and state(each, as_of) == "killed"
        and each.published
        and killed_at(each) > each.published
    ]
    return sorted(sorted(found, key=lambda each: each.path), key=killed_at, reverse=True)


def public_stories(manuscripts: Iterable[Each], as_of: datetime, drafts: bool = False, held: bool = True) -> list[Each]:
    """The stories that are public at the instant ``as_of``, newest first; those of the same instant sorted by path.

    With ``drafts``, others are included, as in ``is_shown``; those without a date get the date of ``as_of``.
    """
    stories = (each for each in manuscripts if each.kind == "story")
    seen = [dated(each, as_of) for each in stories if is_shown(each, as_of, drafts, held)]
    return sorted(sorted(seen, key=lambda story: story.path), key=published_at, reverse=True)


def public_pages(manuscripts: Iterable[Each], as_of: datetime, drafts: bool = False, held: bool = True) -> list[Each]:
    """The pages that are public at the instant ``as_of``, sorted by path; for ``drafts``, see ``is_shown``."""
    seen = (each for each in manuscripts if each.kind == "page" and is_shown(each, as_of, drafts, held))
    return sorted(seen, key=lambda page: page.path)


def killed_at(story: Datable) -> datetime:
    assert story.killed is not None  # the caller has checked that it was withdrawn
    return story.killed


def published_at(story: Datable) -> datetime:
    assert story.published is not None  # a story without a time is never public
    return story.published


def dated(story: Each, as_of: datetime) -> Each:
    """Return the story or, if it has no date, a copy with the date of ``as_of`` that is a draft."""
    if story.published:
        return story
    change: Any = msgspec.structs.replace if isinstance(story, msgspec.Struct) else replace
    with_date: Each = change(story, published=_midnight(as_of), draft=True)
    return with_date


def _midnight(instant: datetime) -> datetime:
    return instant.replace(hour=0, minute=0, second=0, microsecond=0)

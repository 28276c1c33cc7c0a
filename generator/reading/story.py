"""Turns the bytes of a file in content/ into a manuscript, and collects all problems in it."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator
from datetime import UTC, datetime
from itertools import islice
from pathlib import PurePosixPath
from zoneinfo import ZoneInfo

import msgspec
from msgspec.structs import replace

from generator.model.blocks import Block
from generator.model.descriptions import described
from generator.model.live import Coverage
from generator.model.manuscript import Manuscript, ManuscriptKind, Mention
from generator.model.picture import Picture
from generator.model.problems import Problem, Problems
from generator.model.settings import Settings
from generator.model.story import direction
from generator.reading.adopted import body as adopted_body
from generator.reading.adopted import encoding, final_checks
from generator.reading.adopted import front_matter as adopted_front_matter
from generator.reading.blocks.types import TYPES
from generator.reading.broken_drafts import unfinished
from generator.reading.broken_story_names import guessed_names
from generator.reading.fields import reader as fields
from generator.reading.fields.reader import Fields
from generator.reading.formats import front_matter, source_text
from generator.reading.formats.front_matter import SplitFile
from generator.reading.formats.source_text import SourceText
from generator.reading.markdown import conversion as markdown
from generator.reading.markdown.conversion import Prose
from generator.reading.markdown.page_parts import is_always_there, part_of, parts_in
from generator.reading.story_checks import NO_DATE, UNREADABLE_DATE
from generator.reading.withholding import places as withholding_places
from generator.reading.withholding import text as withheld_text
from generator.text import keywords

PAGES = "content/pages/"
"""The folder for standalone pages; every other Markdown file is a story, or describes a term."""

_NO_TEXT = "has no text"
_ONLY_HEADINGS = "has nothing but headings"

_SHOWN = re.compile(r"<(?:img|video|audio|iframe|object|embed|svg|canvas|picture|table|form)\b", re.IGNORECASE)
_EARLIEST = datetime.min.replace(tzinfo=UTC)
_MOST_HIDDEN = 20  # hidden characters that are reported per file; a file with more is probably not text


class Reading(msgspec.Struct, frozen=True):
    """The manuscript in a file; ``None`` if the file has errors. ``problems`` are both errors and warnings.

    The other values are for files with errors. ``mentions`` and ``blocks`` are kept so that their problems are reported
    together with the errors. ``names`` are those by which other files probably refer to it (see ``guessed_names``).
    ``unfinished`` is the draft in the file, if its front matter can be read and says `draft: true`.
    """

    manuscript: Manuscript | None
    problems: tuple[Problem, ...]
    mentions: tuple[Mention, ...] = ()
    names: tuple[str, ...] = ()
    blocks: tuple[Block, ...] = ()
    unfinished: Manuscript | None = None


def read(data: bytes, path: str, settings: Settings, own_blocks: Collection[str] = ()) -> Reading:
    """Read one file. Never raise an exception, whatever the bytes.

    ``path`` is relative to the site's folder, with forward slashes: ``content/world/talks.md``. ``own_blocks`` are the
    names of the site's own blocks, which are needed only for adopted copy.
    """
    if settings.adopt:
        return _adopted(data, path, settings, own_blocks)
    if PurePosixPath(path).suffix.lower() == ".mdx":
        message, fix = (
            "MDX is read only with --adopt, so this file is left out",
            "write it in Markdown, as a file `.md`",
        )
        return Reading(None, (Problem(path, 0, 0, message, fix, level="warning"),))
    try:
        text = source_text.decoded(data, path)
    except Problems as refused:
        return Reading(None, refused.problems, names=guessed_names(path, "", {}, settings.language))
    if versions := tuple(source_text.unmerged(text)):
        return Reading(None, versions, names=guessed_names(path, text.text, {}, settings.language))
    kind = _kind(path, settings)
    parts = front_matter.read(text)
    front = fields.read(parts.front, text, settings, kind) if parts.front else None
    rtl, live = _is_rtl(front, settings), _live(front, settings)
    marks = front.marks if front else None
    prose = markdown.render(parts.body, path, parts.first_line, settings.html, rtl=rtl, live=live, marks=marks)
    hidden = islice(source_text.hidden_signs(text, parts.first_line), _MOST_HIDDEN)
    held = _withheld_by_place(path, front, settings)
    noted = tuple(withheld_text.problems(parts, front, text, adopt=False))
    problems = _all_problems(
        (*hidden, *noted, *_missing_text(parts, front, prose, text, kind)), held, parts, front, prose
    )
    if front is None or any(problem.level == "error" for problem in problems):
        names = guessed_names(path, text.text, front.values if front else {}, settings.language)
        mentions = *_mentions(front, prose, unread=True), *_picture(front)
        return Reading(None, problems, mentions, names, prose.blocks, unfinished(path, kind, front, settings.language))
    return Reading(_manuscript(path, kind, front, prose, settings), problems)


def _adopted(data: bytes, path: str, settings: Settings, own_blocks: Collection[str]) -> Reading:
    """Read one file that was written for another program. Nothing is an error; a file without text is left out."""
    kind = _kind(path, settings)
    if kind != "description" and (unread := withholding_places.passed_over(path)):
        return Reading(None, (replace(unread, outcome="dropped"),))
    try:
        text = encoding.decoded(data, path)
    except Problems as refused:
        return Reading(None, refused.problems)
    source = text.source
    if versions := tuple(source_text.unmerged(source)):
        return Reading(None, final_checks.demoted(versions))
    parts = adopted_front_matter.read(source)
    body = adopted_body.readable(parts.body, path, parts.first_line, {*TYPES, *own_blocks})
    front = fields.read(parts.front, source, settings, kind, body.text) if parts.front else None
    rtl, live = _is_rtl(front, settings), _live(front, settings)
    marks = front.marks if front else None
    prose = markdown.render(body.text, path, parts.first_line, settings.html, True, rtl, live, marks)
    held = _withheld_by_place(path, front, settings)
    noted = tuple(withheld_text.problems(parts, front, source, adopt=True))
    others = (*text.problems, *body.problems, *noted, *_missing_text(parts, front, prose, source, kind))
    problems = final_checks.demoted(_all_problems(others, held, parts, front, prose))
    if noted or (front and front.values["draft"]):
        problems = _without_date_problems(problems)
    if front is None or (prose.problems and not prose.html and body.text.strip() and not prose.text):
        return Reading(None, problems)
    made = _manuscript(path, kind, front, prose, settings)
    return Reading(replace(made, draft=True) if held or noted or prose.withheld else made, problems)


def _picture(front: Fields | None) -> Iterator[Mention]:
    """Yield a mention of the story's picture."""
    picture = front.values.get("picture") if front else None
    if front and isinstance(picture, Picture) and picture.src.startswith("content/"):
        yield Mention(picture.src, picture.src, picture.src, front.lines.get("picture", 0), 0)


def _mentions(front: Fields | None, prose: Prose, unread: bool = False) -> tuple[Mention, ...]:
    """Return the mentions in a body and in the captions and corrections of its front matter, each once.

    A link to a part of the same page is included only if the part is missing, or is not on the page from the start. In
    a file that is ``unread`` because it has errors, it is included only if the part is missing.
    """
    every = (*(front.mentions if front else ()), *prose.mentions)
    # the dictionary keeps the last mention with each mark, so the earliest comes last
    latest_first = sorted(every, key=lambda each: each.since or _EARLIEST, reverse=True)
    found = tuple({each.mark: each for each in latest_first}.values())
    if not any(each.target.startswith("#") for each in found):
        return found
    exists = _part_exists(front, prose, unread)
    return tuple(each for each in found if not each.target.startswith("#") or not exists(part_of(each.target)))


def _part_exists(front: Fields | None, prose: Prose, unread: bool) -> Callable[[str], bool]:
    """Return a function that tests whether a part is on a story's page: always or, if the file is ``unread``, ever."""
    if unread and not prose.html:
        return lambda _: True
    first = min((each.start for each in prose.entries), default=len(prose.html))
    known = parts_in(prose.html if unread else prose.html[:first])
    known |= {"event"} if front and front.values.get("event") else set()
    return lambda part: is_always_there(part) or part in known or (unread and part.startswith("correction-"))


def _is_rtl(front: Fields | None, settings: Settings) -> bool:
    return direction((str(front.values.get("language", "")) if front else "") or settings.language) == "rtl"


def _live(front: Fields | None, settings: Settings) -> tuple[Coverage, ZoneInfo] | None:
    coverage = front.values.get("live") if front else None
    return (coverage, settings.zone) if isinstance(coverage, Coverage) else None


def _kind(path: str, settings: Settings) -> ManuscriptKind:
    if path.startswith(PAGES):
        return "page"
    return "description" if described(path, settings.adopt, settings.taxonomies) else "story"


def _all_problems(
    others: Iterable[Problem], held: Problem | None, parts: SplitFile, front: Fields | None, prose: Prose
) -> tuple[Problem, ...]:
    """Return all problems of a file, in order."""
    place = (held,) if held else ()
    found = {*others, *place, *parts.problems, *(front.problems if front else ()), *prose.problems}
    return tuple(sorted(_without_date_problems(found) if held else found))


def _without_date_problems(found: Iterable[Problem]) -> tuple[Problem, ...]:
    """Return the problems of a withheld story without those about its date, which does not matter then."""
    return tuple(each for each in found if not each.message.startswith(NO_DATE) and UNREADABLE_DATE not in each.message)


def _missing_text(
    parts: SplitFile, front: Fields | None, prose: Prose, source: SourceText, kind: str
) -> Iterator[Problem]:
    """Warn about a story or page that readers will see, but that has neither text nor anything to look at."""
    if kind == "description":
        return
    headings = {each.text for each in prose.headings}
    if (
        any(line not in headings for line in prose.text.split("\n") if line)
        or prose.blocks
        or _SHOWN.search(prose.html)
    ):
        return
    broken = any(each.level == "error" for each in prose.problems)
    if broken or front is None or not parts.front or front.values["draft"] or front.values.get("killed"):
        return
    what = _ONLY_HEADINGS if headings else _NO_TEXT
    fix = f"write it below the front matter; until then, add a line `draft{parts.front.sign} true`"
    yield source.problem(front.lines.get("headline", 0), 0, f"the {kind} {what}", fix, "warning")


def is_unwritten(problem: Problem) -> bool:
    """Whether the problem is that a story or page has no text, or only headings."""
    kind, _, what = problem.message.removeprefix("the ").partition(" ")
    return what in (_NO_TEXT, _ONLY_HEADINGS) and kind in ("story", "page")


def _withheld_by_place(path: str, front: Fields | None, settings: Settings) -> Problem | None:
    """Return a problem if a file's folder or name suggests that it is withheld, but its front matter does not."""
    if front and front.values["draft"]:
        return None
    held, kind = withholding_places.held_place(path, settings.adopt), _kind(path, settings)
    shown = front and (kind == "page" or (kind == "story" and front.values.get("published")))
    return held or (withholding_places.unread_elsewhere(path) if shown and not settings.adopt else None)


def _beginning(kind: ManuscriptKind, prose: Prose, settings: Settings) -> str:
    """Return the beginning of a text without a standfirst, if the site shows it. That of a description always is."""
    wanted = settings.summaries == "beginning" or (settings.summaries == "mark" and prose.ends_at_mark)
    return prose.beginning if wanted or kind == "description" else ""


def _manuscript(path: str, kind: ManuscriptKind, front: Fields, prose: Prose, settings: Settings) -> Manuscript:
    language = settings.language
    beginning = "" if front.values.get("standfirst") else _beginning(kind, prose, settings)
    manuscript = Manuscript(
        path=path,
        kind=kind,
        body=prose.html,
        words=prose.words,
        characters=prose.characters,
        headings=prose.headings,
        mentions=_mentions(front, prose),
        blocks=prose.blocks,
        entries=prose.entries,
        notes=prose.notes,
        beginning=beginning,
        ends_at_mark=bool(beginning) and prose.ends_at_mark,
        extra=front.extra,
        lines=front.lines,
        unknown=front.unknown,
        **front.values,  # type: ignore[arg-type]  # each was read as its field's kind
    )
    if kind != "story":
        return manuscript
    own = "" if manuscript.language == language else manuscript.language  # the site's language is always empty
    if not settings.related:
        return replace(manuscript, language=own)
    text = prose.lasting if prose.entries else prose.text
    links = {each.target for each in manuscript.mentions if each.since is None}  # readers do not see the others yet
    terms = keywords.terms(manuscript.headline, manuscript.standfirst, text, own or language, links)
    return replace(manuscript, language=own, terms=terms)

"""Turns the bytes of a file in content/ into a manuscript, and collects all problems in the file."""

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
_EVER = datetime.min.replace(tzinfo=UTC)
_ENOUGH = 20  # hidden characters that are reported per file; a file with more is hardly text


class Reading(msgspec.Struct, frozen=True):
    """The manuscript in a file; ``None`` if the file has errors. ``problems`` are both errors and warnings.

    ``mentions`` and ``blocks`` are those of a file with errors, so that what is wrong with them is reported with its
    errors, and ``names`` those by which it is probably referred to (see ``guessed_names``). ``unfinished`` is what can
    be said of it if it is certainly a draft: its front matter can be read, and says `draft: true`.
    """

    manuscript: Manuscript | None
    problems: tuple[Problem, ...]
    mentions: tuple[Mention, ...] = ()
    names: tuple[str, ...] = ()
    blocks: tuple[Block, ...] = ()
    unfinished: Manuscript | None = None


def read(data: bytes, path: str, settings: Settings, own_blocks: Collection[str] = ()) -> Reading:
    """Read one file. Never raises an exception, whatever the bytes.

    ``path`` is relative to the site's folder, with forward slashes: ``content/world/talks.md``. ``own_blocks`` are the
    names of the site's own blocks, which matter only in adopted copy.
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
    said = fields.read(parts.front, text, settings, kind) if parts.front else None
    rtl, live = _is_rtl(said, settings), _live(said, settings)
    marks = said.marks if said else None
    prose = markdown.render(parts.body, path, parts.first_line, settings.html, rtl=rtl, live=live, marks=marks)
    hidden = islice(source_text.hidden_signs(text, parts.first_line), _ENOUGH)
    held = _held(path, said, settings)
    noted = tuple(withheld_text.problems(parts, said, text, adopt=False))
    problems = _together((*hidden, *noted, *_unwritten(parts, said, prose, text, kind)), held, parts, said, prose)
    if said is None or any(problem.level == "error" for problem in problems):
        names = guessed_names(path, text.text, said.values if said else {}, settings.language)
        mentions = *_mentions(said, prose, unread=True), *_picture(said)
        return Reading(None, problems, mentions, names, prose.blocks, unfinished(path, kind, said, settings.language))
    return Reading(_manuscript(path, kind, said, prose, settings), problems)


def _adopted(data: bytes, path: str, settings: Settings, own_blocks: Collection[str]) -> Reading:
    """Read one file that was written for another program. Nothing is an error; a file without a text is left out."""
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
    said = fields.read(parts.front, source, settings, kind, body.text) if parts.front else None
    rtl, live = _is_rtl(said, settings), _live(said, settings)
    marks = said.marks if said else None
    prose = markdown.render(body.text, path, parts.first_line, settings.html, True, rtl, live, marks)
    held = _held(path, said, settings)
    noted = tuple(withheld_text.problems(parts, said, source, adopt=True))
    others = (*text.problems, *body.problems, *noted, *_unwritten(parts, said, prose, source, kind))
    problems = final_checks.demoted(_together(others, held, parts, said, prose))
    if noted or (said and said.values["draft"]):
        problems = _but_undated(problems)
    if said is None or (prose.problems and not prose.html and body.text.strip() and not prose.text):
        return Reading(None, problems)
    made = _manuscript(path, kind, said, prose, settings)
    return Reading(replace(made, draft=True) if held or noted or prose.withheld else made, problems)


def _picture(said: Fields | None) -> Iterator[Mention]:
    """The picture of a story, as something that it refers to."""
    picture = said.values.get("picture") if said else None
    if said and isinstance(picture, Picture) and picture.src.startswith("content/"):
        yield Mention(picture.src, picture.src, picture.src, said.lines.get("picture", 0), 0)


def _mentions(said: Fields | None, prose: Prose, unread: bool = False) -> tuple[Mention, ...]:
    """What a body and the captions and corrections in its front matter refer to, each once.

    Parts of the page are among it only if they are not there, or only from some time on; in a file that will not be
    read because it is ``unread``, only if they are not there.
    """
    every = (*(said.mentions if said else ()), *prose.mentions)
    lasting = sorted(every, key=lambda each: each.since or _EVER, reverse=True)  # what is seen first comes last
    found = tuple({each.mark: each for each in lasting}.values())
    if not any(each.target.startswith("#") for each in found):
        return found
    there = _parts(said, prose, unread)
    return tuple(each for each in found if not each.target.startswith("#") or not there(part_of(each.target)))


def _parts(said: Fields | None, prose: Prose, unread: bool) -> Callable[[str], bool]:
    """Whether a part is on the page of a story, always or, if that is ``unread``, at any time."""
    if unread and not prose.html:
        return lambda _: True
    first = min((each.start for each in prose.entries), default=len(prose.html))
    known = parts_in(prose.html if unread else prose.html[:first])
    known |= {"event"} if said and said.values.get("event") else set()
    return lambda part: is_always_there(part) or part in known or (unread and part.startswith("correction-"))


def _is_rtl(said: Fields | None, settings: Settings) -> bool:
    return direction((str(said.values.get("language", "")) if said else "") or settings.language) == "rtl"


def _live(said: Fields | None, settings: Settings) -> tuple[Coverage, ZoneInfo] | None:
    coverage = said.values.get("live") if said else None
    return (coverage, settings.zone) if isinstance(coverage, Coverage) else None


def _kind(path: str, settings: Settings) -> ManuscriptKind:
    if path.startswith(PAGES):
        return "page"
    return "description" if described(path, settings.adopt, settings.taxonomies) else "story"


def _together(
    others: Iterable[Problem], held: Problem | None, parts: SplitFile, said: Fields | None, prose: Prose
) -> tuple[Problem, ...]:
    """All problems of a file, in order."""
    place = (held,) if held else ()
    found = {*others, *place, *parts.problems, *(said.problems if said else ()), *prose.problems}
    return tuple(sorted(_but_undated(found) if held else found))


def _but_undated(found: Iterable[Problem]) -> tuple[Problem, ...]:
    """The problems of a story that is withheld, without that of its missing date."""
    return tuple(each for each in found if not each.message.startswith(NO_DATE) and UNREADABLE_DATE not in each.message)


def _unwritten(parts: SplitFile, said: Fields | None, prose: Prose, source: SourceText, kind: str) -> Iterator[Problem]:
    """A warning about a story or page that readers will see, but in which there is nothing to read or to look at."""
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
    if broken or said is None or not parts.front or said.values["draft"] or said.values.get("killed"):
        return
    what = _ONLY_HEADINGS if headings else _NO_TEXT
    fix = f"write it below the front matter; until then, add a line `draft{parts.front.sign} true`"
    yield source.problem(said.lines.get("headline", 0), 0, f"the {kind} {what}", fix, "warning")


def is_unwritten(problem: Problem) -> bool:
    """Whether a problem is that a story or page has no text, or nothing but headings."""
    kind, _, what = problem.message.removeprefix("the ").partition(" ")
    return what in (_NO_TEXT, _ONLY_HEADINGS) and kind in ("story", "page")


def _held(path: str, said: Fields | None, settings: Settings) -> Problem | None:
    """A problem for a story whose folder or file name suggests that it is withheld, if its front matter does not."""
    if said and said.values["draft"]:
        return None
    held, kind = withholding_places.held_place(path, settings.adopt), _kind(path, settings)
    shown = said and (kind == "page" or (kind == "story" and said.values.get("published")))
    return held or (withholding_places.unread_elsewhere(path) if shown and not settings.adopt else None)


def _beginning(kind: ManuscriptKind, prose: Prose, settings: Settings) -> str:
    """The beginning of a text without a standfirst, if the site shows it; a person's is always shown."""
    wanted = settings.summaries == "beginning" or (settings.summaries == "mark" and prose.ends_at_mark)
    return prose.beginning if wanted or kind == "description" else ""


def _manuscript(path: str, kind: ManuscriptKind, said: Fields, prose: Prose, settings: Settings) -> Manuscript:
    language = settings.language
    beginning = "" if said.values.get("standfirst") else _beginning(kind, prose, settings)
    manuscript = Manuscript(
        path=path,
        kind=kind,
        body=prose.html,
        words=prose.words,
        characters=prose.characters,
        headings=prose.headings,
        mentions=_mentions(said, prose),
        blocks=prose.blocks,
        entries=prose.entries,
        notes=prose.notes,
        beginning=beginning,
        ends_at_mark=bool(beginning) and prose.ends_at_mark,
        extra=said.extra,
        lines=said.lines,
        unknown=said.unknown,
        **said.values,  # type: ignore[arg-type]  # each was read as its field's kind
    )
    if kind != "story":
        return manuscript
    own = "" if manuscript.language == language else manuscript.language  # the site's language is always empty
    if not settings.related:
        return replace(manuscript, language=own)
    text = prose.lasting if prose.entries else prose.text
    links = {each.target for each in manuscript.mentions if each.since is None}  # the others are not for readers yet
    terms = keywords.terms(manuscript.headline, manuscript.standfirst, text, own or language, links)
    return replace(manuscript, language=own, terms=terms)

"""Wire text: a headline, perhaps a standfirst, bullets with details, the body, and bullets with related headlines.

    Ferry strike ends
    Crews in Port Elm go back to work.
    - Local
    - Harbour News
    - Published Date: 04:14 | 02 December 2024
    The first paragraph, on one line.
    - A related headline

The first group of bullets has the details: those without a label are the section and then the agency; a detail with an
unknown label is kept with its value; one that says that readers may not see the copy is refused, unless it is an
embargo. The group of bullets at the end of the file has the related headlines; bullets
between paragraphs are a list in the story. White space at the ends of a line is ignored; everything else is kept
exactly. Ambiguous copy is refused.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise, takewhile

from generator.editorial.importers._copy import TAGS, Received, WireCopy
from generator.editorial.importers._lines import Line, Report, lines
from generator.editorial.importers._text import decode, plain, unprintable
from generator.editorial.importers._times import SHAPE
from generator.editorial.importers._wire_details import (
    LABELS,
    agency_of,
    detail_of,
    details_of,
    other_details,
    times_of,
)
from generator.editorial.importers._wire_withheld import say_details, say_notes
from generator.model.problems import Problems
from generator.model.settings import Settings
from generator.reading.fields.bylines import names


def recognises(data: bytes) -> bool:
    """Return whether there are bullets, as in all wire text. Text in another encoding is read, and refused."""
    return any(line.bullet is not None for line in lines(plain(data.decode(errors="replace"))))


def read(data: bytes, path: str, settings: Settings) -> Received:
    """Return the one story in a file of wire text.

    :raises Problems: with everything that is wrong, each with its line and the fix.
    """
    return Received((copy_of(data, path, settings),))


def copy_of(text: str | bytes, path: str, settings: Settings) -> WireCopy:
    """Return the wire copy in ``text``; ``path`` names its file in problems.

    :raises Problems: with everything that is wrong, each with its line and the fix.
    """
    text = decode(text, path) if isinstance(text, bytes) else plain(text)
    report = Report(path, unprintable(text, path))
    head, bullets, rest = _parts(lines(text))
    details = details_of(bullets, report)
    noted = say_notes((*head, *bullets, *rest), details, report)
    say_details(details.values(), report)
    head = tuple(line for line in head if line not in noted)
    body, related = _divided(rest, report)
    headline, standfirst = _head(head, bullets, report)
    _wrapped(head, report)
    _wrapped(rest, report)
    agency = agency_of(details, settings, report)
    published, modified, embargo = times_of(details, agency, report)
    if report.problems or agency is None or published is None:
        raise Problems(report.problems)
    return WireCopy(
        headline=headline,
        agency=agency.name,
        published=published,
        paragraphs=tuple(line.text for line in body),
        standfirst=standfirst,
        section=details["section"].value,
        modified=modified,
        embargo=embargo,
        dateline=details["dateline"].value if "dateline" in details else "",
        bylines=names(details["bylines"].value) if "bylines" in details else (),
        related=tuple(line.bullet or "" for line in related),
        other=tuple((TAGS if name == "tags" else each.label, each.value) for name, each in other_details(details)),
    )


def _parts(found: Sequence[Line]) -> tuple[Sequence[Line], Sequence[Line], Sequence[Line]]:
    """Return the lines before the first group of bullets, that group, and the lines after it."""
    head = tuple(takewhile(lambda line: line.bullet is None, found))
    bullets = tuple(takewhile(lambda line: line.bullet is not None, found[len(head) :]))
    return head, bullets, found[len(head) + len(bullets) :]


def _head(head: Sequence[Line], bullets: Sequence[Line], report: Report) -> tuple[str, str]:
    if not head:
        fix = "start with the headline on a line of its own, without a bullet"
        report.say("the copy has no headline", fix, bullets[0] if bullets else None)
    if not bullets:
        fix = f"below the headline add `- World`, `- Its Agency` and `- Published Date: {SHAPE}`"
        report.say("the copy has no details: section, agency and time", fix, head[-1] if head else None)
    elif len(head) > 2:
        fix = "keep one line for the headline and one for the standfirst; the body goes below the bullets"
        report.say(f"there are {len(head)} lines before the first bullet; only two are allowed", fix, head[2])
    texts = [line.text for line in head] + ["", ""]
    return texts[0], texts[1]


def _divided(rest: Sequence[Line], report: Report) -> tuple[Sequence[Line], Sequence[Line]]:
    """Return the body, and the group of bullets at the end of the file."""
    related = tuple(takewhile(lambda line: line.bullet is not None, reversed(rest)))[::-1]
    body = rest[: len(rest) - len(related)]
    if not body:
        report.say("the copy has no body", "put its paragraphs below the bullets, each on one line without a bullet")
    for line in related:
        _related(line, report)
    _one_list(related, report)
    return body, related


def _related(line: Line, report: Report) -> None:
    """Refuse a bullet at the end of the file that is not a related headline, or may not be one."""
    detail = detail_of(line)
    if not line.bullet:
        report.say("there is nothing after this bullet", "write the related headline, or delete the line", line)
    elif line.text[1].isdecimal():
        fix = "put a space after the bullet, or start the paragraph with a word"
        report.say("this may be a related headline, or a paragraph that starts with a minus sign", fix, line)
    elif detail.name in LABELS:
        fix = "move the line up to the bullets below the headline"
        report.say(f"`{detail.label}` is among the related headlines at the end", fix, line)


def _one_list(related: Sequence[Line], report: Report) -> None:
    """Refuse a group of bullets that seems to be two: a list in the story, and the related headlines."""
    gaps = {below.number - above.number > 1 for above, below in pairwise(related)}
    for above, below in pairwise(related):
        apart = len(gaps) > 1 and below.number - above.number > 1
        if apart or above.text[0] != below.text[0]:
            fix = (
                "if all are related headlines, give them the same bullet and no blank lines; "
                "if the first ones are a list in the story, put a paragraph after it"
            )
            report.say("a second list seems to start here: which one has the related headlines?", fix, below)
            return


def _wrapped(found: Sequence[Line], report: Report) -> None:
    """Refuse hard-wrapped lines, because each line is read as a paragraph."""
    broken = [below for above, below in pairwise(found) if _goes_on(above, below)]
    if broken:
        more = f" (and {len(broken) - 1} more lines)" if len(broken) > 1 else ""
        fix = "join the lines of a paragraph into one line; if they are paragraphs, put a blank line between them"
        report.say(f"this line seems to continue the line above it{more}", fix, broken[0])


def _goes_on(above: Line, below: Line) -> bool:
    """Return whether ``below`` directly follows ``above``, starts in lower case, and ``above`` ends mid-sentence."""
    word = re.match(r"[^\W\d_]+", below.text)
    if below.number != above.number + 1 or below.bullet is not None or not word:
        return False
    return word.group().islower() and (above.text[-1].isalnum() or above.text[-1] == ",")

"""A town of few subjects, for tests of related stories."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from msgspec.structs import replace

from generator.model.manuscript import Manuscript
from generator.site.related.lists import Match, terms

SUBJECTS = {
    "ferry": "The ferry to Skerra sails twice a day and the ferry crew wants a third sailing to the island in winter. "
    "Ebba Lofthus, who runs the timetable, blames the swell; passengers blame the timetable.",
    "dredging": "A dredger deepens the channel. Silt and sand fill the channel each winter and dredging costs more "
    "than the dues that boats pay. Tomas Bray measured the silt himself.",
    "library": "The library roof leaks on the books. Slate would last a century, and the library must close while "
    "builders lay the slate. Amos Reddy reads to children under an umbrella.",
    "football": "Rovers scored in the last minute and the goalkeeper wept. The league table has Rovers third, with "
    "a match in hand and a striker, Joe Lund, who cannot stop scoring.",
}

ASIDES = {
    "ferry": "Passengers signed a letter at breakfast on Monday.",
    "dredging": "Skippers grumbled over coffee until somebody laughed.",
    "library": "Carpenters borrowed a ladder and lost a hammer.",
    "football": "Supporters sang outside and missed their bus home.",
}


def story(name: str, text: str, **more: object) -> Manuscript:
    """A story whose headline is its name, published with all the others unless it says otherwise."""
    language = str(more.get("language", ""))
    blank = Manuscript(path=f"content/{name}.md", kind="story", headline=name, slug=name.lower().replace(" ", "-"))
    dated = replace(blank, published=datetime(2026, 11, 20, 12, tzinfo=UTC), terms=terms("", "", text, language))
    return replace(dated, **more)  # type: ignore[arg-type]


def pair(subject: str, **more: object) -> list[Manuscript]:
    """Two stories on one subject, in different words."""
    sentences = SUBJECTS[subject].split(". ")
    return [
        story(f"{subject} one", SUBJECTS[subject] + " It was raining over the harbour and nobody complained.", **more),
        story(f"{subject} two", ". ".join(sentences[:2]) + f". {ASIDES[subject]}", **more),
    ]


def town() -> list[Manuscript]:
    return [one for subject in SUBJECTS for one in pair(subject)]


def names(matches: Sequence[Match]) -> list[str]:
    return [match.path.removeprefix("content/").removesuffix(".md") for match in matches]

"""A small site for golden pictures: photographs wide and upright, a long read, an opinion, a story with everything."""

from __future__ import annotations

from io import BytesIO

from newsroom import SETTINGS, Newsroom, story
from PIL import Image, ImageDraw

PAGES = {
    "front": "",
    "section": "harbour/",
    "latest": "latest/",
    "story": "2026/11/20/dues/",
    "upright": "2026/11/19/lamp/",
    "opinion": "2026/11/18/leave-it-on/",
    "longread": "2026/11/17/a-year-on-the-spit/",
    "topics": "tags/",
    "archive": "archive/",
    "page": "about/",
    "search": "search/",
    "not-found": "404.html",
}
"""The twelve pages that pictures are taken of: each by its name, with its place on the site."""

_SITE = """tagline = "The harbour, the town and the weather"
description = "News from Port Elm and its harbour."
sections = ["Local", "Harbour", "Council", "Sport"]
search = "pagefind"
copyright = "© Port Elm Courier Press"
"""
_WORDS = (
    "The board voted by five to two to give up charging boats by their length. From January each boat will pay a "
    "share of what it sells. “A metre of boat catches no fish,” said Ruth Calder. It took two years to write that down."
)
_PARTS = """
| Boat | Today | From January |
|---|---:|---:|
| Providence | 2,418 | 1,640 |
| Good Intent | 3,020 | 3,310 |

- Inshore boats pay less.
- The four trawlers pay more.

<blockquote class="pull">

A metre of boat catches no fish.

— Ruth Calder

</blockquote>
"""
_PICTURE = 'picture: {src: %s.jpg, alt: "The quay", caption: "The quay on Friday.", credit: "Ida Sorrel"}'


def write_pictured_site(newsroom: Newsroom) -> None:
    """Write the site's files and photographs."""
    newsroom.write(SETTINGS + _SITE + "".join([*_stories(), _ABOUT]))
    for name, size in {"wide": (960, 540), "upright": (600, 800)}.items():
        (newsroom.folder / f"content/{name}.jpg").write_bytes(_photograph(*size))


_ABOUT = (
    "-- content/pages/about.md --\n---\ntitle: About the Courier\n---\n"
    + _WORDS
    + "\n\n## How to reach us\n\n"
    + _WORDS
)


def _stories() -> list[str]:
    body = f"{_WORDS}\n\n{_WORDS}"
    parts = "\n\n".join(f"## Part {number}\n\n{body}\n\n{_WORDS}" for number in ("one", "two", "three", "four"))
    given = [
        (
            "dues",
            "Skippers to pay by the landing, not the metre",
            "20T09:10",
            "Harbour",
            _PICTURE % "wide",
            f"{body}\n{_PARTS}\n{body}",
        ),
        ("lamp", "The lamp on Customs Street goes out tonight", "19T07:30", "Council", _PICTURE % "upright", body),
        ("leave-it-on", "Leave the lamp on", "18T12:00", "Council", "kind: opinion", body),
        (
            "a-year-on-the-spit",
            "A year on the spit",
            "17T06:00",
            "Local",
            "layout: longread\n" + _PICTURE % "wide",
            parts,
        ),
    ]
    more = [
        (
            f"more-{number}",
            headline,
            f"{17 - number:02}T08:00",
            section,
            _PICTURE % "wide" if number % 3 else "# no picture",
            body,
        )
        for number, (section, headline) in enumerate(_HEADLINES, 1)
    ]
    return [
        story(
            f"{slug}.md",
            headline,
            f"2026-11-{when}:00+03:00",
            f"slug: {slug}",
            f"section: {section}",
            "standfirst: After two years the board has given way, and the fleet has what it wanted.",
            "bylines: [Tom Ardley, Hanna Voss]",
            f"tags: [Harbour dues, {section} news, Port Elm]",
            "dateline: PORT ELM",
            extra,
            body=text,
        )
        for slug, headline, when, section, extra, text in [*given, *more]
    ]


_HEADLINES = [
    ("Harbour", "Lifeboat brings in seven from a trawler off Gannet Point"),
    ("Sport", "Rovers hold the leaders under the new lights"),
    ("Local", "School moves its last bell so that the islanders catch the boat"),
    ("Council", "Eleven votes settle Quay ward, after two recounts"),
    ("Harbour", "Winter ferry cut to two sailings a day"),
    ("Sport", "Four rowers go round Skerra and bring home a cup"),
    ("Local", "Saturday market asks to stay on Fish Quay through the winter"),
    ("Harbour", "The last load: the channel is deep again"),
    ("Sport", "Second tie, second defeat"),
    ("Council", "Library roof: councillors choose slate and a longer closure"),
    ("Local", "When the siren sounds: what the wardens ask of you"),
    ("Harbour", "Buoys moved at the mouth of the bay"),
]


def _photograph(width: int, height: int) -> bytes:
    """A harbour at dusk: large shapes, which every encoder keeps."""
    picture = Image.linear_gradient("L").resize((width, height))
    sea = Image.merge("RGB", [picture.point(lambda v, s=s: s - v * s // 400) for s in (240, 180, 120)])
    draw = ImageDraw.Draw(sea)
    draw.rectangle((0, height * 2 // 3, width, height), fill="#1d4e63")
    draw.ellipse((width // 8, height // 8, width // 8 + height // 4, height // 8 + height // 4), fill="#fff3c4")
    for post in range(5):
        left = width * (2 + post) // 8
        draw.rectangle((left, height // 2 - post * height // 20, left + width // 30, height * 4 // 5), fill="#5b3a21")
    data = BytesIO()
    sea.save(data, "JPEG", quality=85)
    return data.getvalue()

"""A site that is hard to lay out: long headlines and words, no pictures, many sections and tags, other scripts."""

from __future__ import annotations

from newsroom import SETTINGS, story

TITLE = "The Port Elm and Outer Islands Chronicle"
"""Forty characters, and no logo."""

FOURTEEN = (
    *("Local", "Harbour", "Council", "Business", "Environment", "Culture", "Sport", "World", "Education", "Health"),
    *("Transport", "Courts and Crime", "Letters to the Editor", "Obituaries"),
)
HEADLINE = "Harbour board votes by five to two to give up charging boats by their length after two yea"
"""Ninety characters."""

WORD = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft"
ADDRESS = "https://courier.example/a/very/long/address/that/nobody/can/break?with=a&query=of-many-characters-in-one-row"
BODY = "The harbour board voted by five to two to give up charging boats by their length. " * 8
STANDFIRST = "standfirst: The yacht club and the cold store voted against, and both say that it will end in court."
TABLE = "\n".join(
    [
        "| Vessel | " + " | ".join(f"Landings in week {week}" for week in range(1, 15)) + " |",
        "|---|" + "---:|" * 14,
        *(
            f"| Providence {row} | " + " | ".join(f"{row * week * 137:,}" for week in range(1, 15)) + " |"
            for row in range(1, 41)
        ),
    ]
)
TAGS = ", ".join(
    ["Harbour dues", "Council budget for the coming year", WORD, *(f"Topic {number}" for number in range(1, 28))]
)
MANY = 'bylines: ["Wilhelmina Featherstonehaugh-Cholmondeley", "Agnes Thorne", "Tom Ardley", "Hanna Voss"]'


def stress_site(sections: tuple[str, ...] = FOURTEEN) -> str:
    """The files of the site; the stories go round its sections."""
    names = ", ".join(f'"{name}"' for name in sections)
    settings = SETTINGS.replace("The Port Elm Courier", TITLE) + f'sections = [{names}]\nsearch = "pagefind"\n'
    return settings + "".join(
        [
            story(
                "tags.md",
                f"{HEADLINE}?",
                "2026-03-20",
                "slug: tags",
                STANDFIRST,
                f"tags: [{TAGS}]",
                MANY,
                _in(sections, 0),
                body=BODY,
            ),
            story(
                "table.md", "Landings", "2026-03-19", STANDFIRST, _in(sections, 1), body=f"{BODY}\n\n{TABLE}\n\n{BODY}"
            ),
            story(
                "word.md",
                WORD,
                "2026-03-18",
                "slug: word",
                f"standfirst: {WORD}",
                _in(sections, 2),
                body=f"{BODY}\n\n{WORD}\n\n{ADDRESS}\n\n    {ADDRESS}",
            ),
            story(
                "de.md",
                "Rindfleischetikettierungsüberwachungsaufgabenübertragungsgesetz beschlossen",
                "2026-03-17",
                "slug: de",
                "language: de",
                _in(sections, 3),
                body="Kraftfahrzeughaftpflichtversicherung. " * 60,
            ),
            story(
                "ar.md",
                "مجلس الميناء يصوّت بأغلبية خمسة ضد اثنين على التخلي عن احتساب رسوم القوارب بحسب طولها بعد عامين",
                "2026-03-16",
                "slug: ar",
                "language: ar",
                "standfirst: يقول النادي إن الأمر سينتهي في المحكمة.",
                "tags: [ميناء, رسوم]",
                _in(sections, 4),
                body="صوّت مجلس الميناء على التخلي عن احتساب رسوم القوارب بحسب طولها. " * 12,
            ),
            story(
                "ja.md",
                "港湾委員会、二年間の議論の末に船の長さによる料金徴収を五対二で廃止することを決定、漁業者は歓迎",
                "2026-03-15",
                "slug: ja",
                "language: ja",
                "standfirst: ヨットクラブと冷蔵倉庫は反対票を投じ、裁判で争うと述べている。",
                _in(sections, 5),
                body="港湾委員会は船の長さによる料金徴収をやめることを決めた。" * 20,
            ),
            story(
                "opinion.md",
                HEADLINE,
                "2026-03-14",
                "slug: opinion",
                "kind: opinion",
                MANY,
                _in(sections, 6),
                body=BODY,
            ),
            *(
                story(f"{n}.md", f"{HEADLINE[:-3]} {n:02}", f"2026-02-{n:02}", STANDFIRST, _in(sections, n), body=BODY)
                for n in range(1, 29)
            ),
        ]
    )


def _in(sections: tuple[str, ...], number: int) -> str:
    return f"section: {sections[number % len(sections)]}"

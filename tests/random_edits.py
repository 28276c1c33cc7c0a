"""Random edits of a small newsroom, of every kind that a desk or a developer makes."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from random import Random

import yaml
from newsroom import photo

_WORDS = "harbour ferry dues council spit lighthouse tide crane ballot Ruth Calder Skerra quay bread rent".split()  # noqa: SIM905
_TAGS = ("Ferry", "ferry", "Dues", "Housing", "Harbour", "Long tag of several words")
_PICTURES = (
    "/content/harbour/boat.jpg",
    "../harbour/boat.jpg",
    "../harbour/crane.jpg",
    {"src": "../harbour/boat.jpg", "display": "none"},
    {"src": "../harbour/boat.jpg", "display": "wide", "focus": "60% 30%"},
)
_SECTIONS = ("Harbour", "Council", "Sport", "")
_SERIES = ("Harbour money", {"name": "harbour money", "part": 2}, {"name": "Rent", "part": 1})
_PLACES = ("Skerra", "skerra", "North Quay")
_BYLINES = ("Ruth Calder", "Ada Quill", "Ruth calder")
_NOTES = "\n\n[^a]: It [was](../harbour/boat.jpg).\n\n[^b]: So said Ruth.[^a]"
_START = datetime.fromisoformat("2026-03-10T12:00:00+00:00")

Fields = dict[str, object]


@dataclass
class EditedSite:
    """A newsroom's folder, and somebody who edits it at random. ``as_of``, ``base_url`` and ``drafts`` are for builds.

    What an edit did can be undone with ``undo``.
    """

    folder: Path
    random: Random
    as_of: datetime = _START
    base_url: str = ""
    drafts: bool = False
    made: int = 0
    _before: dict[Path, bytes | None] = field(default_factory=dict)

    def begin(self) -> None:
        """Make the first stories, a page and a picture."""
        self._write("site.toml", _SITE)
        self._write("content/pages/about.md", "---\ntitle: About us\n---\n\nWe are the paper.\n")
        self._write("layouts/story-wide.html", "{% extends 'story.html' %}{# 0 #}")
        self._write("layouts/partials/notice.html", "<p>{{ data.staff.editor if data.staff }}</p>")
        self.data()
        for name in ("boat", "crane"):
            self._put(f"content/harbour/{name}.jpg", photo(8, 6))
        for _ in range(9):
            self.add()

    def step(self) -> str:
        """Make one edit, and say which."""
        self._before.clear()
        kinds = [name for name in EDITS if self.random.random() < 0.5] or ["body"]
        name = self.random.choice(kinds)
        self._was = self.as_of, self.base_url, self.drafts
        EDITS[name](self)
        return name

    def undo(self) -> None:
        """Take the last edit back."""
        for path, data in self._before.items():
            if data is None:
                path.unlink(missing_ok=True)
            else:
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(data)
        self.as_of, self.base_url, self.drafts = self._was

    # Stories

    def add(self) -> None:
        """A new story comes in."""
        self.made += 1
        when = _START + timedelta(hours=self.random.randint(-1500, 40))
        headline = " ".join(self.random.sample(_WORDS, 4))
        fields: Fields = {"title": f"{headline} {self.made}", "published": when.replace(tzinfo=None)}
        for name in ("section", "tags", "bylines"):
            self._vary(fields, name)
        folder = self.random.choice(("harbour", "council"))
        self._save(f"content/{folder}/{self.made}.md", fields, self._text())

    def field(self, name: str) -> None:
        """A field of a story changes, comes or goes."""
        path, fields, body = self._story()
        if name in fields and self.random.random() < 0.3:
            del fields[name]
        else:
            self._vary(fields, name)
        self._save(path, fields, body)

    def body(self) -> None:
        """The words of a story change."""
        path, fields, _ = self._story()
        self._save(path, fields, self._text())

    def delete(self) -> None:
        """A story is deleted."""
        if len(self._paths()) > 5:
            self._remove(self._story()[0])

    def move(self) -> None:
        """A story's file moves to another folder or gets another name."""
        path, fields, body = self._story()
        self._remove(path)
        self.made += 1
        self._save(
            self.random.choice((f"content/council/moved-{self.made}.md", f"content/{self.made}.md")), fields, body
        )

    def mistake(self) -> None:
        """A field is misspelt, which is a warning; or it is put right."""
        path, fields, body = self._story()
        if "standfrist" in fields:
            del fields["standfrist"]
        else:
            fields["standfrist"] = "So what"
        self._save(path, fields, body)

    # Everything else

    def picture(self) -> None:
        """A picture changes, or comes in."""
        name = self.random.choice(("boat", "crane"))
        self._put(f"content/harbour/{name}.jpg", photo(self.random.randint(4, 9), 6))

    def static(self) -> None:
        """A file of the site's owner comes, goes or changes."""
        path = self.random.choice(("content/static/robots.txt", "content/static/a.txt"))
        if (self.folder / path).is_file() and self.random.random() < 0.5:
            self._remove(path)
        else:
            self._write(path, f"User-agent: *\n# {self.random.random()}\n")

    def page(self) -> None:
        """The standalone page changes its title, or what else its front matter says."""
        more = self.random.choice(
            ("", "menu: false\n", "noindex: true\n", "canonical_url: https://other.example/us/\n")
        )
        self._write("content/pages/about.md", f"---\ntitle: About {self.random.choice('abc')}\n{more}---\n\nWe.\n")

    def describe(self) -> None:
        """A section, tag or person is described, differently or not any longer."""
        path, fields = self.random.choice(_DESCRIBED)
        chosen: Fields = {
            name: self.random.choice(values) for name, values in fields.items() if self.random.random() < 0.6
        }
        if "people" in path:
            chosen["name"] = "Ada Quill"
        if (self.folder / path).is_file() and self.random.random() < 0.3:
            self._remove(path)
        else:
            self._save(path, chosen, self._text() if self.random.random() < 0.6 else "")

    def layout(self) -> None:
        """A layout or a partial of the site's own comes, changes or goes."""
        path, text = self.random.choice(
            (
                ("layouts/story.html", "{% extends 'theme/story.html' %}{# NUMBER #}"),
                ("layouts/page.html", "{{ page.title }} {{ site.extra.ward }} {{ site.extra.tides | join }} NUMBER"),
                ("layouts/story-post.html", "{{ story.headline }} NUMBER"),
                ("layouts/blocks/facts.html", "<aside>{{ block.body }} NUMBER</aside>"),
                ("layouts/blocks/quote.html", "{% extends 'theme/blocks/quote.html' %}{# NUMBER #}"),
                ("layouts/assets/blocks/quote.css", ".quote { margin: NUMBER }"),
                ("layouts/index.html", "<p>{{ index.name }} NUMBER</p>"),
                ("layouts/listing.html", "{% for each in listing.cards %}{{ each.headline }}{% endfor %} NUMBER"),
            )
        )
        if (self.folder / path).is_file() and self.random.random() < 0.5:
            self._remove(path)
        else:
            self._write(path, text.replace("NUMBER", str(self.random.randint(0, 3))))

    def style(self) -> None:
        """The style changes."""
        self._write("layouts/assets/style.css", f"body {{ margin: {self.random.randint(0, 3)}px }}\n")

    def catalog(self) -> None:
        """A word of the site's language changes."""
        word = self.random.choice(("Newest", "Latest of all"))
        self._write("layouts/languages/en.po", f'msgid "Latest"\nmsgstr "{word}"\n')

    def setting(self) -> None:
        """A setting changes."""
        more = (
            "per_page = 3\n",
            "related = 0\n",
            "related = 1\n",
            "ninjs = false\n",
            'sections = ["Sport", "Council"]\n',
            'permalink = "/{section}/{slug}/"\n',
            '[feeds]\nstories = 4\nof = ["tags"]\n',
            '[feeds]\ntext = "standfirst"\n',
            'hosting = "netlify"\n',
            'republish = "CC-BY-ND-4.0"\n',
            'republish = "CC0-1.0"\n',
            f'[extra]\nward = "{self.random.choice(("Quay", "Spit"))}"\ntides = [1, {self.random.randint(2, 3)}]\n',
            '[front]\ntop = 2\nlatest = 1\nlead = "text"\n[blocks]\nSport = "grid"\n',
            '[[menu]]\nname = "Later"\nurl = "/latest/"\n',
            'share_pictures = "last-year"\n',
            '[theme]\naccent = "#0b5d4b"\ncorrections = "bottom"\n',
            '[policies]\nprinciples = "/about/"\nai = "https://other.example/ai"\n',
            '[taxonomies.places]\nfield = "places"\n',
            f'[taxonomies.places]\nfield = "places"\ntitle = "{self.random.choice(("Where", "Places"))}"\n',
            '[support]\nurl = "/about/"\n',
            '[scripts]\nsrc = ["https://stats.example/a.js"]\ndata = { domain = "a" }\n',
            '[theme]\nlook = "magazine"\nheadline_font = "Newsreader"\n',
            '[theme]\nlogo = { light = "icon.svg", dark = "icon.svg" }\ndates = "numeric"\n',
            "",
        )
        chosen = self.random.choice(more)
        at_top = _TOP.replace(_NONE, "") if "share_pictures" in chosen else _TOP
        boxes = _BOXES.replace("/a", self.random.choice(("/a", "/b")))
        self._write("site.toml", at_top + chosen + self.random.choice((boxes, boxes, boxes, "")))

    def history(self) -> None:
        """The history of URLs says more than before."""
        path = self.random.choice([*self._paths(), "content/gone.md"])
        self._write("published.txt", f"# tag authority: courier.example\n/old/{self.random.randint(0, 5)}/  {path}\n")

    def data(self) -> None:
        """The figures of a chart change, or the file of another name in data/."""
        votes = self.random.randint(1, 4)
        self._write("content/harbour/votes.csv", f"party,votes\nQuay,{votes}\nUnion,2\n")
        self._write("data/staff.json", f'{{"editor": "Ada {self.random.randint(0, 1)}", "desk": "{votes}"}}')
        self._write("data/tides.csv", f"port,high\nSkerra,{self.random.randint(0, 2)}\n")

    def most_read(self) -> None:
        """Other stories are the most read."""
        self._write("most-read.json", f'["/2026/0{self.random.randint(1, 9)}/01/one-slug/", "/sport/"]')

    def clock(self) -> None:
        """Time passes, or goes back."""
        self.as_of += timedelta(minutes=self.random.choice((1, 60, 1500, 3000, -90, -4000)))

    def address(self) -> None:
        """The site is built for another address."""
        self.base_url = self.random.choice(("", "https://elsewhere.example/paper/"))

    def show_drafts(self) -> None:
        """The site is built with everything that is not public, or without it again."""
        self.drafts = not self.drafts

    # Within

    def _vary(self, fields: Fields, name: str) -> None:
        choose, others = self.random.choice, [Path(path) for path in self._paths()] or [Path("content/none.md")]
        near = (self.as_of + timedelta(hours=self.random.choice((-60, -3, 2, 30)))).replace(tzinfo=None)
        fields[name] = {
            "title": lambda: " ".join(self.random.sample(_WORDS, 4)) + f" {self.random.randint(0, 99)}",
            "standfirst": lambda: " ".join(self.random.sample(_WORDS, 5)),
            "section": lambda: choose(_SECTIONS),
            "tags": lambda: self.random.sample(_TAGS, self.random.randint(0, 3)),
            "bylines": lambda: [choose(_BYLINES)],
            "series": lambda: choose(_SERIES),
            "places": lambda: self.random.sample(_PLACES, self.random.randint(0, 2)),
            "slug": lambda: choose(("one-slug", "another-slug", f"slug-{self.made}")),
            "aliases": lambda: [f"/was/{self.random.randint(0, 4)}/"],
            "related": lambda: [choose(others).stem, "A headline nobody has"],
            "translation_of": lambda: choose(others).stem,
            "language": lambda: choose(("de", "tr")),
            "draft": lambda: choose((True, False)),
            "embargo": lambda: near,
            "expires": lambda: near,
            "killed": lambda: near,
            "published": lambda: near,
            "modified": lambda: near,
            "priority": lambda: choose((1, 2, 3)),
            "priority_until": lambda: near,
            "breaking": lambda: choose((True, near)),
            "live": lambda: {"from": near, "until": near + timedelta(hours=choose((2, 40)))},
            "corrections": lambda: [
                {"at": near, "kind": choose(("correction", "update")), "text": f"[It]({_link(choose(others))}) is six."}
            ],
            "picture": lambda: choose(_PICTURES),
            "layout": lambda: choose(("wide", "wide", "post")),
            "kind": lambda: choose(("opinion", "analysis", "review")),
            "ai": lambda: choose(("Translated by a program.", "Set by a program.")),
            "sponsored": lambda: choose((True, "Skerra Ferries")),
            "source_notes": lambda: [
                choose(("[The boat](../harbour/boat.jpg)", "[It](https://a.example/)", "A letter"))
            ],
            "located": lambda: choose(("Skerra", ["Skerra", "Quay"])),
            "free": lambda: choose((True, False)),
            "review": lambda: {"item": "The Tide", "type": "book", "rating": choose((3, 4.5))},
            "noindex": lambda: choose((True, False)),
            "canonical_url": lambda: f"https://other.example/{self.random.randint(0, 2)}/",
            "uri": lambda: f"urn:story:{self.random.randint(0, 9)}",
            "event": lambda: {"from": near - timedelta(hours=2), "until": near, "place": choose(("Hall", "Quay"))},
            "republish": lambda: choose((True, False)),
            "planned": lambda: near,
            "source": lambda: "Northern Coast Wire",
        }[name]()

    def _text(self) -> str:
        words = " ".join(self.random.choice(_WORDS) for _ in range(self.random.randint(8, 40)))
        more = (
            "",
            "",
            f"\n\n[This]({Path('..', *Path(self.random.choice(self._paths())).parts[1:])}) too."
            if self._paths()
            else "",
            "\n\n![The boat](../harbour/boat.jpg)",
            "\n\n::: table ../harbour/votes.csv total=votes :::",
            "\n\n::: chart ../harbour/votes.csv caption=Votes download=true :::",
            "\n\n## A heading\n\nMore.",
            *_EMBEDS,
            "".join(self._entry() for _ in range(self.random.randint(1, 4))) + _NOTES,
            "".join(self._block() for _ in range(self.random.randint(1, 3))),
        )
        return f"{words}{self.random.choice(more)}\n"

    def _block(self) -> str:
        """A block of one kind, one of which may show what the site says of a person, and two a picture."""
        return self.random.choice(
            (
                f"\n\n::: facts What {self.random.choice(_WORDS)}\n- One\n\n![The boat](../harbour/boat.jpg)\n:::",
                "\n\n::: quote Ada Quill link=/about/\nNo.\n:::",
                "\n\n::: profile Ada Quill :::",
                "\n\n::: profile Ruth picture=../harbour/crane.jpg\n:::: quote\nSo.\n::::\n:::",
                "\n\n::: timeline\n- 2026-01: One\n- **Then** two\n:::",
            )
        )

    def _entry(self) -> str:
        """An entry, if the story has live coverage; its time may be still to come."""
        at = self.as_of + timedelta(minutes=self.random.choice((-4000, -90, -1, 30, 90, 1500)))
        link = self.random.choice(
            ("", "", "[The boat](../harbour/crane.jpg)", "So.[^a]", "So.[^b] So.[^a]", self._part())
        )
        return (
            f"\n\n## {at:%Y-%m-%d %H:%M} {self.random.choice(_WORDS)}{self.random.choice((' {key}', ''))}\n\nSo. {link}"
        )

    def _part(self) -> str:
        """A link to an entry of a story; empty if that has none."""
        path = self.random.choice(self._paths() or [""])
        text = (self.folder / path).read_text(encoding="utf-8") if path else ""
        found = re.search(r"(?m)^## (\d{4}-\d\d-\d\d) (\d\d):(\d\d) ", text)
        return f"[Then]({_link(Path(path))}#at-{'-'.join(found.group(1, 2))}{found[3]})" if found else ""

    def _paths(self) -> list[str]:
        found = (self.folder / "content").rglob("*.md")
        return sorted(
            path.relative_to(self.folder).as_posix()
            for path in found
            if not {"pages", "people", "series", "_index.md"} & {*path.relative_to(self.folder).parts}
        )

    def _story(self) -> tuple[str, Fields, str]:
        path = self.random.choice(self._paths())
        _, front, body = (self.folder / path).read_text(encoding="utf-8").split("---\n", 2)
        return path, yaml.safe_load(front), body

    def _save(self, path: str, fields: Fields, body: str) -> None:
        front = yaml.safe_dump(fields, allow_unicode=True, sort_keys=False)
        self._write(path, f"---\n{front}---\n{body}")

    def _write(self, path: str, text: str) -> None:
        self._put(path, text.encode())

    def _put(self, path: str, data: bytes) -> None:
        file = self.folder / path
        self._before.setdefault(file, file.read_bytes() if file.is_file() else None)
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)

    def _remove(self, path: str) -> None:
        file = self.folder / path
        self._before.setdefault(file, file.read_bytes())
        file.unlink()


def _link(path: Path) -> str:
    """A link from a story in a folder to a file in content/."""
    return Path("..", *path.parts[1:]).as_posix()


_EMBEDS = (
    '\n\n::: embed https://youtu.be/jX3kLm90qRs title="The tide" poster=../harbour/boat.jpg :::\n\nMore.',
    "\n\n::: embed https://maps.example/quay\nThe *quay*.\n:::\n\nMore.",
    "\n\n::: newsletter :::\n\nMore.",
)
"""The last two build only with a setting."""

_NONE = "share_pictures = false\n"
_TOP = f'title = "The Courier"\nbase_url = "https://courier.example/"\n{_NONE}per_page = 2\n'
_BOXES = '[embeds]\nhosts = ["maps.example"]\n[newsletter]\naction = "https://letters.example/a"\n'
_SITE = _TOP + _BOXES  # without the latter, no story may have some of the blocks

_PORTRAITS = ("../harbour/boat.jpg", "../harbour/crane.jpg")
_HELD = ("2026-03-10T10:00", "2026-03-12T10:00")
_DESCRIBED: tuple[tuple[str, dict[str, tuple[object, ...]]], ...] = (
    (
        "content/harbour/_index.md",
        {"title": ("A", "B"), "accent": ("#0b5d4b", "#7a1f1f"), "draft": (True, False), "expires": _HELD},
    ),
    ("content/sport/_index.md", {"standfirst": ("One.", "Two."), "picture": _PORTRAITS, "embargo": _HELD}),
    ("content/tags/ferry/_index.md", {"title": ("C", "D"), "standfirst": ("Three.", "Four.")}),
    ("content/series/harbour-money.md", {"title": ("E", "F"), "accent": ("#0b5d4b",), "draft": (True,)}),
    ("content/places/skerra/_index.md", {"title": ("G", "H"), "standfirst": ("Five.", "Six.")}),
    (
        "content/people/ada-quill.md",
        {
            "role": ("Editor", "Reporter"),
            "aliases": (["Ruth Calder"], ["AQ"]),
            "picture": _PORTRAITS,
            "draft": (True,),
            "beat": ("Quays", "Votes"),
            "email": ("a@courier.example",),
            "links": (["https://a.example/"], {"A": "https://a.example/b"}),
            "fediverse": ("@a@a.example",),
        },
    ),
)

_FIELDS = (
    *("title", "standfirst", "section", "tags", "bylines", "slug", "aliases", "related", "translation_of", "language"),
    *("draft", "embargo", "expires", "killed", "published", "modified", "priority", "picture", "uri"),
    *("layout", "noindex", "canonical_url", "kind", "series", "series", "places", "places"),
    *("draft", "embargo", "expires", "killed", "published", "modified", "picture", "uri"),
    *("priority", "priority_until", "breaking", "live", "live", "corrections"),
    *("kind", "ai", "sponsored", "source_notes", "located", "free", "review"),
    *("event", "event", "republish", "planned", "source"),
)


def _of_field(name: str) -> Callable[[EditedSite], None]:
    return lambda edited: edited.field(name)


EDITS: dict[str, Callable[[EditedSite], None]] = {
    **{name: _of_field(name) for name in _FIELDS},
    "body": EditedSite.body,
    "add": EditedSite.add,
    "delete": EditedSite.delete,
    "move": EditedSite.move,
    "mistake": EditedSite.mistake,
    "file": EditedSite.picture,
    "static": EditedSite.static,
    "page": EditedSite.page,
    "describe": EditedSite.describe,
    "layout": EditedSite.layout,
    "style": EditedSite.style,
    "catalog": EditedSite.catalog,
    "setting": EditedSite.setting,
    "history": EditedSite.history,
    "data": EditedSite.data,
    "most read": EditedSite.most_read,
    "clock": EditedSite.clock,
    "address": EditedSite.address,
    "drafts": EditedSite.show_drafts,
}
"""Every kind of edit, by name."""

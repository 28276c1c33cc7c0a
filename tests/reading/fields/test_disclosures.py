"""What a story discloses: how it is written, and what an editor is told where it cannot be read."""

from __future__ import annotations

import pytest
from newsroom import SETTINGS, Newsroom, story

from generator.model.disclosures import Sponsorship
from generator.model.settings import Settings
from generator.reading.fields import reader as fields
from generator.reading.fields.reader import Fields
from generator.reading.formats import front_matter, source_text

SITE = Settings(title="The Port Elm Courier", base_url="https://example.org/", timezone="Europe/Berlin")


def _read(line: str, adopt: bool = False) -> Fields:
    path = "content/harbour/dues.md"
    text = source_text.decoded(f"---\ntitle: Dues\ndate: 2026-11-20\n{line}\n---\nBody.\n".encode(), path)
    parts = front_matter.read(text)
    assert parts.front, parts.problems
    return fields.read(parts.front, text, Settings(**{**_as_given(), "adopt": adopt}), "story")


def _as_given() -> dict[str, str]:
    return {"title": SITE.title, "base_url": SITE.base_url, "timezone": SITE.timezone}


@pytest.mark.parametrize(
    ("line", "name", "expected"),
    [
        ("ai: Translated by a program.", "ai", "Translated by a program."),
        ("ai: false", "ai", ""),
        ("sponsored: true", "sponsored", Sponsorship()),
        ("sponsored: Skerra Ferries", "sponsored", Sponsorship("Skerra Ferries")),
        ('sponsored: "Paid"', "sponsored", Sponsorship("Paid")),
        ('sponsored: "On"', "sponsored", Sponsorship("On")),
        ('sponsored: "1911"', "sponsored", Sponsorship("1911")),
        ("located: Skerra", "located", ("Skerra",)),
        ("located: Skerra, North Coast", "located", ("Skerra, North Coast",)),
        ("located: [Skerra, Port Elm, skerra]", "located", ("Skerra", "Port Elm")),
        ("free: false", "free", False),
        ("isAccessibleForFree: no", "free", False),
    ],
)
def test_a_disclosure_is_read(line: str, name: str, expected: object) -> None:
    said = _read(line)
    assert not said.problems
    assert said.values[name] == expected


def test_a_story_is_not_sponsored_if_its_field_says_so() -> None:
    assert _read("sponsored: false").values.get("sponsored") is None


def test_a_source_note_is_text_with_links() -> None:
    said = _read('source_notes: ["[The budget](budget.pdf), page *nine*", "A letter of the Board"]')
    assert not said.problems
    first, second = said.values["source_notes"]  # type: ignore[misc]
    assert (first.text, [each.element for each in first.spans]) == ("The budget, page nine", ["a", "em"])
    assert second.text == "A letter of the Board"
    assert [each.target for each in said.mentions] == ["content/harbour/budget.pdf"]


@pytest.mark.parametrize(
    ("line", "message", "fix"),
    [
        ("ai: true", "`ai` must say how machines helped, in a line that readers see", 'write `ai: "Translated by'),
        ("ai: [a, b]", "`ai` must be text, not a list", ""),
        ("sponsored: [A, B]", "`sponsored` must be text, not a list", ""),
        (
            'sponsored: "false"',
            "readers would see `false` as the text of `sponsored`",
            "remove the quotes: `sponsored: false`",
        ),
        ('sponsored: "No"', "readers would see `No` as the text of `sponsored`", "`sponsored: false`"),
        ("sponsored: 5", "`sponsored` must be text, not a number", 'put it in quotes: `sponsored: "5"`'),
        ('ai: "false"', "readers would see `false` as the text of `ai`", "remove the quotes: `ai: false`"),
        ("ai: 3.5", "`ai` must be text, not a number", "write words"),
        ("free: perhaps", "`free` cannot be `perhaps`", "write `free: true` or `false`"),
        ("source_notes: [{a: b}]", "each of the `source_notes` must be text", "put each in quotes"),
        ("source_notes: budget.pdf", "`budget.pdf` is shown as plain text", 'link to it: `"[What it is](budget.pdf)"`'),
        ("source_notes: https://a.example/b", "`https://a.example/b` is shown as plain text", "say what it is"),
        ('source_notes: "[x](javascript:alert(1))"', "`javascript:` is not a kind of address", "use one of"),
        ("source_notes: ['A letter', '']", "one of the `source_notes` is empty, so it is left out", "or remove it"),
        ("source_notes: [A letter, ~]", "one of the `source_notes` is empty, so it is left out", "or remove it"),
        ("located: [Skerra, '']", "one of the `located` is empty, so it is left out", "or remove it"),
        ("related: ['']", "one of the `related` is empty, so it is left out", "or remove it"),
        ("ai: 'See [this](nothing.md)'", "`ai` cannot have a link to `nothing.md`", "write only the text here"),
        ("sponsored: '[A](https://a.example/)'", "`sponsored` cannot have a link to `https://a.example/`", "only the"),
        ("ai: 'Translated by *a program*'", "`ai` is plain text, so readers do not see the emphasis", "remove the"),
        ("ai: 'Translated[^1]'", "`ai` cannot have a footnote", "refer to the footnote in the text"),
        ("ai: 'By <b>a program</b>'", "`<b>` is not HTML here", ""),
        ("sponsored: paid", "readers see `paid` as the name of who paid", "write who paid, or `sponsored: true`"),
        ("sponsored: Advertorial", "readers see `Advertorial` as the name of who paid", 'quotes: `"Advertorial"`'),
        ("republish: CC-BY-4.0", "`republish` cannot be `CC-BY-4.0`", "the licence is that of site.toml: `republish ="),
        ("review: {item: A, type: book, rating: 4}", "`review` has no effect without `kind: review`", "add a line"),
        ("sponsored: A\npriority: 1", "`priority` has no effect together with `sponsored`", "remove one of the two"),
        (
            "sponsored: A\nbreaking: true",
            "`breaking` has no effect together with `sponsored`",
            "remove one of the two",
        ),
    ],
)
def test_what_cannot_be_read_is_told(line: str, message: str, fix: str) -> None:
    [told] = _read(line).problems
    assert told.message.startswith(message)
    assert fix in told.fix
    assert told.line >= 4


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("ai: true", "ai"),
        ("review: Five stars", "review"),
        ("free: tier", "free"),
        ("source_notes: [{title: A}]", "source_notes"),
        ("sponsored: [A]", "sponsored"),
        ("kind: review\nreview: {name: The Tide, stars: 4}", "review"),
    ],
)
def test_adopted_copy_keeps_a_field_of_the_same_name_that_says_something_else(line: str, name: str) -> None:
    said = _read(line, adopt=True)
    [told] = said.problems
    assert (told.level, told.outcome) == ("warning", "kept")
    assert told.message.startswith(f"`{name}` is kept as an extra")
    assert name in said.extra
    assert not said.values.get(name)


def test_a_page_has_no_disclosures(newsroom: Newsroom) -> None:
    newsroom.write(SETTINGS + story("pages/us.md", "Us", "2026-01-01", "located: Skerra"))
    [told] = newsroom.build().warnings
    assert told.message == "a page has no `located`, so this has no effect"

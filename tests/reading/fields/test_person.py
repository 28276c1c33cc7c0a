"""How readers reach a person, and where else that person is: in content/people/."""

from __future__ import annotations

import pytest
from newsroom import SETTINGS, Newsroom, story

from generator.model.problems import Problem
from generator.model.settings import Settings
from generator.model.story import Link
from generator.reading.fields import reader as fields
from generator.reading.fields.reader import Fields
from generator.reading.formats import front_matter, source_text


def _read(line: str, adopt: bool = False) -> Fields:
    path = "content/authors/ayla/_index.md" if adopt else "content/people/ayla.md"
    text = source_text.decoded(f"---\nname: Ayla Demirci\n{line}\n---\nBody.\n".encode(), path)
    parts = front_matter.read(text)
    assert parts.front, parts.problems
    settings = Settings(title="The Courier", base_url="https://example.org/", adopt=adopt)
    return fields.read(parts.front, text, settings, "description")


def _problem(line: str) -> Problem:
    [told] = _read(line).problems
    return told


@pytest.mark.parametrize(
    ("line", "name", "expected"),
    [
        ("beat: Harbour and ferry", "beat", "Harbour and ferry"),
        ("email: ayla@example.org", "email", "ayla@example.org"),
        ("email: mailto:ayla@example.org", "email", "ayla@example.org"),
        ("email: MAILTO:ayla@example.org", "email", "ayla@example.org"),
        ("email: a.b+press%desk?x@mail.example.org", "email", "a.b+press%desk?x@mail.example.org"),
        ('fediverse: "@ayla@social.example"', "fediverse", "@ayla@social.example"),
        ("fediverse: Ayla@Social.example", "fediverse", "@Ayla@social.example"),
        (
            "links: https://www.social.example/ayla",
            "links",
            (Link("social.example", "https://www.social.example/ayla"),),
        ),
        (
            "links:\n  - https://a.example/\n  - https://b.example/x#y\n  - https://a.example/",
            "links",
            (Link("a.example", "https://a.example/"), Link("b.example", "https://b.example/x#y")),
        ),
        ("links: {Mastodon: https://a.example/@ayla}", "links", (Link("Mastodon", "https://a.example/@ayla"),)),
        (
            "links: [https://b.example/, {Mastodon: https://a.example/@ayla, Matrix: https://c.example/}]",
            "links",
            (
                Link("b.example", "https://b.example/"),
                Link("Mastodon", "https://a.example/@ayla"),
                Link("Matrix", "https://c.example/"),
            ),
        ),
    ],
)
def test_a_person_has_these(line: str, name: str, expected: object) -> None:
    said = _read(line)
    assert not said.problems
    assert said.values[name] == expected


@pytest.mark.parametrize(
    ("line", "message", "fix"),
    [
        ("email: [a@x.example, b@x.example]", "`email` must be text, not a list", "only one: `email: a@x.example`"),
        ("fediverse: ['@a@x.example', '@b@x.example']", "`fediverse` must be text, not a list", "write only one"),
        ("email: ayla", "`ayla` is not an email address", "write it as in `email: ayla@example.org`"),
        (
            "email: ayla@example.org?bcc=x@y.z",
            "`ayla@example.org?bcc=x@y.z` is not a plain email address",
            "write it as in `email: ayla@example.org`: one address, without a name or a subject",
        ),
        ("email: mailto:a%0Ab@y.example", "`mailto:a%0Ab@y.example` is not a plain email address", "one address"),
        ("email: mailto:a?bcc=x@y.example", "`mailto:a?bcc=x@y.example` is not a plain email address", "one address"),
        ("email: Ayla <ayla@example.org>", "`Ayla <ayla@example.org>` is not a plain email address", "one address"),
        ('email: "a@b.example, c@d.example"', "`a@b.example, c@d.example` is not a plain email address", "one address"),
        ("email: .ayla@example.org", "`.ayla@example.org` is not an email address", ""),
        ("email: a..b@example.org", "`a..b@example.org` is not an email address", ""),
        ("email: ayla@-example.org", "`ayla@-example.org` is not an email address", ""),
        (f"email: {'a' * 65}@example.org", f"`{'a' * 65}@example.org` is not an email address", ""),
        (f"email: a@{'b.' * 130}org", f"`a@{'b.' * 130}org` is not an email address", ""),
        ("links: [{A: about}]", "`about` is not a complete web address", "in full"),
        ("links: [https://a.example:99999/]", "`https://a.example:99999/` is not an address", "from 1 to 65535"),
        ("fediverse: ayla", "`ayla` is not a Fediverse handle", 'write `fediverse: "@ayla@social.example"`'),
        (
            "fediverse: https://social.example/@ayla",
            "`https://social.example/@ayla` is not a Fediverse handle",
            'write `fediverse: "@ayla@social.example"`',
        ),
        ("links: [javascript:alert(1)]", "`javascript:` is not a kind of address", "use one of"),
        ("links: [social.example/ayla]", "`social.example/ayla` is not a complete web address", "in full"),
        ("links: [mailto:a@b.example]", "`mailto:a@b.example` is not a complete web address", "in full"),
        ("links: {A: {b: c}}", "each of the `links` must be an address", "write them one below the other"),
        ("emial: a@b.example", "a person has no `emial`, so this has no effect", "did you mean `email`?"),
        ("phone: 12", "a person has no `phone`, so this has no effect", "role, beat, picture, email, links, fediverse"),
    ],
)
def test_what_cannot_be_read_is_told(line: str, message: str, fix: str) -> None:
    told = _problem(line)
    assert told.message.startswith(message)
    assert fix in told.fix
    assert told.line == 3


@pytest.mark.parametrize("line", ["email: none", "links: [about]", "fediverse: ayla", "beat: [a, b]"])
def test_in_adopted_copy_they_may_be_something_else(line: str) -> None:
    [told] = _read(line, adopt=True).problems
    assert (told.level, told.outcome) == ("warning", "kept")


def test_a_byline_with_more_than_a_name_is_told_where_to_say_it(newsroom: Newsroom) -> None:
    newsroom.write(SETTINGS + story("a.md", "A", "2026-01-01", "authors: [{name: Ayla Demirci, email: a@b.example}]"))
    [told] = newsroom.build().warnings
    assert told.fix == "say more about the person in content/people/ayla-demirci.md"


def test_a_person_without_a_name_is_told_to_write_it() -> None:
    path = "content/people/ayla.md"
    text = source_text.decoded(b"---\nname:\n---\n", path)
    parts = front_matter.read(text)
    assert parts.front
    [told] = fields.read(
        parts.front, text, Settings(title="The Courier", base_url="https://example.org/"), "description"
    ).problems
    assert (told.message, told.fix) == ("`name` is empty", 'write the name after it: `name: "..."`')

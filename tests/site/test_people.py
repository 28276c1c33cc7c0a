"""People who write for the site: on their own pages, at the foot of their stories, and in the list of reporters."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from newsroom import SETTINGS, Newsroom, photo, story

AYLA = (
    "name: Ayla Demirci",
    "role: Reporter",
    "beat: The harbour",
    "picture: {src: ayla.jpg, alt: Ayla Demirci in oilskins}",
    "email: ayla@example.org",
    "links: {Mastodon: https://social.example/@ayla}",
    'fediverse: "@ayla@social.example"',
)
WORDS = "Ayla Demirci has covered the *harbour* since 2019.\n\nBefore that she sailed on it."


@pytest.fixture
def paper(newsroom: Newsroom) -> Newsroom:
    """Three stories: one by a reporter who is described, one by her and a guest, one by an agency."""
    (newsroom.folder / "content/people").mkdir(parents=True)
    (newsroom.folder / "content/people/ayla.jpg").write_bytes(photo(40, 40))
    newsroom.write(SETTINGS + story("1.md", "Ferry sails", "2026-01-01", "bylines: [Ayla Demirci]"))
    newsroom.write(story("2.md", "Dues fall", "2026-01-02", "bylines: [A. Demirci, Gus Guest]"))
    newsroom.write(story("3.md", "Storm nears", "2026-01-03", "source: North Coast Wire"))
    return describe(newsroom, *AYLA, "aliases: [A. Demirci]", words=WORDS)


def describe(newsroom: Newsroom, *lines: str, name: str = "ayla-demirci", words: str = "") -> Newsroom:
    return newsroom.write("\n".join([f"-- content/people/{name}.md --", "---", *lines, "---", words, ""]))


def main(html: str) -> str:
    return html.partition("<main")[2].partition("</main")[0]


def data(html: str) -> list[dict[str, Any]]:
    [block] = re.findall(r'<script type="application/ld\+json">(.*?)</script>', html, re.DOTALL)
    found: list[dict[str, Any]] = json.loads(block)["@graph"]
    return found


def test_a_persons_own_page_says_how_to_reach_them(paper: Newsroom) -> None:
    assert not paper.build().warnings
    page = main(paper.page("bylines/ayla-demirci"))
    assert '<p class="role">Reporter · The harbour</p>' in page
    assert '<a href="mailto:ayla@example.org">ayla@example.org</a>' in page
    assert '<a href="https://social.example/@ayla" rel="me">Mastodon</a>' in page
    assert (
        '<li><a href="https://social.example/@ayla" rel="me"><bdi dir="ltr">@ayla@social.example</bdi></a></li>' in page
    )
    assert "Before that she sailed on it." in page


def test_the_foot_of_a_story_says_who_wrote_it(paper: Newsroom) -> None:
    paper.build()
    for place in ("2026/01/01/ferry-sails", "2026/01/02/dues-fall"):
        box = paper.page(place).partition('<section class="writers"')[2].partition("</section>")[0]
        assert box.count('class="writer"') == 1, "a guest stays a name"
        assert '<a href="/bylines/ayla-demirci/" rel="author">Ayla Demirci</a>' in box
        assert '<p class="role">Reporter · The harbour</p>' in box
        assert "<p>Ayla Demirci has covered the harbour since 2019.</p>" in box
        assert "Before that" not in box
        assert 'src="/people/ayla.jpg"' in box
        assert 'href="mailto:ayla@example.org"' in box
    assert "writers" not in paper.page("2026/01/03/storm-nears")


def test_a_story_names_its_writers_in_the_fediverse(paper: Newsroom) -> None:
    paper.build()
    line = '<meta name="fediverse:creator" content="@ayla@social.example">'
    assert line in paper.page("2026/01/01/ferry-sails")
    assert "fediverse:creator" not in paper.page("2026/01/03/storm-nears")


def test_machines_learn_the_same(paper: Newsroom) -> None:
    paper.build()
    known = {
        "@type": "Person",
        "@id": "https://courier.example/bylines/ayla-demirci/#person",
        "name": "Ayla Demirci",
        "url": "https://courier.example/bylines/ayla-demirci/",
        "jobTitle": "Reporter",
        "knowsAbout": "The harbour",
        "image": "https://courier.example/people/ayla.jpg",
        "email": "ayla@example.org",
        "sameAs": ["https://social.example/@ayla"],
    }
    guest = {"@type": "Person", "name": "Gus Guest", "url": "https://courier.example/bylines/gus-guest/"}
    assert data(paper.page("2026/01/02/dues-fall"))[0]["author"] == [known, guest]
    profile = data(paper.page("bylines/ayla-demirci"))[0]
    assert profile["@type"] == "ProfilePage"
    assert profile["mainEntity"] == known | {
        "description": "Ayla Demirci has covered the harbour since 2019.",
        "alternateName": "@ayla@social.example",
    }
    assert "ProfilePage" not in paper.page("bylines/gus-guest")


def test_the_list_of_reporters_has_the_others_below(paper: Newsroom) -> None:
    paper.build()
    page = main(paper.page("bylines"))
    assert "<h1>Our reporters</h1>" in page
    own, _, others = page.partition("<h2>Other authors</h2>")
    assert '<a href="/bylines/ayla-demirci/" rel="author">Ayla Demirci</a>' in own
    assert "2 stories" in own
    assert '<a href="/bylines/gus-guest/">Gus Guest</a>' in others
    assert "Ayla" not in others
    assert '<a href="/bylines/">Our reporters</a>' in paper.page("2026/01/03/storm-nears")


def test_without_a_file_everything_is_as_before(paper: Newsroom) -> None:
    paper.remove("content/people/ayla-demirci.md")
    paper.build()
    assert "<h1>Authors</h1>" in main(paper.page("bylines"))
    assert "writers" not in paper.page("2026/01/01/ferry-sails")
    assert "ProfilePage" not in paper.page("bylines/ayla-demirci")


@pytest.mark.parametrize("line", ["draft: true", "embargo: 2027-01-01", "expires: 2026-01-02"])
def test_a_person_who_is_not_public_is_nowhere(paper: Newsroom, line: str) -> None:
    describe(paper, *AYLA, line, words=WORDS)
    paper.build()
    assert "<h1>Authors</h1>" in main(paper.page("bylines"))
    for name, found in paper.tree().items():
        assert b"ayla@example.org" not in found, name
        assert b"The harbour" not in found, name
        assert "people/ayla" not in name


def test_a_new_role_changes_that_persons_pages_and_no_other(paper: Newsroom) -> None:
    paper.build()
    before = paper.tree()
    describe(paper, "name: Ayla Demirci", "role: Editor", *AYLA[2:], "aliases: [A. Demirci]", words=WORDS)
    paper.build()
    changed = {name for name, found in paper.tree().items() if before.get(name) != found}
    assert changed == {
        "2026/01/01/ferry-sails/index.html",
        "2026/01/02/dues-fall/index.html",
        "bylines/ayla-demirci/index.html",
        "bylines/index.html",
    }


def test_hostile_words_about_a_person_are_text(paper: Newsroom) -> None:
    hostile = '"<script>alert(1)</script>"'
    describe(paper, "name: Ayla Demirci", f"role: {hostile}", f"beat: {hostile}", "links: {'<b>': https://a.example/}")
    paper.build()
    for place in ("2026/01/01/ferry-sails", "bylines/ayla-demirci", "bylines"):
        assert "<script>alert" not in paper.page(place)
        assert "<b>" not in main(paper.page(place)).partition('class="contact"')[2].partition("</ul>")[0]


@pytest.mark.parametrize(
    ("link", "fix"),
    [
        ("People/Ayla-Demirci.md", "did you mean `people/ayla-demirci.md`? Letter case matters on web servers"),
        (
            "people/gus-guest.md",
            "nobody describes this person yet: link to `/bylines/gus-guest/`, or write content/people/gus-guest.md",
        ),
        ("people/nobody.md", "check the path; it is relative to this file's folder"),
    ],
)
def test_a_link_to_a_person_that_leads_nowhere_says_where_they_are(paper: Newsroom, link: str, fix: str) -> None:
    [problem] = paper.write(story("4.md", "A link", "2026-01-04", body=f"See [them]({link}).")).problems()
    assert problem.fix == fix


def test_descriptions_of_people_are_not_counted_as_drafts(paper: Newsroom) -> None:
    describe(paper, "name: Gus Guest", "draft: true", name="gus-guest")
    describe(paper, "name: North Reporter", "embargo: 2027-01-01", name="north-reporter")
    assert not any(paper.build().not_shown.counts.values())

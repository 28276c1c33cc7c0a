"""What ``broadsheet why`` says that a page is made of, and which of these parts have changed since it was published."""

from __future__ import annotations

import pytest
from newsroom import SETTINGS, Newsroom, numbered, photo, story

from generator.engine.definitions import Query, Task
from generator.engine.runtime import SERIAL
from generator.engine.store import Store
from generator.model.problems import Problems
from generator.pipeline.explain import Explanation, explain, explanation
from generator.pipeline.parts import named
from generator.pipeline.plan import OUTPUTS
from generator.pipeline.queries import definitions
from generator.pipeline.site_graph import settled
from generator.pipeline.sources import gather
from generator.pipeline.store import with_store

NEEDLE = (
    '-- layouts/story.html --\n{% extends "theme/story.html" %}\n{% block main %}{{ story.headline }}{% endblock %}\n'
)
PAGE = "-- content/pages/about.md --\n---\ntitle: About\nstandfirst: Who we are.\n---\nWords.\n"
FERRY = ("standfirst: Twice a day.", "tags: [Ferry]", "picture: {src: quay.jpg, alt: Quay}")


@pytest.fixture
def town(newsroom: Newsroom) -> Newsroom:
    """Stories with everything that a page can be made of."""
    newsroom.write("".join(numbered(number) for number in range(6)) + PAGE)
    (newsroom.folder / "content/quay.jpg").write_bytes(photo())
    newsroom.write(story("a.md", "Ferry returns", "2026-01-09", *FERRY))
    newsroom.write(story("b.md", "Ferry leaves", "2026-01-08", "tags: [Ferry]", "bylines: [Ruth Calder]"))
    newsroom.build()
    return newsroom


def states(newsroom: Newsroom, url: str) -> dict[str, str]:
    return {part.name: part.state for part in explain(newsroom.request(), newsroom.output, url).parts}


def moved(newsroom: Newsroom, url: str) -> dict[str, str]:
    """The parts that are not as they were."""
    return {name: state for name, state in states(newsroom, url).items() if state != "same"}


def test_a_storys_page_is_made_of_what_an_editor_knows(town: Newsroom) -> None:
    parts = states(town, "content/a.md")
    assert {*parts.values()} == {"same"}
    assert {
        "the front matter of content/a.md",
        "the text of content/a.md",
        "the picture of content/a.md",
        "the related stories of content/a.md",
        "the name of the tag `ferry`",
        "the card of content/b.md",
        "the settings in site.toml",
        "the navigation",
        "the layout story.html and the layouts it uses",
    } <= {*parts}
    assert "the card of content/a.md" not in parts


def test_a_listing_is_made_of_its_list_and_cards(town: Newsroom) -> None:
    parts = states(town, "/tags/ferry/")
    assert {"the list /tags/ferry/", "the card of content/a.md", "the card of content/b.md"} <= {*parts}
    assert not any("the text" in name for name in parts)


def test_another_body_changes_the_storys_own_page_alone(town: Newsroom) -> None:
    town.write(story("a.md", "Ferry returns", "2026-01-09", *FERRY, body="Another word."))
    parts = moved(town, "content/a.md")
    parts.pop("the related stories of content/a.md", None)  # they follow from its words
    assert parts == {"the text of content/a.md": "changed"}
    assert moved(town, "/tags/ferry/") == {}


def test_another_headline_changes_a_card_wherever_it_is(town: Newsroom) -> None:
    town.write(
        story("b.md", "Ferry sails", "2026-01-08", "tags: [Ferry]", "bylines: [Ruth Calder]", "slug: ferry-leaves")
    )
    assert moved(town, "content/b.md")["the front matter of content/b.md"] == "changed"
    assert moved(town, "/tags/ferry/") == {"the card of content/b.md": "changed"}


def test_a_new_story_is_new_in_its_lists(town: Newsroom) -> None:
    town.write(story("c.md", "Ferry sinks", "2026-01-10", "tags: [Ferry]"))
    assert moved(town, "/tags/ferry/") == {"the list /tags/ferry/": "changed", "the card of content/c.md": "new"}
    answer = explain(town.request(), town.output, "content/c.md")
    assert {part.state for part in answer.parts} == {"new"}
    assert answer.verdict == "It has not been built yet; the next build writes it."


def test_what_has_changed_comes_first(town: Newsroom) -> None:
    town.write(NEEDLE)
    parts = explain(town.request(), town.output, "content/a.md").parts
    assert (parts[0].name, parts[0].state) == ("the layout story.html and the layouts it uses", "changed")
    assert {part.state for part in parts[1:]} == {"same"}


def test_settings_that_make_no_difference_to_a_page_do_not_count(town: Newsroom) -> None:
    town.write(SETTINGS + "per_page = 7\n")
    answer = explain(town.request(), town.output, "content/a.md")
    assert answer.verdict == "Nothing that it is made of has changed; the next build leaves it as it is."
    assert {part.state for part in answer.parts} == {"same"}


@pytest.mark.parametrize(
    "edit",
    [
        story("a.md", "Ferry is back", "2026-01-10", "tags: [Boats]"),
        story("c.md", "New", "2026-01-11", "section: Harbour", body="See [it](a.md)."),
        numbered(3, "", "killed: 2026-11-01"),
        SETTINGS.replace("Courier", "Herald"),
        SETTINGS + 'permalink = "/{slug}/"\n',
        PAGE.replace("About", "About us"),
        NEEDLE,
    ],
)
def test_a_page_that_the_next_build_makes_has_a_part_that_has_changed(town: Newsroom, edit: str) -> None:
    town.write(edit)
    request, sources = town.request(), gather(town.folder)

    def answers(store: Store) -> list[Explanation]:
        site = settled(request, SERIAL, sources, store)
        return [explanation(site, store, town.output, path) for path in town.tree() if path in site.plan]

    made = 0
    for answer in with_store(town.folder, sources.program, answers):
        changed = answer.verdict.startswith("Something that it is made of has changed")
        assert changed == any(part.state != "same" for part in answer.parts), answer.path
        made += changed
    assert made


def test_asking_leaves_what_is_stored_as_it_is(town: Newsroom) -> None:
    town.write(PAGE.replace("Words", "Other words"))
    for _ in range(2):
        assert moved(town, "/about/") == {"the text of content/pages/about.md": "changed"}


def test_a_page_that_the_site_no_longer_has_goes_with_the_next_build_and_one_it_never_had_is_guessed(
    town: Newsroom,
) -> None:
    (town.folder / "content/pages/about.md").unlink()
    with pytest.raises(Problems, match="the next build removes it"):
        explain(town.request(), town.output, "/about/")
    with pytest.raises(Problems, match=r"did you mean /2026/01/09/ferry-returns/\?"):
        explain(town.request(), town.output, "/2026/01/09/ferry-return/")


def test_everything_that_a_file_is_made_of_has_a_name_or_is_made_of_other_things(town: Newsroom) -> None:
    town.write(story("d.md", "Gone", "2026-01-05", "killed: 2026-11-01", "aliases: [/old/]"))
    town.write(
        story("e.md", "Moved", "2026-01-05", "aliases: [/older/]", "related: [Gone]", "uri: tag:x.example,2026:e")
    )
    site = settled(town.request(), SERIAL, gather(town.folder))
    known = {each.name: each for each in definitions(town.folder, site.request.settings, SERIAL)}
    ahead = [(OUTPUTS[module].name, path) for path, module in site.plan.items()]
    seen = {*ahead}
    while ahead:
        name, arg = ahead.pop()
        for read in site.graph.reads(known[name], arg):
            if not named(read, known[read.name]) and (read.name, read.arg) not in seen:
                assert isinstance(known[read.name], Query | Task), read
                seen.add((read.name, read.arg))
                ahead.append((read.name, read.arg))

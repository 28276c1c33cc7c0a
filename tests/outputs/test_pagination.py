"""Long listings: pages that are full never change."""

from __future__ import annotations

from asking import Given
from hypothesis import given
from hypothesis import strategies as st
from stories import SITE, card

from generator.model.output import Closure, File, Rendered
from generator.model.page import Listing
from generator.model.settings import Settings
from generator.model.story import Term
from generator.outputs import terms
from generator.reading.inputs import CATALOGS, DRAFTS, SETTINGS
from generator.site.cards import CARD
from generator.site.frame import ANY_STORY
from generator.site.frame import SITE as OF_SITE
from generator.site.groups import ALL_GROUPS, GROUPS, Group, cut, further
from generator.theme.queries import CLOSURES

COUNTS = st.integers(0, 40)
SIZES = st.integers(1, 7)


def _newest_first(count: int) -> tuple[str, ...]:
    return tuple(str(number) for number in range(count, 0, -1))


@given(COUNTS, SIZES)
def test_every_story_is_listed_once_and_in_order(count: int, size: int) -> None:
    pages = cut(Group(_newest_first(count)), size)
    assert pages.first + tuple(each for _, page in reversed(pages.further) for each in page) == _newest_first(count)


@given(st.integers(1, 40), SIZES)
def test_a_series_is_cut_in_its_reading_order(count: int, size: int) -> None:
    order = tuple(map(str, range(1, count + 1)))
    pages = cut(Group(order[::-1], order=order), size)
    assert (*pages.first, *(each for _, page in pages.further for each in page)) == order
    assert [number for number, _ in pages.further] == list(range(2, len(pages.further) + 2))
    assert all(len(page) == size for _, page in pages.further[:-1])


@given(COUNTS, SIZES)
def test_older_pages_are_full_and_the_newest_has_up_to_two_pages_worth(count: int, size: int) -> None:
    pages = cut(Group(_newest_first(count)), size)
    assert all(len(page) == size for _, page in pages.further)
    assert min(count, size) <= len(pages.first) < 2 * size


@given(COUNTS, COUNTS, SIZES)
def test_full_pages_keep_their_stories_when_more_come(count: int, more: int, size: int) -> None:
    before, after = (cut(Group(_newest_first(each)), size) for each in (count, count + more))
    assert after.further[: len(before.further)] == before.further


def _pages(count: int, size: int) -> dict[str, Rendered]:
    """The pages of a section with ``count`` stories, by their path."""
    group = Group(_newest_first(count), Term("World", "world", "/world/"))
    read = Closure((), frozenset({"listing", "head", "target"}), "")
    ask = Given(
        {
            SETTINGS.name: {"": Settings("The Port Elm Courier", "https://courier.example/", per_page=size)},
            DRAFTS.name: {"": False},
            CATALOGS.name: {"": ()},
            OF_SITE.name: {"": SITE},
            ANY_STORY.name: {"": True},
            **{each.name: {"": ()} for each in ALL_GROUPS.values()},
            ALL_GROUPS["section"].name: {"": (("/world/", group),)},
            GROUPS["section"].name: {"/world/": group},
            CARD.name: lambda path: card(int(path)),
            CLOSURES.name: lambda layout: read,
        }
    )
    files: list[File] = list(terms.files(ask))
    return {file.path: terms.output(ask, file.path) for file in files}


def _listing(page: Rendered) -> Listing:
    listing = page.context["listing"]
    assert isinstance(listing, Listing)
    return listing


@given(COUNTS, COUNTS, SIZES)
def test_a_full_page_is_the_same_output_when_more_stories_come(count: int, more: int, size: int) -> None:
    before, after = _pages(count, size), _pages(count + more, size)
    full = [f"world/page/{number}/index.html" for number in further(Group(_newest_first(count)), size)]
    assert [after[path] for path in full] == [before[path] for path in full]


@given(COUNTS, SIZES)
def test_every_page_that_another_names_is_there(count: int, size: int) -> None:
    pages = _pages(count, size)
    listed = [_listing(page) for page in pages.values() if page.layout == "listing.html"]
    named = {url for listing in listed for url in (listing.url, listing.newer, listing.older) if url}
    assert {url.lstrip("/") + "index.html" for url in named} <= pages.keys()


def test_readers_walk_from_the_newest_to_the_oldest_page_and_back() -> None:
    pages = _pages(7, 2)
    assert list(pages) == ["world/index.html", *(f"world/page/{number}/index.html" for number in (1, 2, 3))]
    newest, oldest, full = (_listing(page) for page in list(pages.values())[:3])
    assert [newest.older, full.older, oldest.older] == ["/world/page/2/", "/world/page/1/", ""]
    assert [oldest.newer, full.newer, newest.newer] == ["/world/page/2/", "/world/page/3/", ""]
    assert [newest.number, oldest.number, full.number] == [0, 1, 2]
    assert pages["world/page/3/index.html"].layout == "redirect.html"

"""Where things are on a page, measured: what once looked wrong with real photographs, long lists and other scripts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import pytest
from newsroom import SETTINGS, Newsroom, photo, story
from pages_host import pages
from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser
SECTIONS = 'sections = ["Council", "Harbour", "Sport"]\nsearch = "pagefind"\nper_page = 10\n'
PARTS = "\n\n".join(f"## Part {number}\n\n{'The boats sail at noon. ' * 60}" for number in range(1, 5))
PHOTO = 'picture: {src: %s, alt: "A boat"}'
COMMENT = ["section: Council", "kind: opinion", "bylines: [Agnes Thorne]", "tags: [Lamps]"]
STORIES = "".join(
    [
        story("lead.md", "Wide", "2026-03-09T09:10", "section: Harbour", PHOTO % "wide.jpg", "tags: [Boats]"),
        story("upright.md", "Upright", "2026-03-08", "section: Harbour", PHOTO % "upright.jpg", "tags: [Boats]"),
        story("small.md", "Small", "2026-03-07", "section: Harbour", PHOTO % "small.jpg", "tags: [Boats]"),
        story("opinion.md", "Leave the lamp on", "2026-03-06", *COMMENT),
        story(
            "alone.md",
            "Alone",
            "2026-03-05",
            "section: Sport",
            body="The harbour board voted by five to two to give up charging boats by their length. " * 9,
        ),
        story("long.md", "Long", "2026-03-04", "section: Sport", "dateline: PORT ELM", body=f"First words.\n\n{PARTS}"),
        story("fair.md", "Fair", "2026-01-02", "event: {from: 2030-09-25 19:00, until: 2030-09-25 21:00, place: Hall}"),
        story("tr.md", "Türkçe", "2026-03-03", "language: tr", "section: Sport"),
        story("ar.md", "عربي", "2026-03-02", "language: ar", "related: [Türkçe, Alone]", body="`a = b(c)` كلمة"),
        *(
            story(f"{n}.md", f"Match {n}", f"2026-02-{n:02}", "section: Sport", PHOTO % "wide.jpg", f"tags: [{tag}]")
            for n in range(1, 29)
            for tag in ("Boats" if n < 5 else f"Race {n}",)
        ),
    ]
)


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, bytes]:
    newsroom = Newsroom(tmp_path_factory.mktemp("layout")).write(SETTINGS + SECTIONS + STORIES)
    for name, size in {"wide": (1600, 900), "upright": (800, 1200), "small": (320, 180)}.items():
        (newsroom.folder / f"content/{name}.jpg").write_bytes(photo(*size))
    newsroom.build()
    return newsroom.tree()


@pytest.fixture(scope="module")
def address(files: Mapping[str, bytes]) -> Iterator[str]:
    with pages(files) as found:
        yield found


def _top(page: Page, selector: str) -> float:
    return float(page.evaluate("s => document.querySelector(s).getBoundingClientRect().top", selector))


@pytest.mark.parametrize("place", ["", "harbour/", "latest/"])
def test_photographs_leave_no_gaps_in_cards(page: Page, address: str, place: str) -> None:
    page.goto(address + place)
    gaps = """() => [...document.querySelectorAll('.card:has(img)')].map(card => {
        const parts = [...card.querySelectorAll('img, div')].map(each => each.getBoundingClientRect().top);
        return Math.min(...parts) - card.getBoundingClientRect().top
            - parseFloat(getComputedStyle(card).paddingTop) - parseFloat(getComputedStyle(card).borderTopWidth);
    })"""
    for width in (640, 800, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        found = page.evaluate(gaps)
        assert found
        assert max(map(abs, found)) < 1, (width, found)


def test_a_site_may_use_its_own_typefaces(page: Page, address: str) -> None:
    page.goto(address)
    policy = page.locator("meta[http-equiv='Content-Security-Policy']").get_attribute("content")
    assert "font-src 'self'" in str(policy)


def test_the_genre_is_told_apart_from_the_section(page: Page, address: str) -> None:
    page.goto(f"{address}latest/")
    kicker = page.locator(".kicker", has_text="Opinion").first
    colours = kicker.evaluate("k => [...k.children].map(each => getComputedStyle(each).color)")
    assert kicker.inner_text() == "Council Opinion"
    assert len(set(colours)) == 2
    page.goto(f"{address}council/")
    assert page.locator(".card .kicker").first.inner_text() == "Opinion"


def test_the_footer_is_one_row_of_columns(page: Page, address: str) -> None:
    page.goto(address)
    columns = "[...document.querySelectorAll('.footer > :not(.small)')].map(e => e.getBoundingClientRect().top)"
    for width in (768, 1024, 1280, 1600):
        page.set_viewport_size({"width": width, "height": 900})
        tops = page.evaluate(columns)
        assert max(tops) - min(tops) < 1, width
        assert page.locator(".footer input").bounding_box()["height"] < 50, width  # type: ignore[index]


def test_readers_see_only_reasons_that_an_editor_would_give(page: Page, address: str) -> None:
    page.goto(f"{address}2026/03/08/upright/")
    reasons = page.locator(".related .meta span").all_inner_texts()
    assert reasons
    assert all(each.startswith(("both on", "chosen by")) for each in reasons)


@pytest.mark.parametrize(("place", "ratio"), [("2026/03/08/upright/", 800 / 1200), ("2026/03/07/small/", 320 / 180)])
def test_pictures_are_shown_whole_and_never_larger_than_they_are(
    page: Page, address: str, place: str, ratio: float
) -> None:
    page.goto(address + place)
    for width in (375, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        box = page.locator(".hero img").bounding_box()
        assert box
        assert box["width"] / box["height"] == pytest.approx(ratio, rel=0.02)
        assert box["width"] <= (320 if "small" in place else 800)
        assert box["width"] >= min(0.8 * width, 320)


def test_a_dateline_is_on_the_line_of_its_paragraph_below_contents_too(page: Page, address: str) -> None:
    page.goto(f"{address}2026/03/04/long/")
    assert page.locator("details.contents").is_visible()
    assert abs(_top(page, ".dateline") - _top(page, ".dateline + p")) < 2


def test_section_blocks_show_the_newest_stories_that_are_not_above_them(page: Page, address: str) -> None:
    page.goto(address)
    above = {*page.locator(".lead a, .top a").all_inner_texts()}
    assert (
        page.locator("#front-sport ~ .row a").all_inner_texts()[:2]
        == [each for each in ("Alone", "Long", "Türkçe", "Match 28", "Match 27") if each not in above][:2]
    )


def test_a_line_of_text_has_about_seventy_characters(page: Page, address: str) -> None:
    page.goto(f"{address}2026/03/05/alone/")
    letters = len(page.locator(".body > p").first.inner_text())
    for width in (1024, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        rows = page.evaluate(
            "(() => { const p = document.querySelector('.body > p');"
            " return p.getBoundingClientRect().height / parseFloat(getComputedStyle(p).lineHeight); })()"
        )
        assert 62 <= letters / rows <= 74, width


def test_a_story_without_related_ones_has_no_empty_column(page: Page, address: str) -> None:
    page.goto(f"{address}2026/03/05/alone/")
    assert page.locator(".related").count() == 0
    left, right = page.evaluate(
        "(() => { const b = document.querySelector('article.story').getBoundingClientRect();"
        " return [b.left, document.documentElement.clientWidth - b.right]; })()"
    )
    assert abs(left - right) < 2


@pytest.mark.parametrize(
    ("place", "current"),
    [("2026/", "Archive"), ("2026/03/", "Archive"), ("2026/03/05/", "Archive"), ("latest/page/1/", "Latest")],
)
def test_the_row_of_sections_says_where_a_page_belongs(page: Page, address: str, place: str, current: str) -> None:
    page.goto(address + place)
    assert page.locator(".sections [aria-current]").all_inner_texts() == [current]


def test_every_list_of_topics_and_authors_can_be_reached_from_the_footer(page: Page, address: str) -> None:
    page.goto(address)
    links = page.locator(".footer nav a").all_inner_texts()
    assert {"Topics", "Authors"} <= {*links}
    assert "Agencies" not in links  # there are none
    page.get_by_role("link", name="Authors").click()
    assert page.locator("h1").inner_text() == "Authors"


def test_related_stories_in_all_languages_are_on_the_side_of_their_story(page: Page, address: str) -> None:
    page.goto(f"{address}2026/03/02/عربي/")
    aligned = page.evaluate("[...document.querySelectorAll('.related li')].map(e => getComputedStyle(e).textAlign)")
    assert len(aligned) == 2
    assert {*aligned} == {"right"}


def test_code_in_a_right_to_left_story_is_read_from_left_to_right(page: Page, address: str) -> None:
    page.goto(f"{address}2026/03/02/عربي/")
    style = page.locator(".body code").evaluate("c => [getComputedStyle(c).direction, getComputedStyle(c).unicodeBidi]")
    assert style == ["ltr", "isolate"]


def test_dates_are_never_broken(page: Page, address: str) -> None:
    for width in (320, 375, 768, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        page.goto(address)
        broken = "[...document.querySelectorAll('time')].filter(t => t.getClientRects().length > 1).length"
        assert page.evaluate(broken) == 0


def test_links_to_the_parts_of_a_story_show_only_when_wanted(page: Page, address: str) -> None:
    page.goto(f"{address}2026/03/04/long/")
    seen = "getComputedStyle(document.querySelector('.copy-link')).opacity"
    assert page.evaluate(seen) == "0"
    page.locator(".body h2").first.hover()
    assert page.evaluate(seen) == "1"
    page.mouse.move(0, 0)
    page.locator(".copy-link").first.focus()
    assert page.evaluate(seen) == "1"


def test_the_mark_of_the_last_visit_has_its_rule_in_the_narrow_column_too(page: Page, address: str) -> None:
    page.goto(address)
    at = page.evaluate("Date.parse(document.querySelectorAll('.rail time')[2].dateTime) + 1000")
    page.evaluate(f"localStorage.setItem('broadsheet /', JSON.stringify({{seen: {at}, since: null}}))")
    page.reload()
    mark = page.locator(".rail .since")
    assert mark.evaluate("m => parseFloat(getComputedStyle(m).borderTopWidth)") == 2


def test_a_story_on_paper_ends_with_its_last_lines(page: Page, address: str) -> None:
    page.emulate_media(media="print")
    page.goto(f"{address}2026/03/05/alone/")
    assert not page.locator(".footer nav, .imprint, .search-box").first.is_visible()
    assert page.locator(".footer").bounding_box()["height"] < 80  # type: ignore[index]


def test_phones_have_a_menu_with_all_that_wide_screens_show_and_it_needs_no_script(
    chromium: Browser, address: str
) -> None:
    with chromium.new_context(java_script_enabled=False, viewport={"width": 375, "height": 700}) as context:
        page = context.new_page()
        page.goto(f"{address}harbour/")
        menu = page.locator("header nav", has_text="Harbour").locator("visible=true")
        assert menu.count() == 0
        page.locator("summary", has_text="Menu").click()
        names = menu.get_by_role("link").all_inner_texts()
        assert {"Council", "Harbour", "Sport", "Latest", "Archive", "Topics", "Authors"} <= {*names}
        assert menu.locator("[aria-current]").all_inner_texts() == ["Harbour"]
        assert page.get_by_role("searchbox").first.is_visible()
        menu.get_by_role("link", name="Council").click()
        assert page.locator("h1").inner_text() == "Council"


def test_the_search_is_beside_the_name_of_the_paper(page: Page, address: str) -> None:
    page.goto(address)
    for width in (375, 768, 1024, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        glass, title = page.get_by_role("link", name="Search").bounding_box(), page.locator("h1").bounding_box()
        assert glass
        assert title
        assert title["y"] <= glass["y"] + glass["height"] / 2 <= title["y"] + title["height"], width
        assert glass["x"] > width * 0.8


def test_the_menu_of_a_paper_with_eight_sections_is_one_row(chromium: Browser, served: str) -> None:
    page = chromium.new_page()
    page.goto(served)
    for width in (1024, 1280):
        page.set_viewport_size({"width": width, "height": 700})
        tops = page.locator(".sections li").evaluate_all("all => all.map(each => each.getBoundingClientRect().top)")
        assert len(tops) == 10
        assert len({*tops}) == 1, width
    page.close()


@pytest.mark.parametrize("width", [1100, 1280, 1600])
def test_when_an_event_is_stays_on_one_line_where_there_is_room(page: Page, address: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(f"{address}events/")
    lines = """() => {
        const heading = document.querySelector(".listing h2");
        return heading.offsetHeight / parseFloat(getComputedStyle(heading).lineHeight);
    }"""
    assert 0 < page.evaluate(lines) < 2, "one line and its padding"

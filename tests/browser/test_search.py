"""Searching the site as readers do, at the root of a host and on a project's page."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from axe_playwright_python.sync_playwright import Axe
from newsroom import SETTINGS, Newsroom, story
from pages_host import pages
from playwright.sync_api import Browser, Route
from waiting import until

from generator.search import index

pytestmark = pytest.mark.browser
STORIES = story(
    "a.md", "Ferry returns", "2025-03-01", "section: Harbour", "tags: [Ferry]", body="The keeper lit a lantern."
) + story("b.md", "Dues rise", "2026-02-01", "section: Council", "tags: [Dues]", body="The board opened its ledger.")


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, bytes]:
    """The files of a built site with these stories."""
    newsroom = Newsroom(tmp_path_factory.mktemp("site")).write(SETTINGS + 'search = "pagefind"\n' + STORIES)
    newsroom.build()
    return newsroom.tree()


@pytest.mark.parametrize("base", ["/", "/repo/"])
def test_readers_find_a_story_by_a_word_of_its_body(
    chromium: Browser, newsroom: Newsroom, base: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(index, "_LEAST", 1)  # so that there are several indexes
    newsroom.write(SETTINGS.replace("courier.example/", f"courier.example{base}") + 'search = "pagefind"\n' + STORIES)
    newsroom.build()
    with pages(newsroom.tree(), base) as address, chromium.new_page() as page:
        faults: list[str] = []
        page.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
        page.goto(address)
        page.get_by_role("searchbox", name="Search the site").fill("lantern")
        page.keyboard.press("Enter")
        page.wait_for_url("**/search/?q=lantern")
        link = page.get_by_role("link", name="Ferry returns")
        link.wait_for()
        assert page.locator("#found").inner_text() == "1 story found"
        assert "Harbour · " in page.locator(".results li").inner_text()
        assert page.locator(".results mark").inner_text().startswith("lantern")
        assert not Axe().run(page).response["violations"]
        link.click()
        page.get_by_role("heading", level=1, name="Ferry returns").wait_for()
        assert not faults
    newsroom.write(story("c.md", "Crane lifted", "2026-04-01", body="They oiled the lantern and a pulley."))
    newsroom.write(story("d.md", "Buoy lit", "2026-04-02", body="It has a lantern.")).build()
    with pages(newsroom.tree(), base) as address, chromium.new_page() as page:
        page.goto(f"{address}search/?q=lantern")
        page.get_by_role("link", name="Crane lifted").wait_for()
        assert page.locator(".results li").count() == 3  # of two indexes, in one list
        page.locator("select[name=date]").select_option("2025")
        until(page, "document.querySelectorAll('.results li').length === 1")
        page.locator("select[name=date]").select_option("")
        page.locator("select[name=section]").select_option("Harbour")
        until(page, "document.querySelectorAll('.results li').length === 1")
        assert page.url.endswith("?q=lantern&section=Harbour")
        page.locator("select[name=section]").select_option("")
        page.locator("select[name=order]").select_option("newest")
        shown = "[...document.querySelectorAll('.results a')].map((link) => link.textContent).join()"
        until(page, f"{shown} === 'Buoy lit,Crane lifted,Ferry returns'")
        page.locator("#search input").fill("nosuchword")
        page.get_by_text("Nothing was found").wait_for()


SPOKEN = {
    "tr": (
        "IĞDIR’da İstanbul",
        "Kış ısı ve ışık.",
        ["ığdır", "Igdir", "istanbul", "İSTANBUL", "isi", "ISI", "kış", "kis"],
    ),
    "en": ("Flats in Iğdır", "Straße, naïve café.", ["IĞDIR", "iğdır", "igdir", "strasse", "STRASSE", "cafe", "NAÏVE"]),
    "de": ("Straße gesperrt", "Die Größe von Zürich.", ["strasse", "straße", "grosse", "größe", "zürich", "zurich"]),
    "fr": ("L’été", "L’école au cœur.", ["été", "ete", "l'été", "ecole", "école", "coeur", "cœur"]),
    "ar": ("مدرسة", "الْمَدْرَسَةُ في المدينة، أحمد.", ["المدرسة", "الْمَدْرَسَةُ", "المَدرسة", "احمد", "أحمد"]),
    "zh": ("渡轮恢复服务", "港口委员会昨天批准了新的预算。", ["服务", "预算", "委员会", "港口委员会"]),
    "ja": ("北海道新幹線が延伸", "市議会は予算を承認した。", ["新幹線", "予算", "市議会", "北海道新幹線"]),
    "th": ("เรือเฟอร์รี่", "คณะกรรมการท่าเรืออนุมัติงบประมาณใหม่", ["งบประมาณ", "ท่าเรือ", "คณะกรรมการ"]),
}


@pytest.mark.parametrize("language", SPOKEN)
def test_readers_find_words_as_they_type_them(chromium: Browser, newsroom: Newsroom, language: str) -> None:
    headline, body, queries = SPOKEN[language]
    newsroom.write(SETTINGS + f'search = "pagefind"\nlanguage = "{language}"\n')
    newsroom.write(story("a.md", headline, "2026-02-01", "slug: a", body=body))
    newsroom.write(story("b.md", "Xyz", "2025-02-01", body="Qqq."))
    newsroom.build()
    with pages(newsroom.tree()) as address, chromium.new_page() as page:
        page.goto(f"{address}search/?q=qqq")
        page.get_by_role("link", name="Xyz").wait_for()
        for query in queries:
            page.locator("#search input").fill(query)
            page.get_by_role("link", name=headline, exact=True).wait_for()
            assert "※" not in page.locator(".results").inner_text(), query
            page.locator("#search input").fill("qqq")
            page.get_by_role("link", name="Xyz").wait_for()


def test_without_script_the_page_says_so_and_leads_to_the_archive(
    chromium: Browser, published: Mapping[str, bytes]
) -> None:
    context = chromium.new_context(java_script_enabled=False)
    with pages(published) as address, context, context.new_page() as page:
        page.goto(f"{address}search/?q=lantern")
        assert page.get_by_text("Searching needs a browser that runs our script").is_visible()
        assert not page.locator("#search").is_visible()
        page.get_by_role("link", name="All stories are in the archive").click()
        page.get_by_role("heading", level=1, name="Archive").wait_for()


def test_the_filters_stand_in_one_row_and_results_do_not_repeat_their_headlines(
    chromium: Browser, published: Mapping[str, bytes]
) -> None:
    with pages(published) as address, chromium.new_page(viewport={"width": 1280, "height": 900}) as page:
        page.goto(f"{address}search/?q=ferry")
        page.locator(".results li").first.wait_for()
        tops = page.locator(".narrowed label").evaluate_all("all => all.map(each => each.getBoundingClientRect().top)")
        assert (len(tops), len({*tops})) == (4, 1)
        assert not page.locator(".results p").last.inner_text().startswith("Ferry returns")
        form = page.locator("#search").bounding_box()
        assert form
        assert form["x"] + form["width"] / 2 == pytest.approx(640, abs=10)


MOVES = """window.moved = [];
new PerformanceObserver((list) => moved.push(...list.getEntries().map((each) => each.value)))
  .observe({ type: "layout-shift", buffered: true });"""


def test_nothing_moves_while_a_screen_of_results_is_on_its_way(chromium: Browser, newsroom: Newsroom) -> None:
    ferries = [story(f"{day}.md", f"Ferry {day}", f"2026-01-0{day}", body="It sails.") for day in range(1, 9)]
    newsroom.write(SETTINGS + 'search = "pagefind"\n' + "".join(ferries)).build()
    with pages(newsroom.tree()) as address, chromium.new_page(viewport={"width": 412, "height": 823}) as page:
        slow = {"offline": False, "latency": 100, "downloadThroughput": 200_000, "uploadThroughput": 90_000}
        page.context.new_cdp_session(page).send("Network.emulateNetworkConditions", slow)
        page.add_init_script(MOVES)
        page.goto(f"{address}search/?q=ferry")
        page.locator(".results li").first.wait_for()
        assert sum(page.evaluate("moved")) < 0.05


def test_a_page_that_was_open_while_the_site_was_published_finds_what_is_there_now(
    chromium: Browser, newsroom: Newsroom
) -> None:
    newsroom.write(SETTINGS + 'search = "pagefind"\n' + STORIES).build()
    tree = newsroom.tree()
    with pages(tree) as address, chromium.new_page() as page:
        page.goto(f"{address}search/?q=lantern")
        page.get_by_role("link", name="Ferry returns").wait_for()
        newsroom.write(story("c.md", "Crane lifted", "2026-04-01", body="They oiled a pulley.")).build()
        tree.clear()
        tree.update(newsroom.tree())
        page.locator("#search input").fill("ledger")
        page.get_by_role("link", name="Dues rise").wait_for()
        page.locator("#search input").fill("pulley")
        page.get_by_role("link", name="Crane lifted").wait_for()


def test_without_a_network_the_page_does_not_say_that_nothing_was_found(
    chromium: Browser, published: Mapping[str, bytes]
) -> None:
    with pages(published) as address, chromium.new_page() as page:
        page.goto(f"{address}search/?q=lantern")
        page.get_by_role("link", name="Ferry returns").wait_for()
        page.context.set_offline(True)
        page.locator("#search input").fill("ledger")
        page.get_by_text("could not be loaded").wait_for()
        assert not page.locator("#results[aria-busy]").count()
        page.context.set_offline(False)
        page.locator("#search input").fill("ledger ")
        page.get_by_role("link", name="Dues rise").wait_for()


def test_one_lost_file_of_an_index_is_asked_for_again(chromium: Browser, published: Mapping[str, bytes]) -> None:
    lost: list[str] = []

    def lose_the_first(route: Route) -> None:
        if lost:
            route.continue_()
        else:
            lost.append(route.request.url)
            route.abort()

    with pages(published) as address, chromium.new_context() as context, context.new_page() as page:
        context.route("**/*.pf_index", lose_the_first)
        page.goto(f"{address}search/?q=lantern")
        page.get_by_role("link", name="Ferry returns").wait_for()
        assert lost


def test_an_index_that_is_old_is_opened_again_even_if_it_has_results(chromium: Browser, newsroom: Newsroom) -> None:
    newsroom.write(SETTINGS + 'search = "pagefind"\n' + STORIES).build()
    tree = newsroom.tree()
    with pages(tree) as address, chromium.new_page() as page:
        page.clock.install()
        page.goto(f"{address}search/?q=lantern")
        page.get_by_text("1 story found").wait_for()
        newsroom.write(story("c.md", "Crane lifted", "2026-04-01", body="They oiled a lantern.")).build()
        tree.clear()
        tree.update(newsroom.tree())
        page.clock.fast_forward("01:01")
        page.locator("#search input").fill("lantern ")
        page.get_by_text("2 stories found").wait_for()


def test_on_a_slow_network_the_page_says_that_it_is_searching(
    chromium: Browser, published: Mapping[str, bytes]
) -> None:
    with pages(published) as address, chromium.new_page() as page:
        slow = {"offline": False, "latency": 400, "downloadThroughput": 200_000, "uploadThroughput": 90_000}
        page.context.new_cdp_session(page).send("Network.emulateNetworkConditions", slow)
        page.goto(f"{address}search/?q=lantern")
        page.locator("[role=status]", has_text="Searching…").wait_for()
        page.locator("[role=status]", has_text="1 story found").wait_for()


ARDLEY = "bylines: [Tom Ardley]"
NAIR = "bylines: [Priya Nair, Ayşe Yıldız]"
FOUND = {
    "lantern": ["Ferry returns"],
    "lanter": ["Ferry returns"],
    "lanterns": ["Ferry returns"],
    "Afghanistan": [],
    "dues Afghanistan": [],
    "nosuchword": [],
    "illuminating": ["Ferry returns"],  # Pagefind finds inflections by their stem, here `illumin`
    "illuminat": [
        "Ferry returns"
    ],  # two letters of a long word may differ from it, so readers find this while they type
    "Ardley": ["Dues rise"],
    "priya nair": ["Ferry returns"],
    "Nai": ["Ferry returns"],
    "yildiz": ["Ferry returns"],
    "Anadolu": ["Dues rise"],
    "2025": [],  # the year of a story is in its address; for that, there is a list to choose from
    '"opened its"': ["Dues rise"],
    '"its opened"': [],
}


def test_readers_find_the_stories_that_have_the_words_or_the_author_and_no_others(
    chromium: Browser, newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        index, "_LEAST", 1
    )  # so that each story has an index of its own, and words that the other lacks
    newsroom.write(SETTINGS + 'search = "pagefind"\n')
    newsroom.write(
        story("a.md", "Ferry returns", "2025-03-01", NAIR, body="A lantern illuminated a lane of the board.")
    )
    newsroom.write(
        story("b.md", "Dues rise", "2026-02-01", ARDLEY, "source: Anadolu Agency", body="A board opened its ledger.")
    )
    newsroom.build()
    with pages(newsroom.tree()) as address, chromium.new_page() as page:
        page.goto(f"{address}search/?q=board")
        page.get_by_text("2 stories found").wait_for()
        for query, headlines in FOUND.items():
            page.locator("#search input").fill(query)
            page.locator("#found").get_by_text("1 story found" if headlines else "Nothing was found").wait_for()
            assert page.locator(".results a").all_inner_texts() == headlines, query
            page.locator("#search input").fill("board")
            page.get_by_text("2 stories found").wait_for()
        assert "Priya Nair and Ayşe Yıldız" in page.locator(".results").inner_text()


def test_an_excerpt_shows_the_word_that_was_searched_for_and_no_headline(chromium: Browser, newsroom: Newsroom) -> None:
    many = "Nobody knew what to do about the cold. " * 20
    body = f"Rain & <b>fog</b>. {many} In Iğdır, ısı was low, 1 &lt; 2. {many}"
    newsroom.write(SETTINGS + 'search = "pagefind"\n' + story("a.md", "Ferry returns", "2026-03-01", body=body)).build()
    with pages(newsroom.tree()) as address, chromium.new_page() as page:
        for query, start, mark in (
            ("ferry", "Rain & fog. Nobody", ""),
            ("igdir", "… to do about the cold. In Iğdır, ısı was low, 1 < 2.", "Iğdır,"),
            ("ısı", "… do about the cold. In Iğdır, ısı was", "ısı"),
        ):
            page.goto(f"{address}search/?q={query}")
            text = page.locator(".results p").last
            text.wait_for()
            assert text.inner_text().startswith(start)
            assert "".join(text.locator("mark").all_inner_texts()) == mark

"""Any address: the site is served as Pages serves its artifact, below every kind of path, and walked in a browser."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urldefrag, urlsplit
from urllib.request import urlopen

import pytest
from newsroom import SETTINGS, Newsroom, story
from pages_host import artifact, pages, unpacked
from PIL import Image
from playwright.sync_api import BrowserContext, Error, Page

pytestmark = pytest.mark.browser

STYLE = '-- layouts/assets/style.css --\n@import "more.css";\nbody { background: url("dot.svg") }\n'
MORE = "-- layouts/assets/more.css --\nh1 { list-style-image: url(dot.svg#a) }\n"
DOT = "-- layouts/assets/dot.svg --\n<svg xmlns='http://www.w3.org/2000/svg' width='4' height='4'/>\n"
SEEN = "a[href], link[href], img[src], script[src], source[src]"


@pytest.fixture(params=["", "a/b/"], scope="module")
def address(tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> Iterator[str]:
    """Where a site with all kinds of pages is served."""
    newsroom = Newsroom(tmp_path_factory.mktemp("site"))
    (newsroom.folder / "content").mkdir()
    newsroom.write(SETTINGS + "per_page = 1\n" + STYLE + MORE + DOT)
    Image.new("RGB", (500, 300), "teal").save(newsroom.folder / "content/quay.jpg")
    for number in range(2):
        more = [
            "section: Harbour",
            "tags: [Ferries, C#]",
            "bylines: [Ruth Calder]",
            "source: North Coast Wire",
            "picture: {src: quay.jpg, alt: The quay}",
            f"aliases: [/old/{number}/]",
        ]
        body = (
            "A [link](0.md#more), a [file](quay.jpg), ![](quay.jpg) and a [page](pages/about.md).\n\n## More\n\nWords."
        )
        newsroom.write(story(f"{number}.md", f"Story {number}", "2026-01-01", *more, body=body))
    newsroom.write(story("tr.md", "Haber", "2026-01-02", "language: tr", "translation_of: story-0"))
    newsroom.write(story("gone.md", "Gone", "2026-01-10", "killed: 2026-02-01"))
    newsroom.write("-- content/pages/about.md --\n---\ntitle: About\n---\nWe are [here](../0.md).\n")
    newsroom.build(base_url=f"https://owner.example/{request.param}")
    with pages(unpacked(artifact(newsroom.output)), f"/{request.param}") as found:
        yield found


@pytest.fixture
def page(context: BrowserContext) -> Iterator[Page]:
    with context.new_page() as found:
        yield found


def test_row_32_every_address_of_every_page_is_right_below_any_path(address: str, page: Page) -> None:
    wrong: list[str] = []
    base_path = urlsplit(address).path

    def look(status: int, url: str) -> None:
        if urlsplit(url).path != "/favicon.ico" and (status >= 400 or not url.startswith(address)):
            wrong.append(f"{page.url}: {url} answers {status}")  # a browser looks for icons of its own accord

    page.on("response", lambda answer: look(answer.status, answer.url))
    page.on("pageerror", lambda error: wrong.append(f"{page.url}: {error}"))
    waiting, done = [address], set[str]()
    while waiting:
        url = waiting.pop()
        if url in done:
            continue
        done.add(url)
        page.goto(url, wait_until="load")
        for href in _addresses(page):
            found = urldefrag(href)[0].replace(f"https://owner.example{base_path}", address)
            if not urlsplit(found).path.endswith("/"):
                _opens(found, wrong) if found.startswith(address) and found not in done else None
                done.add(found)
            elif found.startswith(address):
                waiting.append(found)
    assert wrong == []
    pages_seen = {url.removeprefix(address) for url in done}
    assert {"", "harbour/", "tags/c-sharp/", "2026/01/", "about/", "2026/01/02/haber/", "latest/page/1/"} <= pages_seen
    assert {"feed.xml", "rss.xml", "feed.json"} <= pages_seen


def _addresses(page: Page) -> list[str]:
    """All that a page leads to or draws on; of one that sends readers on, what they see then."""
    for _ in range(20):
        try:
            return list(page.eval_on_selector_all(SEEN, "all => all.map(each => each.href || each.src)"))
        except Error:
            page.wait_for_timeout(50)
    raise AssertionError(f"{page.url} sends readers on and on")


def _opens(url: str, wrong: list[str]) -> None:
    try:
        with urlopen(url) as answer:
            answer.read()
    except OSError as error:
        wrong.append(f"{url}: {error}")


@pytest.mark.parametrize("place", ["gone/", "a/b/c/d/e/", "Harbour/", "2026/13/"])
def test_row_32_the_page_for_what_is_lost_finds_its_way_back_from_any_depth(
    address: str, page: Page, place: str
) -> None:
    failed: list[str] = []
    page.on("response", lambda answer: failed.append(answer.url) if answer.status >= 400 else None)
    answer = page.goto(f"{address}{place}")
    assert answer
    assert (answer.status, failed) == (404, [f"{address}{place}"])
    page.get_by_role("main").get_by_role("link", name="Front page").click()
    assert page.url == address


def test_row_32_old_addresses_and_those_without_a_slash_lead_on(address: str, page: Page) -> None:
    page.goto(f"{address}old/1/")
    page.wait_for_url(f"{address}2026/01/01/story-1/")
    page.goto(f"{address}harbour")
    assert page.url == f"{address}harbour/"
    page.goto(f"{address}2026/01/10/gone/")
    assert page.locator("h1").inner_text() == "This story has been withdrawn"

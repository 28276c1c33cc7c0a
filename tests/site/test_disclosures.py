"""What stories disclose: on their pages, wherever they are listed, and to machines."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from newsroom import SETTINGS, Newsroom, story

POLICIES = '[policies]\nprinciples = "/about/"\nai = "https://courier.example/machines/"\n'
PAGES = "".join(
    f"-- content/pages/{name}.md --\n---\ntitle: {title}\n---\nWords.\n"
    for name, title in (("about", "About"), ("machines", "AI"))
)
PLACE = "2026/01/02/dues-fall"


def _write(newsroom: Newsroom, *lines: str, body: str = "A word.", settings: str = SETTINGS) -> Newsroom:
    newsroom.write(settings + story("1.md", "Ferry sails", "2026-01-01", "section: Harbour", "tags: [Dues]"))
    return newsroom.write(
        story("2.md", "Dues fall", "2026-01-02", "section: Harbour", "tags: [Dues]", *lines, body=body)
    )


def _article(newsroom: Newsroom, place: str = PLACE) -> dict[str, Any]:
    [block] = re.findall(r'<script type="application/ld\+json">(.*?)</script>', newsroom.page(place), re.DOTALL)
    found: dict[str, Any] = json.loads(block)["@graph"][0]
    return found


def _ninjs(newsroom: Newsroom) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(newsroom.page(f"{PLACE}/ninjs.json"))
    return found


# How we work


def test_how_we_work_is_beside_the_byline(newsroom: Newsroom) -> None:
    _write(newsroom, settings=SETTINGS + POLICIES).write(PAGES)
    newsroom.build()
    beside = newsroom.page(PLACE).partition('<div class="credits"')[2].partition('<div class="body"')[0]
    assert "<summary>How we work</summary>" in beside
    assert '<li><a href="/about/">Our principles</a></li>' in beside
    assert '<li><a href="/machines/">How we use AI</a></li>' in beside


def test_one_policy_is_a_link_and_none_is_nothing(newsroom: Newsroom) -> None:
    _write(newsroom, settings=SETTINGS + '[policies]\nethics = "https://house.example/ethics"\n')
    newsroom.build()
    assert '<p><a href="https://house.example/ethics">Our ethics</a></p>' in newsroom.page(PLACE)
    _write(newsroom)
    newsroom.build()
    assert "How we work" not in newsroom.page(PLACE)


def test_two_policies_of_one_property_are_a_list(newsroom: Newsroom) -> None:
    _write(newsroom, settings=SETTINGS + POLICIES).write(PAGES)
    newsroom.build()
    publisher = _article(newsroom)["publisher"]
    assert publisher["publishingPrinciples"] == ["https://courier.example/about/", "https://courier.example/machines/"]


# Machines


def test_a_line_says_how_machines_helped_with_the_policy_behind_it(newsroom: Newsroom) -> None:
    _write(newsroom, 'ai: "A program <set> the tables."', settings=SETTINGS + POLICIES).write(PAGES)
    newsroom.build()
    page = newsroom.page(PLACE)
    assert '<p>A program &lt;set&gt; the tables. <a href="/machines/">How we use AI</a></p>' in page
    assert _article(newsroom)["publishingPrinciples"] == "https://courier.example/machines/"
    assert {"role": "ai", "contentType": "text/plain", "value": "A program <set> the tables."} in _ninjs(newsroom)[
        "descriptions"
    ]
    assert "A program &lt;set&gt; the tables." in newsroom.page(f"{PLACE}/text")
    line = "<p>How machines helped: A program &lt;set&gt; the tables.</p>"
    [entry, _] = json.loads(newsroom.page("feed.json"))["items"]
    assert entry["content_html"].endswith(line)
    assert "How machines helped" not in newsroom.page("2026/01/01/ferry-sails")


def test_without_a_policy_there_is_only_the_line(newsroom: Newsroom) -> None:
    _write(newsroom, "ai: A program set the tables.")
    newsroom.build()
    assert "<p>A program set the tables.</p>" in newsroom.page(PLACE)
    assert "publishingPrinciples" not in _article(newsroom)


# Sponsored


def test_what_somebody_paid_for_says_so_wherever_it_is_listed(newsroom: Newsroom) -> None:
    _write(newsroom, "sponsored: Skerra Ferries")
    newsroom.build()
    label = '<p class="sponsored">Sponsored by Skerra Ferries</p>'
    for place in (PLACE, "index.html", "harbour", "tags/dues", "latest", "2026/01", "2026/01/01/ferry-sails"):
        assert label in newsroom.page(place), place
    assert newsroom.page(PLACE).index(label) < newsroom.page(PLACE).index("<h1>Dues fall")
    assert "Sponsored by Skerra Ferries." in newsroom.page(f"{PLACE}/text")
    assert "Sponsored:</b>" in newsroom.page("text")
    assert "Sponsored: Dues fall" in newsroom.page("feed.xml")
    assert "Sponsored: Dues fall" in newsroom.page("rss.xml")
    [entry, other] = json.loads(newsroom.page("feed.json"))["items"]
    assert (entry["title"], other["title"]) == ("Sponsored: Dues fall", "Ferry sails")
    assert entry["content_html"].startswith("<p><b>Sponsored by Skerra Ferries</b></p>")


def test_no_headline_of_what_somebody_paid_for_is_shown_without_a_label(newsroom: Newsroom) -> None:
    newsroom.write(SETTINGS + "[front]\ntop = 2\nlatest = 1\n")
    for day in range(1, 9):
        row = ("section: Harbour", "tags: [Dues]", "series: Harbour dues")
        newsroom.write(story(f"{day}.md", f"Matter {day}", f"2026-01-0{day}", *row))
    more = ("event: {from: 2026-12-04, place: Quay}", "corrections: [{at: 2026-01-20, text: Six.}]")
    for day in (3, 8):
        newsroom.write(
            story(f"{day}.md", f"Bought {day}", f"2026-01-0{day}T09:00", *row, "sponsored: Skerra Ferries", *more)
        )
    newsroom.build()
    found = {name: data.decode() for name, data in newsroom.tree().items() if name.endswith(".html")}
    pages = {name: html for name, html in found.items() if "Bought" in html and "/bought-" not in f"/{name}"}
    shown = {"index.html", "harbour/index.html", "series/harbour-dues/index.html", "corrections/index.html"}
    shown |= {"events/index.html", "2026/01/02/matter-2/index.html", "2026/01/02/matter-2/text/index.html"}
    assert shown <= pages.keys()
    for name, html in pages.items():
        headlines = re.findall(r"Bought \d</(?:a|b)>", html.partition("<body")[2])
        assert len(headlines) == html.partition("<body")[2].count("Sponsored"), name
    assert newsroom.page("events.ics").count("SUMMARY:Sponsored: Bought") == 2


def test_search_engines_learn_that_somebody_paid_for_it(newsroom: Newsroom) -> None:
    _write(newsroom, "sponsored: Skerra Ferries", "dateline: SKERRA")
    newsroom.build()
    article = _article(newsroom)
    assert article["@type"] == "AdvertiserContentArticle"
    assert article["sponsor"] == {"@type": "Organization", "name": "Skerra Ferries"}
    assert "dateline" not in article
    assert [each["@type"] for each in _article(newsroom, "2026/01/01/ferry-sails")["mentions"]] == [
        "AdvertiserContentArticle"
    ]
    assert '<meta name="googlebot-news" content="noindex">' in newsroom.page(PLACE)
    ninjs = _ninjs(newsroom)
    assert {"name": "sponsored"} in ninjs["genres"]
    assert {"name": "Skerra Ferries", "rel": "sponsor"} in ninjs["organisations"]


def test_a_sponsor_need_not_be_named(newsroom: Newsroom) -> None:
    _write(newsroom, "sponsored: true")
    newsroom.build()
    assert '<p class="sponsored">Sponsored</p>' in newsroom.page(PLACE)
    assert "sponsor" not in _article(newsroom)
    assert "Sponsored by" not in newsroom.page("feed.json")


def test_its_links_are_marked_as_paid_for(newsroom: Newsroom) -> None:
    body = (
        '[Tickets](https://ferries.example/?a=1&b=2 "Now"), [ours](https://courier.example/x), [here](1.md),'
        ' [mail](mailto:a@b.example) and <a rel="nofollow" href="https://more.example/">more</a>.'
    )
    _write(newsroom, "sponsored: Skerra Ferries", body=body)
    newsroom.build()
    for page in (
        newsroom.page(PLACE),
        newsroom.page(f"{PLACE}/text"),
        json.loads(newsroom.page("feed.json"))["items"][0]["content_html"],
    ):
        tags = re.findall(r"<a [^>]*(?:ferries|more)\.example[^>]*>", page)
        assert len(tags) == 2
        assert all(re.search(r'rel="[^"]*\bsponsored"', tag) and tag.count("rel=") == 1 for tag in tags)
        assert page.count('sponsored">') - page.count('class="sponsored">') == 2
    newsroom.write(story("2.md", "Dues fall", "2026-01-02", body=body))
    newsroom.build()
    assert "sponsored" not in newsroom.page(PLACE)


def test_it_is_neither_news_nor_a_top_story(newsroom: Newsroom) -> None:
    newsroom.write(SETTINGS + "[front]\ntop = 2\n")
    for day in range(1, 6):
        newsroom.write(story(f"{day}.md", f"Matter {day}", f"2026-11-2{day - 1}T08:00"))
    newsroom.write(story("6.md", "Bought", "2026-11-24T09:00", "sponsored: Skerra Ferries"))
    newsroom.build()
    assert "bought" not in newsroom.page("news-sitemap.xml")
    assert "matter-5" in newsroom.page("news-sitemap.xml")
    front = newsroom.page("index.html")
    lead, _, rest = front.partition('class="rail"')
    assert "Bought" not in lead.partition("<main")[2]
    assert [*re.findall(r"Matter \d", lead.partition("<main")[2])] == ["Matter 5", "Matter 4", "Matter 3"]
    assert "Bought" in rest
    sitemaps = [text for name, text in newsroom.tree().items() if "sitemap" in name and "news" not in name]
    assert any(b"bought" in text for text in sitemaps)


def test_a_site_with_nothing_but_paid_stories_has_no_lead(newsroom: Newsroom) -> None:
    newsroom.write(SETTINGS + story("1.md", "Bought", "2026-01-01", "sponsored: true", "section: Harbour"))
    newsroom.build()
    assert "Bought" in newsroom.page("index.html")
    assert 'class="card lead' not in newsroom.page("index.html")


# Sources and places


def test_documents_are_published_and_linked(newsroom: Newsroom) -> None:
    newsroom.write("-- content/budget.csv --\na,b\n")
    _write(
        newsroom,
        'source_notes: ["[The budget](budget.csv), page *nine*", "[The Board](https://board.example/)", A letter]',
    )
    assert not newsroom.build().warnings
    page = newsroom.page(PLACE)
    assert '<li><a href="/budget.csv">The budget</a>, page <em>nine</em></li>' in page
    assert "<li>A letter</li>" in page
    assert "budget.csv" in newsroom.tree()
    assert _article(newsroom)["citation"] == [
        {"@type": "CreativeWork", "name": "The budget, page nine", "url": "https://courier.example/budget.csv"},
        {"@type": "CreativeWork", "name": "The Board", "url": "https://board.example/"},
        {"@type": "CreativeWork", "name": "A letter"},
    ]
    assert {"name": "A letter"} in _ninjs(newsroom)["infoSources"]
    assert "The budget</a>" in newsroom.page(f"{PLACE}/text")


def test_a_document_that_is_not_there_is_told(newsroom: Newsroom) -> None:
    _write(newsroom, 'source_notes: ["[The budget](budgte.csv)"]').write("-- content/budget.csv --\na,b\n")
    [problem] = newsroom.problems()
    assert problem.line == 6
    assert "`budgte.csv` points to content/budgte.csv, which does not exist" in problem.message
    assert "budget.csv" in problem.fix


def test_a_document_of_a_story_that_is_not_public_is_not_published(newsroom: Newsroom) -> None:
    newsroom.write("-- content/budget.csv --\na,b\n")
    _write(newsroom, 'source_notes: ["[The budget](budget.csv)"]', "draft: true")
    newsroom.build()
    assert "budget.csv" not in newsroom.tree()


def test_a_story_says_where_it_was_reported(newsroom: Newsroom) -> None:
    _write(newsroom, "located: [Skerra, Port Elm]", "dateline: SKERRA")
    newsroom.build()
    assert "<span>Reported from</span> Skerra and Port Elm" in newsroom.page(PLACE)
    assert "Reported from Skerra and Port Elm." in newsroom.page(f"{PLACE}/text")
    places = [{"@type": "Place", "name": "Skerra"}, {"@type": "Place", "name": "Port Elm"}]
    assert _article(newsroom)["locationCreated"] == places
    ninjs = _ninjs(newsroom)
    assert ninjs["located"] == "Skerra, Port Elm"
    assert ninjs["places"] == [{"name": "Skerra", "rel": "located"}, {"name": "Port Elm", "rel": "located"}]


def test_a_story_that_not_everybody_may_read_says_so(newsroom: Newsroom) -> None:
    _write(newsroom, "free: false")
    newsroom.build()
    article = _article(newsroom)
    assert article["isAccessibleForFree"] is False
    assert article["hasPart"]["cssSelector"] == ".body"
    assert _article(newsroom, "2026/01/01/ferry-sails")["isAccessibleForFree"] is True


# Reviews


def test_a_review_with_an_item_is_one_for_search_engines(newsroom: Newsroom) -> None:
    _write(newsroom, "kind: review", 'review: {item: "The Long Winter", type: book, rating: 3.5}')
    newsroom.build()
    article = _article(newsroom)
    assert article["@type"] == "ReviewNewsArticle"
    assert article["itemReviewed"] == {"@type": "Book", "name": "The Long Winter"}
    assert article["reviewRating"] == {"@type": "Rating", "ratingValue": 3.5, "bestRating": 5, "worstRating": 1}
    verdict = newsroom.page(PLACE).partition('<p class="verdict">')[2].partition("</p>")[0]
    assert verdict == '<b>The Long Winter</b>: <span><span aria-hidden="true">★★★½☆</span> 3.5 out of 5</span>'
    assert "3.5 out of 5" in newsroom.page(f"{PLACE}/text")


def test_the_review_of_an_event_says_when_and_where(newsroom: Newsroom) -> None:
    review = "review: {item: Winter Concert, type: concert, rating: 8/10, place: The Ropewalk, date: 2025-12-19}"
    _write(newsroom, "kind: review", review)
    newsroom.build()
    item = _article(newsroom)["itemReviewed"]
    assert (item["@type"], item["startDate"]) == ("MusicEvent", "2025-12-19")
    assert item["location"] == {"@type": "Place", "name": "The Ropewalk", "address": "The Ropewalk"}
    assert (
        '<b>Winter Concert</b>, The Ropewalk, <span><time datetime="2025-12-19">19 December 2025</time></span>: <span>'
        in (newsroom.page(PLACE))
    )


@pytest.mark.parametrize(
    "lines", [("kind: review",), ("kind: review", "sponsored: A", "review: {item: B, type: book, rating: 5}")]
)
def test_other_reviews_are_none_for_search_engines(newsroom: Newsroom, lines: tuple[str, ...]) -> None:
    _write(newsroom, *lines)
    newsroom.build()
    article = _article(newsroom)
    assert article["@type"] in ("NewsArticle", "AdvertiserContentArticle")
    assert "itemReviewed" not in article
    assert "verdict" not in newsroom.page(PLACE).partition("<main")[2]

"""What pages say to machines."""

from __future__ import annotations

from datetime import timedelta

import pytest
from msgspec.structs import replace
from stories import ADDRESS, BARE, SAILS, SITE

from generator.model.frame import absolute
from generator.model.page import Head, Listing
from generator.model.picture import Crop, Picture
from generator.model.story import Link, Related, Term, Translation
from generator.theme.json_ld import breadcrumb_list, collection_page, news_article, web_manifest, web_page, web_site

HEAD = Head("story", "Ferry", "", ADDRESS, (Link("Courier", "/repo/"), Link("Ferry", "/repo/ferry/")))
WIRE = Term("North Coast Wire", "north-coast-wire", "/repo/sources/north-coast-wire/")
AYLA = Term("Ayla Demirci", "ayla-demirci", "/repo/bylines/ayla-demirci/")


def test_json_ld_of_a_bare_story_has_only_known_facts() -> None:
    publisher = {
        "@type": "NewsMediaOrganization",
        "@id": SITE.url + "#publisher",
        "name": "Courier Press",
        "url": SITE.url,
    }
    assert news_article(SITE, HEAD, BARE) == {
        "@type": "NewsArticle",
        "@id": ADDRESS + "#article",
        "mainEntityOfPage": ADDRESS,
        "url": ADDRESS,
        "headline": "Ferry sails again",
        "datePublished": "2026-11-02T09:00:00+03:00",
        "dateModified": "2026-11-02T09:00:00+03:00",
        "inLanguage": "en",
        "author": [publisher],
        "publisher": publisher,
        "wordCount": 2,
        "isAccessibleForFree": True,
    }


def test_json_ld_of_a_full_story_has_every_fact() -> None:
    story = replace(
        BARE,
        standfirst="After six weeks in dock.",
        modified=SAILS + timedelta(hours=1),
        section=Term("Harbour", "harbour", "/repo/harbour/"),
        tags=(Term("Ferry", "ferry", "/repo/tags/ferry/"),),
        bylines=(AYLA,),
        source=WIRE,
        source_url="https://ncw.example/",
        dateline="PORT ELM",
        picture=Picture("/repo/pictures/ferry.svg", "A ferry", "The ferry on Monday", "Ayla Demirci"),
        related_headlines=("Steps to be mended",),
    )
    node = news_article(SITE, HEAD, story, [Related(BARE, "both on Ferry")])
    agency = {"@type": "NewsMediaOrganization", "name": "North Coast Wire", "url": "https://ncw.example/"}
    assert node["description"] == "After six weeks in dock."
    assert node["dateModified"] == "2026-11-02T10:00:00+03:00"
    assert (node["articleSection"], node["keywords"], node["dateline"]) == ("Harbour", ["Ferry"], "PORT ELM")
    assert node["author"] == [
        {"@type": "Person", "name": "Ayla Demirci", "url": "https://courier.example/repo/bylines/ayla-demirci/"}
    ]
    assert (node["sourceOrganization"], node["creditText"]) == (agency, "North Coast Wire")
    assert node["image"] == [
        {
            "@type": "ImageObject",
            "url": "https://courier.example/repo/pictures/ferry.svg",
            "contentUrl": "https://courier.example/repo/pictures/ferry.svg",
            "caption": "The ferry on Monday",
            "creditText": "Ayla Demirci",
        }
    ]
    assert node["mentions"] == [
        {"@type": "NewsArticle", "headline": "Ferry sails again", "url": ADDRESS},
        {"@type": "NewsArticle", "headline": "Steps to be mended"},
    ]


def test_an_agency_is_the_author_where_no_person_is() -> None:
    node = news_article(SITE, HEAD, replace(BARE, source=WIRE))
    assert node["author"] == [{"@type": "NewsMediaOrganization", "name": "North Coast Wire"}]


def test_a_breadcrumb_counts_its_steps_from_one_with_whole_addresses() -> None:
    assert breadcrumb_list(SITE, HEAD)["itemListElement"] == [
        {"@type": "ListItem", "position": 1, "name": "Courier", "item": "https://courier.example/repo/"},
        {"@type": "ListItem", "position": 2, "name": "Ferry", "item": ADDRESS},
    ]


def test_a_listing_names_its_stories_in_order() -> None:
    other = replace(BARE, headline="Steps mended", url="/repo/steps/")
    page = collection_page(SITE, HEAD, Listing("tag", "Ferry", "", "/repo/tags/ferry/", (other, BARE)))
    assert page["@type"] == "CollectionPage"
    assert page["mainEntity"] == {
        "@type": "ItemList",
        "numberOfItems": 2,
        "itemListElement": [
            {"@type": "ListItem", "position": 1, "url": "https://courier.example/repo/steps/"},
            {"@type": "ListItem", "position": 2, "url": ADDRESS},
        ],
    }


def test_other_pages_and_the_site_itself() -> None:
    assert web_page(SITE, HEAD) == {"@type": "WebPage", "url": ADDRESS, "name": "Ferry", "inLanguage": "en"}
    site = web_site(SITE)
    assert (site["url"], site["description"]) == (SITE.url, "News from Port Elm")
    assert "description" not in web_site(replace(SITE, description=""))


def test_an_address_becomes_whole_unless_it_is() -> None:
    assert absolute(SITE, "/repo/a.svg") == "https://courier.example/repo/a.svg"
    assert absolute(SITE, "https://elsewhere.example/a.svg") == "https://elsewhere.example/a.svg"


def test_an_original_names_its_translations_and_a_translation_its_original() -> None:
    address = "https://example.org/tr/vapur/"
    english = Translation("en", "ltr", "English", BARE.url, ADDRESS, original=True)
    turkish = Translation("tr", "ltr", "Türkçe", "/tr/vapur/", address, original=False)
    original = news_article(SITE, HEAD, replace(BARE, translations=(english, turkish)))
    assert [each["inLanguage"] for each in original["workTranslation"]] == ["tr"]
    assert "translationOfWork" not in original
    translated = news_article(SITE, HEAD, replace(BARE, url="/tr/vapur/", translations=(english, turkish)))
    assert translated["translationOfWork"]["inLanguage"] == "en"
    assert "workTranslation" not in translated


@pytest.mark.parametrize(("credit", "has_address"), [("Ayla Demirci", True), ("", False)])
def test_of_a_picture_with_crops_only_these_are_named_and_its_own_address_needs_a_credit(
    credit: str, has_address: bool
) -> None:
    crops = (Crop("/repo/quay-16x9.jpg", 1200, 675), Crop("/repo/quay-1x1.jpg", 1200, 1200))
    picture = Picture("/repo/quay.jpg", "A quay", credit=credit, width=4000, height=3000, crops=crops)
    images = news_article(SITE, HEAD, replace(BARE, picture=picture))["image"]
    assert [(each["url"].rpartition("/")[2], each["width"], each["height"]) for each in images] == [
        ("quay-16x9.jpg", 1200, 675),
        ("quay-1x1.jpg", 1200, 1200),
    ]
    assert {each["caption"] for each in images} == {"A quay"}
    assert all(("contentUrl" in each) == ("creditText" in each) == has_address for each in images)
    (whole,) = news_article(SITE, HEAD, replace(BARE, picture=replace(picture, crops=())))["image"]
    assert (whole["url"], whole["width"]) == ("https://courier.example/repo/quay.jpg", 4000)


def test_a_page_has_its_description_and_a_site_its_search_and_logo_where_there_are_some() -> None:
    assert web_page(SITE, replace(HEAD, description="In brief"))["description"] == "In brief"
    assert "potentialAction" not in web_site(SITE)
    assert "logo" not in web_site(SITE)["publisher"]
    site = web_site(
        replace(SITE, search="https://courier.example/find/?q={query}", logo="https://courier.example/l.png")
    )
    assert site["potentialAction"]["target"]["urlTemplate"] == "https://courier.example/find/?q={search_term_string}"
    assert site["publisher"]["logo"]["url"] == "https://courier.example/l.png"


def test_an_app_has_only_icons_for_its_purposes() -> None:
    made = web_manifest(
        SITE, "Courier", [("/a.png", 192, "any"), ("/b.png", 512, "maskable"), ("/c.png", 180, "touch")]
    )
    assert [each["src"] for each in made["icons"]] == ["/a.png", "/b.png"]


@pytest.mark.parametrize(
    ("genre", "kind"), [("", "NewsArticle"), ("opinion", "OpinionNewsArticle"), ("review", "NewsArticle")]
)
def test_a_genre_has_a_type_of_its_own_unless_more_would_have_to_be_known(genre: str, kind: str) -> None:
    assert news_article(SITE, HEAD, replace(BARE, genre=genre))["@type"] == kind

"""Which files of content/ are published."""

from __future__ import annotations

import pytest
from asking import Given, site_of
from msgspec.structs import replace
from newsroom import Newsroom, photo, story
from recording_files import mp3, pdf

from generator.engine.runtime import SERIAL
from generator.media.renditions import FORMATS
from generator.model.manuscript import Mention
from generator.model.output import Copied, Resized, Sanitized
from generator.model.picture_kinds import JPEG
from generator.model.problems import Problem
from generator.model.settings import Settings
from generator.pipeline.site_graph import settled
from generator.pipeline.sources import gather
from generator.site.files import PublishedFile, as_published, dead_links, dead_search

UNUSED = "no story or page uses this file, so it is not published"


def test_a_file_that_nobody_uses_is_named_and_not_published(newsroom: Newsroom) -> None:
    newsroom.write(story("a.md", "A", "2026-01-01", body="[The dues](dues.csv)"))
    newsroom.write("-- content/dues.csv --\na,b\n-- content/other.csv --\na,b\n-- content/static/any.txt --\nhello\n")
    site = site_of(newsroom)
    assert [(each.path, each.level) for each in site.problems if each.message == UNUSED] == [
        ("content/other.csv", "warning")
    ]
    assert {"dues.csv", "any.txt"} <= site.plan.keys()
    assert "other.csv" not in site.plan


def test_a_file_is_not_unused_because_its_story_is_not_public_yet(newsroom: Newsroom) -> None:
    newsroom.write(story("town/a.md", "A", "2036-01-01", body="[The dues](dues.csv) ![Quay](/map.svg)"))
    newsroom.write(story("b.md", "B", "2026-01-01", "draft: true", "picture: {src: lead.jpg, alt: A quay}"))
    newsroom.write(
        "-- content/town/dues.csv --\na,b\n-- content/map.svg --\n<svg xmlns='http://www.w3.org/2000/svg'/>\n"
    )
    (newsroom.folder / "content/lead.jpg").write_bytes(photo())
    site = site_of(newsroom)
    assert UNUSED not in {each.message for each in site.problems}
    assert not {"town/dues.csv", "map.svg", "lead.jpg"} & site.plan.keys()
    newsroom.write("-- content/town/a.md --\n---\ntitle: A\npublished: 2036-01-01\n---\nWords.\n")
    unused = [each.path for each in site_of(newsroom).problems if each.message == UNUSED]
    assert unused == ["content/map.svg", "content/town/dues.csv"]


def test_nothing_is_called_unused_while_some_link_leads_nowhere_public(newsroom: Newsroom) -> None:
    newsroom.write(story("a.md", "A", "2026-01-01", body="[Soon](b.md)") + story("b.md", "B", "2036-01-01"))
    newsroom.write("-- content/other.csv --\na,b\n")
    assert UNUSED not in {each.message for each in site_of(newsroom).problems}


SITE = Settings(title="The Port Elm Courier", base_url="https://courier.example/")


def _dead(target: str, settings: Settings = SITE) -> list[Problem]:
    files = {"index.html", "harbour/index.html", "dues.csv"}
    mention = Mention(target, target, target, 6, 4)
    return list(dead_links([("content/a.md", mention)], files, {"soon"}, settings))


@pytest.mark.parametrize("target", ["/", "/harbour/", "/harbour", "/harbour/index.html", "/dues.csv", "/x/../dues.csv"])
def test_a_link_from_the_root_to_what_the_site_has_is_right(target: str) -> None:
    assert _dead(target) == []


@pytest.mark.parametrize("target", ["/2026/01/01/soon/", "soon"])
def test_a_link_to_a_story_that_has_errors_of_its_own_is_not_reported(target: str) -> None:
    assert _dead(target) == []


@pytest.mark.parametrize("target", ["/harbor/", "/dues.csv/", "/dues", "/index"])
def test_a_link_from_the_root_to_nothing_is_an_error_and_a_warning_in_adopted_copy(target: str) -> None:
    (found,) = _dead(target)
    assert (found.line, found.column, found.level) == (6, 4, "error")
    (found,) = _dead(target, replace(SITE, adopt=True))
    assert found.level == "warning"


@pytest.mark.parametrize("target", ["/soon/index.html", "/2026/01/01/soon"])
def test_a_link_to_the_file_of_such_a_story_is_not_reported_either(target: str) -> None:
    assert _dead(target) == []


def test_what_a_dead_link_may_mean_is_asked_with_the_file_of_a_story_where_it_is_one() -> None:
    (found,) = _dead("/harbor/")
    assert found.fix == "did you mean /harbour/?"
    mention = Mention("/harbor/", "/harbor/", "/harbor/", 6, 4)
    (found,) = dead_links(
        [("content/a.md", mention)], {"harbour/index.html"}, (), SITE, file_at=lambda _: "content/h.md"
    )
    assert found.fix == "did you mean `h.md`, which is at /harbour/?"
    assert _dead("/nothing-like-it/")[0].fix == "link to a story by its file; put other files into content/static/"


@pytest.mark.parametrize(
    ("search", "dead"),
    [
        ("/harbour/", False),
        ("/harbour/?q=", False),
        ("/harbour", False),
        ("/dues.csv", False),
        ("/find/", True),
        ("pagefind", False),
        ("https://search.example/", False),
    ],
)
def test_a_search_page_must_be_on_the_site(search: str, dead: bool) -> None:
    found = [*dead_search({"harbour/index.html", "dues.csv"}, replace(SITE, search=search))]
    assert [(each.path, each.level) for each in found] == [("site.toml", "warning")] * dead


FAULT = Problem("content/a.pdf", 0, 0, "odd")


@pytest.mark.parametrize(
    ("path", "more", "how"),
    [
        ("content/dues.csv", {}, Copied),
        ("content/map.svg", {}, Sanitized),
        ("content/static/map.svg", {}, Copied),
        ("content/a.pdf", {}, Sanitized),
        ("content/a.pdf", {"problems": (FAULT,)}, Copied),
        ("content/quay", {"kind": "JPEG"}, Sanitized),
        ("content/quay.jpg", {}, Sanitized),
        ("content/quay.jpg", {"kind": "JPEG", "reduced": True}, Resized),
        ("content/map.svg", {"reduced": True}, Sanitized),
    ],
)
def test_what_may_have_metadata_is_cleaned_and_all_else_copied(path: str, more: dict[str, object], how: type) -> None:
    file = Copied(path, "5ca1ab1e", 700, 40, 20, **more)  # type: ignore[arg-type]
    made = as_published(Given({"files": {path: file}}), PublishedFile(path, file))
    assert type(made) is how
    assert not isinstance(made, Resized) or made.rendition.format == FORMATS[JPEG]


@pytest.mark.parametrize(
    ("head", "body", "place"),
    [
        ("tags: [Quay]", "[Dues](dues.csv)\n\n![Quay](quay.jpg)", "content/a.md:8"),
        ("picture: {src: quay.jpg, alt: Quay}", "![Quay](quay.jpg)", "content/a.md:4"),
        ("tags: [Quay]", "![Quay](/quay.jpg)", "content/a.md"),
    ],
)
def test_a_file_that_cannot_be_published_is_named_with_the_line_that_uses_it(
    newsroom: Newsroom, head: str, body: str, place: str
) -> None:
    newsroom.write(story("a.md", "A", "2026-01-01", head, body=body) + "-- content/dues.csv --\na,b\n")
    (newsroom.folder / "content/quay.jpg").write_bytes(b"GIF89a")
    fixes = [each.fix for each in newsroom.problems() if each.path == "content/quay.jpg"]
    assert [fix.endswith(f" (used in {place})") for fix in fixes] == [True]


@pytest.mark.parametrize(
    ("name", "fix"),
    [
        ("a.txt", "if it is a story, rename it to `a.md`; otherwise link to it, or move it to content/static/"),
        ("a.md.txt", "stories end in .md: rename it to `a.md`"),
        ("a.md.docx", "if it is a story, save its text as `a.md`; otherwise link to it, or move it to content/static/"),
        ("a.odt", "if it is a story, save its text as `a.md`; otherwise link to it, or move it to content/static/"),
        ("a.csv", "link to it, move it to content/static/ to publish it without a link, or delete it"),
        ("a.heic", "delete it, or move it out of content/: it could not be published either"),
        ("_authors.yml", "write the names into the stories, as in `bylines: [Ayla Demirci]`, and delete the file"),
    ],
)
def test_what_to_do_with_an_unused_file_follows_from_its_name(newsroom: Newsroom, name: str, fix: str) -> None:
    newsroom.write(story("b.md", "B", "2026-01-01") + f"-- content/{name} --\nwords\n")
    assert [each.fix for each in site_of(newsroom).problems if each.path == f"content/{name}"] == [fix]


def test_adopted_copy_is_published_without_its_damaged_pictures_and_with_wrongly_named_ones(newsroom: Newsroom) -> None:
    newsroom.write(story("a.md", "A", "2026-01-01", body="![Tide](tide.png)") + "-- content/static/quay.jpg --\nGIF89a")
    (newsroom.folder / "content/tide.png").write_bytes(photo())
    order = newsroom.request()
    order = replace(order, settings=replace(order.settings, adopt=True))
    site = settled(order, SERIAL, gather(order.site))
    assert {each.path: (each.level, each.outcome) for each in site.problems} == {
        "content/static/quay.jpg": ("warning", "dropped"),
        "content/tide.png": ("warning", ""),
    }
    assert "quay.jpg" not in site.plan
    assert "tide.png" in site.plan


def test_a_damaged_file_that_no_story_uses_is_named_alone(newsroom: Newsroom) -> None:
    newsroom.write(story("a.md", "A", "2026-01-01", body="![Tide](tide.jpg)") + "-- content/static/quay.jpg --\nGIF89a")
    (newsroom.folder / "content/tide.jpg").write_bytes(photo())
    (problem,) = newsroom.problems()
    assert problem.path == "content/static/quay.jpg"
    assert problem.fix == "save it again as JPEG, PNG or WebP"


def test_what_a_used_file_could_not_lose_is_a_warning(newsroom: Newsroom) -> None:
    newsroom.write(story("a.md", "A", "2026-01-01") + "-- content/static/dues.pdf --\nno PDF\n")
    found = site_of(newsroom).problems
    assert [(each.path, each.level) for each in found] == [("content/static/dues.pdf", "warning")]


@pytest.mark.parametrize(
    "use",
    [
        "[The report](_drafts/file.pdf)",
        "![The quay](_drafts/file.jpg)",
        '::: audio _drafts/file.mp3 title="A talk" :::',
        "::: profile Ada picture=_drafts/file.jpg :::",
    ],
)
def test_a_file_in_the_folder_of_drafts_is_never_published(newsroom: Newsroom, use: str) -> None:
    newsroom.write(story("a.md", "A", "2026-01-01", body=use))
    (newsroom.folder / "content/_drafts").mkdir()
    (newsroom.folder / "content/_drafts/file.jpg").write_bytes(photo())
    (newsroom.folder / "content/_drafts/file.pdf").write_bytes(pdf())
    (newsroom.folder / "content/_drafts/file.mp3").write_bytes(mp3(1))
    [problem] = [each for each in newsroom.problems() if each.level == "error"]
    assert (problem.path, problem.line) == ("content/a.md", 5)
    assert "is in a folder that is withheld, so it is not published" in problem.message


def test_a_file_whose_name_says_that_it_is_withheld_is_a_warning(newsroom: Newsroom) -> None:
    body = "[a](drafts/x.csv) [b](<results (hold).csv>) [c](review-of-the-draft-plan.csv) [d](/wip/y.csv)"
    newsroom.write(story("a.md", "A", "2026-01-01", body=body))
    for name in ("drafts/x", "review-of-the-draft-plan", "static/wip/y"):
        newsroom.write(f"-- content/{name}.csv --\na,b\n")
    (newsroom.folder / "content/results (hold).csv").write_text("a,b\n")
    held = [each for each in site_of(newsroom).problems if "says that it is withheld" in each.message]
    assert [(each.level, each.column) for each in held] == [("warning", 5), ("warning", 24)]


def test_a_file_in_the_withheld_folder_of_its_story_is_as_public_as_that(newsroom: Newsroom) -> None:
    newsroom.write(story("review/a.md", "A", "2026-01-01", body="[a](x.csv)") + "-- content/review/x.csv --\na,b\n")
    assert not [each for each in site_of(newsroom).problems if "says that it is withheld" in each.message]

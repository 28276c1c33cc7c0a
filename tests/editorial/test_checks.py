"""What ``broadsheet check`` finds before readers do."""

from __future__ import annotations

import json
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Any, ClassVar

import pytest
from click.testing import CliRunner, Result
from newsroom import NOON, SETTINGS, Newsroom, story
from pages_host import serving

from generator.cli import main
from generator.cli.annotations import annotation
from generator.editorial import checks
from generator.editorial.checks import spellings
from generator.model.manuscript import Manuscript
from generator.model.problems import Problem
from generator.reading import layout_files
from generator.reading.settings.checks import CHECK_NAMES
from generator.system import public_hosts

ROOT = Path(__file__).parent.parent.parent
GOOD = story("good.md", "In order", "2026-01-01", "standfirst: A line.")
TEXT = (
    "The council met on the quay and heard of the tide, the crane, the light on the spit, the dues of the boats and "
    "the price of ice, and in the end it voted for none of what had been laid before it that night, since nobody "
    "could say who was to pay for a second crane, nor why the first had stood still for the whole of the summer."
)
SAMPLES = {
    "copied-layouts": "-- layouts/offline.html --\n{# Copied from the theme: offline.html 0123456789ab #}\n<p>No</p>\n",
    "corrections": story("a.md", "A", "2026-01-01", "standfirst: B.", body="It is six.\n\n*Correction: we had seven.*"),
    "desk": f'{SETTINGS}[desk]\nrepository = "courier/site"\n'
    + story("a.md", "A", "2026-01-01", "standfirst: B.", "series: Money"),
    "disclosures": story(
        "a.md", "A", "2026-01-01", "standfirst: B.", body="*Sponsored content*\n\nTwo nights on Skerra."
    ),
    "duplicates": story("a.md", "A", "2026-01-01", "standfirst: B.", body=TEXT)
    + story("b.md", "B", "2026-01-02", "standfirst: C.", body=f"{TEXT} And so to bed."),
    "external": story("a.md", "A", "2026-01-01", "standfirst: B.", body="[Gone](http://127.0.0.1:9/gone)."),
    "foreign-files": "-- output/evil.html --\n<p>Nobody knows of this page.</p>\n",
    "garbled": story("a.md", "A", "2026-01-01", "standfirst: B.", body="The cafÃ© opens."),
    "headings": story("a.md", "A", "2026-01-01", "standfirst: B.", body="[More](good.md#mroe)")
    + story("good.md", "In order", "2026-01-01", "standfirst: A line.", body="## More\n\nWords."),
    "headlines": story("a.md", "Word " * 30, "2026-01-01", "standfirst: B."),
    "host-limits": "-- content/static/what?.txt --\nWhat?\n",
    "layout-files": "-- layouts/style.css --\nbody { color: red }\n-- layouts/assets/stlye.css --\na { color: red }\n"
    "-- layouts/assets/print.css --\nbody {\n  background: url(nope.png);\n",
    "layout-links": '-- layouts/page.html --\n{% extends "theme/page.html" %}{% block main %}'
    '<a href="/nothing/">No</a>{% endblock %}\n',
    "leftovers": story("a.md", "A", "2026-01-01", "standfirst: B.", body="The **Solveig sails."),
    "numbers": story("a.md", "Nine hurt, 12 rescued", "2026-01-01", "standfirst: B.", body="Eight were hurt."),
    "own-addresses": story("a.md", "A", "2026-01-01", "standfirst: B.", body="[No](https://courier.example/nope/)."),
    "page-weight": story("a.md", "A", "2026-01-01", "standfirst: B.", body=f"{TEXT}\n\n" * 1000),
    "pages-artifact": SETTINGS.replace("https://courier.example/", "https://owner.github.io/repo/"),
    "pictures": story("a.md", "A", "2026-01-01", "standfirst: B.", "picture: {src: p.svg, alt: P}")
    + "-- content/p.svg --\n<svg xmlns='http://www.w3.org/2000/svg' width='4' height='4'/>\n",
    "quotes": story("a.md", "A", "2026-01-01", "standfirst: B.", body='He said: "We will see.'),
    "recorded-places": "-- content/static/clip.3gp --\n\0\0\0\x10ftypisom\0\0\0\0xyz\0\x12\x15\xc7+53.5021-003.1234/\0",
    "share-pictures": SETTINGS.replace("share_pictures = false", "share_pictures = true")
    + story("a.md", "CO₂ ≤ 9", "2026-01-01", "standfirst: B.", body="CO₂ ≤ 9."),
    "placeholders": story("a.md", "A", "2026-01-01", "standfirst: B.", body="The mayor, [CHECK NAME], agreed."),
    "same-headlines": story("a.md", "Ferry: back “in” service", "2026-01-01", "standfirst: B.")
    + story("b.md", "Ferry back in  Service", "2026-01-20", "standfirst: C."),
    "embeds": story(
        "a.md", "A", "2026-01-01", "standfirst: B.", body="Words.\n\n::: embed https://vimeo.com/1/abcdef12 :::"
    ),
    "events": story("a.md", "A", "2026-01-01", "standfirst: B.", "event: {from: 2025-01-09, place: Hall}"),
    "schemas": "-- schemas/story.json --\n{}\n",
    "series": story("a.md", "A", "2026-01-01", "standfirst: B.", "series: {name: Money, part: 1}")
    + story("b.md", "B", "2026-01-02", "standfirst: B.", "series: {name: Money, part: 3}"),
    "spellings": story("a.md", "A", "2026-01-01", "standfirst: B.", "bylines: [Ayla Demirci]")
    + story("b.md", "B", "2026-01-02", "standfirst: B.", "bylines: [Ayla Demirçi]"),
    "tags": story("a.md", "A", "2026-01-01", "standfirst: B.", "tags: [Ferry, Harbour dues]")
    + story("b.md", "B", "2026-01-01", "standfirst: B.", "tags: [Ferries, Harbour due]")
    + story("c.md", "C", "2026-01-01", "standfirst: B.", "tags: [Ferries, Harbour dues]"),
    "third-parties": '-- layouts/page.html --\n{% extends "theme/page.html" %}{% block main %}'
    '<script src="https://cdn.example/x.js"></script>{% endblock %}\n'
    "-- content/pages/about.md --\n---\ntitle: About\n---\nWords.\n",
    "times": story("a.md", "A", "2026-01-01", "standfirst: B.", "modified: 2027-01-01"),
    "weekdays": story("a.md", "A", "2026-11-20", "standfirst: B.", body="It opens on Friday, 25 November."),
}
"""For each check something that trips it."""


def _check(newsroom: Newsroom, *options: str, **environment: str) -> Result:
    return CliRunner(env=environment).invoke(main, ["check", "--site", str(newsroom.folder), *options])


def _found(newsroom: Newsroom, *options: str) -> list[dict[str, Any]]:
    return list(json.loads(_check(newsroom, "--json", *options).stdout)["problems"])


@pytest.mark.parametrize("name", checks.names())
def test_each_check_has_a_sample_that_trips_it_and_nothing_else(newsroom: Newsroom, name: str) -> None:
    newsroom.write(SAMPLES[name] if "content/good.md" in SAMPLES[name] else GOOD + SAMPLES[name])
    if name == "desk":
        (newsroom.folder / "node_modules").symlink_to(Path(__file__).parents[2] / "node_modules")
    newsroom.build()
    found = _found(newsroom, "--external")
    assert {each["check"] for each in found} == {name}
    assert all(each["message"] and each["fix"] and each["path"] for each in found)
    assert all(each["source"] for each in found if each["line"])
    newsroom.write(SETTINGS + f'[checks]\n{name} = "off"\n')
    newsroom.build()
    assert _found(newsroom, "--external") == []


def test_links_to_the_site_itself_and_to_the_desk_s_own_machines_are_checked(newsroom: Newsroom) -> None:
    body = (
        "[a](https://courier.example/nope/) [b](https://courier.example/2026/01/01/in-order/) [c](https://courier.example)"
        " [d](http://localhost:8000/x) [e](http://192.168.0.5/x) [f](https://localhost.example/) [g](http://nas.local/)"
    )
    newsroom.write(GOOD + story("a.md", "A", "2026-01-01", "standfirst: B.", body=body))
    found = _found(newsroom)
    assert {each["check"] for each in found} == {"own-addresses"}
    assert [body[each["column"] - 1 :].partition(")")[0] for each in found] == [
        "https://courier.example/nope/",
        "http://localhost:8000/x",
        "http://192.168.0.5/x",
        "http://nas.local/",
    ]


def test_files_in_layouts_without_effect_and_faults_in_style_sheets_are_found_at_their_places(
    newsroom: Newsroom,
) -> None:
    newsroom.write(GOOD + SAMPLES["layout-files"])
    newsroom.write('-- layouts/assets/more.css --\n/* { */ a::after { content: "}" }\n.b { color: red }}\n')
    newsroom.write(
        '-- layouts/assets/style.css --\n@import "more.css"; a { background: url("icon.svg") url(data:x) }\n'
    )
    found = _found(newsroom)
    assert [(each["path"], each["line"], each["column"]) for each in found] == [
        ("layouts/assets/more.css", 2, 18),
        ("layouts/assets/print.css", 1, 6),
        ("layouts/assets/print.css", 2, 19),
        ("layouts/assets/stlye.css", 0, 0),
        ("layouts/style.css", 0, 0),
    ]
    assert found[3]["fix"].startswith("did you mean `style.css`?")


def test_files_of_own_blocks_and_of_chosen_typefaces_are_in_use(newsroom: Newsroom) -> None:
    newsroom.write(GOOD + "-- layouts/blocks/compose.html --\n<p>{{ block.body }}</p>\n")
    newsroom.write(
        "-- layouts/assets/blocks/compose.css --\np { color: red }\n-- layouts/assets/blocks/compars.css --\n"
    )
    newsroom.write(SETTINGS + '[theme]\nheadline_font = "Newsrender"\n')
    fonts = newsroom.folder / "layouts/assets/fonts"
    fonts.mkdir()
    for weight in ("Regular", "Italic", "Bold"):
        copied = (layout_files.theme_folder() / f"assets/fonts/Newsreader-{weight}.woff2").read_bytes()
        (fonts / f"Newsrender-{weight}.woff2").write_bytes(copied)
    assert [each["path"] for each in _found(newsroom)] == ["layouts/assets/blocks/compars.css"]


def test_a_headline_is_no_problem_for_a_share_picture_that_is_not_made(newsroom: Newsroom) -> None:
    newsroom.write(GOOD + SETTINGS.replace("share_pictures = false\n", ""))
    newsroom.write(story("old.md", "CO₂ rises", "2024-01-01", "standfirst: B.", body="Words."))
    newsroom.write("-- content/pages/co.md --\n---\ntitle: CO₂\n---\nWords.\n").build()
    assert _found(newsroom) == []
    newsroom.write(story("new.md", "CO₂ falls", "2026-01-01", "standfirst: B.", body="More."))
    assert [each["path"] for each in _found(newsroom)] == ["content/new.md"]


def test_copy_without_findings_is_reported_as_such(newsroom: Newsroom) -> None:
    newsroom.write(GOOD)
    newsroom.build()
    said = _check(newsroom, "--strict")
    assert (said.exit_code, said.output) == (0, "1 file checked: no problems found.\n")


def test_a_warning_can_be_made_an_error_and_all_of_them_can(newsroom: Newsroom) -> None:
    newsroom.write(GOOD + SAMPLES["headlines"])
    assert _check(newsroom).exit_code == 0
    assert _check(newsroom, "--strict").exit_code == 1
    newsroom.write(SETTINGS + '[checks]\nheadlines = "error"\n')
    said = _check(newsroom)
    assert said.exit_code == 1
    assert "content/a.md:2: the headline has 149 characters" in said.output
    assert "1 error, 0 warnings" in said.output


@pytest.mark.parametrize(
    ("clip", "told"),
    [
        (b"\0\0\0\x10ftypqt  \0\0\0\0mdtacom.apple.quicktime.location.ISO6709\0+53.5021-003.1234+012.345/", 1),
        (b"\0\0\0\x10ftyp3gp4\0\0\0\0\0\0\0\x40loci\0\0\0\0", 1),
        (b"%PDF-1.7 <rdf:Description exif:GPSLatitude='53,30.1N'/>", 1),
        (b"\0\0\0\x10ftypisom\0\0\0\0\0\0\0\x10mdatxxxxloci", 0),
        (b"+53.5, and -3.1 in the morning", 0),
        (b"", 0),
    ],
)
def test_a_recording_with_a_location_is_reported(newsroom: Newsroom, clip: bytes, told: int) -> None:
    newsroom.write(story("a.md", "A", "2026-01-01", "standfirst: B."))
    (newsroom.folder / "content/static").mkdir()
    (newsroom.folder / "content/static/clip.3gp").write_bytes(clip)
    assert len(_messages(newsroom, "recorded-places")) == told


def test_errors_that_stop_a_build_do_not_hide_what_the_checks_find(newsroom: Newsroom) -> None:
    newsroom.write(SETTINGS + GOOD + story("a.md", "A", "2026-13-01") + story("b.md", "B", "2026-01-01"))
    newsroom.write("-- layouts/story.html --\n{{ story.nosuch }}\n")
    found = _found(newsroom)
    assert [(each["path"], each["check"], each["level"]) for each in found] == [
        ("content/a.md", "build", "error"),
        ("layouts/story.html", "build", "error"),
        ("content/b.md", "headlines", "warning"),
    ]
    assert _check(newsroom).exit_code == 1


def test_what_a_layout_loads_from_another_site_is_said_once(newsroom: Newsroom) -> None:
    newsroom.write(SETTINGS + GOOD + story("b.md", "B", "2026-01-01", "standfirst: B."))
    newsroom.write(
        '-- layouts/story.html --\n{% extends "theme/story.html" %}{% block main %}{{ super() }}'
        '<img src="/x.png" srcset="https://cdn.example/x.png 2x" alt="">{% endblock %}\n'
    )
    newsroom.build()
    (found,) = (each for each in _found(newsroom) if each["check"] == "third-parties")
    assert (found["path"], found["line"], found["level"]) == ("layouts/story.html", 1, "error")
    assert found["message"] == "this loads https://cdn.example/x.png from cdn.example"


def test_what_a_new_layout_loads_from_another_site_is_said_before_it_is_built(newsroom: Newsroom) -> None:
    newsroom.write(SETTINGS + GOOD).build()
    newsroom.write('-- layouts/partials/donate.html --\n\n<script src="https://evil.example/x.js"></script>\n')
    (found,) = (each for each in _found(newsroom) if each["check"] == "third-parties")
    assert (found["path"], found["line"], found["column"]) == ("layouts/partials/donate.html", 2, 14)


def test_a_picture_that_makes_several_pages_heavy_is_said_once(newsroom: Newsroom) -> None:
    """Only its original is heavy, which a browser does not load if there are smaller versions."""
    newsroom.write(SETTINGS)
    for name in "abc":
        newsroom.write(story(f"{name}.md", name, "2026-01-01", "standfirst: B.", body="![The quay](quay.gif)"))
    (newsroom.folder / "content/quay.gif").write_bytes(
        b"GIF89a\1\0\1\0\x80\0\0" + b"\0" * 6 + b",\0\0\0\0\1\0\1\0\0\2\2D\1\0;"
    )
    newsroom.build()
    heavy = next(newsroom.output.rglob("quay*"))
    heavy.write_bytes(b"\0" * 2_500_000)
    (message,) = _messages(newsroom, "page-weight")
    assert message.startswith("/2026/01/01/")
    assert "loads 2.5 MB (so do 2 more pages)" in message


def test_a_part_that_is_no_heading_may_be_linked_to(newsroom: Newsroom) -> None:
    lines = ("standfirst: B.", "event: {from: 2026-12-04, place: Hall}", "corrections: [{at: 2026-01-02, text: Six.}]")
    links = "[A](b.md#event) [B](b.md#correction-1) [C](b.md#box) [D](b.md#correction-2)"
    newsroom.write(GOOD + story("b.md", "Dues", "2026-01-01", *lines, body='<p id="box">A box.</p>'))
    newsroom.write(story("a.md", "A", "2026-01-01", "standfirst: B.", body=links))
    assert [each.partition("`")[2] for each in _messages(newsroom, "headings")] == ["#correction-2`"]


@pytest.mark.parametrize("line", ['headings = "loud"', 'heading = "off"', "headings = 3"])
def test_a_setting_that_no_check_has_is_refused(newsroom: Newsroom, line: str) -> None:
    newsroom.write(SETTINGS + f"[checks]\n{line}\n" + GOOD)
    assert _check(newsroom).exit_code == 1


def test_each_check_explains_itself(newsroom: Newsroom) -> None:
    said = _check(newsroom, "--explain", "all").output
    for name in checks.names():
        assert f"{name}\n\n{checks.explained(name)}" in said
        assert len(checks.explained(name).splitlines()) > 2
    assert _check(newsroom, "--explain", "pictures").output.startswith("pictures\n\n")
    assert _check(newsroom, "--explain", "pitcures").exit_code == 2


def test_github_annotates_the_lines_of_findings(newsroom: Newsroom) -> None:
    newsroom.write(GOOD + SAMPLES["pictures"])
    said = _check(newsroom, GITHUB_ACTIONS="true").stdout
    assert "::warning file=content/a.md,line=5,title=pictures::the picture has no credit." in said
    problem = Problem("a,b:c.md", 1, 2, "50 % of it\nis wrong", "mend it", level="error")
    assert (
        annotation("x", problem) == "::error file=a%2Cb%3Ac.md,line=1,col=2,title=x::50 %25 of it%0Ais wrong. mend it"
    )


def test_a_pull_request_shows_what_a_build_refuses_beside_its_line(
    newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The workflow does not come to `check` if the build fails."""
    newsroom.write(story("a.md", "Ferry", "2026-13-01"))
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    said = CliRunner().invoke(main, ["build", "--site", str(newsroom.folder)])
    assert said.exit_code == 1
    assert "::error file=content/a.md,line=3," in said.stdout
    as_json = CliRunner().invoke(main, ["build", "--site", str(newsroom.folder), "--json"])
    assert "::error" not in as_json.output


def _messages(newsroom: Newsroom, name: str, *options: str) -> list[str]:
    return [each["message"] for each in _found(newsroom, *options) if each["check"] == name]


@pytest.mark.parametrize(
    ("headline", "body", "wrong"),
    [
        ("Two dead, 12 hurt", "Two died and twelve were hurt.", []),
        ("1,200 boats", "It has 1.200 boats.", []),
        ("400 march to the quay", "Four hundred marched.", []),
        ("Port spends 1,200,000", "It spent 1.2 million on a crane.", []),
        ("90 march to the quay", "Fifty marched.", ["the headline says `90`, but that number is not in the story"]),
        ("Hall closes after 140 years", "It was built in 1886.", []),
        ("Port grows by 3.5 per cent", "It grew by 3.5 per cent.", []),
        ("Room 101 is shut", "The room is shut.", ["the headline says `101`, but that number is not in the story"]),
        ("A1 closed and 5G comes", "The road is shut.", []),
        ("Port builds 1.5m homes", "It builds 1.5 million homes.", []),
        ("Port builds 1.5 million homes", "It builds 1.5m homes.", []),
        ("Port spends £3bn", "It spent 3,000,000,000 pounds.", []),
        ("Port builds 1.5m homes", "It built 2.5m.", ["the headline says `1.5m`, but that number is not in the story"]),
        ("Town remembers 9/11", "On September 11, 2001.", []),
        ("Covid-19 returns", "The coronavirus is back.", []),
        ("World War 2 bomb", "A bomb of the Second World War.", []),
        ("World War 2 bomb", "A bomb of World War II.", []),
        ("Crews plan 24-hour strike", "They stop for a day.", []),
        ("Crews plan 36-hour strike", "All day.", ["the headline says `36`, but that number is not in the story"]),
        ("40 boats, 40 crews", "It has 41.", ["the headline says `40`, but that number is not in the story"]),
    ],
)
def test_numbers_of_the_headline_are_looked_for_in_the_story(
    newsroom: Newsroom, headline: str, body: str, wrong: list[str]
) -> None:
    newsroom.write(story("a.md", headline, "2026-01-01", "standfirst: B.", body=body))
    assert _messages(newsroom, "numbers") == wrong


@pytest.mark.parametrize(
    ("body", "count"),
    [
        ('"Yes," he said. "No."', 0),
        ('"It goes on.\n\n"And ends here," she said.', 0),
        ("\u201cIt goes on.\n\n\u201cAnd ends here,\u201d she said.", 0),
        ("\u201cIt never ends.\n\nShe said no more.", 1),
        ("It ends\u201d but never began.", 1),
        ("\u201eDeutsch\u201c sagte er.", 0),
        ("\u00abC\u2019est fini\u00bb, dit-elle.", 0),
        ('![The quay](q.png "The quay (left) on \\"Friday\\"")', 0),
        ("![The quay](q.png '24\" pipes on the quay')", 0),
        ('![The \u201cSolveig"](q.png)', 0),
        ("\u201cIt goes on.\n\n![The quay](q.png)\n\n\u201cAnd ends here,\u201d she said.", 0),
        ("> \u201cIt goes on.\n\n> \u201cAnd ends here,\u201d she said.", 0),
        ('A `code "\nspan` over two lines.', 0),
        ('[A link](q.png "The quay") and "words.', 1),
        ('A `"` in code, and:\n\n```\nprint("\n```', 0),
        ("The board is 6' 2\" long", 0),
        ("The 5'10\" striker and the 6’2” keeper.", 0),
        ('"I paid 6" for it."', 0),
        ("“I paid for 6” of it,” she said.", 0),
        ("\"It is 6 o'clock, said the 2nd mate.", 1),
    ],
)
def test_quotations_are_counted_in_each_paragraph(newsroom: Newsroom, body: str, count: int) -> None:
    newsroom.write(story("a.md", "A", "2026-01-01", "standfirst: B.", body=body))
    assert len(_messages(newsroom, "quotes")) == count


@pytest.mark.parametrize(
    ("body", "language", "message"),
    [
        ("It opens on Friday, 20 November 2026.", "en", ""),
        ("It opens on Thursday, 20 November 2026.", "en", "that day is a Friday"),
        ("It opens on Sunday, November 20th, 2026.", "en", "that day is a Friday"),
        ("It opens on Friday, 20 November.", "en", ""),
        ("It opened on Thursday, 20 November.", "en", "that day is a Friday"),  # not of the year before
        ("It opened on Saturday, 20 December.", "en", ""),  # of the year before
        ("It opens on Thu 20 Nov.", "en", "that day is a Friday"),
        ("It opens on Thurs. 20 Nov. 2026.", "en", "that day is a Friday"),
        ("It opens on Fri, Nov 20.", "en", ""),
        ("It opens on Monday, 31 November 2026.", "en", "there is no such day"),
        ("It opens on Monday 31 November.", "en", "there is no such day"),
        ("It opens on 30 February 2026.", "en", "there is no such day"),
        ("It opens on 29 February 2027.", "en", "there is no such day"),
        ("It opens on 29 February, or on the 31st of May.", "en", ""),
        ("In February 30 boats and 1,030 June strawberries came, and 31 November rain.", "en", "there is no such day"),
        ("20 Kas\u0131m 2026", "tr", ""),
        ("Le lundi 20 novembre 2026, tout ouvre.", "fr", "that day is a vendredi"),
        ("Am Montag, den 20. November 2026.", "de", "that day is a Freitag"),
    ],
)
def test_a_weekday_is_compared_with_its_date(newsroom: Newsroom, body: str, language: str, message: str) -> None:
    newsroom.write(story("a.md", "A", "2026-11-18", "standfirst: B.", f"language: {language}", body=body))
    found = _messages(newsroom, "weekdays")
    assert len(found) == bool(message)
    assert message in "".join(found)


def test_a_translation_is_no_duplicate(newsroom: Newsroom) -> None:
    newsroom.write(SAMPLES["duplicates"])
    assert _messages(newsroom, "duplicates") == ["this story is nearly the same as content/a.md"]
    newsroom.write(story("b.md", "B", "2026-01-02", "standfirst: C.", "translation_of: a", "language: tr", body=TEXT))
    assert _messages(newsroom, "duplicates") == []


class _Site(BaseHTTPRequestHandler):
    asked: ClassVar[list[str]] = []

    def do_GET(self) -> None:
        self.asked.append(f"{self.command} {self.path}")
        self.send_response({"/gone": 404, "/closed": 403}.get(self.path, 200))
        self.send_header("Content-Length", "0")
        self.end_headers()

    def do_HEAD(self) -> None:
        self.do_GET()

    def log_message(self, *_: object) -> None:
        pass


def test_links_into_the_newsroom_s_own_network_are_reported_and_not_requested(newsroom: Newsroom) -> None:
    _Site.asked.clear()
    with serving(_Site) as site:
        port = site.rpartition(":")[2]
        hosts = ("127.0.0.1", "localhost", "2130706433", "[::ffff:127.0.0.1]", "ayla:word@127.0.0.1")
        body = " ".join(f"[A](http://{host}:{port}/{number})" for number, host in enumerate(hosts))
        newsroom.write(story("a.md", "A", "2026-01-01", "standfirst: B.", body=body))
        found = _found(newsroom, "--external")
    assert _Site.asked == []
    assert len(found) == len(hosts)
    assert all("is not a public address" in each["message"] for each in found)


def test_links_to_other_sites_are_requested_once_and_only_on_demand(
    newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(public_hosts, "is_public", lambda _: True)
    _Site.asked.clear()
    with serving(_Site) as site:
        body = f"[A]({site}/good) [B]({site}/good#part) [C]({site}/gone) [D]({site}/closed)"
        newsroom.write(story("a.md", "A", "2026-01-01", "standfirst: B.", body=f"First.\n\n{body}"))
        assert _found(newsroom) == []
        assert _Site.asked == []
        for _ in range(2):
            (found,) = _found(newsroom, "--external")
            assert (found["path"], found["line"]) == ("content/a.md", 8)
            assert found["message"] == f"{site}/gone does not exist: the site responds with 404"
    asked = ["GET /closed", "HEAD /closed", "HEAD /gone", "HEAD /gone", "HEAD /good"]
    assert sorted(_Site.asked) == asked  # the page itself only of a site that refuses to answer without


def test_row_36_a_build_that_would_load_from_another_site_does_not_pass(newsroom: Newsroom) -> None:
    newsroom.write(GOOD + SAMPLES["third-parties"])
    newsroom.build()
    said = _check(newsroom)
    assert said.exit_code == 1
    assert "this loads https://cdn.example/x.js from cdn.example" in said.output


def test_the_sample_site_is_in_order(sample: Path) -> None:
    said = CliRunner().invoke(main, ["check", "--site", str(ROOT), "--output", str(sample), "--as-of", NOON])
    assert (said.exit_code, said.output.splitlines()[-1]) == (0, "62 files checked: no problems found.")


@pytest.mark.parametrize(
    "body",
    [
        "f**k, said the captain",
        r"write \*\*bold\*\* so",
        "`**bold`",
        "    **bold",
        "**bold** and __bold__",
        "~~gone~~",
        "[a][b]\n\n[b]: https://a.example/",
        "| a | b |\n|---|---|\n| 1 | 2 |",
        "#PortElm is what they write.",
        "#PortElm #Ferry",
        r"\#PortElm and the sea",
        "-5 degrees\n-6 degrees",
        "-- Jo Bloggs",
        "-Jo Bloggs",
        r"a \`backtick and a boat`s",
        "```\n#No\n[[no]] `no\n```",
        "![](a.svg)",
        "[the mayor] spoke [sic] and [A](https://a.example/) [CHECK](https://a.example/)",
        "TK Maxx, TK 1234, Super Bowl XXX, `TODO`, todo <!-- TODO: TK\n\nTK -->",
    ],
)
def test_intended_characters_are_not_leftovers(newsroom: Newsroom, body: str) -> None:
    newsroom.write("-- content/a.svg --\n<svg xmlns='http://www.w3.org/2000/svg' width='4' height='4'/>\n")
    newsroom.write(story("a.md", "A", "2026-01-01", "standfirst: B.", body=body))
    newsroom.build()
    assert [each for each in _found(newsroom) if each["check"] != "build"] == []


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ("| a | b |\n| 1 | 2 |", "readers see `|` here, because this is not yet a table"),
        ("##Result", "readers see `##` here, because this is not yet a heading"),
        ("#No space", "readers see `#` here, because this is not yet a heading"),
        ("Here:\n-one\n-two", "readers see `-` here, because this is not yet a list"),
        ("1.One\n2.Two", "readers see `1.` here, because this is not yet a list"),
        ("• one\n• two", "readers see `•` here, because this is not yet a list"),
        ("See [[the vote]].", "readers see `[[` here, because it is not complete Markdown"),
        ("A `word of code.", "readers see a backtick here, because it is not complete Markdown"),
        ("See [](https://a.example/).", "this link has no words, so readers cannot see it"),
    ],
)
def test_markdown_of_other_programs_and_links_without_words_are_leftovers(
    newsroom: Newsroom, body: str, message: str
) -> None:
    newsroom.write(story("a.md", "A", "2026-01-01", "standfirst: B.", body=f"Words.\n\n{body}"))
    newsroom.build()
    (found,) = _found(newsroom)
    assert (found["message"], found["line"]) == (message, 9 if body.startswith("Here") else 8)


@pytest.mark.parametrize(
    ("lines", "line", "sign"),
    [
        (("source_notes:", "  - Fine", "  - '[Bad](http://x y)'"), 7, "`](`"),
        (("source_notes: ['[No end](budget.pdf']",), 5, "`](`"),
        (("corrections:", "  - {at: 2026-01-02, text: 'See [bad](http://x y)'}"), 6, "`](`"),
        (("corrections:", "  - {at: 2026-01-02, text: 'See **open'}"), 6, "`**`"),
        (("picture: {src: 'https://example.org/p.jpg', alt: A, caption: 'On the **quay'}",), 5, "`**`"),
        (("picture: {src: 'https://example.org/p.jpg', alt: A, credit: 'By [[her]]'}",), 5, "`[[`"),
        (("ai: Translated by a **program",), 5, "`**`"),
        (("sponsored: The ~~Board",), 5, "`~~`"),
    ],
)
def test_markdown_that_readers_would_see_in_front_matter_is_a_leftover(
    newsroom: Newsroom, lines: tuple[str, ...], line: int, sign: str
) -> None:
    newsroom.write('-- site.toml --\ntitle = "A"\nbase_url = "https://a.example/"\ntimezone = "Europe/Istanbul"\n')
    newsroom.write(story("a.md", "A", "2026-01-01", "standfirst: B.", *lines, body="The `**quay` is open."))
    newsroom.build()
    found = [each for each in _found(newsroom) if each["check"] == "leftovers"]
    message = f"readers see {sign} here, because it is not complete Markdown"
    assert [(each["message"], each["line"], each["column"] > 0) for each in found] == [(message, line, True)]


def test_a_standfirst_cannot_have_the_link_that_it_does_not_close(newsroom: Newsroom) -> None:
    newsroom.write(story("a.md", "A", "2026-01-01", "standfirst: '[No end](budget.pdf'"))
    newsroom.build()
    [found] = [each for each in _found(newsroom) if each["check"] == "leftovers"]
    assert found["fix"] == "write only the words here, and put the link into the text of the story"


@pytest.mark.parametrize("text", [r"Two \**stars", "The `**` sign", "The **quay** is [open](https://a.example/)"])
def test_complete_or_escaped_markdown_in_front_matter_is_no_leftover(newsroom: Newsroom, text: str) -> None:
    newsroom.write(story("a.md", "A", "2026-01-01", "standfirst: B.", f"source_notes: ['{text}']"))
    newsroom.build()
    assert "leftovers" not in {each["check"] for each in _found(newsroom)}


def test_each_leftover_is_reported_at_its_own_line(newsroom: Newsroom) -> None:
    newsroom.write(story("a.md", "A", "2026-01-01", "standfirst: B.", body="##Result\n\nWords.\n\n##Result\n"))
    newsroom.build()
    assert [each["line"] for each in _found(newsroom)] == [6, 10]


@pytest.mark.parametrize("note", ["TK", "TODO", "XXX", "[CHECK NAME]", "[XX]", "Lorem ipsum", "???", "TKTK", "FIXME"])
def test_notes_to_oneself_are_reported_unless_the_story_is_a_draft(newsroom: Newsroom, note: str) -> None:
    newsroom.write(story("a.md", "A", "2026-01-01", "standfirst: B.", body=f"Words.\n\nThe crane cost {note} pounds."))
    newsroom.write(story("b.md", "B", "2026-01-01", "standfirst: B.", "draft: true", body=f"It cost {note} pounds."))
    assert _messages(newsroom, "placeholders") == [f"readers would see `{note}`, which looks like a note to yourself"]


def test_a_note_in_a_headline_is_reported_and_everything_in_spanish_is_not(newsroom: Newsroom) -> None:
    newsroom.write(story("a.md", "TK dead in fire", "2026-01-01", "standfirst: Says TODO."))
    newsroom.write(story("b.md", "TODO EL MAR", "2026-01-01", "standfirst: B.", "language: es"))
    assert len(_messages(newsroom, "placeholders")) == 2


@pytest.mark.parametrize("body", ["Çarşı, naïve, Århus", "«À la carte»", "Ünlü “Ä” harfi", "«ÂNGELA Â»"])
def test_letters_of_other_languages_are_not_garbled(newsroom: Newsroom, body: str) -> None:
    newsroom.write(story("a.md", "A", "2026-01-01", "standfirst: B.", body=body))
    newsroom.build()
    assert _found(newsroom) == []


@pytest.mark.parametrize(
    ("headline", "body", "wrong"),
    [
        ("Gate closes in 41 minutes", "It took a while.", False),
        ("Gate closes in 38 minutes", "It took 41 minutes.", True),
        ("Gate closes in 41 minutes", "It took 38 minutes.", True),
        ("Gate closes in 41 minutes", "It took 41 minutes.", False),
        ("Gate closes in 42 minutes", "It took a while.", True),
    ],
)
def test_a_number_of_a_correction_is_in_the_story(newsroom: Newsroom, headline: str, body: str, wrong: bool) -> None:
    line = 'corrections: [{at: 2026-01-02, text: "It took 41 minutes, not 38."}]'
    newsroom.write(GOOD + story("a.md", headline, "2026-01-01", "standfirst: B.", line, body=body))
    assert bool(_messages(newsroom, "numbers")) == wrong


@pytest.mark.parametrize("headline", ["Version 2.1.0 is out", "What 2026 brought, and 2027 will"])
def test_versions_and_recent_years_are_not_checked_as_numbers(newsroom: Newsroom, headline: str) -> None:
    newsroom.write(story("a.md", headline, "2026-01-01", "standfirst: B."))
    newsroom.build()
    assert _found(newsroom) == []


@pytest.mark.parametrize("body", ["", "```\ncode\n```", "***", "![](a.svg)"])
def test_a_story_without_a_paragraph_can_be_checked(newsroom: Newsroom, body: str) -> None:
    newsroom.write(GOOD + story("a.md", "A", "2026-01-01", "standfirst: B.", body=body))
    assert _check(newsroom, "--adopt").exit_code == 0


@pytest.mark.parametrize(
    ("parts", "told"),
    [
        ((1, 2, 3), []),
        ((1, 3, 4), ["this is part 3 of `Money`, which has no part 2"]),
        ((2,), ["this is part 2 of `Money`, which has no part 1"]),
        ((1, 0, 3), []),
        ((0, 0, 0), []),
    ],
)
def test_a_series_with_a_gap_is_told_unless_another_part_fills_it(
    newsroom: Newsroom, parts: tuple[int, ...], told: list[str]
) -> None:
    for day, part in enumerate(parts, 1):
        series = f"series: {{name: Money, part: {part}}}" if part else "series: money"
        newsroom.write(story(f"{day}.md", f"Matter {day}", f"2026-01-{day:02}", series))
    assert _messages(newsroom, "series") == told


@pytest.mark.parametrize(
    ("part", "message", "fix"),
    [
        ("correction-9", "content/b.md has no correction `#correction-9`", "its only correction is `#correction-1`"),
        (
            "at-2026-01-02-0999",
            "content/b.md has no live entry `#at-2026-01-02-0999`",
            "did you mean `#at-2026-01-02-0",
        ),
    ],
)
def test_a_link_to_a_correction_or_live_entry_that_is_not_there_is_told(
    newsroom: Newsroom, part: str, message: str, fix: str
) -> None:
    newsroom.write(story("a.md", "A", "2026-01-01", "standfirst: B.", body=f"[More](b.md#{part})."))
    lines = "live: {until: 2026-01-02 20:00}", "corrections: [{at: 2026-01-03, text: It is six.}]"
    newsroom.write(story("b.md", "B", "2026-01-02", "standfirst: B.", *lines, body="Above.\n\n## 09:59 One\n\nA."))
    newsroom.build()
    [found] = [each for each in _found(newsroom) if each["check"] == "headings"]
    assert found["message"] == message
    assert found["fix"].startswith(fix)


def test_two_spellings_of_a_series_or_of_a_term_of_the_site_s_own_are_told(newsroom: Newsroom) -> None:
    newsroom.write(SETTINGS + '[taxonomies.places]\nfield = "place"\n')
    for number in range(3):
        newsroom.write(story(f"h{number}.md", f"H {number}", "2026-01-01", "series: Harbour"))
    newsroom.write(story("i.md", "I", "2026-01-01", "series: Harbuor"))
    newsroom.write(story("a.md", "A", "2026-01-01", "series: Harbour money", "place: North Quay"))
    newsroom.write(story("b.md", "B", "2026-01-02", "series: Harbor money", "place: North Quai"))
    assert [message.partition(" may be")[0] for message in _messages(newsroom, "spellings")] == [
        "the series `Harbor money`",
        "the places term `North Quai`",
        "the series `Harbuor`",
    ]


@pytest.mark.parametrize("other", ["Harbourmoney", "The harbour moneys"])
def test_a_series_that_differs_in_a_hyphen_or_an_ending_is_told(newsroom: Newsroom, other: str) -> None:
    newsroom.write(story("a.md", "A", "2026-01-01", "series: Harbour money"))
    newsroom.write(story("b.md", "B", "2026-01-02", f"series: {other}"))
    assert len(_messages(newsroom, "spellings")) == (0 if other.startswith("The") else 1)


def test_translations_columns_and_headlines_a_year_apart_are_not_reported_as_the_same(newsroom: Newsroom) -> None:
    newsroom.write(story("a.md", "Port Elm", "2026-01-01") + story("b.md", "Port Elm", "2026-01-02", "language: tr"))
    newsroom.write(story("c.md", "Port Elm", "2026-01-03", "language: de", "translation_of: a.md"))
    newsroom.write(story("d.md", "Budget", "2025-01-01") + story("e.md", "Budget", "2026-01-01"))
    newsroom.write("".join(story(f"t{day}.md", "Tides", f"2026-01-0{day}") for day in range(1, 6)))
    assert _messages(newsroom, "same-headlines") == []


def test_times_that_are_typing_errors_are_reported(newsroom: Newsroom) -> None:
    given = {
        "published: 2062-01-01": "`published` is 35 years from now: 2062-01-01",
        "published: 1026-01-01": "`published` is in the year 1026",
        "published: 2026-01-01\nexpires: 2206-01-01": "`expires` is 179 years from now: 2206-01-01",
        "published: 2026-01-01\nmodified: 2026-11-25": "`modified` is in the future: 2026-11-25",
        "published: 2026-01-01\nembargo: 2062-01-02": "`embargo` is 35 years from now: 2062-01-02",
        "published: 2031-01-01": "",
        "published: 2006-01-01": "",
    }
    for number, fields in enumerate(given):
        newsroom.write(f"-- content/{number}.md --\n---\ntitle: Story {number}\n{fields}\n---\nA word.\n")
    assert _messages(newsroom, "times", "--as-of", NOON) == [said for said in given.values() if said]


def test_a_year_that_does_not_fit_the_others_or_the_name_of_the_file_is_reported(newsroom: Newsroom) -> None:
    newsroom.write("".join(story(f"{day}.md", f"Story {day}", f"2026-01-{day:02}") for day in range(1, 12)))
    newsroom.write(story("a.md", "A", "1926-01-01") + story("2026-01-05-b.md", "B", "2024-01-05"))
    assert sorted(_messages(newsroom, "times")) == [
        "`published` is 98 years before all other stories: 1926-01-01",
        "the story is dated 2024, but its file 2026",
    ]


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("Ayla Demirci", "Ayla Demirçi", True),
        ("Ayla Demirci", "Ayla Demicri", True),
        ("Ayla Demirci", "Ayla Demrci", True),
        ("Ayla Demirci", "Ayla Demirrci", True),
        ("Ayla Demirci", "Ayla Demirca", True),
        ("Ayla Demirci", "Ayla Demirc", True),
        ("Ayla Demirci", "Ayla Demircii", True),
        ("Jo Bloggs", "Jo Blogs", True),
        ("Ayla Demirci", "Ayla Demirel", False),
        ("Jo Bloggs", "Jo Boggs", False),
        ("J. Calder", "K. Calder", False),
        ("Ann Lee", "Ana Lee", False),
        ("Reporter 1", "Reporter 2", False),
    ],
)
def test_one_person_with_two_spellings_is_found(one: str, other: str, alike: bool) -> None:
    stories = [(Manuscript(f"{number}.md", "story", "", ""), one) for number in range(4)]
    uses = {one: stories[:3], other: stories[3:]}
    assert [*spellings.alike(uses, 9, stems=False)] == ([(other, one)] if alike else [])


def test_two_names_in_one_story_are_two_people(newsroom: Newsroom) -> None:
    newsroom.write(story("a.md", "A", "2026-01-01", "bylines: [Maria Calder, Mario Calder]"))
    assert _messages(newsroom, "spellings") == []


@pytest.mark.parametrize(
    ("rare", "alike"),
    [("Fery", True), ("Ferrry", True), ("Ferries", True), ("Lighthuose", True), ("Berry", False), ("Ferry 2", False)],
)
def test_a_misspelt_tag_is_compared_with_the_usual_one(newsroom: Newsroom, rare: str, alike: bool) -> None:
    for day in (1, 2, 3):
        newsroom.write(story(f"{day}.md", f"Story {day}", f"2026-01-0{day}", "tags: [Ferry, Lighthouse]"))
    newsroom.write(story("a.md", "A", "2026-01-05", f"tags: [{rare}]"))
    usual = "Lighthouse" if rare.startswith("L") else "Ferry"
    message = f"the tag `{rare}` may be `{usual}`, which 3 stories have"
    assert _messages(newsroom, "tags") == ([message] if alike else [])


def test_spellings_with_one_address_are_said_once_by_the_build(newsroom: Newsroom) -> None:
    newsroom.write(story("a.md", "A", "2026-01-05", "tags: [Fish-market]", "source: Reuters Wire."))
    newsroom.write(story("b.md", "B", "2026-01-06", "tags: [Fish market]", "source: Reuters Wire"))
    found = [each for each in _found(newsroom) if "listed as" in each["message"] or each["check"] != "build"]
    assert [each["check"] for each in found if each["check"] != "headlines"] == ["build", "build"]


def test_what_a_page_has_no_use_for_is_said_once(newsroom: Newsroom) -> None:
    newsroom.write(GOOD + "-- content/pages/p.md --\n---\ntitle: P\npicture: nope.jpg\n---\nWords.\n")
    assert [each["message"] for each in _found(newsroom)] == ["a page has no `picture`, so this has no effect"]


@pytest.mark.parametrize(
    ("alt", "found"),
    [("IMG_0231.jpg", 1), ("boat.svg", 1), ("DSC04412", 1), ("Screenshot 2026-11-02", 1), ("The Solveig", 0), ("P", 0)],
)
def test_the_name_of_a_file_is_no_alt_text(newsroom: Newsroom, alt: str, found: int) -> None:
    newsroom.write("-- content/p.svg --\n<svg xmlns='http://www.w3.org/2000/svg' width='4' height='4'/>\n")
    picture = f'picture: {{src: p.svg, alt: "{alt}", caption: C., credit: D.}}'
    newsroom.write(story("a.md", "A", "2026-01-01", "standfirst: B.", picture, body=f"Words.\n\n![{alt}](p.svg)"))
    said = [each for each in _found(newsroom) if each["check"] == "pictures"]
    message = f"the alt text of this picture is the name of a file, `{alt}`"
    assert [(each["line"], each["message"]) for each in said] == [(5, message), (9, message)] * found


def test_site_toml_knows_every_check() -> None:
    assert list(CHECK_NAMES) == checks.names()


def test_a_dead_link_of_a_layout_is_found_at_its_line_whatever_the_base_path(newsroom: Newsroom) -> None:
    newsroom.write(SETTINGS.replace("courier.example/", "courier.example/repo/") + GOOD)
    newsroom.write("-- content/pages/about.md --\n---\ntitle: About\n---\nWords.\n")
    newsroom.write(
        """-- layouts/page.html --
{% extends "theme/page.html" %}
{# <a href="/repo/old/"> #}
{% block main %}<a href="{{ site.home }}about/">A</a> <a href="/repo/about#us">B</a> <a href="/shop/">C</a>
<a href="/repo/{{ page.url }}">D</a> <a href="//e.example/">E</a> <a href="/repo/feed.xml?x">F</a>
  <a href="/repo/abuot/">G</a>{% endblock %}
-- layouts/partials/footer.html --
<a href="{{ site.home }}gone/">H</a>
"""
    )
    found = _found(newsroom)
    assert [(each["path"], each["line"], each["column"], each["level"]) for each in found] == [
        ("layouts/page.html", 5, 12, "error"),
        ("layouts/partials/footer.html", 1, 10, "error"),
    ]
    assert found[0]["fix"] == "did you mean /repo/about/?"
    assert found[1]["message"] == "`{{ site.home }}gone/` does not exist on this site"


def test_files_that_a_host_needs_in_the_output_folder_are_not_reported(newsroom: Newsroom) -> None:
    newsroom.write(GOOD)
    newsroom.build()
    for name in ("CNAME", ".nojekyll", ".git/HEAD", ".well-known/acme-challenge/token"):
        (newsroom.output / name).parent.mkdir(parents=True, exist_ok=True)
        (newsroom.output / name).write_text("x")
    assert _messages(newsroom, "foreign-files") == []
    (newsroom.output / "about/cname").mkdir(parents=True)
    (newsroom.output / "about/cname/CNAME").write_text("x")
    assert len(_messages(newsroom, "foreign-files")) == 1


@pytest.mark.parametrize(
    ("note", "kind"),
    [
        ("*Correction: it is six.*", ""),
        ("**Correction, 12 November 2026:** it is six.", ""),
        ("Corrected on 17 May: it is six.", ""),
        ("CLARIFICATION: it is six.", "clarification"),
        ("*Updated at 16.40: it is six.*", "update"),
        ("> **Editor’s note**: it is six.", "editors-note"),
        ("Editor's Note (12.11.2026): it is six.", "editors-note"),
        ("*An earlier version of this story misstated the depth.*", ""),
        ("*This article was amended on 12 November 2026 to correct the depth.*", ""),
        ("This story has since been corrected.", ""),
        ("• This report was last updated at 16.40.", "update"),
        ("_This piece was clarified on Monday._", "clarification"),
        ("Bu haber 12 Kasım 2026 tarihinde düzeltilmiştir.", ""),
        ("تم تعديل هذا المقال في 12 نوفمبر.", ""),
        ("**Düzeltme:** altı.", ""),
        ("Editörün notu: altı.", "editors-note"),
        ("تصحيح: ستة.", ""),
    ],
)
def test_corrections_in_the_text_are_found_with_the_command_that_moves_them(
    newsroom: Newsroom, note: str, kind: str
) -> None:
    (told,) = _corrections_by_hand(newsroom, f"It is six.\n\n{note}")
    assert told.line == 8
    assert told.fix.endswith(f'broadsheet correct content/a.md "..."{f" --kind {kind}" if kind else ""}')


@pytest.mark.parametrize(
    "body",
    [
        "The correction: six, not seven.",
        "Correction fluid is sold out.",
        "Update your lamps: it is dark.",
        "`Correction: x`",
        "Updates on what the council said: none.",
        "The law was amended on 12 November 2026.",
        "This was amended, and the report was updated on Monday.",
    ],
)
def test_other_words_are_no_corrections(newsroom: Newsroom, body: str) -> None:
    assert _corrections_by_hand(newsroom, body) == []


def _corrections_by_hand(newsroom: Newsroom, body: str) -> list[Problem]:
    newsroom.write(SETTINGS + story("a.md", "A", "2026-01-01", "standfirst: B.", body=body))
    site = checks.site_to_check(newsroom.request(), newsroom.output)
    return [each.problem for each in checks.findings(site, {}) if each.check == "corrections"]


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("Sponsored by Skerra Ferries", "somebody paid"),
        ("**Paid for by** the Board.", "somebody paid"),
        ("This article was translated with the help of AI.", "machines helped"),
        ("_This story is written by ChatGPT and edited by us._", "machines helped"),
        ("This is sponsored content paid for by Skerra Ferries.", "somebody paid"),
        ("Sponsored: Skerra Ferries", "somebody paid"),
        ("*Advertisement*", "somebody paid"),
        ("In partnership with Skerra Ferries", "somebody paid"),
        ("Text was translated by a program", "machines helped"),
        ("The text was written by a program director of the Board.", ""),
        ("In partnership with the Board, the school opens.", ""),
        ("An advertisement hangs there.", ""),
        ("The match was sponsored by the brewery.", ""),
        ("Sponsored by Dora Ashby, the motion asks the Board to take its dues from what a boat sells and no more.", ""),
        ("The tide table was generated by a machine in 1911.", ""),
    ],
)
def test_what_is_disclosed_by_hand_is_told(newsroom: Newsroom, line: str, told: str) -> None:
    newsroom.write(SETTINGS + story("a.md", "A", "2026-01-01", "standfirst: B.", body=f"First.\n\n{line}"))
    found = [each for each in _found(newsroom) if each["check"] == "disclosures"]
    assert [each["line"] for each in found] == ([8] if told else [])
    assert told in "".join(each["message"] for each in found)


def test_a_line_on_machines_should_have_a_policy_behind_it(newsroom: Newsroom) -> None:
    stories = [story(f"{day}.md", f"A {day}", f"2026-01-0{day}", "standfirst: B.", "ai: Translated.") for day in (1, 2)]
    newsroom.write(SETTINGS + "".join(stories))
    found = [each for each in _found(newsroom) if each["check"] == "disclosures"]
    assert [(each["path"], each["line"]) for each in found] == [("content/1.md", 5)]
    newsroom.write(f'{SETTINGS}[policies]\nai = "https://house.example/ai"\n')
    found = [each for each in _found(newsroom) if each["check"] == "disclosures"]
    assert not found

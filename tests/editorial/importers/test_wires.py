"""Agencies' formats: the same story in each of them becomes the same story in content/."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
import yaml
from msgspec.structs import replace
from small_pictures import jpeg
from wire_samples import (
    FIRST,
    FORMATS,
    G2_PACKAGE,
    G2_PICTURE,
    G2_TEXT,
    HEADLINE,
    NINJS_1,
    NINJS_3,
    NITF,
    SETTINGS,
    WITH_NUMBER,
    WITH_PICTURE,
)

from generator.editorial.importers import Imported, import_copy
from generator.editorial.importers._item import Item, copy_of
from generator.editorial.importers._lines import Line
from generator.model.problems import Problems
from generator.model.settings import Agency, Settings

STORY = "content/council/2026-11-24-council-asks-board-to-think-again.md"


@pytest.fixture
def site(tmp_path: Path) -> Path:
    (tmp_path / "in").mkdir()
    return tmp_path


def send(site: Path, data: bytes | str, name: str = "dues") -> Path:
    file = site / "in" / name
    file.write_bytes(data.encode() if isinstance(data, str) else data)
    return file


def bring(
    site: Path, data: bytes | str, name: str = "dues", update: bool = False, settings: Settings = SETTINGS
) -> tuple[Imported, ...]:
    return import_copy(site, [send(site, data, name)], settings, update)


def refusal(site: Path, data: bytes | str, settings: Settings = SETTINGS) -> str:
    """What an import that is refused says; it has written nothing."""
    with pytest.raises(Problems) as caught:
        bring(site, data, settings=settings)
    assert not (site / "content").exists()
    return str(caught.value)


def parts(site: Path, path: str = STORY) -> tuple[dict[str, object], str]:
    """The front matter and the body of a story."""
    _, front, body = (site / path).read_text(encoding="utf-8").split("---\n", 2)
    return yaml.safe_load(front), body


@pytest.mark.parametrize("form", FORMATS)
def test_a_story_is_the_same_in_every_format(site: Path, form: str) -> None:
    assert [(each.path, each.outcome) for each in bring(site, FORMATS[form])] == [(STORY, "new")]
    front, body = parts(site)
    assert front["title"] == HEADLINE
    assert front["section"] == "Council"
    assert front["source"] == "North Coast Wire"
    assert str(front["published"]) == "2026-11-24 10:12:00+00:00"
    assert FIRST in body
    assert "It was one vote," in body
    assert len(body.strip().split("\n\n")) == 2
    if form not in ("RSS", "Atom"):
        assert front["dateline"] == "PORT ELM"
        assert front["details"]["Urgency"] in ("4", "r")  # type: ignore[index]
    if form != "IPTC 7901":
        assert front["bylines"] == ["Elif Kaya"]
    if form not in ("IPTC 7901", "ANPA 1312"):
        assert front["standfirst"] == "By one vote."
        assert "Harbour dues" in front["tags"]  # type: ignore[operator]
        assert str(front["modified"]) == "2026-11-24 10:40:00+00:00"


@pytest.mark.parametrize("form", FORMATS)
def test_a_format_is_known_by_its_content(site: Path, form: str) -> None:
    bring(site, FORMATS[form], "copy.jpeg.txt")
    assert parts(site)[0]["title"] == HEADLINE


@pytest.mark.parametrize("form", FORMATS)
def test_importing_again_changes_nothing(site: Path, form: str) -> None:
    bring(site, FORMATS[form])
    before = (site / STORY).read_bytes()
    assert [each.outcome for each in bring(site, FORMATS[form], "again", update=True)] == ["unchanged"]
    assert (site / STORY).read_bytes() == before


@pytest.mark.parametrize("form", WITH_PICTURE)
def test_a_picture_beside_the_copy_comes_with_its_caption(site: Path, form: str) -> None:
    (site / "in/quay.jpg").write_bytes(jpeg(8, 6))
    bring(site, FORMATS[form])
    picture = parts(site)[0]["picture"]
    assert isinstance(picture, dict)
    assert picture["caption"] == r"The \*North Quay\* on Friday."
    assert picture["credit"] == "Agnes Thorne"
    assert picture.get("alt", "A quay at dawn") == "A quay at dawn"
    assert (site / "content/council" / picture["src"]).read_bytes() == jpeg(8, 6)


@pytest.mark.parametrize("form", WITH_PICTURE)
def test_a_picture_that_is_not_beside_the_copy_is_said(site: Path, form: str) -> None:
    (imported,) = bring(site, FORMATS[form])
    assert "a picture is missing from the folder of the copy" in imported.note
    assert "picture" not in parts(site)[0]


@pytest.mark.parametrize("href", ["../../secret.jpg", "/etc/secret.jpg", "file:///secret.jpg", "..%2Fsecret.jpg"])
def test_a_picture_is_never_taken_from_elsewhere(site: Path, href: str) -> None:
    (site / "secret.jpg").write_bytes(jpeg(8, 6))
    (site / "in/secret.jpg").symlink_to(site / "secret.jpg")
    bring(site, NITF.replace("quay.jpg", href))
    assert "picture" not in parts(site)[0]


def test_a_file_that_is_no_picture_is_left_out(site: Path) -> None:
    (site / "in/quay.jpg").write_bytes(b"\xff\xd8\xff no picture")
    (imported,) = bring(site, NITF)
    assert "not a picture that can be published" in imported.note
    assert "picture" not in parts(site)[0]


def test_rights_in_a_picture_are_said_and_kept(site: Path) -> None:
    (site / "in/quay.jpg").write_bytes(jpeg(8, 6))
    (imported,) = bring(site, NINJS_3)
    assert "One-time use" in imported.note
    assert parts(site)[0]["details"]["Picture rights"] == "One-time use"  # type: ignore[index]


def test_a_package_brings_story_and_picture_from_different_files_together(site: Path) -> None:
    (site / "in/quay.jpg").write_bytes(jpeg(8, 6))
    files = [send(site, each, name) for each, name in ((G2_PICTURE, "a"), (G2_TEXT, "b"), (G2_PACKAGE, "c"))]
    import_copy(site, files, SETTINGS)
    assert parts(site)[0]["picture"]["credit"] == "Agnes Thorne"  # type: ignore[index]


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (G2_TEXT.replace("ninat:text", "ninat:video"), "video"),
        (G2_TEXT.replace("newsItem", "planningItem"), "planning"),
        (
            re.sub(
                r"(?s)<html .*</html>", "<sports-content><team><name>Skerra</name></team></sports-content>", G2_TEXT
            ),
            "data",
        ),
        (NINJS_3.replace('"type": "text"', '"type": "video"'), "video"),
        (NINJS_3.replace('"bodies"', '"eventDetails": {"dates": {}}, "bodies"'), "event"),
    ],
)
def test_what_is_neither_story_nor_picture_is_left_out_and_said(site: Path, data: str, kind: str) -> None:
    assert bring(site, data) == (Imported("in/dues", "unchanged", note=f"not imported: {kind}"),)
    assert not (site / "content").exists()


def test_two_stories_with_one_headline_on_one_day_have_numbers(site: Path) -> None:
    bring(site, NINJS_3)
    (second,) = bring(site, NINJS_3.replace("dues-1", "dues-9"), "b")
    assert second.path == STORY.replace("again.md", "again-2.md")
    assert parts(site, second.path)[0]["slug"] == "council-asks-board-to-think-again-2"
    assert [each.outcome for each in bring(site, NINJS_3.replace("dues-1", "dues-9"), "b")] == ["unchanged"]


def test_a_picture_without_a_story_is_said(site: Path) -> None:
    (imported,) = bring(site, G2_PICTURE)
    assert imported == Imported("in/dues", "unchanged", note=imported.note)
    assert "no story that was imported refers to it" in imported.note


# --- versions -------------------------------------------------------------------------------------------------------

NEWER = "Council asks board to think a third time"


def changed(form: str, *pairs: tuple[str, str]) -> bytes:
    text = FORMATS[form].decode("latin-1")
    for old, new in pairs:
        text = text.replace(old, new)
    return text.encode("latin-1")


def next_version(form: str) -> bytes:
    """The next version, with another headline."""
    number = {"NewsML 1.2": ('"1" Update="N">2<', '"2" Update="N">3<')}.get(form, ('version="2"', 'version="3"'))
    more = ('"version": "2"', '"version": "3"')
    return changed(form, (HEADLINE, NEWER), number, more)


def test_a_new_version_of_an_edited_story_is_refused_with_what_differs(site: Path) -> None:
    bring(site, NINJS_3)
    text = (site / STORY).read_text(encoding="utf-8").replace("one vote", "a single vote")
    (site / STORY).write_text(text, encoding="utf-8")
    newer = next_version("ninjs 3").replace(b"Elif Kaya", b"Tom Ardley")
    with pytest.raises(
        Problems, match="has been edited; they differ in: headline, standfirst, bylines, paragraph 2 changed"
    ):
        bring(site, newer, "newer", update=True)
    assert (site / STORY).read_text(encoding="utf-8") == text


@pytest.mark.parametrize("form", WITH_NUMBER)
def test_the_next_version_updates_the_story_although_its_headline_is_another(site: Path, form: str) -> None:
    bring(site, FORMATS[form])
    (updated,) = bring(site, next_version(form), "newer", update=True)
    assert updated.path == STORY
    assert updated.outcome == "updated"
    assert "headline" in updated.changes
    (older,) = bring(site, FORMATS[form], update=True)
    assert older.outcome == "unchanged"
    assert parts(site)[0]["title"] == NEWER


def test_a_writethru_of_anpa_updates_its_story(site: Path) -> None:
    bring(site, FORMATS["ANPA 1312"])
    (updated,) = bring(site, changed("ANPA 1312", ("1st Ld", "2nd Ld"), ("one vote", "two votes")), "b", update=True)
    assert (updated.path, updated.outcome) == (STORY, "updated")


def test_a_table_of_anpa_keeps_its_lines(site: Path) -> None:
    table = changed("ANPA 1312", ("\x11", "\x12"), ("\t``It was one vote,'' the clerk said.", "Ayes  8\r\nNoes  7"))
    bring(site, table)
    assert "Ayes  8\nNoes  7\n```\n" in parts(site)[1]


def test_a_part_of_a_story_is_refused(site: Path) -> None:
    assert "only a part of a story (`1st Add`)" in refusal(site, changed("ANPA 1312", ("1st Ld-Writethru", "1st Add")))


def test_changes_to_parts_of_a_story_are_refused(site: Path) -> None:
    update = changed(
        "NewsML 1.2",
        ("<NewsComponent>\n      <NewsLines>", "<Update><Delete DuidRef='a'/></Update><NewsComponent>\n<NewsLines>"),
    )
    assert "a list of changes to a story" in refusal(site, update)


# --- what keeps a story from readers --------------------------------------------------------------------------------

CANCELED = {
    "ninjs 3": ('"usable"', '"canceled"'),
    "ninjs 1": ('"usable"', '"canceled"'),
    "NewsML-G2": ("stat:usable", "stat:canceled"),
    "NewsML-G2 message": ("stat:usable", "stat:canceled"),
    "NITF": ('status="usable"', 'status="canceled"'),
    "NewsML 1.2": ('"Usable"', '"Canceled"'),
    "IPTC 7901": ("Council asks", "KILL KILL KILL Council asks"),
    "ANPA 1312": ("Council asks", "BULLETIN KILL Council asks"),
}


@pytest.mark.parametrize("edited", [False, True])
@pytest.mark.parametrize("form", CANCELED)
def test_a_kill_withdraws_the_story_without_being_asked_even_if_it_was_edited(
    site: Path, form: str, edited: bool
) -> None:
    bring(site, FORMATS[form])
    if edited:
        text = (site / STORY).read_text(encoding="utf-8")
        (site / STORY).write_text(text.replace("\n---\n\n", "\n---\nAn editor's words.\n\n"), encoding="utf-8")
    kill = changed(form, CANCELED[form])
    (withdrawn,) = bring(site, kill, "kill")
    assert (withdrawn.path, withdrawn.outcome) == (STORY, "withdrawn")
    front, body = parts(site)
    assert front["killed"]
    assert ("An editor's words." in body) == edited
    before = (site / STORY).read_bytes()
    assert [each.outcome for each in bring(site, kill, "kill")] == ["unchanged"]
    assert [each.outcome for each in bring(site, FORMATS[form], update=True)] == ["unchanged"]
    assert (site / STORY).read_bytes() == before


def test_a_kill_leaves_line_ends_and_everything_else_of_the_file_as_they_are(site: Path) -> None:
    bring(site, NINJS_3)
    before = (site / STORY).read_bytes().replace(b"\n", b"\r\n")
    (site / STORY).write_bytes(b"\xef\xbb\xbf" + before)
    bring(site, changed("ninjs 3", CANCELED["ninjs 3"]), "kill")
    after = (site / STORY).read_bytes()
    assert after.startswith(b"\xef\xbb\xbf---\r\nkilled: 2026-11-24T10:40:00+00:00\r\ntitle: ")
    assert b"\n" not in after.replace(b"\r\n", b"")
    assert after.partition(b"wire:")[0].replace(b"killed: 2026-11-24T10:40:00+00:00\r\n", b"") == (
        b"\xef\xbb\xbf" + before.partition(b"wire:")[0]
    )
    assert after.rpartition(b"---")[2] == before.rpartition(b"---")[2]


def test_a_kill_is_heeded_at_once_even_if_it_is_dated_later(site: Path) -> None:
    bring(site, NINJS_3)
    kill = send(site, '{"uri": "urn:ncw:2026:dues-1", "pubStatus": "canceled"}')
    now = datetime(2026, 11, 24, 11, tzinfo=UTC)
    (withdrawn,) = import_copy(site, [kill], SETTINGS, now=now)
    assert withdrawn.outcome == "withdrawn"
    assert parts(site)[0]["killed"] == now


@pytest.mark.parametrize("form", WITH_NUMBER)
def test_a_kill_that_comes_first_keeps_the_story_out_for_good(site: Path, form: str) -> None:
    (withdrawn,) = bring(site, changed(form, CANCELED[form], (FIRST, "")), "kill")
    assert withdrawn.outcome == "withdrawn"
    text = (site / withdrawn.path).read_text(encoding="utf-8")
    assert "killed:" in text
    assert HEADLINE not in text
    assert [each.outcome for each in bring(site, FORMATS[form], update=True)] == ["unchanged"]
    assert not (site / STORY).exists()


@pytest.mark.parametrize("form", WITH_NUMBER)
def test_of_story_and_kill_in_one_run_the_kill_counts(site: Path, form: str) -> None:
    files = [send(site, FORMATS[form], "a"), send(site, changed(form, CANCELED[form]), "b")]
    assert {each.outcome for each in import_copy(site, files, SETTINGS)} == {"withdrawn", "unchanged"}
    assert not (site / STORY).exists()


@pytest.mark.parametrize("form", ["IPTC 7901", "ANPA 1312"])
@pytest.mark.parametrize("headline", ["KILL BILL returns", "Council asks to kill the plan", "Kill or cure"])
def test_a_story_about_a_kill_is_none(site: Path, form: str, headline: str) -> None:
    bring(site, changed(form, (HEADLINE, headline)))
    assert [each.name for each in (site / "content").iterdir()] == ["council"]


def test_a_kill_of_anpa_may_be_in_its_version(site: Path) -> None:
    bring(site, FORMATS["ANPA 1312"])
    assert bring(site, changed("ANPA 1312", ("1st Ld-Writethru", "Kill")), "kill")[0].outcome == "withdrawn"


def test_a_kill_that_fits_no_story_is_refused(site: Path) -> None:
    assert "no imported story has its keywords and day" in refusal(site, changed("IPTC 7901", CANCELED["IPTC 7901"]))


@pytest.mark.parametrize("form", WITH_NUMBER)
def test_withheld_copy_is_a_draft_until_its_agency_releases_it(site: Path, form: str) -> None:
    old, new = CANCELED[form]
    held = changed(form, (old, new.replace("canceled", "withheld").replace("Canceled", "Withheld")))
    (imported,) = bring(site, held)
    assert "withholds it for now" in imported.note
    assert parts(site)[0]["draft"] is True
    bring(site, FORMATS[form], update=True)
    assert "draft" not in parts(site)[0]
    (again,) = bring(site, held)
    assert again.outcome == "withdrawn"
    assert parts(site)[0]["draft"] is True
    assert (site / STORY).read_text(encoding="utf-8").count("draft:") == 1


EMBARGOED_STATUS = """<Status FormalName="Embargoed"/>
<StatusWillChange><FutureStatus FormalName="Usable"/><DateAndTime>20261125T060000Z</DateAndTime></StatusWillChange>"""
EMBARGOED = {
    "ninjs 3": ('"usable",', '"usable", "embargoedUntil": "2026-11-25T06:00:00Z",'),
    "ninjs 1": ('"usable",', '"usable", "embargoed": "2026-11-25T06:00:00Z",'),
    "NewsML-G2": ("<pubStatus", "<embargoed>2026-11-25T06:00:00Z</embargoed><pubStatus"),
    "NewsML-G2 message": ("<pubStatus", "<embargoed>2026-11-25T06:00:00Z</embargoed><pubStatus"),
    "NITF": (
        '<date.issue norm="20261124T101200Z"/>',
        '<date.issue norm="20261124T101200Z"/><date.release norm="20261125T060000Z"/>',
    ),
    "NewsML 1.2": (
        '<Status FormalName="Usable"/>',
        EMBARGOED_STATUS,
    ),
}


@pytest.mark.parametrize("form", EMBARGOED)
def test_an_embargo_is_one_of_the_story(site: Path, form: str) -> None:
    bring(site, changed(form, EMBARGOED[form]))
    assert str(parts(site)[0]["embargo"]) == "2026-11-25 06:00:00+00:00"


@pytest.mark.parametrize(
    ("form", "old", "new"),
    [
        ("NITF", 'status="usable"', 'status="embargoed"'),
        ("NewsML 1.2", '"Usable"', '"Embargoed"'),
        ("NewsML-G2", "<pubStatus", "<embargoed/><pubStatus"),
        ("ninjs 1", '"usable",', '"usable", "embargoed": "tomorrow",'),
        ("NITF", 'status="usable"', 'status="for subscribers"'),
        ("ninjs 3", '"By one vote."', '"NOT FOR PUBLICATION"'),
        ("NewsML-G2", "Adds a picture.", "EMBARGOED UNTIL 6 AM"),
        ("RSS", "Council asks", "KILL KILL KILL: Council asks"),
        ("IPTC 7901", "The town council has", "EMBARGOED UNTIL 6 AM The town council has"),
    ],
)
def test_what_may_keep_a_story_from_readers_is_refused_if_it_is_not_clear(
    site: Path, form: str, old: str, new: str
) -> None:
    assert changed(form, (old, new)) != FORMATS[form]
    assert refusal(site, changed(form, (old, new)))


def test_what_may_not_be_archived_expires(site: Path) -> None:
    agency = replace(SETTINGS.agencies["North Coast Wire"], keep_days=30)
    bring(site, NINJS_3, settings=replace(SETTINGS, agencies={agency.name: agency}))
    assert str(parts(site)[0]["expires"]) == "2026-12-24 10:12:00+00:00"


def test_an_expiry_of_the_copy_is_one_of_the_story(site: Path) -> None:
    bring(site, NITF.replace("<urgency", '<date.expire norm="20261201T000000Z"/><urgency'))
    assert str(parts(site)[0]["expires"]) == "2026-12-01 00:00:00+00:00"


# --- sections, tags, agencies ---------------------------------------------------------------------------------------


def test_a_table_says_what_subjects_mean(site: Path) -> None:
    meant = {"medtop:20000593": "Town hall", "politics": ""}
    bring(site, NINJS_3, settings=replace(SETTINGS, wire_tags=meant))
    assert parts(site)[0]["tags"] == ["Town hall"]
    bring(site, NINJS_3, settings=replace(SETTINGS, wire_tags={"*": ""}), update=True)
    assert "tags" not in parts(site)[0]


def test_the_section_is_that_of_a_subject_or_of_the_agency(site: Path) -> None:
    (imported,) = bring(site, NINJS_3, settings=replace(SETTINGS, wire_sections={}))
    assert imported.path.startswith("content/world/")


def test_copy_without_a_section_is_refused_with_the_line_to_add(site: Path) -> None:
    agency = replace(SETTINGS.agencies["North Coast Wire"], section="")
    said = refusal(site, NINJS_3, replace(SETTINGS, wire_sections={}, agencies={agency.name: agency}))
    assert 'add `"http://cv.iptc.org/newscodes/mediatopic/11000000" = "World"` below `[wire_sections]`' in said


def test_an_agency_is_known_by_the_domain_of_an_address(site: Path) -> None:
    copy = NINJS_1.replace('"copyrightholder": "North Coast Wire",', "").replace(
        "urn:ncw:2026:dues-1", "https://www.northcoastwire.example/dues"
    )
    agency = Agency("North Coast", "Europe/Lisbon", aliases=("northcoastwire.example",), section="World")
    assert "northcoastwire.example" in refusal(site, copy, replace(SETTINGS, agencies={}))
    bring(site, copy, settings=replace(SETTINGS, agencies={agency.name: agency}))
    assert parts(site)[0]["source"] == "North Coast"


@pytest.mark.parametrize("form", FORMATS)
def test_an_agency_that_site_toml_does_not_have_is_refused(site: Path, form: str) -> None:
    other = {"Harbour News": Agency("Harbour News", "Europe/Lisbon")}
    said = refusal(site, FORMATS[form], replace(SETTINGS, agencies=other))
    assert "site.toml has no agency" in said
    assert '[agencies."' in said


@pytest.mark.parametrize(
    ("form", "old", "new"),
    [
        ("NewsML-G2", "2026-11-24T10:12:00Z", "2026-11-24T10:12:00"),
        ("NITF", "20261124T101200Z", "20261124T101200"),
        ("ANPA 1312", "1012GMT", "1012"),
        ("IPTC 7901", "241012 GMT Nov 26", "241012 Nov 26"),
    ],
)
def test_a_time_without_a_zone_is_by_the_agencys_clock(site: Path, form: str, old: str, new: str) -> None:
    agency = replace(SETTINGS.agencies["North Coast Wire"], timezone="Asia/Tokyo")
    bring(site, changed(form, (old, new)), settings=replace(SETTINGS, agencies={agency.name: agency}))
    assert str(parts(site)[0]["published"]) == "2026-11-24 10:12:00+09:00"
    (site / STORY).unlink()
    without = replace(agency, timezone="")
    with pytest.raises(Problems, match="has no time zone"):
        bring(site, changed(form, (old, new)), settings=replace(SETTINGS, agencies={agency.name: without}))


def test_a_time_without_a_zone_in_copy_of_ones_own_needs_its_offset() -> None:
    words = Item(
        line=Line(1, "2026-11-24T10:00"),
        headline="Dues",
        published="2026-11-24T10:00",
        text="One.",
        section="Council",
        agencies=(SETTINGS.publisher,),
    )
    with pytest.raises(Problems) as found:
        copy_of(words, "seeds/a.csv", SETTINGS)
    (problem,) = found.value.problems
    assert "has no time zone" in problem.message
    assert problem.fix.startswith("the copy is your own")
    assert copy_of(replace(words, published="2026-11-24T10:00+01:00"), "seeds/a.csv", SETTINGS).agency == ""


@pytest.mark.parametrize("form", FORMATS)
def test_a_file_may_be_cut_off_anywhere(site: Path, form: str) -> None:
    """A transmission that broke off is refused; it never becomes half a story."""
    data = FORMATS[form].rstrip()
    for end in range(1, len(data) - 12, 97):
        with pytest.raises(Problems):
            bring(site, data[:end])
    assert not (site / "content").exists()


def test_signs_of_windows_and_of_iso_8859_are_read(site: Path) -> None:
    bring(site, FORMATS["IPTC 7901"].replace(b"\xbb", b"\x84").replace(b"\xab", b"\x93"))
    assert "„It was one vote,“ the clerk said." in parts(site)[1]

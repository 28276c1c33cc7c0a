"""An export of WordPress moves in: words, dates, names, pictures and addresses, and nothing that was withheld."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from time import monotonic

import pytest
from newsroom import Newsroom

from generator.editorial.moving import Report, Request, move_in
from generator.model.problems import Problems
from generator.pipeline.build import settings_of

HERE = Path(__file__).parents[2] / "golden" / "moves" / "wordpress"
NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
WITHHELD = (*("draft", "future", "diary", "word", "pending", "bin", "club", "level", "product"),)
"""What the words after `secret` say that nobody may read."""


def _move(site: Path, source: Path, write: bool = True, drafts: bool = False, media: bool = True) -> Report:
    folders = (HERE / "uploads",) if media else ()
    request = Request(site=site, source=source, now=NOW, media=folders, drafts=drafts)
    return move_in(request, settings_of(site) if (site / "site.toml").exists() else None, write)


@pytest.fixture(scope="module")
def moved(tmp_path_factory: pytest.TempPathFactory) -> tuple[Newsroom, Report]:
    newsroom = Newsroom(tmp_path_factory.mktemp("moved"))
    report = _move(newsroom.folder, HERE / "export.xml")
    settings = newsroom.folder / "site.toml"
    settings.write_text(settings.read_text("utf-8") + "share_pictures = false\n", "utf-8")
    newsroom.build()
    return newsroom, report


@pytest.fixture
def wxr(tmp_path: Path) -> Callable[[str], Path]:
    """Writes an export with some items into a file."""
    head = (HERE / "export.xml").read_text("utf-8").partition("\t<item>")[0]

    def written(items: str) -> Path:
        file = tmp_path / "export.xml"
        file.write_text(f"{head}{items}\n</channel></rss>\n", "utf-8")
        return file

    return written


def _item(body: str, **fields: str) -> str:
    """One post with a body; ``fields`` go into the namespace of WordPress."""
    given = {"post_id": "7", "status": "publish", "post_type": "post", "post_name": "a-post"} | fields
    given = {"post_date": "2024-05-06 09:30:00", "post_date_gmt": "2024-05-06 06:30:00"} | given
    more = "".join(f"<wp:{name}><![CDATA[{value}]]></wp:{name}>" for name, value in given.items())
    link = "<link>https://old.example/2024/05/06/a-post/</link>"
    return f"<item><title>A post</title>{link}<content:encoded><![CDATA[{body}]]></content:encoded>{more}</item>"


def _body(site: Path) -> str:
    return next((site / "content").rglob("*a-post.md")).read_text("utf-8").partition("\n---\n")[2].strip()


def test_every_story_has_its_golden_form(moved: tuple[Newsroom, Report]) -> None:
    newsroom, _ = moved
    stories = sorted((newsroom.folder / "content").rglob("*.md"))
    made = "".join(
        f"-- {each.relative_to(newsroom.folder).as_posix()} --\n{each.read_text('utf-8')}" for each in stories
    )
    assert made == (HERE / "moved.txt").read_text("utf-8")


def test_nothing_withheld_is_in_the_site_or_its_files(moved: tuple[Newsroom, Report]) -> None:
    newsroom, report = moved
    for file in newsroom.folder.rglob("*"):
        text = file.read_bytes().decode("utf-8", "replace").lower() if file.is_file() else ""
        assert not [each for each in WITHHELD if f"secret{each}" in text], file
    assert sorted(why for why, _ in report.withheld) == [
        "a type that is neither post nor page: product",
        *("draft", "in the trash", "members", "members", "password", "pending review", "private", "scheduled"),
    ]


def test_every_old_address_leads_to_its_story(moved: tuple[Newsroom, Report]) -> None:
    newsroom, report = moved
    for path, words in (
        ("2024/05/06/winter-ferry", "Two skippers"),
        ("2024/05/07/ferry-board", "The board met"),
        ("2024/02/02/şubat-firtinasi", "kuvvetliydi"),
        ("about", "Courier"),
    ):
        assert words in newsroom.page(path)
    assert "/2024/05/06/winter-ferry/" in newsroom.page("2024/05/06/winter-boat")
    assert "/our-team/" in newsroom.page("about/our-team")
    assert 'url=../../harbour/"' in newsroom.page("category/harbour")
    assert 'url=../../../tags/ferry/"' in newsroom.page("category/harbour/ferry")
    assert 'url=../../bylines/ayla-demirci/"' in newsroom.page("author/ayla")
    assert ("/?p=11", "/2024/05/06/winter-ferry/") in report.queries
    assert ("/category/uncategorized", "nothing") in report.orphans
    assert ("/harbour/", "/harbour-2/") in report.orphans


def test_each_line_of_the_report_is_true(moved: tuple[Newsroom, Report]) -> None:
    lines = (HERE / "export.xml").read_text("utf-8").split("\n")
    said = {each.text: each.place.line for each in (*moved[1].unkept, *moved[1].missing, *moved[1].dead)}
    for words, line in said.items():
        if found := re.search(r"https?://\S+|\[contact\S+|latest-posts", words):
            assert found[0] in lines[line - 1]
    assert moved[1].words[0] == 0
    assert {"latest-posts", "contact-form-7"} <= {word for words in said for word in re.findall(r"[a-z0-9-]+", words)}


def test_a_dry_run_writes_nothing_and_says_the_same(moved: tuple[Newsroom, Report], tmp_path: Path) -> None:
    report = _move(tmp_path / "new", HERE / "export.xml", write=False)
    assert not (tmp_path / "new").exists()
    assert [*report.counts()] == [*moved[1].counts()]


def test_a_second_move_changes_nothing_and_leaves_what_an_editor_changed(tmp_path: Path) -> None:
    _move(tmp_path, HERE / "export.xml")
    edited, gone = tmp_path / "content/pages/about.md", tmp_path / "content/pages/our-team.md"
    edited.write_text(edited.read_text("utf-8") + "\nA new line.\n", "utf-8")
    gone.unlink()
    record = (tmp_path / "moved.jsonl").read_bytes()
    report = _move(tmp_path, HERE / "export.xml")
    outcomes = {each.path: each.outcome for each in report.files}
    assert outcomes.pop("content/pages/about.md") == "edited"
    assert outcomes.pop("content/pages/our-team.md") == "removed"
    assert {*outcomes.values()} == {"unchanged"}
    assert not gone.exists()
    assert "A new line." in edited.read_text("utf-8")
    assert (tmp_path / "moved.jsonl").read_bytes() == record


def test_a_move_that_was_interrupted_goes_on(tmp_path: Path) -> None:
    _move(tmp_path, HERE / "export.xml")
    whole = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    record = tmp_path / "moved.jsonl"
    lines = record.read_bytes().splitlines(keepends=True)
    record.write_bytes(b"".join(lines[:3]) + lines[3][:20])  # a line that is cut short
    shutil.rmtree(tmp_path / "content/harbour")
    lost = [line for line in lines[3:] if b"content/harbour" in line]
    report = _move(tmp_path, HERE / "export.xml")
    again = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    assert {path for path, data in whole.items() if again.get(path) != data} <= {
        record,
        tmp_path / "content/harbour/2024-05-06-winter-ferry.md",  # in the record, so it counts as taken away
    }
    assert sum(each.outcome == "new" for each in report.files) == len(lost)


def test_a_file_in_the_way_stays(tmp_path: Path) -> None:
    mine = tmp_path / "content/pages/about.md"
    mine.parent.mkdir(parents=True)
    mine.write_text("mine", "utf-8")
    report = _move(tmp_path, HERE / "export.xml")
    assert mine.read_text("utf-8") == "mine"
    assert [each.path for each in report.files if each.outcome == "in the way"] == ["content/pages/about.md"]


def test_a_story_that_changed_in_the_source_is_updated(tmp_path: Path, wxr: Callable[[str], Path]) -> None:
    _move(tmp_path / "new", wxr(_item("<p>One.</p>")))
    report = _move(tmp_path / "new", wxr(_item("<p>Two.</p>")))
    assert [each.outcome for each in report.files] == ["updated"]
    assert _body(tmp_path / "new") == "Two."


def test_drafts_move_only_when_asked_and_stay_drafts(tmp_path: Path) -> None:
    report = _move(tmp_path, HERE / "export.xml", drafts=True)
    drafts = [path for path in (tmp_path / "content").rglob("*.md") if "secret" in path.read_text("utf-8")]
    assert len(drafts) == 7
    assert all("\ndraft: true\n" in path.read_text("utf-8") for path in drafts)
    assert "in the trash" in {why for why, _ in report.withheld}
    settings = tmp_path / "site.toml"
    settings.write_text(settings.read_text("utf-8") + "share_pictures = false\n", "utf-8")
    newsroom = Newsroom(tmp_path)
    newsroom.build()
    assert not [path for path, data in newsroom.tree().items() if re.search(rb"secret[a-z]", data.lower())]


@pytest.mark.parametrize(
    "fields",
    [
        *({"status": each} for each in ("draft", "pending", "private", "future", "trash", "inherit", "anything")),
        {"post_password": "tide"},
        {"post_type": "product"},
        {"post_date": "2031-01-01 10:00:00", "post_date_gmt": "2031-01-01 07:00:00"},
    ],
)
def test_each_state_keeps_a_post_out(fields: dict[str, str], tmp_path: Path, wxr: Callable[[str], Path]) -> None:
    report = _move(tmp_path / "new", wxr(_item("<p>Hidden.</p>", **fields)))
    assert len(report.withheld) == 1
    assert not (tmp_path / "new/content").exists()


@pytest.mark.parametrize(
    "body",
    [
        "<p>a</p><!-- wp:jetpack/paywall /--><p>b</p>",
        '<!-- wp:restrict-content/container {"level":1} --><p>a</p>',
        "a [members_only]b[/members_only]",
        "[pmpro_membership level='1']b[/pmpro_membership]",
        "a [mepr-show if='loggedin']b[/mepr-show]",
    ],
)
def test_a_post_of_which_a_part_is_for_members_is_kept_out(
    body: str, tmp_path: Path, wxr: Callable[[str], Path]
) -> None:
    assert [why for why, _ in _move(tmp_path / "new", wxr(_item(body))).withheld] == ["members"]


@pytest.mark.parametrize(
    ("body", "made"),
    [
        ("one\ntwo\n\nthree", "one\\\ntwo\n\nthree"),
        ("<p>[sic] and [[gallery]] and [12]</p>", "[sic] and [gallery] and [12]"),
        ("a [button link='/x']Go[/button] b", "a Go b"),
        ("[video src='https://old.example/v.mp4']", "[v.mp4](<https://old.example/v.mp4>)"),
        ("[youtube jX3kLm90qRs]", "::: embed https://www.youtube.com/watch?v=jX3kLm90qRs :::"),
        ("https://vimeo.com/76979871", "::: embed https://vimeo.com/76979871 :::"),
        ("<div>a\n\nb</div>", "a\n\nb"),
        ("<h3>H</h3>\ntext\n<blockquote>q</blockquote>", "### H\n\ntext\n\n> q"),
        ("<!-- wp:paragraph -->\n<p>a</p>\n<!-- /wp:paragraph -->\n\nloose", "a\n\nloose"),
        ('<a href="/2024/05/06/a-post/?replytocom=3#c">me</a>', "[me](<2024-05-06-a-post.md>)"),
        ('<a href="javascript:alert(1)">no</a>', "no"),
        ('<a href="https://user@[::1">no</a> b', "no b"),
    ],
)
def test_bodies_as_wordpress_shows_them(body: str, made: str, tmp_path: Path, wxr: Callable[[str], Path]) -> None:
    _move(tmp_path / "new", wxr(_item(body)))
    assert _body(tmp_path / "new") == made


@pytest.mark.parametrize(
    "at", ["generator.editorial.importers._files._flush_names", "generator.editorial.moving._record.add"]
)
def test_a_move_that_is_killed_goes_on_where_it_stopped(at: str, tmp_path: Path) -> None:
    program = (
        "import os, signal, sys\n"
        "from datetime import UTC, datetime\n"
        "from importlib import import_module\n"
        "from pathlib import Path\n"
        "from generator.editorial.moving import Request, _move, move_in\n"
        f"module, _, name = {at!r}.rpartition('.')\n"
        "module, calls = import_module(module), []\n"
        "real = getattr(module, name)\n"
        "def killed(*given):\n"
        "    calls.append(1)\n"
        "    return real(*given) if len(calls) < 3 else os.kill(os.getpid(), signal.SIGKILL)\n"
        "setattr(module, name, killed)\n"
        "_move._AT_ONCE = 2\n"
        f"request = Request(site=Path({str(tmp_path / 'new')!r}), source=Path({str(HERE / 'export.xml')!r}),\n"
        f"    now=datetime(2026, 11, 24, 12, tzinfo=UTC), media=(Path({str(HERE / 'uploads')!r}),))\n"
        "move_in(request, None, True)\n"
    )
    killed = subprocess.run([sys.executable, "-c", program], check=False)
    assert killed.returncode == -signal.SIGKILL
    for each in (tmp_path / "new").rglob(".*"):
        os.utime(each, (0, 0))
    report = _move(tmp_path / "new", HERE / "export.xml")
    assert {each.outcome for each in report.files} == {"new", "unchanged"}
    _move(tmp_path / "whole", HERE / "export.xml")
    made, whole = (
        {each.relative_to(site): each.read_bytes() for each in site.rglob("*") if each.is_file()}
        for site in (tmp_path / "new", tmp_path / "whole")
    )
    of_both = [sorted(each.pop(Path("moved.jsonl")).splitlines()) for each in (made, whole)]
    assert made == whole
    assert {*of_both[0]} == {*of_both[1]}


def test_addresses_by_number_are_aliases_where_the_host_redirects_them(
    tmp_path: Path, wxr: Callable[[str], Path]
) -> None:
    source = wxr(_item("<p>Words.</p>"))
    assert "1 old address with a query will not work" in " ".join(
        f"{number} {what}" for number, what in _move(tmp_path / "new", source).counts()
    )
    (tmp_path / "on-netlify").mkdir()
    settings = 'title = "A"\nbase_url = "https://old.example/"\nhosting = "netlify"\n'
    (tmp_path / "on-netlify/site.toml").write_text(settings, "utf-8")
    assert not _move(tmp_path / "on-netlify", source).queries
    newsroom = Newsroom(tmp_path / "on-netlify")
    newsroom.build()
    assert "/ p=7 /2024/05/06/a-post/ 301!\n" in newsroom.page("_redirects")


def test_what_is_said_of_categories_tags_and_writers_describes_them(tmp_path: Path, wxr: Callable[[str], Path]) -> None:
    terms = (
        '<category domain="category" nicename="harbour"/><category domain="post_tag" nicename="ferry">Ferry</category>'
    )
    post = _item("<p>Words.</p>").replace("<title>", f"{terms}<title>")
    writer = (
        "<item><title>Ayla Demirci</title><wp:post_type>guest-author</wp:post_type><wp:status>publish</wp:status>"
        "<wp:post_id>9</wp:post_id><wp:postmeta><wp:meta_key>cap-description</wp:meta_key>"
        "<wp:meta_value><![CDATA[Writes <b>here</b>.]]></wp:meta_value></wp:postmeta></item>"
    )
    file = wxr(post + writer)
    said = (
        "<wp:category><wp:category_nicename>harbour</wp:category_nicename><wp:cat_name>Harbour</wp:cat_name>"
        "<wp:category_description><![CDATA[<p>The <em>quays</em>.</p>]]></wp:category_description></wp:category>"
        "<wp:tag><wp:tag_slug>ferry</wp:tag_slug><wp:tag_name>Ferry</wp:tag_name>"
        "<wp:tag_description>It sails at noon.</wp:tag_description></wp:tag>"
        "<wp:tag><wp:tag_slug>none</wp:tag_slug><wp:tag_name>None</wp:tag_name>"
        "<wp:tag_description>Nobody has it.</wp:tag_description></wp:tag>"
    )
    file.write_text(file.read_text("utf-8").replace("<item>", f"{said}<item>", 1), "utf-8")
    report = _move(tmp_path / "new", file)
    content = tmp_path / "new/content"
    assert (content / "harbour/_index.md").read_text("utf-8") == "---\n---\n\nThe *quays*.\n"
    assert (content / "tags/ferry/_index.md").read_text("utf-8") == "---\n---\n\nIt sails at noon.\n"
    assert "name: Ayla Demirci\n---\n\nWrites **here**." in (content / "people/ayla-demirci.md").read_text("utf-8")
    assert [each.text for each in report.unkept if "description" in each.text] == [
        "the description of the tag None: no public story here has it"
    ]
    Newsroom(tmp_path / "new").build()  # which raises any error


@pytest.mark.parametrize(
    ("address", "made"),
    [
        ("https://old.example/wp-content/uploads/a.jpg", '![A gate](<{0}> "The cap")'),
        ("/uploads/a.jpg", "A gate\n\nThe cap"),
    ],
)
def test_a_missing_picture_keeps_its_words_and_is_listed(
    address: str, made: str, tmp_path: Path, wxr: Callable[[str], Path]
) -> None:
    html = f'<figure><img src="{address}" alt="A gate"><figcaption>The cap</figcaption></figure>'
    report = _move(tmp_path / "new", wxr(_item(html)))
    assert [each.text for each in report.missing] == [f"{address}: its description is kept: A gate"]
    assert _body(tmp_path / "new") == made.format(address)


def test_a_link_in_full_to_a_page_that_is_not_moved_stays_and_is_listed(
    tmp_path: Path, wxr: Callable[[str], Path]
) -> None:
    html = (
        '<p><a href="https://old.example/shop/">Shop</a> <a href="/shop/">or</a> '
        '<a href="http://www.old.example/2024/05/06/a-post/">here</a></p>\n<a href="//old.example/a.pdf">PDF</a>'
    )
    report = _move(tmp_path / "new", wxr(_item(html)))
    assert _body(tmp_path / "new") == (
        "[Shop](<https://old.example/shop/>) or [here](<2024-05-06-a-post.md>)\n\n[PDF](<https://old.example/a.pdf>)"
    )
    assert [each.text for each in report.unmoved] == ["https://old.example/shop/"]
    assert [each.text for each in report.dead] == ["/shop/"]
    assert [each.text for each in report.missing] == ["//old.example/a.pdf"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("<rss><channel><item></channel></rss>", "not well-formed XML: mismatched tag"),
        ("<!DOCTYPE rss [<!ENTITY a 'aaa'>]><rss><channel><title>&a;</title></channel></rss>", "declares entities"),
        ("<rss>" * 60, "nested more than 50 deep"),
        ("<rss><channel><title>x", "no element found"),
    ],
)
def test_a_broken_export_is_refused_with_its_place(text: str, said: str, tmp_path: Path) -> None:
    file = tmp_path / "export.xml"
    file.write_text(f"<?xml version='1.0'?>\n<!-- <wp:wxr_version> -->\n{text}", "utf-8")
    with pytest.raises(Problems, match=said) as found:
        _move(tmp_path / "new", file)
    assert found.value.problems[0].line >= 1
    assert not (tmp_path / "new").exists()


def test_what_is_no_source_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("words", "utf-8")
    with pytest.raises(Problems, match="move-in does not recognise anything in this"):
        _move(tmp_path / "new", tmp_path / "a.txt")
    with pytest.raises(Problems, match="there is no such file or folder"):
        _move(tmp_path / "new", tmp_path / "b.xml")


@pytest.mark.parametrize(
    ("links", "permalink"),
    [
        (("/2024/05/one/", "/2024/06/two/"), "/{year}/{month}/{slug}/"),
        (("/2024/one", "/2023/two"), "/{year}/{slug}/"),
        (("/one/", "/two/"), ""),
        (("/?p=1", "/?p=2"), ""),
    ],
)
def test_the_form_of_old_addresses_becomes_the_permalink_of_a_new_site(
    links: tuple[str, ...], permalink: str, tmp_path: Path, wxr: Callable[[str], Path]
) -> None:
    items = (_item("<p>a</p>", post_id=str(number)) for number, _ in enumerate(links))
    text = "".join(item.replace("/2024/05/06/a-post/", link) for item, link in zip(items, links, strict=True))
    _move(tmp_path / "new", wxr(text))
    line = f'permalink = "{permalink}"\n'
    assert (line in (tmp_path / "new/site.toml").read_text("utf-8")) == bool(permalink)


def test_hostile_bodies_take_no_longer_than_others(tmp_path: Path, wxr: Callable[[str], Path]) -> None:
    parts = (
        "[a ",
        "[caption]",
        "[/caption]",
        "<!-- wp:block {",
        "<pre>",
        "<p",
        "[[",
        "\n\n",
        "<!--",
        "[a b='",
        "<div>\n\n",
    )
    begun = monotonic()
    for part in parts:
        _move(tmp_path / "new", wxr(_item(part * (8_000 // len(part)))), write=False)
    assert monotonic() - begun < 60


def test_an_export_in_several_files_is_one(tmp_path: Path) -> None:
    head, *items = (HERE / "export.xml").read_text("utf-8").partition("</channel>")[0].split("\t<item>")
    parts = tmp_path / "parts"
    parts.mkdir()
    for name, some in (("1.xml", items[:3]), ("2.xml", items[3:])):
        text = head + "".join(f"\t<item>{each}" for each in some)
        (parts / name).write_text(f"{text}</channel></rss>", "utf-8")
    whole, several = tmp_path / "whole", tmp_path / "several"
    _move(whole, HERE / "export.xml")
    _move(several, parts)
    files = [
        {path.relative_to(at): path.read_bytes() for path in (at / "content").rglob("*.*")} for at in (whole, several)
    ]
    assert files[0] == files[1]

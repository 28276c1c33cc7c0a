"""Blocks on pages and elsewhere: layouts, what they depend on, what heads need, and what editors are told."""

from __future__ import annotations

import json
import re

import pytest
from newsroom import SETTINGS, Newsroom, photo, story

from generator.pipeline import explain

BOX = "One.\n\n::: facts What *we* <know>\nTwo [boats](b.md) & all.\n:::\n\nThree."
SITE = (
    story("a.md", "Gate", "2026-01-02", "standfirst: It shuts.", body=BOX)
    + story("b.md", "Boats", "2026-01-01", body="::: quote Ada Marsh\nNo.\n:::")
    + story("c.md", "Plain", "2026-01-01", body="Nothing here.")
)
GATE = "2026/01/02/gate"
FORMS = ("feed.xml", "rss.xml", "feed.json", f"{GATE}/ninjs.json", f"{GATE}/text/index.html")


def _built(newsroom: Newsroom, site: str = SITE) -> Newsroom:
    newsroom.write(site).build()
    return newsroom


def _messages(newsroom: Newsroom) -> list[tuple[str, int, int, str, str, str]]:
    found = newsroom.problems() or list(newsroom.build().warnings)
    return [(each.path, each.line, each.column, each.level, each.message, each.fix) for each in found]


def test_a_block_has_its_form_on_the_page_of_its_story(newsroom: Newsroom) -> None:
    page = _built(newsroom).page(GATE)
    box = page[page.index("<aside") : page.index("</aside>")]
    assert '<p class="block-title" id="block-1">What *we* &lt;know&gt;</p>' in box
    assert '<p>Two <a href="/2026/01/01/boats/">boats</a> &amp; all.</p>' in box
    assert page.index("One.") < page.index("<aside") < page.index("Three.")


@pytest.mark.parametrize("path", FORMS)
def test_elsewhere_it_has_a_plain_form(newsroom: Newsroom, path: str) -> None:
    text = _built(newsroom, SETTINGS + 'republish = "CC-BY-ND-4.0"\n' + SITE).page(path)
    assert "Two" in text and "What *we*" in text
    assert "block:" not in text and "block-title" not in text and "aside" not in text


def test_what_others_copy_and_what_is_searched_have_its_words(newsroom: Newsroom) -> None:
    _built(newsroom, SETTINGS + 'republish = "CC-BY-ND-4.0"\n' + SITE)
    copied = newsroom.page(f"{GATE}/republish")
    assert "What *we*" in copied and "https://courier.example/2026/01/01/boats/" in copied
    assert json.loads(newsroom.page(f"{GATE}/ninjs.json"))["bodies"][0]["wordCount"] == 6


def test_only_pages_with_blocks_load_what_these_need(newsroom: Newsroom) -> None:
    newsroom.write("-- layouts/assets/blocks/facts.css --\n.facts {}\n-- layouts/assets/blocks/facts.js --\n//\n")
    _built(newsroom)
    linked = {
        page: re.findall(r"assets/(blocks\S*?)\.[0-9a-f]{10}\.(\w+)\"", newsroom.page(page))
        for page in (GATE, "2026/01/01/boats", "2026/01/01/plain")
    }
    assert linked == {
        GATE: [("blocks", "css"), ("blocks/facts", "css"), ("blocks/facts", "js")],
        "2026/01/01/boats": [("blocks", "css")],
        "2026/01/01/plain": [],
    }


def test_a_site_adds_and_replaces_blocks(newsroom: Newsroom) -> None:
    own = "{{ block.name }}-{{ block.argument }}-{{ block.values.depth }}-{{ block.number }}-{{ block.body }}"
    newsroom.write(f"-- layouts/blocks/tide.html --\n{own}\n-- layouts/blocks/facts.html --\n[{own}]\n")
    newsroom.write(story("a.md", "A", "2026-01-02", body="::: facts F\nx\n:::\n\n::: tide T depth=<3>\ny\n:::"))
    newsroom.build()
    page = newsroom.page("2026/01/02/a")
    assert "[facts-F--1-<p>x</p>]" in page
    assert "tide-T-&lt;3&gt;-2-<p>y</p>" in page


def test_scripts_and_frames_of_a_layout_never_go_elsewhere(newsroom: Newsroom) -> None:
    frame = '<iframe src="https://x.example/"></iframe><script>a</script><b onclick="x">w</b>'
    frame += "<form><button>Go</button></form>"
    newsroom.write(f"-- layouts/blocks/facts.html --\n{frame}{{{{ block.body }}}}\n" + SITE).build()
    assert "<iframe" in newsroom.page(GATE)
    for path in FORMS:
        text = newsroom.page(path)
        for sign in ("iframe", "<script", "onclick", "<form", "<button", "x.example"):
            assert sign not in text.replace("\\u003c", "<").replace("&lt;", "<"), path
        assert "Two" in text


def test_values_and_layouts_cannot_pass_for_placeholders(newsroom: Newsroom) -> None:
    body = "::: facts broadsheet:content/b.md\nSee [b](b.md) broadsheet:content/b.md.\n:::"
    page = _built(newsroom, SITE + story("a.md", "Gate", "2026-01-02", body=body)).page(GATE)
    assert page.count("broadsheet&#58;content/b.md") == 2
    assert 'href="/2026/01/01/boats/"' in page


def test_pictures_and_links_in_values_are_published_and_resolved(newsroom: Newsroom) -> None:
    body = "::: profile Ada picture=ada.jpg link=later.md\nA.\n:::\n\n::: quote B link=b.md\nC.\n:::"
    newsroom.write(story("a.md", "Gate", "2026-01-02", body=body) + story("b.md", "B", "2026-01-01"))
    newsroom.write(story("later.md", "Later", "2031-01-01"))
    (newsroom.folder / "content/ada.jpg").write_bytes(photo(900, 600))
    newsroom.build()
    page = newsroom.page(GATE)
    assert re.search(r'<picture><source type="image/\w+" srcset="/ada\.\d+', page)
    assert '<img src="/ada.jpg" width="900" height="600" alt=""' in page
    assert '<p class="block-title" id="block-1">Ada</p>' in page  # without the link, as that story is not public
    assert '<a href="/2026/01/01/b/">B</a>' in page
    assert "https://courier.example/2026/01/01/b/" in newsroom.page("feed.xml")


def test_a_file_that_a_block_names_must_exist(newsroom: Newsroom) -> None:
    newsroom.write(story("a.md", "A", "2026-01-02", body="::: profile Ada picture=adda.jpg :::"))
    (newsroom.folder / "content/ada.jpg").write_bytes(photo())
    assert [(each[1], each[2], each[3]) for each in _messages(newsroom)] == [(5, 25, "error")]
    assert "ada.jpg" in _messages(newsroom)[0][5]


def test_the_layout_of_a_block_remakes_exactly_the_pages_that_show_it(newsroom: Newsroom) -> None:
    _built(newsroom)
    newsroom.write("-- layouts/blocks/quote.html --\n<q>{{ block.body }}</q>\n")
    explained = explain.explain(newsroom.request(), newsroom.output, "/2026/01/01/boats/")
    assert [each.name for each in explained.parts if each.state == "changed"] == [
        "the layout blocks/quote.html and the layouts it uses"
    ]
    written = {*newsroom.build().published.written}
    assert "2026/01/01/boats/index.html" in written
    assert f"{GATE}/index.html" not in written and "2026/01/01/plain/index.html" not in written
    assert {"feed.xml", "2026/01/01/boats/text/index.html"} <= written
    assert not newsroom.build().published.written


def test_no_other_layout_remakes_them(newsroom: Newsroom) -> None:
    newsroom.write("-- layouts/page.html --\n1\n")
    _built(newsroom)
    newsroom.write("-- layouts/page.html --\n2\n")
    assert not newsroom.build().published.written


@pytest.mark.parametrize(
    ("body", "column", "message", "fix"),
    [
        ("::: fact\na\n:::", 1, "there is no block `fact`", "did you mean `facts`?"),
        ("a\n::: Facts\na\n:::", 1, "there is no block `Facts`", "did you mean `facts`?"),
        ("::: tde\na\n:::", 1, "there is no block `tde`", "did you mean `tide`?"),
        ("::: quote A lnk=/a/\na\n:::", 13, "the block `quote` has no `lnk`", "did you mean `link`?"),
        ("::: facts A zzz=1\na\n:::", 13, "the block `facts` has no `zzz`", "it has none, so remove it"),
        ("::: tide T dpth=1\na\n:::", 12, "the block `tide` has no `dpth`", "did you mean `depth`?"),
    ],
)
def test_a_name_or_key_that_is_none_is_an_error(
    newsroom: Newsroom, body: str, column: int, message: str, fix: str
) -> None:
    newsroom.write("-- layouts/blocks/tide.html --\n{{ block.values.depth }}{{ block.body }}\n")
    for more, level in (((), "error"), (("draft: true",), "warning")):  # a draft never stops the site
        newsroom.write(story("a.md", "A", "2026-01-02", *more, body=body))
        (found,) = _messages(newsroom)
        assert found[1:5] == (5 + body.startswith("a") + len(more), column, level, message)
        assert found[5].startswith(fix)


def test_a_mistake_in_a_layout_of_a_block_is_said_at_its_line(newsroom: Newsroom) -> None:
    newsroom.write("-- layouts/blocks/facts.html --\n{{ block.body }}\n{{ block.tilte }}\n" + SITE)
    assert [(each[0], each[1], each[4]) for each in _messages(newsroom)] == [
        ("layouts/blocks/facts.html", 2, "`block` has no `tilte`")
    ]
    newsroom.write("-- layouts/blocks/facts.html --\n{{ block.body }}\n{{ block.data.a.b }}\n")
    assert [(each[0], each[1]) for each in _messages(newsroom)] == [("layouts/blocks/facts.html", 2)]


def test_the_card_of_a_person_has_what_content_people_says(newsroom: Newsroom) -> None:
    newsroom.write(story("a.md", "A", "2026-01-02", "bylines: [Ada Marsh]", body="::: profile Ada Marsh :::"))
    newsroom.write("-- content/people/ada-marsh.md --\n---\nname: Ada Marsh\nrole: Harbour reporter\n---\nShe sails.\n")
    newsroom.build()
    page = newsroom.page("2026/01/02/a")
    card = page[page.index("story-block profile") :].partition("</aside>")[0]
    assert '<a href="/authors/ada-marsh/">Ada Marsh</a>' in card or "/ada-marsh/" in card
    assert "Harbour reporter" in card and "She sails." in card
    newsroom.write("-- content/people/ada-marsh.md --\n---\nname: Ada Marsh\nrole: Editor\n---\nShe sails.\n")
    newsroom.build()
    assert "Editor" in newsroom.page("2026/01/02/a")


def test_blocks_work_in_pages_and_descriptions(newsroom: Newsroom) -> None:
    newsroom.write("-- content/pages/about.md --\n---\ntitle: About\n---\n::: facts F\nx\n:::\n")
    newsroom.write("-- content/harbour/_index.md --\n---\nname: Harbour\n---\n::: facts G\ny\n:::\n")
    newsroom.write(story("a.md", "A", "2026-01-02", "section: Harbour")).build()
    for page in ("about", "harbour"):
        assert "story-block facts" in newsroom.page(page)
        assert "assets/blocks." in newsroom.page(page)


def test_links_in_blocks_of_paid_stories_say_so(newsroom: Newsroom) -> None:
    body = "::: quote B link=https://b.example/\nC [d](https://d.example/).\n:::"
    newsroom.write(story("a.md", "A", "2026-01-02", "sponsored: B Ltd", body=body)).build()
    for path in ("2026/01/02/a", "feed.xml"):
        page = (
            newsroom.page(path).replace("&#34;", '"').replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", '"')
        )
        assert re.search(r'<a href="https://b.example/" rel="sponsored">B</a>', page)
        assert re.search(r'<a href="https://d.example/" rel="sponsored">d</a>', page)


def test_a_block_of_a_live_entry_to_come_is_nowhere(newsroom: Newsroom) -> None:
    front = "live: {from: 2026-11-24 12:00, until: 2026-11-24 20:00}"
    body = "Top.\n\n## 19:05 Secret\n\n::: profile Zebra picture=zebra.jpg\nA.\n:::\n\n"
    body += "## 13:00 Open\n\n::: facts F\nB.\n:::\n"
    newsroom.write(story("a.md", "A", "2026-11-24 11:30", front, body=body))
    (newsroom.folder / "content/zebra.jpg").write_bytes(photo())
    newsroom.build()
    tree = newsroom.tree()
    assert not [path for path, data in tree.items() if b"zebra" in data.lower() or "zebra" in path]
    assert 'id="block-1">F<' in newsroom.page("2026/11/24/a")
    newsroom.build("2026-11-24T19:00:00+00:00")
    assert "Zebra" in newsroom.page("2026/11/24/a") and "zebra.jpg" in newsroom.tree()


@pytest.mark.parametrize("html", ["sanitise", "escape"])
def test_untrusted_copy_names_blocks_but_no_markup(newsroom: Newsroom, html: str) -> None:
    body = '::: facts <script>a</script> "\'>\n<script>b</script><b onclick="c">d</b>\n:::'
    newsroom.write(SETTINGS + f'html = "{html}"\n' + story("a.md", "Gate", "2026-01-02", body=body)).build()
    box = newsroom.page(GATE).partition("<aside")[2].partition("</aside>")[0]
    assert "<script" not in box and "<b onclick" not in box


def test_adopted_copy_has_the_blocks_of_the_site_and_keeps_the_text_of_others(newsroom: Newsroom) -> None:
    body = "::: tide T\ny\n:::\n\n::: tabs U\nz\n:::"
    newsroom.write(SETTINGS + "adopt = true\n" + story("a.md", "A", "2026-01-02", body=body)).build()
    assert "<strong>T</strong>" in newsroom.page("2026/01/02/a")
    newsroom.write("-- layouts/blocks/tide.html --\n<b>{{ block.argument }}-tide</b>{{ block.body }}\n").build()
    page = newsroom.page("2026/01/02/a")
    assert "<b>T-tide</b><p>y</p>" in page
    assert "<strong>U</strong>" in page and "z" in page


def test_captions_and_credits_have_emphasis_and_links_on_pages_and_plain_text_in_data(newsroom: Newsroom) -> None:
    caption, source = "The *Endeavour* and [the vote](b.md) at `14:05` <b>", "*Board*, [it](https://b.example/)"
    table = f'::: table c.csv caption="{caption}" source="{source}" :::'
    body = f'::: embed https://youtu.be/jX3kLm90qRs title="Not *here*" caption="So **fast**" :::\n\n{table}'
    data = "-- content/c.csv --\nA,B\nx,1\n"
    _built(newsroom, story("a.md", "Gate", "2026-01-02", body=body) + story("b.md", "Boats", "2026-01-01") + data)
    page = newsroom.page(GATE)
    link = '<a href="/2026/01/01/boats/">the vote</a>'
    assert f'<caption id="block-2">The <em>Endeavour</em> and {link} at <code>14:05</code> &lt;b&gt;</caption>' in page
    assert '</span> <em>Board</em>, <a href="https://b.example/">it</a></p>' in page
    assert "<figcaption>So <strong>fast</strong></figcaption>" in page
    assert ">Not *here*</a>" in page
    assert "<em>Endeavour</em>" in json.loads(newsroom.page("feed.json"))["items"][0]["content_html"]


def test_a_broken_link_in_a_caption_is_said_at_its_line(newsroom: Newsroom) -> None:
    body = 'A.\n\n::: embed https://youtu.be/jX3kLm90qRs title="A" caption="See [it](gone.md)" :::'
    newsroom.write(story("a.md", "Gate", "2026-01-02", body=body))
    [problem] = newsroom.problems()
    assert (problem.line, problem.column) == (7, body.split("\n")[2].index("gone.md") + 1)


def test_captions_get_typographic_signs(newsroom: Newsroom) -> None:
    body = '::: embed https://youtu.be/jX3kLm90qRs title="A" caption="It\'s *so* fast -- \'now\'" :::'
    site = story("a.md", "Gate", "2026-01-02", body=body)
    newsroom.write(f'{SETTINGS}[typography]\nlanguages = ["en"]\n{site}').build()
    assert "<figcaption>It’s <em>so</em> fast – ‘now’</figcaption>" in newsroom.page(GATE)

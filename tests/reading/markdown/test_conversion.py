"""Markdown in, safe HTML out: what an editor may write, what becomes of it, and what is said of the rest."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.model.body import Body, Heading
from generator.reading.markdown.conversion import Prose, render

PATH = "content/world/talks.md"


def html(source: str) -> str:
    """The HTML of a body that has nothing wrong with it."""
    prose = render(source, PATH)
    assert prose.problems == ()
    return prose.html.strip()


def said(source: str) -> list[tuple[int, int, str, str]]:
    """Line, column, level and message of each problem."""
    return [(each.line, each.column, each.level, each.message) for each in render(source, PATH).problems]


def finished(prose: Prose, address: str = "/told/") -> str:
    return str(Body(prose.html, tuple((mention.mark, address) for mention in prose.mentions)).__html__())


class Page(HTMLParser):
    """What a browser would make of a body: its tags, attributes and words."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str]] = []
        self.words = ""
        self.feed(source)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += [(name, value or "") for name, value in attrs]

    def handle_data(self, data: str) -> None:
        self.words += data


def assert_safe(prose: Prose) -> None:
    page = Page(prose.html)
    assert not {"script", "style", "iframe", "svg", "object", "embed", "form", "base", "meta"} & set(page.tags)
    for name, value in page.attributes:
        assert not name.startswith("on")
        assert name != "style"
        if name in {"href", "src", "cite"}:
            assert re.match(r"(?i)(https?://|mailto:|tel:|sms:|broadsheet:(content)?/|#|\?|$)", value), value


# Words


def test_words_are_set_to_the_letter() -> None:
    source = '"Quotes", -- dashes, (c) and... https://example.org stay as they are.'
    assert html(source) == f"<p>{source.replace(chr(34), '&quot;')}</p>"


def test_jinja_is_printed_and_not_run() -> None:
    prose = render("{{ 7*7 }} {% include 'x' %}", PATH)
    assert prose.html.strip() == "<p>{{ 7*7 }} {% include 'x' %}</p>"
    assert [problem.level for problem in prose.problems] == ["warning", "warning"]


@pytest.mark.parametrize("code", ["`{{ a.b }}`", "``{% if a %} ` x``", "```\n{{ a }}\n{% b %}\n```", "    {{ a.b }}"])
def test_in_code_it_is_code(code: str) -> None:
    assert render(code, PATH).problems == ()


def test_text_has_one_block_a_line() -> None:
    prose = render("# Dues\n\nThe **har**bour\nboard.\n\n- one\n- two\n\n|a|b|\n|-|-|\n|c|d|\n", PATH)
    assert prose.text == "Dues\nThe harbour board.\none\ntwo\na b\nc d"
    assert prose.words == 10


def test_chinese_signs_count_as_a_word_each() -> None:
    assert render("港口 raised 费", PATH).words == 4


def test_strikethrough_and_aligned_tables() -> None:
    assert html("~~four~~ five") == "<p><s>four</s> five</p>"
    table = html("| Year | Dues |\n|---|--:|\n| 2024 | 4 |")
    assert table.startswith('<div class="table" role="group" tabindex="0">\n<table>')
    assert '<th>Year</th>\n<th class="right">Dues</th>' in table


def test_line_ends_of_every_kind() -> None:
    assert html("one\r\ntwo\r\rthree") == "<p>one\ntwo</p>\n<p>three</p>"


# Headings


def test_headings_have_ids_of_their_own() -> None:
    prose = render("## Kış geldi\n\n## Kış geldi\n\n### !!!\n\n## The *vote*", PATH)
    assert prose.headings == (
        Heading(2, "Kış geldi", "kış-geldi"),
        Heading(2, "Kış geldi", "kış-geldi-2"),
        Heading(3, "!!!", "section"),
        Heading(2, "The vote", "the-vote"),
    )
    assert '<h2 id="kış-geldi-2">Kış geldi</h2>' in prose.html


def test_ids_of_the_page_itself_are_not_taken() -> None:
    assert html("## Main") == '<h2 id="main-2">Main</h2>'


def test_a_body_that_uses_the_headlines_level_moves_down_by_one() -> None:
    levels = [heading.level for heading in render("# One\n\n## Two\n\n###### Six", PATH).headings]
    assert levels == [2, 3, 6]


# Footnotes


def test_footnotes_link_there_and_back() -> None:
    text = html("Dues rose.[^1] Twice.[^1]\n\n[^1]: See the *minutes*.")
    assert '<sup class="footnote-ref"><a href="#fn:1" id="fnref:1">1</a></sup>' in text
    assert '<a href="#fn:1" id="fnref:1:1">1</a>' in text
    assert '<div class="footnotes">\n<ol>\n<li id="fn:1"><p>See the <em>minutes</em>.' in text
    assert 'href="#fnref:1:1" role="doc-backlink"' in text
    assert "<hr" not in text


def test_footnotes_without_a_partner_are_said() -> None:
    assert said("Dues rose.[^2]\n\n[^1]: Lost.") == [
        (1, 11, "warning", "there is no footnote `[^2]`"),
        (3, 1, "warning", "nothing in the text refers to this footnote, so it is not shown"),
    ]


# Links into content/, and the marks that stand for them


def test_a_link_to_a_file_is_marked_and_mentioned_once() -> None:
    prose = render(
        "A [b](../b.md), [c](c%20d.md#e) and [b](../b.md) again,\n![f](../f.svg) or [root](/about/?x&y).", PATH, 9
    )
    assert [(each.target, each.mark, each.line, each.column) for each in prose.mentions] == [
        ("content/b.md", "broadsheet:content/b.md", 9, 7),
        ("content/world/c d.md", "broadsheet:content/world/c%20d.md#e", 9, 21),
        ("content/f.svg", "broadsheet:content/f.svg", 10, 6),
        ("/about/", "broadsheet:/about/?x&amp;y", 10, 26),
    ]
    assert '<a href="/told/">b</a>' in finished(prose)
    assert "broadsheet:" not in finished(prose)


@pytest.mark.parametrize(
    ("source", "line", "column"),
    [
        ("> - one\n>   two [x](x.md)", 2, 13),
        ("a\nb `c` [x](<x.md>)", 2, 12),
        ("|a|\n|-|\n|[x](x.md)|", 3, 6),
        ("[x]\n\n> [x]: x.md", 3, 8),
        ("one\n\nx^[see [x](&#120;.md)]", 3, 0),
        ("<b>\n\n<a href='x.md'>x</a>", 3, 10),
    ],
)
def test_a_mention_knows_its_place(source: str, line: int, column: int) -> None:
    (mention,) = render(source, PATH).mentions
    assert mention.target == "content/world/x.md"
    assert (mention.line, mention.column) == (line, column)


@pytest.mark.parametrize(
    "source",
    [
        "Write `broadsheet:content/b.md` or broadsheet:content/b.md",
        "![broadsheet:content/b.md](../b.svg 'broadsheet:content/b.md | broadsheet:x')",
        "A picture ![broadsheet:content/b.md](../b.svg 'broadsheet:content/b.md')",
        "<b title='broadsheet:content/b.md&#58; &#0;content/b.md'>broadsheet&#58;content/b.md</b>",
        '```broadsheet:content/b.md\nhref="broadsheet:content/b.md"\n```\n\n<i>broadsheet:x</i>',
    ],
)
def test_a_readers_words_are_never_taken_for_a_mark(source: str) -> None:
    prose = render(f"{source}\n\n[b](../b.md)", PATH)
    page = Page(finished(prose))
    assert not any("/told/" in value for name, value in page.attributes if name not in {"href", "src"})
    assert "/told/" not in page.words
    assert sum("broadsheet:" in value for _, value in page.attributes) + page.words.count("broadsheet:") > 0


def test_nobody_can_write_a_mark() -> None:
    for source in ("[b](broadsheet:content/b.md)", "<a href='broadsheet:content/b.md'>b</a>"):
        prose = render(source, PATH)
        assert [each.level for each in prose.problems] == ["error"]
        assert prose.mentions == ()
        assert "href" not in prose.html


# Addresses that are refused: faults.md, rows 8 and 11


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "JaVa&Tab;Script:alert(1)",
        "&#106;avascript:alert(1)",
        "java%0ascript%3Aalert(1)",
        "javascript%3Aalert(1)",
        "data:text/html,x",
        "vbscript:x",
        "blob:x",
        "file:///etc/passwd",
        "//evil.example",
        "/%2fevil.example",
        r"/\\evil.example",
        r"\\\\evil.example",
        "https:evil.example",
        "../../../etc/passwd",
        "%2e%2e/%2e%2e/%2e%2e/etc/passwd",
        "/../x",
        "&#10;javascript:x",
    ],
)
@pytest.mark.parametrize("form", ["[words]({})", "![words]({})", "[words]\n\n[words]: {}", '<a href="{}">words</a>'])
def test_an_address_that_is_refused_keeps_its_words(address: str, form: str) -> None:
    prose = render(form.format(address), PATH)
    assert "error" in {each.level for each in prose.problems}
    assert all(each.line in (1, 3) and each.fix and each.source for each in prose.problems)
    assert "words" in prose.html
    assert "href" not in prose.html
    assert "src" not in prose.html


def test_a_refused_address_points_at_itself() -> None:
    assert said("One.\n\n> Two [three](javascript:x)") == [
        (3, 15, "error", "`javascript:` is not a kind of address that a story may use")
    ]


def test_addresses_elsewhere_stay() -> None:
    source = "[a](https://example.org/?b&c) <mailto:desk@example.org> [d](tel:+15550100) [e](#top)"
    assert re.findall('href="(.*?)"', html(source)) == [
        "https://example.org/?b&amp;c",
        "mailto:desk@example.org",
        "tel:+15550100",
        "#top",
    ]


# Figures


def test_a_picture_alone_is_a_figure() -> None:
    assert html('![The quay](../quay.svg "At dawn & dusk | Photo: Ada Marsh")') == (
        '<figure><img src="broadsheet:content/quay.svg" alt="The quay" loading="lazy" decoding="async">'
        '<figcaption>At dawn &amp; dusk <span class="credit">Ada Marsh</span></figcaption></figure>'
    )


def test_pictures_alone_are_figures_each_with_its_link() -> None:
    text = html("[![a](a.svg)](https://example.org)\n![b](b.svg)")
    assert text.count("<figure>") == 2
    assert '<figure><a href="https://example.org"><img' in text
    assert "<p>" not in text


@pytest.mark.parametrize(
    ("source", "galleries"),
    [
        ("![a](a.svg)\n\n![b](b.svg)\n\n![c](c.svg)", [3]),
        ("![a](a.svg)\n![b](b.svg)", [2]),
        ("![a](a.svg)\n\n![b](b.svg)\n\nWords.\n\n![c](c.svg)", [2]),
        ("![a](a.svg)\n\n![b](b.svg)\n\nWords.\n\n![c](c.svg)\n\n![d](d.svg)", [2, 2]),
        ("> ![a](a.svg)\n>\n> ![b](b.svg)\n\n![c](c.svg)", [2]),
        ("![a](a.svg)\n\nWords.\n\n![b](b.svg)", []),
        ("- ![a](a.svg)\n- ![b](b.svg)", []),
        ("![a](a.svg)\n\n> ![b](b.svg)", []),
    ],
)
def test_pictures_in_a_row_are_a_gallery(source: str, galleries: list[int]) -> None:
    text = html(source)
    found = re.findall(r'<div class="gallery">(.*?)</div>', text, re.DOTALL)
    assert [each.count("<figure>") for each in found] == galleries
    assert text.count("<div") == text.count("</div>")


def test_a_picture_among_words_is_no_figure() -> None:
    text = html('The ![quay](quay.svg "At dawn") at six')
    assert text.startswith('<p>The <img src="broadsheet:content/world/quay.svg" alt="quay" title="At dawn"')


def test_pictures_without_words_and_from_elsewhere_are_said() -> None:
    assert said("![](https://example.org/a.png)") == [
        (1, 5, "warning", "this picture has no text for readers who cannot see it"),
        (
            1,
            5,
            "warning",
            "this picture is on another site, which would learn of every reader, so there is a link instead",
        ),
    ]


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("See ![the quay](https://e.example/a.png).", '<p>See <a href="https://e.example/a.png">the quay</a>.</p>\n'),
        (
            '![The quay](https://e.example/a.png "At dawn")',
            '<figure><a href="https://e.example/a.png">The quay</a><figcaption>At dawn</figcaption></figure>',
        ),
        (
            "[![The quay](https://e.example/a.png)](https://e.example/)",
            '<figure><a href="https://e.example/">The quay</a></figure>',
        ),
        (
            '<p><img alt="The quay" width="1" src="https://e.example/a.png"></p>',
            '<p><a href="https://e.example/a.png">The quay</a></p>',
        ),
        (
            '<a href="https://e.example/"><img src=HTTPS://e.example/a.png alt=Quay></a>',
            '<p><a href="https://e.example/">Quay</a></p>\n',
        ),
        (
            '[<img src="https://e.example/a.png" alt="">](https://e.example/)',
            '<p><a href="https://e.example/">https://e.example/a.png</a></p>\n',
        ),
    ],
)
def test_a_picture_on_another_site_is_shown_as_a_link(source: str, shown: str) -> None:
    assert render(source, PATH).html.strip() == shown.strip()


def test_pictures_on_other_sites_are_said_once_for_each_file() -> None:
    found = said("Words.\n\n![a](https://e.example/a.png)\n\n<img src='http://f.example/b.png' alt='b'>")
    message = "this picture and 1 more in this file are on other sites, which would learn of every reader"
    assert found == [(3, 6, "warning", f"{message}, so there is a link instead")]


def test_trusted_copy_keeps_pictures_on_other_sites() -> None:
    prose = render("![a](https://e.example/a.png)", "content/a.md", html="trust")
    assert '<img src="https://e.example/a.png"' in prose.html
    assert [each.message for each in prose.problems] == [
        "this picture is on another site, which learns of every reader"
    ]


# What Markdown would leave out in silence


def test_lines_that_would_not_be_shown_are_said() -> None:
    assert said("[Correction]: yesterday") == [(1, 0, "warning", "no link uses this line, so it is not shown")]
    assert said("[a]\n\n[a]: b\n[A]: c")[0][:3] == (4, 0, "warning")
    assert said("[//]: # (a note to oneself)") == []
    assert said("> |a|b|\n> |-|-|\n> |c|d|e|") == [
        (3, 0, "error", "this row has more cells than the 2 columns of its table")
    ]
    assert said(r"|a|b|" + "\n|-|-|\n" + r"|c|d \| e|") == []


def test_nesting_too_deep_is_refused() -> None:
    assert [each[2] for each in said(">" * 120 + " lost words")] == ["error"]
    assert [each[2] for each in said("- " * 80 + "lost words")] == ["error"]
    assert "words" in html("> - " * 20 + "words")


def test_a_body_that_is_too_much_is_one_problem() -> None:
    for source in ("word " * 250_000, "[" * 70_000, "> " * 400 + "\n" * 400):
        prose = render(source, PATH, first_line=7)
        assert [(each.line, each.level) for each in prose.problems] == [(7, "error")]


def test_row_17_a_tangle_of_brackets_is_named_and_its_words_stay() -> None:
    prose = render("One.\n\n" + "[" * 5000 + "word", PATH)
    assert [(each.line, each.level) for each in prose.problems] == [(3, "error")]
    assert "word" in prose.text


# Laws


@settings(max_examples=150, deadline=None)
@given(
    st.text(
        alphabet=st.one_of(
            st.sampled_from("<>[]()!*_`~|^:#&\"'=-/\\ \n\t.1aoscriptnhref"), st.characters(codec="utf-8")
        )
    )
)
def test_any_text_is_set_safely(source: str) -> None:
    for policy in ("sanitise", "escape"):
        prose = render(source, PATH, html=policy)  # type: ignore[arg-type]
        assert_safe(prose)
        finished(prose)


PIECES = st.sampled_from(
    [
        *(
            "<script>",
            "</script>",
            "<style>",
            "<b",
            "<img src=x onerror=alert(1)",
            " onclick='x'",
            ">",
            "<svg onload=x>",
        ),
        *("<a href=", "javascript:x", "'", '"', "[a](", ")", "![b](", "../c.md", "<div>", "</div>", "\n\n", "> ", "- "),
        *(
            "[^1]",
            "[^1]: ",
            "| a |\n|---|\n",
            "<!--",
            "-->",
            "<![CDATA[",
            "]]>",
            "broadsheet:content/c.md",
            "&#58;",
            "`",
        ),
        *(
            "<textarea>",
            "</title>",
            "<math><mi>",
            "<noscript>",
            "\\",
            "\0",
            "style='x'",
            "<iframe srcdoc=",
            "&lt;script>",
        ),
    ]
)


@settings(max_examples=300, deadline=None)
@given(st.lists(PIECES, max_size=14).map("".join))
def test_no_mixture_of_attacks_gets_through(source: str) -> None:
    prose = render(source, PATH)
    assert_safe(prose)
    finished(prose)


@settings(max_examples=100, deadline=None)
@given(st.lists(st.from_regex(r"[A-Za-z][A-Za-z0-9]{0,11}", fullmatch=True), min_size=1, max_size=30))
def test_every_word_of_a_paragraph_is_kept(words: list[str]) -> None:
    prose = render(" ".join(words), PATH)
    assert prose.text.split() == words
    assert prose.words == len(words)


def test_front_matter_as_an_example_begins_no_story() -> None:
    assert render("Write:\n\n```yaml\n---\ntitle: A\n---\n```\n", PATH).problems == ()


@pytest.mark.parametrize(
    ("source", "line", "said"),
    [
        ("1. [^1]: Words", 1, "footnote"),
        ("- 2) [^1]: Words", 1, "footnote"),
        ("A[^1].\n\n[^1]: First\n\n[^1]: Second", 3, "again on line 5"),
        ("A[^1].\n\n[^1]: First\n[^1]: Second", 3, "again on line 4"),
        ("``` python Two words\ncode\n```", 1, "`Two words`"),
        ('~~~ python title="Two words"\ncode\n~~~', 1, "Two words"),
    ],
)
def test_what_markdown_would_drop_is_pointed_out(source: str, line: int, said: str) -> None:
    (problem,) = render(source, "content/a.md").problems
    assert (problem.line, problem.level) == (line, "warning")
    assert said in problem.message


@pytest.mark.parametrize(
    "source",
    [
        "``` python {linenos=true} hl_lines=3\ncode\n```",
        "A[^1] and[^2].\n\n[^1]: First\n\n[^2]: Second",
        "A[^1].\n\n[^1]: First\n\n```\n[^1]: Second\n```",
    ],
)
def test_what_markdown_keeps_needs_no_word(source: str) -> None:
    assert render(source, "content/a.md").problems == ()


@pytest.mark.parametrize(
    ("source", "beginning", "ends_at_mark"),
    [
        ("Above.\n\nStill above.\n\n<!--more-->\n\nBelow.", "Above. Still above.", True),
        ("Above.\n\nBelow.", "Above.", False),
        ("## Above\n\n<!--more-->\n\nBelow.", "Below.", False),
        ("<!--more-->\n\nBelow.", "Below.", False),
    ],
)
def test_a_body_begins_with_what_is_above_its_mark_or_else_its_first_paragraph(
    source: str, beginning: str, ends_at_mark: bool
) -> None:
    found = render(source, PATH)
    assert (found.beginning, found.ends_at_mark) == (beginning, ends_at_mark)


def test_a_comment_is_not_shown() -> None:
    assert html("One<!-- a `note` --> two.") == "<p>One two.</p>"


def test_a_caption_has_the_stars_that_are_escaped() -> None:
    caption = r'![A quay](a.jpg "\*Not\* but *this*")'
    assert "<figcaption>*Not* but <em>this</em></figcaption>" in html(caption)


def test_signs_of_other_programs_mean_something_only_where_copy_is_adopted() -> None:
    assert "<mark>" in render("==One==", PATH, adopt=True).html
    assert render("==One==", PATH).html == "<p>==One==</p>\n"


@pytest.mark.parametrize("where", ["", "> ", "- ", "> - "])
def test_of_two_footnotes_or_links_of_one_name_the_lost_one_is_said(where: str) -> None:
    inside = where.replace("-", " ")
    notes = f"{where}A[^1] [b].\n{inside}\n{inside}[^1]: One.\n{inside}\n{inside}[^1]: Two.\n{inside}\n"
    links = f"{inside}[b]: https://a.example/\n{inside}[b]: https://c.example/\n"
    assert [(line, message) for line, _, _, message in said(notes + links)] == [
        (3, "the footnote `1` is given again on line 5, so this one is not shown"),
        (8, "`[b]:` is defined above; this line is not used"),
    ]


@pytest.mark.parametrize(("source", "column"), [("A[^1].", 2), ("> - A[^1]", 6), ("| A |\n|---|\n| b[^1] |", 4)])
def test_a_footnote_that_is_missing_is_said(source: str, column: int) -> None:
    assert [(each[1], each[3]) for each in said(source)] == [(column, "there is no footnote `[^1]`")]


def test_a_footnote_may_be_escaped() -> None:
    assert html(r"A \[^1] b") == "<p>A [^1] b</p>"


def test_a_footnote_in_a_caption_is_said() -> None:
    assert said('![A](a.jpg "By the quay[^1]")') == [
        (1, 24, "warning", "a caption cannot have a footnote: `[^1]`"),
    ]


def test_a_footnote_whose_name_has_spaces_is_said() -> None:
    assert (3, 0, "error", "the name of a footnote cannot have spaces: `[^a note]`") in said(
        "A[^a note].\n\n[^a note]: B"
    )


@pytest.mark.parametrize("part", ["#", "#top", "#TOP", "#Top", "#main", "#:~:text=vote", "#head", "#own", "#h%C3%A9"])
def test_a_link_to_a_part_of_the_page_is_accepted(part: str) -> None:
    assert render(f'[x]({part})\n\n## Head\n\n## Hé\n\n<p data-id="other" id="own">x</p>', PATH).mentions == ()


@pytest.mark.parametrize("part", ["#other", "#Head", "#word", "#of"])
def test_a_link_to_a_part_that_the_page_lacks_is_kept_to_be_reported(part: str) -> None:
    source = f'[x]({part})\n\n## Head\n\n<p data-id="other" title="a id=of b">Set id="word" here</p>'
    assert [each.written for each in render(source, PATH).mentions] == [part]


def test_code_is_read_from_left_to_right_in_copy_that_is_not() -> None:
    source = "كود `a + b!`\n\n```\nx(1)!\n```\n"
    found = render(source, PATH, rtl=True)
    assert found.html == '<p>كود <code dir="ltr">a + b!</code></p>\n<pre dir="ltr"><code>x(1)!\n</code></pre>\n'
    assert found.html.replace(' dir="ltr"', "") == render(source, PATH).html

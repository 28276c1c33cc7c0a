"""Raw HTML in a story: what stays, what goes, what is shown as it stands; and that each loss is said."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest

from generator.reading.markdown.conversion import render
from generator.reading.markdown.raw_html import clean

PATH = "content/world/talks.md"


def html(source: str) -> str:
    return render(source, PATH).html.strip()


def said(source: str) -> list[tuple[int, int, str]]:
    return [(each.line, each.column, each.message) for each in render(source, PATH).problems]


class Page(HTMLParser):
    """The tags and attributes that a browser would see."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.feed(source)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}


@pytest.mark.parametrize(
    "source",
    [
        '<p>H<sub>2</sub>O and <abbr title="Port Elm Courier">PEC</abbr></p>',
        '<details open=""><summary>More</summary>Words</details>',
        '<blockquote class="pull" lang="tr">Kış geldi</blockquote>',
        '<p><time datetime="2024-12-02">Monday</time> <ruby>港<rt>gang</rt></ruby></p>',
    ],
)
def test_html_that_editors_need_is_kept(source: str) -> None:
    assert html(source) == source
    assert said(source) == []


@pytest.mark.parametrize(
    "attack",
    [
        "<script>alert(1)</script>",
        "<SCRIPT SRC=//evil.example></SCRIPT>",
        "x <script>alert(1)</script> y",
        "<style>p { color: red }</style>",
        "<img src=x onerror=alert(1) alt=x>",
        "<svg onload=alert(1)>",
        "<svg><script>alert(1)</script></svg>",
        '<iframe src="https://evil.example"></iframe>',
        "<div style='position:fixed'>",
        "<form action=//evil.example><input></form>",
        "<math><mtext><table><mglyph><style><!--</style><img title='--&gt;&lt;img src=1 onerror=alert(1)&gt;'>",
        "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    ],
)
def test_row_8_attacks_are_taken_out_and_reported(attack: str) -> None:
    prose = render(f"One.\n\n{attack}", PATH)
    page = Page(prose.html)
    assert not page.tags & {"script", "style", "svg", "iframe", "form", "input", "math", "noscript"}
    assert not page.attributes & {"onerror", "onload", "style"}
    assert prose.problems
    assert {each.line for each in prose.problems} == {3}


def test_the_text_of_a_script_is_removed_with_it() -> None:
    prose = render("before <script>let x = *1*</script> after", PATH)
    assert prose.text == "before after"
    assert "let" not in prose.html


def test_an_unclosed_script_does_not_remove_what_follows() -> None:
    assert "the rest" in render("<script>\n\nthe rest", PATH).text
    assert "the rest" in render("a <script> the rest", PATH).text
    assert "the rest" in render("a </script> b <script> the rest", PATH).text
    assert html("[a <script>](b.md) x</script> c").endswith("</a> c</p>")


def test_unknown_tags_are_shown_as_text() -> None:
    source = "An Array<Int> of <T>."
    assert html(source) == "<p>An Array&lt;Int&gt; of &lt;T&gt;.</p>"
    assert render(source, PATH).text == source
    assert [each[:2] for each in said(source)] == [(1, 9), (1, 18)]


def test_html_comments_are_removed_without_a_warning() -> None:  # all of them: test_comments.py
    assert html("one <!-- a note --> two") == "<p>one two</p>"
    assert said("<!-- a note -->") == []


def test_a_bracket_that_begins_no_tag_is_text() -> None:
    source = "<div>5 < 6 <7 <img src='never ended</div>"
    assert render(source, PATH).text == "5 < 6 <7 <img src='never ended"


def test_the_second_filter_allows_only_known_addresses() -> None:
    body = '<a href="https://a.example">a</a> <a href="broadsheet:b">b</a> <a href="https://c.example">c</a><script>d'
    assert clean(body, {"https://a.example", "broadsheet:x"}) == '<a href="https://a.example">a</a> <a>b</a> <a>c</a>'


def test_removed_html_is_reported_at_its_line_and_column() -> None:
    assert said("<div>\n  <p onclick='x'>words</p>\n</div>") == [(2, 6, "`onclick` was removed from this `<p>`")]
    assert said("one\ntwo <font color=red>three</font>") == [(2, 5, "`<font>` was removed; the text in it stays")]


def test_a_story_cannot_end_its_own_page() -> None:
    assert html("</div></section></main>\n\nwords").endswith("<p>words</p>")
    assert html("<div><em>\n\nwords").endswith("</div>")


def test_addresses_in_html_are_read_as_markdowns_are() -> None:
    prose = render('<a class="x" href="../b.md?c&amp;d#e">b</a> <img src="../f.svg" alt="">', PATH)
    assert [each.target for each in prose.mentions] == ["content/b.md", "content/f.svg"]
    assert '<a href="broadsheet:content/b.md?c&amp;d#e" class="x">' in prose.html
    assert '<img src="broadsheet:content/f.svg" alt="" loading="lazy" decoding="async">' in prose.html


def test_our_own_parts_come_through_html() -> None:
    source = (
        "<b>x</b> [^1]\n\n[^1]: Note.\n\n## Part\n\n![q](q.svg 'C | D')\n\n"
        "|a|\n|-:|\n|b|\n\n```py\n1 < 2\n```\n\n1. a\n\n[t](t.md 'a > b')"
    )
    with_html, without = html(source), html(source.replace("<b>x</b>", "x"))
    assert with_html.replace("<b>x</b>", "x").split() == without.split()


def test_escaped_html_is_read_by_everybody() -> None:
    prose = render("a <b>*c*</b> <script>d</script>", PATH, html="escape")
    assert prose.html == "<p>a &lt;b&gt;<em>c</em>&lt;/b&gt; &lt;script&gt;d&lt;/script&gt;</p>\n"
    assert prose.problems == ()


def test_trusted_html_is_left_alone_but_not_its_markdown() -> None:
    prose = render('<iframe src="https://x.example/"></iframe>\n\n[a](javascript:x)', PATH, html="trust")
    assert prose.html == '<iframe src="https://x.example/"></iframe>\n<p>a</p>\n'
    assert [each.line for each in prose.problems] == [3]


def test_words_in_html_are_counted() -> None:
    assert render("<div>un<b>believ</b>able<br>news &amp; more</div>", PATH).text == "unbelievable news & more"


@pytest.mark.parametrize(
    "source",
    [
        *("<div hidden>\nNOTE\n</div>", "One <span hidden>NOTE</span> two.", "<p style='Display : none'>NOTE</p>"),
        *("<template>NOTE</template>", "<comment>NOTE</comment>", '<div hidden="until-found">\n\nNOTE\n\n</div>'),
        '<section class="a"\nstyle="color: red; visibility:hidden">NOTE</section>',
        *("<dialog>NOTE</dialog>", "<datalist><b>NOTE</b></datalist>", "<div popover>NOTE</div>"),
        *(
            "<noscript>NOTE</noscript>",
            "<head>NOTE</head>",
            "<title>NOTE</title>",
            "<svg><metadata>NOTE</metadata></svg>",
        ),
        *("<p class='a D-None'>NOTE</p>", "<p class=hidden>NOTE</p>", "<p class='d-none d-md-none'>NOTE</p>"),
        *("<svg><desc>NOTE</desc></svg>", "<p title='a'hidden>NOTE</p>", "<noframes>NOTE</noframes>"),
        *(
            f"<p {style}>NOTE</p>"
            for style in (
                *(
                    "style='font-family:\"Arial\"; display:none'",
                    "style='display:/**/none'",
                    "style='display&colon;none'",
                ),
                *(r"style='d\69splay:none'", "style='DISPLAY:NONE !important'", "style='visibility:collapse'"),
                *(
                    "style='opacity:0'",
                    "style='font-size:0px'",
                    "style='x y; display:none'",
                    "style='color:transparent'",
                ),
                *("style='text-indent:-9999px'", "style='clip:rect(0 0 0 0)'", "style='--a:none; display:var(--a)'"),
                *("style='content-visibility:hidden'", "style=display:none", "style='transform:scale(0)'"),
            )
        ),
    ],
)
def test_what_browsers_hide_is_an_error_and_withholds_adopted_copy(source: str) -> None:
    found = [each for each in render(source, "content/a.md").problems if each.level == "error"]
    assert [each.line for each in found] == [1]
    adopted = render(source, "content/a.md", adopt=True)
    assert adopted.withheld
    assert any("the story is withheld" in each.message for each in adopted.problems)
    assert not [each for each in adopted.problems if each.level == "error"]


@pytest.mark.parametrize(
    "source",
    [
        *("<dialog open>One.</dialog>", "<p style='border: none; list-style: none'>One.</p>", "<p inert>One.</p>"),
        *("<p class='d-none d-md-block'>One.</p>", "<p class='sr-only'>One.</p>", "<p class='unhidden'>One.</p>"),
        *("<p style='opacity: .5; width: 50%; margin: 0 auto'>One.</p>", "<p title='hidden'>One.</p>"),
        *("<p style='text-decoration: none; text-indent: -2em'>One.</p>", "<p data-hidden='1'>One.</p>"),
        *("<p style='font: 16px/1.5 serif; color: red'>One.</p>", "<p style='overflow: hidden'>One.</p>"),
    ],
)
def test_what_browsers_show_is_not_withheld(source: str) -> None:
    assert not render(source, "content/a.md", adopt=True).withheld
    assert not [each for each in render(source, "content/a.md").problems if each.level == "error"]


def test_what_has_no_text_may_be_hidden() -> None:
    for source in (
        '<img src="https://example.org/a.gif" alt="" style="display:none">',
        "<p class='hidden md:block'>One.</p>",
    ):
        prose = render(source, "content/a.md", adopt=True)
        assert not prose.withheld


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("<form>a</form>", "a"),
        ("A <b hidden> c", "<p>A  c</p>"),
        ("A </widget> b", "<p>A &lt;/widget&gt; b</p>"),
        ('<img src="https://example.org/a.jpg" alt=" A quay ">', '<a href="https://example.org/a.jpg">A quay</a>'),
        (
            '<img src="https://example.org/a.jpg" alt="">',
            '<a href="https://example.org/a.jpg">https://example.org/a.jpg</a>',
        ),
        (
            (
                '<a href="https://b.example/"><img src="https://example.org/a.jpg" alt="A"></a> '
                '<b><img src="https://example.org/c.jpg" alt="C"></b>'
            ),
            '<p><a href="https://b.example/">A</a> <b><a href="https://example.org/c.jpg">C</a></b></p>',
        ),
    ],
)
def test_what_is_left_of_html_that_a_story_cannot_have(source: str, shown: str) -> None:
    assert html(source) == shown


@pytest.mark.parametrize(
    ("source", "column", "message", "fix"),
    [
        ('<p style="color: red">A</p>', 4, "`style` was removed", "the theme says how a story looks"),
        ('<p align="right">A</p>', 4, "`align` was removed", "the theme says how a story looks"),
        ('<p onclick="x()">A</p>', 4, "`onclick` was removed", "stories run no scripts"),
        ('<p colour="red">A</p>', 4, "`colour` was removed", "what it says belongs in the text"),
        ("</script> b", 1, "`</script>` has no effect in a story", "link to what it shows instead"),
        ("A <widget> b", 3, "`<widget>` is not an HTML tag", "put it in backticks"),
        ("<form>a</form>", 1, "`<form>` was removed", "link to a page that has the form"),
        ('A <b title="x> c', 3, '`<b title="x>` is not HTML', "close its quotation marks"),
        ('A <b title=“x" lang="tr> c', 3, '`<b title=“x" lang="tr>` is not HTML', 'write `<b title="x" lang="tr>`'),
        ("A <“https://a.example/”> c", 3, "`<“https://a.example/”>` is not HTML", "write `<https://a.example/>`"),
        ('<img src="a.jpg">', 1, "this picture has no text", 'say in `alt="..."` what it shows'),
        ('<img src="#a" alt="A">', 11, "this picture has no address", "write the path of its file"),
    ],
)
def test_html_that_a_story_cannot_have_is_said_with_the_fix(source: str, column: int, message: str, fix: str) -> None:
    (found,) = render(source, PATH).problems
    assert (found.line, found.column) == (1, column)
    assert message in found.message
    assert fix in found.fix


@pytest.mark.parametrize("source", ['<img src="a.jpg" alt="">', '<p><a href="#part">A</a></p>\n\n## Part'])
def test_what_html_may_have_needs_no_word(source: str) -> None:
    assert said(source) == []

"""HTML becomes Markdown that our own reader shows with the same words."""

from __future__ import annotations

import re
from html import escape, unescape
from time import process_time

from hypothesis import given
from hypothesis import strategies as st

from generator.editorial.moving._html import markdown_of
from generator.editorial.moving._words import lost, words_of_rendered
from generator.model.blocks import without_marks
from generator.reading.markdown.conversion import render


class Addresses:
    """Addresses stay as they are; what is not kept is remembered."""

    def __init__(self) -> None:
        self.said: list[tuple[int, str]] = []

    def picture(self, address: str, line: int, alt: str = "") -> str:
        return address

    def file(self, address: str, line: int) -> str:
        return ""

    def link(self, address: str, line: int) -> str:
        return address

    def unkept(self, what: str, line: int) -> None:
        self.said.append((line, what))


def _markdown(html: str) -> str:
    return markdown_of(html, Addresses()).markdown


def _shown(html: str) -> str:
    return without_marks(render(_markdown(html), "content/a.md").html)


def _lost(html: str) -> list[str]:
    converted = markdown_of(html, Addresses())
    rendered = render(converted.markdown, "content/a.md")
    assert not [each for each in rendered.problems if each.level == "error"], converted.markdown
    return lost(converted.words, words_of_rendered(rendered.html, converted.markdown))


def test_signs_of_markdown_in_text_are_shown_as_they_are() -> None:
    text = "1. May * 3 ** [x](y) `code` a_b_c ~~no~~ [^1] ::: facts &lt;b&gt; &lt;!-- shown --&gt; {# shown #} \\*"
    assert "May * 3 ** [x](y) `code` a_b_c ~~no~~ [^1] ::: facts &lt;b&gt; &lt;!-- shown --&gt;" in _shown(
        f"<p>{text}</p>"
    )
    for start in ("- a", "+ a", "# a", "&gt; a", "1. a", "::: facts", "===", "---", "***", ": a", "| a |"):
        assert "<p>" in _shown(f"<p>{start}</p>")
        assert _shown(f"<p>word<br>{start}</p>").count("<p>") == 1, start


def test_emphasis_next_to_letters_is_kept() -> None:
    assert _shown("<p><b>bold</b>face and un<i>like</i>ly</p>").strip() == (
        "<p><strong>bold</strong>face and un<em>like</em>ly</p>"
    )
    assert "<strong>a<em>b</em></strong>" in _shown("<p><b>a<i>b</i></b></p>")


def test_two_line_breaks_end_a_paragraph_and_one_at_the_end_is_none() -> None:
    assert _markdown("one<br>two<br><br>three<br>") == "one\\\ntwo\n\nthree\n"


def test_lists_within_lists_keep_their_levels() -> None:
    html = "<ul><li>a<ul><li>b<ol start='3'><li>c</li></ol></li></ul></li><li><p>d</p><p>e</p></li></ul>"
    assert _markdown(html) == "- a\n  - b\n    3. c\n- d\n\n  e\n"


def test_a_figure_has_its_caption_and_a_picture_that_links_to_itself_is_a_picture() -> None:
    caption = '<figcaption>At "low" <i>water</i></figcaption>'
    html = f'<figure><a href="big.jpg"><img src="a b.jpg" alt="A ] gate"></a>{caption}</figure>'
    assert _markdown(html) == '![A \\] gate](<a b.jpg> "At \\"low\\" *water*")\n'


def test_a_caption_is_shown_as_it_was() -> None:
    text = "Stop! CO<sub>2</sub> &lt;b&gt; \\ *a* #1 {b} ~ &amp;lt; \"<i>quay</i>\" <a href='http://a.example/'>b</a>!"
    html = f'<figure><img src="https://a.example/a.jpg" alt="A"><figcaption>{text}</figcaption></figure>'
    assert re.sub(r"<a [^<>]*>", "<a>", _shown(html)).partition("<figcaption>")[2].partition("</figcaption>")[0] == (
        "Stop! CO2 &lt;b&gt; \\ *a* #1 {b} ~ &amp;lt; &quot;<em>quay</em>&quot; <a>b</a>!"
    )


def test_a_picture_in_several_sizes_is_the_largest_if_it_has_no_other_address() -> None:
    assert _markdown('<img srcset="a.jpg 400w, b,c.jpg 1200w,d.jpg 800w">') == "![](<b,c.jpg>)\n"
    assert _markdown('<img srcset="a.jpg 2x, b.jpg">') == "![](<a.jpg>)\n"
    assert _markdown('<img src="a.jpg" srcset="b.jpg 2x">') == "![](<a.jpg>)\n"


def test_words_that_are_marked_stay_marked() -> None:
    for html in ("<mark>a</mark>", '<abbr title="A &amp; B">a</abbr>', "<ruby>漢<rt>かん</rt></ruby>", "x <u>a</u>"):
        assert _shown(f"<p>{html}</p>") == f"<p>{html}</p>\n"


def test_a_sign_at_the_end_of_a_line_is_not_escaped() -> None:
    assert _markdown("<p>Stop!</p><p>A &amp;</p>") == "Stop!\n\nA &\n"


def test_pictures_of_a_gallery_with_a_title_are_a_block() -> None:
    inner = "".join(f'<figure><img src="{each}.jpg" alt="{each}"></figure>' for each in "ab")
    made = _markdown(f"<figure class='wp-block-gallery'>{inner}<figcaption>The storm</figcaption></figure>")
    assert made == "::: gallery The storm\n![a](<a.jpg>)\n\n![b](<b.jpg>)\n:::\n"


def test_a_frame_that_stories_may_embed_is_a_block_and_another_a_link_that_is_said() -> None:
    assert _markdown('<iframe src="//www.youtube.com/embed/jX3kLm90qRs" title="The tide"></iframe>') == (
        '::: embed https://www.youtube.com/watch?v=jX3kLm90qRs title="The tide" :::\n'
    )
    addresses = Addresses()
    html = '<p>a</p>\n<p>b</p>\n<iframe src="https://maps.example/1" title="A map"></iframe>'
    assert markdown_of(html, addresses).markdown == "a\n\nb\n\n[A map](<https://maps.example/1>)\n"
    assert addresses.said == [(3, "a frame of a site that stories may not embed became a link: https://maps.example/1")]


def test_scripts_and_forms_are_left_out_and_said_with_their_line() -> None:
    addresses = Addresses()
    made = markdown_of('<p>a</p>\n<script src="x.js"></script>\n<form action="/go"><input></form>', addresses).markdown
    assert made == "a\n"
    assert [line for line, _ in addresses.said] == [2, 3]


def test_a_picture_beside_which_text_flows_is_above_it() -> None:
    assert _markdown('<p><a href="a.jpg"><img src="a.jpg" alt="A"></a>- Text</p>') == "![A](<a.jpg>)\n\n\\- Text\n"
    assert _markdown('<div><img src="a.jpg" alt="A"><ul><li>b</li></ul></div>') == "![A](<a.jpg>)\n\n- b\n"


def test_tables_keep_their_cells() -> None:
    html = "<table><caption>Dues</caption><tr><th>Boat</th><th>£</th></tr><tr><td>a|b</td><td>1<br>2</td></tr></table>"
    assert _markdown(html) == "Dues\n\n| Boat | £ |\n| --- | --- |\n| a\\|b | 1<br>2 |\n"


def test_a_cell_of_several_rows_keeps_those_beside_it_in_their_columns() -> None:
    html = "<table><tr><td rowspan=3>a<td>b<td rowspan=2>c<td>d<tr><td>e<td>f<tr><td>g<td colspan=2>h</table>"
    assert [row.split(" | ") for row in _markdown(html).splitlines()[2:]] == [
        ["| a", "b", "c", "d |"],
        ["| ", "e", "", "f |"],
        ["| ", "g", "h", " |"],
    ]


def test_code_keeps_its_lines_and_signs() -> None:
    html = '<pre><code class="language-python">a = "```"\n\n\n  b &lt; c</code></pre>'
    assert _markdown(html) == '````python\na = "```"\n\n\n  b < c\n````\n'
    in_list = "<ul><li><pre>a\n  \n\n\nb</pre></li></ul><p>c</p>\n\n\n\n<p>d</p>"
    assert _markdown(in_list) == "- ```\n  a\n    \n\n\n  b\n  ```\n\nc\n\nd\n"


def test_a_part_of_the_page_is_linked_only_if_it_is_a_heading() -> None:
    made = _markdown('<p><a href="#b">to b</a> <a href="#n">to n</a></p><h2 id="b">B</h2><p id="n">n</p>')
    assert made == "[to b](<#b>) to n\n\n## B {#b}\n\nn\n"


def test_html_that_is_nested_absurdly_deep_keeps_its_words() -> None:
    addresses = Addresses()
    assert "word" in markdown_of("<div>" * 2_000 + "word" + "</div>" * 2_000, addresses).markdown
    assert addresses.said


_WORDS = st.text("ab1.)-+*_`~[]()!<>&#|:=\\^ {}\"'\n\u00a0é", max_size=12)
_TEXT = _WORDS.map(lambda text: text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;"))
_INLINE = st.recursive(
    _TEXT,
    lambda inner: (
        st.tuples(
            st.sampled_from(["b", "i", "em", "code", "a href='/x/'", "s", "sup", "span", "mark", "abbr title='x'"]),
            inner,
        ).map(lambda pair: f"<{pair[0]}>{pair[1]}</{pair[0].split()[0]}>")
        | st.lists(inner, max_size=3).map("".join)
        | inner.map(lambda text: f"{text}<br>{text}")
    ),
    max_leaves=4,
)
_HTML = st.recursive(
    _INLINE.map(lambda text: f"<p>{text}</p>") | _INLINE,
    lambda inner: (
        st.tuples(st.sampled_from(["div", "blockquote", "ul><li", "ol><li", "h2", "section"]), inner).map(
            lambda pair: f"<{pair[0]}>{pair[1]}" + "".join(f"</{tag}>" for tag in reversed(pair[0].split("><")))
        )
        | st.lists(inner, max_size=3).map("".join)
    ),
    max_leaves=4,
)


@given(html=_HTML)
def test_no_word_is_lost_whatever_the_signs(html: str) -> None:
    assert _lost(html) == []


@given(
    text=st.text("ab1.)-+*_`~[]()!<>&#|:=\\^ {}%\"'\n/;é", max_size=30),
    before=st.sampled_from(["", "a<br>", "<b>a</b>"]),
)
def test_every_sign_in_a_paragraph_is_shown(text: str, before: str) -> None:
    html = f"<p>{before}{escape(text)}</p>"
    converted = markdown_of(html, Addresses())
    rendered = render(converted.markdown, "content/a.md")
    assert not [each for each in rendered.problems if each.level == "error"], converted.markdown
    shown = unescape(re.sub(r"<[^<>]*>", "", without_marks(rendered.html).replace("<br>", " ")))
    expected = f"{re.sub('<[^<>]*>', '', before.replace('<br>', ' '))}{text}"
    assert shown.split() == expected.split(), converted.markdown


def test_no_word_is_lost_where_html_is_mangled() -> None:
    for html in (
        "<table>quay",
        "<table><tr>quay<td>ferry</table>",
        "<table><caption>tide<caption>quay</caption><tr><td>ferry</table>",
        "<figure>quay<img src=a.jpg></figure>",
        "tide<figure>quay</figure>ferry",
        "tide<p></p>quay",
        "tide<img>quay",
        "<pre>tide<br>quay<p>ferry</pre>",
        "<h2>tide<h3>quay",
        "<dl><dd>&gt;<div>quay <b>ferry</b></div></dl>",
        "<ol>quay<li>ferry</ol>",
        "tide<s>ferry<blockquote>quay</blockquote></s>",
        "tide<sup><section>quay</section></sup>",
        "tide<i>quay&nbsp;</i>ferry",
        "<h7>quay</h7>ferry",
        "<summary><pre>quay {#ferry}</pre></summary>",
        "<span><ol>quay</span>ferry",
        "<ul><li>tide<ul><li>quay</ul>ferry</ul>",
    ):
        assert not _lost(html), html


def test_signs_that_only_meet_between_elements_mean_nothing() -> None:
    assert "&lt;!-- quay" in _shown("&lt;<b></b>!-- quay")
    assert "&amp;amp;" in _shown("&amp;<i></i>amp;")
    assert "Look!<a " in _shown('Look!<a href="https://a.example/">here</a>')
    for empty in ("<img>", "<b></b>", "<svg></svg>", "&nbsp;"):
        assert not _lost(f"{empty}::: facts quay")
        assert not _lost(f"{empty}1.")


def test_braces_in_text_are_text() -> None:
    for text in ("quay {#ferry}", "quay {: .ferry}", "{ quay {#ferry}", "quay {#ferry} <code>{</code>"):
        assert not _lost(f"<p>{text}</p>")
    assert _shown("<h2>quay {#ferry}</h2>") == '<h2 id="quay-ferry">quay {#ferry}</h2>\n'


def test_items_have_the_numbers_that_readers_saw() -> None:
    assert _markdown("<ol start=8><li>tide<p>quay</p></li><li></li><li>ferry</li></ol>").split() == (
        ["8.", "tide", "quay", "10.", "ferry"]
    )
    for start in ("²", "99999999999999999999", "-1", "a"):
        assert _markdown(f"<ol start='{start}'><li>tide</li></ol>") == "1. tide\n"


def test_long_lists_and_long_runs_take_linear_time() -> None:
    for html in ("<ol>" + "<li>a</li>" * 4_000, "<pre>" + "`" * 200_000, "<code>" + "`" * 200_000):
        start = process_time()
        markdown_of(html, Addresses())
        assert process_time() - start < 5

"""The bodies of adopted copy: every line stays on its line, and what only its program understands is said."""

from __future__ import annotations

from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.reading.adopted.body import readable

PIECES = [
    "{% highlight x %}",
    "{% endhighlight %}",
    "{{< a >}}",
    "```",
    "import a from 'b'",
    "import {",
    ":::note T",
    ":::",
    "!!! note",
    "    x",
    "x",
    "",
]


@given(st.lists(st.sampled_from(PIECES)), st.sampled_from(["a.md", "a.mdx"]))
def test_every_line_stays_on_its_line(lines: list[str], name: str) -> None:
    made = readable("\n".join(lines), f"content/{name}", 5)
    assert made.text.count("\n") == max(0, len(lines) - 1)
    assert all(5 <= each.line < 5 + len(lines) and each.level == "warning" for each in made.problems)


@pytest.mark.parametrize(
    ("written", "made"),
    [
        ("{% include a.html %}", ""),
        ("{{< tweet 1 >}} {% b %}", ""),
        ("Words {{ page.title }}.", "Words {{ page.title }}."),
        ("```\n{% include a.html %}\n```", "```\n{% include a.html %}\n```"),
        ("{% comment %}", "{% comment %}"),
        ("<!-- {% include a.html %} -->", "<!-- {% include a.html %} -->"),
        (':::tip[Mind "it"]\nText\n:::\nWords', '> **Mind "it"**  \n> Text\n>\nWords'),
        (":::tabs One\nText\n:::", "**One**\nText\n"),
        (
            "::::note\n```\n:::\n```\n::: danger\na\n:::\nb\n::::\nc",
            "> **Note**  \n> ```\n> :::\n> ```\n> > **Danger**  \n> > a\n>>\n> b\n>\nc",
        ),
        ('!!! note "Mind it"\n    - a\n\n    b\n\nc', "> **Mind it**  \n> - a\n>\n> b\n>\nc"),
        ("??? warning\n    a\n    ::: b", "> **Warning**  \n> a\n> ::: b"),
        ("::: note\na <!-- b\nc --> d\n:::", "\na <!-- b\nc --> d\n"),
        ('!!! tip "T"\n    a\n\n    <!-- b -->\nc', "**T**\na\n\n<!-- b -->\nc"),
        ("import A from 'a';\n\nimport not from code", "\n\nimport not from code"),
        ("[embed]https://v.example/a[/embed]", "<https://v.example/a>"),
        ("[a link](b.md) [gallery]", "[a link](b.md) [gallery]"),
        ('{{< figure src="a.jpg" alt="B" >}}', "![B](a.jpg)"),
        ("[x]({{ site.url }}{% post_url /news/2016-1-9-a-b %}#c)", "[x](/2016/01/09/a-b/#c)"),
        ("[x]({% link _posts/2016-01-09-a.md %})", "[x](/2016/01/09/a/)"),
        ("[x]({{ '/a.css' | relative_url }}) [y]({{ site.baseurl }}/b/)", "[x](/a.css) [y](/b/)"),
        ('[x]({{% relref "b.md" %}})', "[x](b.md)"),
    ],
)
def test_lines_of_other_programs_become_markdown(written: str, made: str) -> None:
    assert readable(written, "content/a.md", 1).text == made


@pytest.mark.parametrize(
    "comment",
    [
        *("{{< comment >}}\na\n{{< /comment >}}", "{% doc %}\na\n\nb\n{% enddoc %}", "::: {.comment}\na\n\nb\n:::"),
        *("{{/* {% a %}\nb\n*/}}", "<!--\n{{< a >}}\n-->", "{# a\n{% b %}\n#}"),
    ],
)
def test_comments_keep_their_markers_so_that_they_are_taken_out_later(comment: str) -> None:
    for around in ("", "{% include a.html %}\n"):
        made = readable(f"{around}{comment}\n{around}", "content/a.md", 1).text
        assert made == f"{around and chr(10)}{comment}\n{around and chr(10)}"


@pytest.mark.parametrize(
    "opener", ["{# ", "{* ", "<!-- ", "%%a ", "{>> ", "<!x ", "{{< comment >}} ", ".. a\n   b\n\n"]
)
def test_many_comments_that_nothing_closes_take_no_minutes(opener: str) -> None:
    start = process_time()
    readable("{{ a }}" + opener * (900_000 // len(opener)), "content/a.md", 1)
    assert process_time() - start < 20, "a guard against hanging, not a measure of speed"


@pytest.mark.parametrize(
    "piece", ["{{< a >}} ", "{% a %}", "{{ a }}", "[gallery a", "{{< figure ", "import {", "[embed]", "{{'"]
)
def test_no_line_takes_long(piece: str) -> None:
    start = process_time()
    readable(piece * 2000 + "x", "content/a.mdx", 1)
    assert process_time() - start < 5


@pytest.mark.parametrize("opener", ["::: note\n", "::: tabs\n", "!!! note\n    ::: tip\n", "> [!note]\n"])
def test_many_boxes_that_nothing_closes_take_no_minutes(opener: str) -> None:
    start = process_time()
    made = readable(opener * (500_000 // len(opener)), "content/a.md", 1)
    assert len(made.text) < 4_000_000
    assert process_time() - start < 10


@pytest.mark.parametrize(
    "line",
    [
        '{{< youtube id="jX3kLm90qRs" title="The tide" >}}',
        "{% include youtube.html id='jX3kLm90qRs' title='The tide' %}",
        '[youtube url="https://youtu.be/jX3kLm90qRs" title="The tide"]',
    ],
)
def test_a_video_of_another_program_is_reported_with_the_block_to_write(line: str) -> None:
    (problem,) = readable(f"Words.\n\n{line}", "content/a.md", 5).problems
    assert problem.fix == 'write `::: embed https://www.youtube.com/watch?v=jX3kLm90qRs title="The tide" :::`'
    assert (problem.line, problem.level) == (7, "warning")

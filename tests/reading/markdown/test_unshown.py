"""What Markdown would show as written, or drop, is found although most texts are hardly looked at."""

from __future__ import annotations

from hypothesis import example, given, settings
from hypothesis import strategies as st

from generator.model.problems import Problem
from generator.reading.markdown import conversion as markdown
from generator.reading.markdown import parser, unshown
from generator.reading.markdown.source_map import SourceMap

_PIECES = st.sampled_from(
    [
        *("Words", " ", "\n", "\n\n", "> ", "- ", "`", "`` ", "```\n", "<!-- x -->", "{#a}", "\\", "<div>\n", "!"),
        *(
            "[a]",
            "[a",
            "](b.md)",
            "] (",
            "(https://e.example)",
            "(a.jpg)",
            ": https://e.example",
            "]:",
            "]{.a}",
            "[caption]",
        ),
        *(
            "{% a %}",
            "{{ a }}",
            "{{< a >}}",
            "::: note",
            "!!! note",
            "??? note",
            "???+ note",
            "[!NOTE]",
            "[gallery x=1]",
        ),
    ]
)


def _problems(source: str) -> set[Problem]:
    source_map = SourceMap(source, "content/a.md")
    tokens, _ = parser.parsed(source, True, source_map)
    source_map.problems.clear()
    for say in (unshown._say_spaced_links, unshown._say_attached, unshown._say_foreign):
        say(source_map, tokens)
    return set(source_map.problems)


@settings(max_examples=300)
@given(st.lists(_PIECES, max_size=12).map("".join))
@example("[a]`x`: https://e.example")
@example("one]<!-- x --> (https://e.example)")
def test_what_readers_would_see_as_written_is_found_in_every_text(source: str) -> None:
    assert _problems(source) <= set(markdown.render(source, "content/a.md").problems)

"""Task lists: a sign for what is to do, another for what is done, in all copy."""

from __future__ import annotations

import pytest

from generator.reading.markdown.conversion import render


@pytest.mark.parametrize(
    ("source", "html"),
    [
        (
            "- [ ] Dredge\n- [x] Paint the *crane*",
            '<ul>\n<li class="task">☐ Dredge</li>\n<li class="task">☑ Paint the <em>crane</em></li>\n</ul>\n',
        ),
        ("1. [X] **Rest**", '<ol>\n<li class="task">☑ <strong>Rest</strong></li>\n</ol>\n'),
        ("- [ ] One\n\n- Two", '<ul>\n<li class="task">\n<p>☐ One</p>\n</li>\n<li>\n<p>Two</p>\n</li>\n</ul>\n'),
        ("- [ ] One\n  - [x] Within", '☐ One\n<ul>\n<li class="task">☑ Within</li>'),
    ],
)
def test_boxes_at_the_start_of_list_items_become_signs(source: str, html: str) -> None:
    prose = render(source, "content/a.md")
    assert html in prose.html
    assert prose.problems == ()


def test_signs_are_no_words() -> None:
    prose = render("- [ ] Dredge\n- [x] Paint", "content/a.md")
    assert (prose.text, prose.words) == ("Dredge\nPaint", 2)


@pytest.mark.parametrize(
    "source",
    ["[x] of them", "- `[ ] a`", r"- \[ ] a", "- [ ]", "- [y] a", "- a [x] b", "- [x]\n\n[x]: https://e.example"],
)
def test_other_brackets_are_text(source: str) -> None:
    assert 'class="task"' not in render(source, "content/a.md").html

"""The text that other sites copy: words alone, whatever a body has."""

from __future__ import annotations

import pytest

from generator.theme.clean_copy import clean_copy


@pytest.mark.parametrize(
    ("body", "copied"),
    [
        (
            '<p id="a" class="b">One <a href="https://x.example/">link</a>.</p>',
            '<p>One <a href="https://x.example/">link</a>.</p>',
        ),
        ('<figure><img src="/a.jpg" alt=""><figcaption>A boat.</figcaption></figure><p>One.</p>', "<p>One.</p>"),
        ('<p><img src="https://tracker.example/p.gif" alt=""></p><p>One.</p>', "<p>One.</p>"),
        (
            "<figure><table><tr><td>1</td></tr></table></figure>",
            "<div><table><tbody><tr><td>1</td></tr></tbody></table></div>",
        ),
        ('<figure><figure><img src="/a.jpg"></figure><figcaption>Boats.</figcaption></figure>', "<div>Boats.</div>"),
        ("<script>track()</script><style>p{}</style><p>One.</p>", "<p>One.</p>"),
        ('<iframe src="https://v.example/"></iframe><video src="/a.mp4">No</video><p>One.</p>', "<p>One.</p>"),
        ('<p onclick="x()" style="color:red">One.</p>', "<p>One.</p>"),
        ('<p><a href="javascript:x()">One</a>.</p>', "<p><a>One</a>.</p>"),
        ('<p lang="ar" dir="rtl">كلمة</p>', '<p lang="ar" dir="rtl">كلمة</p>'),
        (
            "<h2 id='x'>Part</h2><blockquote class='pull'><p>Q.</p></blockquote>",
            "<h2>Part</h2><blockquote><p>Q.</p></blockquote>",
        ),
    ],
)
def test_only_words_and_their_structure_remain(body: str, copied: str) -> None:
    assert clean_copy(body) == copied

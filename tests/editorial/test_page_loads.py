"""What a phone's browser loads for a page."""

from __future__ import annotations

import pytest

from generator.editorial.page_loads import candidates, loaded


@pytest.mark.parametrize(
    ("page", "addresses"),
    [
        ('<img src="/a.jpg" alt="1 > 0">', ["/a.jpg"]),
        ('<img src="/a.jpg" srcset="/a.400.jpg 400w, /a.1200.jpg 1200w, /a.2400.jpg 2400w">', ["/a.1200.jpg"]),
        ('<img src="/a.jpg" srcset="/s.jpg 400w, /l.jpg 2000w" sizes="(min-width: 60em) 640px, 120px">', ["/s.jpg"]),
        ('<img src="/a.jpg" srcset="/s.jpg 400w, /m.jpg 800w, /l.jpg 2000w" sizes="50vw">', ["/m.jpg"]),
        ('<img src="/a.jpg" srcset="/s.jpg 400w, /m.jpg 800w">', ["/m.jpg"]),
        ('<img src="/a.jpg" srcset="/s.jpg 400w, /m.jpg 1080w, /l.jpg 2000w" sizes="360px">', ["/m.jpg"]),
        ('<img src="/a.jpg" srcset="/a.jpg, /b.jpg 2x, /c.jpg 3x">', ["/c.jpg"]),
        ('<img src="/a.jpg" srcset="/a.jpg ?x, /c.jpg 3x">', ["/c.jpg"]),
        (
            '<picture><source srcset="/a.avif"><source srcset="/a.webp"><img src="/a.jpg"></picture><img>',
            ["/a.avif"],
        ),
        ('<picture><source media="(min-width: 60em)" srcset="/l.jpg"><img src="/a.jpg"></picture>', ["/a.jpg"]),
        ('<picture><source type="image/jxl" srcset="/a.jxl"><img src="/a.jpg"></picture>', ["/a.jpg"]),
        ('<video src="/v.mp4" poster="/p.jpg"></video>', ["/p.jpg"]),
        ('<video poster="/p.jpg"><source src="/v.webm"><source src="/v.mp4"></video>', ["/p.jpg"]),
        ('<video autoplay><source src="/v.webm"><source src="/v.mp4"></video>', ["/v.webm"]),
        ('<audio controls src="/a.mp3"></audio><script src="/a.js"></script>', ["/a.js"]),
        ('<link rel="icon" href="/i.ico"><link rel="icon" href="/i.svg"><link rel="canonical" href="/">', ["/i.svg"]),
        ('<link rel="stylesheet" href="/s.css"><link rel="apple-touch-icon" href="/t.png">', ["/s.css"]),
        ('<a href="/b/">B</a>', []),
        ('<img src="/a.jpg" srcset="/m.jpg 945w, /l.jpg 2000w" sizes="360px">', ["/m.jpg"]),
        ('<img src="/a.jpg" srcset="/m.jpg 2.625x, /l.jpg 3x">', ["/m.jpg"]),
        ('<video preload="AUTO" src="/v.mp4"></video>', ["/v.mp4"]),
        ('<audio autoplay src="/a.mp3"><source src="/b.mp3"></audio>', ["/a.mp3"]),
        ('<track src="/t.vtt"><track default src="/u.vtt">', ["/u.vtt"]),
        ('<source src="/v.mp4"><iframe src="/f/"></iframe>', ["/f/"]),
        ('<picture><source srcset="/a.avif"></picture><img src="/b.jpg">', ["/b.jpg"]),
        (
            '<link rel="preload" href="/f.woff2"><link rel="Preload" href="/a.jpg" imagesrcset="/b.jpg 2000w">',
            ["/f.woff2", "/b.jpg"],
        ),
    ],
)
def test_a_phone_loads_one_version_of_each_picture(page: str, addresses: list[str]) -> None:
    assert loaded(page) == addresses


def test_anything_that_some_browser_may_load_is_a_candidate() -> None:
    page = (
        '<picture><source srcset="https://a.example/1.avif, https://a.example/2.avif 2x"><img src="/a.jpg"></picture>'
        '<video poster="/p.jpg"><source src="/v.mp4"></video><link rel=stylesheet href=/s.css><link rel=next href=/2/>'
    )
    expected = {"https://a.example/1.avif", "https://a.example/2.avif", "/a.jpg", "/p.jpg", "/v.mp4", "/s.css"}
    assert {*candidates(page)} == expected

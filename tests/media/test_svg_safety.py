"""Drawings: what of them is published, what is refused, and what their editors are told."""

from __future__ import annotations

import os
import re
import time
from base64 import b64decode, b64encode
from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st
from newsroom import Newsroom, story
from PIL import Image
from resvg_py import svg_to_bytes
from svg_attacks import EXCESSIVE, RUNS, SPACES, drawing

from generator.media.svg_reader import Reader
from generator.media.svg_safety import Unsafe, cleaned

SAMPLES = sorted((Path(__file__).parent.parent / "drawings").iterdir())
LEFT_OUT = {
    *("script inside metadata", "script of XHTML inside metadata", "script inside an unknown element"),
    *("frame beside a foreignObject for Illustrator", "document type from elsewhere"),
}
"""Attacks in what shows nothing: it is left out, and the drawing is published."""

HARMFUL = re.compile(
    rb"""script|iframe|xhtml|\son\w+=|DOCTYPE|ENTITY|xml-stylesheet|@import|url\((?!['"]?\#)|href="(?!\#|data:image/png)"""
)


def _faults(data: bytes) -> list[tuple[int, int, str, str]]:
    """What is wrong with a drawing: line, column, message, fix."""
    try:
        cleaned(data)
    except Unsafe as unsafe:
        return [(each.line, each.column, each.message, each.fix) for each in unsafe.faults]
    return []


@pytest.mark.parametrize("data", RUNS.values(), ids=RUNS)
def test_row_43_a_drawing_that_does_more_than_draw_is_refused_or_loses_it(
    data: bytes, request: pytest.FixtureRequest
) -> None:
    if request.node.callspec.id in LEFT_OUT:
        assert not HARMFUL.search(cleaned(data))
        return
    faults = _faults(data)
    assert faults
    for line, _, message, fix in faults:
        assert line or "encoding" in message
        assert fix


@pytest.mark.parametrize("data", RUNS.values(), ids=RUNS)
def test_the_cleaned_part_of_a_refused_drawing_is_harmless(data: bytes) -> None:
    assert not HARMFUL.search(Reader(data).read())


@pytest.mark.parametrize(("data", "said"), EXCESSIVE.values(), ids=EXCESSIVE)
def test_row_56_an_excessive_drawing_is_refused_quickly(data: bytes, said: str) -> None:
    start = time.process_time()
    assert any(said in message for _, _, message, _ in _faults(data))
    assert time.process_time() - start < 20


@pytest.mark.parametrize(
    "inside",
    [
        '<clipPath id="c"><rect/></clipPath>' + '<rect clip-path="url(#c)"/>' * 5000,
        '<style>.a{fill:url(#g)}</style><linearGradient id="g">'
        + "<stop/>" * 50
        + "</linearGradient>"
        + '<rect class="a"/>' * 20_000,
        '<marker id="m"><circle r="2"/></marker><path marker-mid="url(#m)" d="M0 0' + "h1" * 2000 + '"/>',
        '<filter id="f" x="-20%" width="140%"><feGaussianBlur stdDeviation="12"/></filter>'
        + '<g filter="url(#f)"/>' * 500,
    ],
)
def test_a_drawing_may_refer_to_its_parts_as_often_as_drawings_do(inside: str) -> None:
    assert not _faults(drawing(inside))


@pytest.mark.parametrize("file", SAMPLES, ids=[file.stem for file in SAMPLES])
def test_drawings_of_common_programs_look_the_same_when_they_are_published(file: Path) -> None:
    data = file.read_bytes()
    published = cleaned(data)
    before, after = (svg_to_bytes(svg_string=each.decode(), width=400, dpi=96) for each in (data, published))
    assert Image.open(BytesIO(bytes(before))).tobytes() == Image.open(BytesIO(bytes(after))).tobytes()
    assert _words(published) == _words(data)


def _words(data: bytes) -> list[str]:
    """The words that a drawing shows."""
    return ["".join(each.itertext()) for each in ElementTree.fromstring(data).iter("{http://www.w3.org/2000/svg}text")]


@pytest.mark.parametrize("file", SAMPLES, ids=[file.stem for file in SAMPLES])
def test_metadata_of_drawing_programs_is_not_published(file: Path) -> None:
    published = cleaned(file.read_bytes())
    assert not re.search(rb"Demirci|/home/|rdf|inkscape:|sodipodi|aipgf|Generator|matplotlib\.org|<!", published)


@pytest.mark.parametrize("file", SAMPLES, ids=[file.stem for file in SAMPLES])
def test_a_published_drawing_is_published_as_it_is(file: Path) -> None:
    published = cleaned(file.read_bytes())
    assert cleaned(published) == published


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "iso-8859-9"])
def test_a_drawing_is_published_in_utf_8(encoding: str) -> None:
    text = f'<?xml version="1.0" encoding="{encoding.removesuffix("-sig")}"?><svg {SPACES}><text>Işık</text></svg>'
    data = (
        text.replace("ı", "&#305;").replace("ş", "&#351;").encode(encoding)
        if encoding == "iso-8859-9"
        else text.encode(encoding)
    )
    assert "<text>Işık</text>".encode() in cleaned(data)


def test_a_drawing_without_a_namespace_gets_it_since_browsers_would_not_show_it_otherwise() -> None:
    assert cleaned(b'<svg width="4" height="4"><rect/></svg>').startswith(b'<svg xmlns="http://www.w3.org/2000/svg"')


def test_faults_have_the_line_and_column_of_what_is_wrong() -> None:
    data = drawing(
        '\n  <g>\n    <rect\n      width="4"\n      onclick="x()"/>\n'
        "<style>\n.a {}\n  .b { fill: url(a.svg#b) }\n</style>\n</g>"
    )
    assert [(line, column) for line, column, _, _ in _faults(data)] == [(5, 7), (8, 14)]


def test_each_kind_of_fault_is_reported_once_with_its_number() -> None:
    ((line, column, message, _),) = _faults(drawing('<rect onclick="a"/>' * 5))
    assert (line, column) == (1, len(drawing("")) - len("</svg>") + len("<rect ") + 1)
    assert message == "`onclick` on <rect> would run a script (and 4 more like it)"


def test_an_embedded_photo_loses_the_cameras_metadata() -> None:
    picture = BytesIO()
    exif = Image.Exif()
    exif[0x010E] = "In the secret garden"
    Image.new("RGB", (8, 8)).save(picture, "JPEG", exif=exif)
    address = f"data:image/jpeg;base64,{b64encode(picture.getvalue()).decode()}"
    published = cleaned(drawing(f'<image width="8" height="8" href="{address}"/>')).decode()
    (kept,) = re.findall(r'href="data:image/jpeg;base64,([^"]+)"', published)
    assert b"secret" in picture.getvalue()
    assert b"secret" not in b64decode(kept)
    assert Image.open(BytesIO(b64decode(kept))).size == (8, 8)


def test_embedded_pictures_are_bounded_together() -> None:
    picture = BytesIO()
    Image.new("1", (8000, 8000)).save(picture, "PNG")
    one = f'<image href="data:image/png;base64,{b64encode(picture.getvalue()).decode()}"/>'
    assert not _faults(drawing(one))
    assert "more than 100 million pixels" in _faults(drawing(one * 2))[0][2]


@pytest.mark.parametrize(
    "inside",
    [
        '<a href="#b"><rect id="b"/></a>',
        '<rect fill="url(&quot;#a b&quot;)"/>',
        """<rect fill="url( '#a' )"/>""",
        '<text font-family="Futura (Condensed)">A</text>',
        '<g id="a(1)" class="b(2)" data-c="d(3)" aria-label="e (4)"/>',
        '<rect transform="translate(1 2) rotate(-4.5, 1e-3 2) matrix(1 0 0 1 0 0)"/>',
        '<rect style="fill:rgb(1 2 3 / 50%);transform:translate(calc(1px + 2%), 3px)"/>',
        '<animateTransform attributeName="transform" type="rotate" values="0 1 1;360 1 1" dur="2s"/>',
        '<animateMotion dur="2s"><mpath xlink:href="#a"/></animateMotion>',
        "<style>@charset 'utf-8'; text { content: 'a)' } /* url(x) */ .a::after { content: '@import x' }</style>",
    ],
)
def test_harmless_drawings_are_not_changed(inside: str) -> None:
    assert not _faults(drawing(inside))


@pytest.mark.parametrize(
    "inside",
    [
        "<style>/* SECRET */ .a { fill: red /* SECRET",
        '<rect style="fill:red/*SECRET*/;stroke:/**/blue/* &quot;SECRET*/"/>',
        r"""<rect style='content:"\"/* a */";x:\"/*SECRET*/y'/>""",
        '<rect fill="/*SECRET*/url(#a)" data-source="SECRET"/>',
        "<g>SECRET<rect/></g>SECRET",
        '<switch><g requiredExtensions="urn:x"><text>SECRET</text></g><text>a</text></switch>',
    ],
)
def test_what_nobody_sees_in_a_drawing_is_not_published(inside: str) -> None:
    published = cleaned(drawing(inside + ("</style>" if "<style>" in inside else "")))
    assert b"SECRET" not in published
    assert cleaned(published) == published


@pytest.mark.parametrize(
    "inside",
    [
        '<g style="display:none"><g><text>SECRET</text></g></g>',
        '<g display="none"><image/></g>',
        '<style>.st0{fill:red}.st1 { display : none; }</style><g class="a st1"><title>SECRET</title></g>',
        '<g id="notes"><text>SECRET</text></g><style>#notes{visibility:hidden}</style>',
        '<text opacity="0.0">SECRET</text>',
        '<text style="fill:red; Visibility: hidden !important">SECRET</text>',
        '<text y="9"><tspan display="none">SECRET</tspan>a</text>',
        '<text><textPath href="#a" visibility="hidden">SECRET</textPath></text>',
        '<text><a><tspan style="opacity:0">SECRET</tspan></a></text>',
        "<style>text{display:none}</style><text>SECRET</text>",
        "<style>.st0, .st9 {display:none}</style><text class='st0'>SECRET</text>",
        "<style>g.notes > text, #a .b{opacity:0}</style><g id='a'><g><text class='b'>SECRET</text></g></g>",
        "<style>.st0{display:none}.st1{display:inline}</style><g class='st0'><text class='st1'>SECRET</text></g>",
        "<style>g > text{display:none}@media print{text{display:inline}}</style><g><text>SECRET</text></g>",
        "<style>.a{visibility:hidden}</style><text class='a' visibility='visible'>SECRET</text>",
    ],
)
def test_words_and_pictures_that_a_drawing_hides_are_refused(inside: str) -> None:
    ((line, column, message, fix),) = _faults(drawing(inside))
    assert line
    assert column
    assert "is hidden here" in message
    assert "hidden layers" in fix


@pytest.mark.parametrize(
    "inside",
    [
        '<g display="none"><rect/></g><rect opacity="0"/>',
        '<defs style="display:none"><symbol id="a"><text>A</text></symbol></defs><use href="#a"/>',
        '<text opacity="0">A<animate attributeName="opacity" to="1" dur="1s"/></text>',
        "<style>text{opacity:0;animation:a 1s}@keyframes a{from{opacity:0}to{opacity:1}}</style><text>A</text>",
        '<style>.tip{display:none}g:hover .tip{display:inline}</style><text class="tip">A</text>',
        '<g visibility="hidden"><text visibility="visible">A</text></g>',
        '<text style="display:inline;opacity:0.5">A</text>',
        '<text visibility="hidden"><tspan visibility="visible">A</tspan></text>',
        '<text display="none"></text>',
        "<style>text{display:none}.a{display:inline}</style><text class='a'>A</text>",
        "<style>g > text{display:none}</style><g><g><a><text>A</text></a></g></g>",
        "<style>@media (max-width: 9px) { text {display:none} }</style><text>A</text>",
        "<style>text:not(.on){display:none}@media print{text{display:none}}</style><text>A</text>",
        '<style>text{display:none}</style><text style="display:inline">A</text>',
    ],
)
def test_what_readers_see_at_some_time_is_not_hidden(inside: str) -> None:
    assert not _faults(drawing(inside))


def test_a_comment_that_is_taken_out_joins_nothing() -> None:
    published = cleaned(drawing("<style>.a/* b */.c, .d/* e */.f { content: '/* g */' }</style>"))
    assert b".a/**/.c, .d/**/.f { content: '/* g */' }" in published
    assert _faults(drawing("<rect style='fill:\\/*x*/url(/a)'/>"))


def test_data_that_a_style_selects_by_is_published() -> None:
    published = cleaned(drawing('<style>[data-kind="tram"]{fill:red}</style><g data-kind="tram" data-note="SECRET"/>'))
    assert b'<g data-kind="tram"/>' in published


@given(
    st.recursive(
        st.sampled_from(
            ["<rect/>", "word &amp; word", "<x:y xmlns:x='urn:x'>a</x:y>", "<!-- a -->", "<metadata>a</metadata>"]
        )
        | st.sampled_from(sorted(RUNS)).map(lambda name: f"<desc>{name}</desc>"),
        lambda inner: st.lists(inner, max_size=4).map(
            lambda each: f"<g id='a' onx='' zz='b'>{''.join(each)}</g>".replace(" onx=''", "")
        ),
        max_leaves=20,
    )
)
def test_cleaning_twice_is_cleaning_once(inside: str) -> None:
    published = cleaned(drawing(inside))
    assert cleaned(published) == published
    ElementTree.fromstring(published)


@given(st.binary(max_size=400) | st.text(max_size=200).map(lambda text: drawing(text)))
def test_any_bytes_are_a_drawing_or_faults_in_words(data: bytes) -> None:
    try:
        assert cleaned(cleaned(data)) == cleaned(data)
    except Unsafe as unsafe:
        assert all(each.message and each.fix for each in unsafe.faults)


def test_all_faults_of_a_drawing_are_reported_at_once_with_their_lines(newsroom: Newsroom) -> None:
    (newsroom.folder / "content/p.svg").write_bytes(drawing('\n<script/>\n<a href="https://log-in.example/"/>'))
    newsroom.write(
        story("a.md", "A", "2026-13-01") + story("b.md", "B", "2026-01-01", body="![x](p.svg)\n\n![y](p.svg)")
    )
    problems = newsroom.problems()
    assert [(each.path, each.line, each.column, each.source) for each in problems] == [
        ("content/a.md", 3, 17, "published: 2026-13-01"),
        ("content/p.svg", 2, 1, "<script/>"),
        ("content/p.svg", 3, 4, '<a href="https://log-in.example/"/></svg>'),
    ]


def test_a_drawing_is_published_cleaned_and_counted_as_it_is_published(newsroom: Newsroom) -> None:
    newsroom.write(story("a.md", "A", "2026-01-01", "picture: {src: p.svg, alt: P}"))
    data = (Path(__file__).parent.parent / "drawings/inkscape.svg").read_bytes()
    (newsroom.folder / "content/p.svg").write_bytes(data)
    newsroom.build()
    published = (newsroom.output / "p.svg").read_bytes()
    assert published == cleaned(data) != data
    assert f'"sizeInBytes":{len(published)}' in newsroom.page("2026/01/01/a/ninjs.json").replace(" ", "")


def test_a_drawing_in_static_is_the_owners_own(newsroom: Newsroom) -> None:
    data = drawing("<script>1</script>")
    (newsroom.folder / "content/static").mkdir()
    (newsroom.folder / "content/static/p.svg").write_bytes(data)
    newsroom.write(story("a.md", "A", "2026-01-01", body="[The map](static/p.svg)"))
    newsroom.build()
    assert (newsroom.output / "p.svg").read_bytes() == data


def test_an_older_versions_verdict_on_a_drawing_is_not_used(
    newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    (newsroom.folder / "content/p.svg").write_bytes(drawing("<script/>"))
    newsroom.write(story("a.md", "A", "2026-01-01", body="![x](p.svg)"))
    old = time.time() - 100
    os.utime(newsroom.folder / "content/p.svg", (old, old))
    with monkeypatch.context() as patch:
        patch.setattr("generator.media.svg_safety.cleaned", lambda data: data)
        patch.setattr("generator.pipeline.render.cleaned", lambda data: data)
        patch.setattr("generator.reading.program_digest.program", lambda: "older")
        newsroom.build()
    assert [each.path for each in newsroom.problems()] == ["content/p.svg"]

"""The block to write instead of a frame, a provider's script or a shortcode; and that each block works."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.model.embed import Embed
from generator.reading.embeds.embed_advice import of_frame, of_script, of_shortcode
from generator.reading.embeds.recognise import recognised
from generator.reading.markdown.conversion import render

TIDE = "jX3kLm90qRs"
WATCH = f"https://www.youtube.com/watch?v={TIDE}"
LONG = f"{WATCH} title=\"The 'long' tide\""
UNLISTED = "https://vimeo.com/76979871/8272103f6e"
POST = "https://x.com/portelm/status/1729581234567890123"
PATH = "content/harbour/a.md"


def _address(block: str) -> str:
    found = re.search(r"::: embed (\S+)", block)
    assert found, block
    return found[1]


@pytest.mark.parametrize(
    ("frame", "title", "block"),
    [
        (f"https://www.youtube.com/embed/{TIDE}", "", f"::: embed {WATCH} :::"),
        (f"//www.youtube.com/embed/{TIDE}?rel=0", "YouTube video player", f"::: embed {WATCH} :::"),
        (f"http://www.youtube-nocookie.com/embed/{TIDE}", 'The "long" tide', f"::: embed {LONG} :::"),
        ("https://player.vimeo.com/video/76979871?h=8272103f6e&badge=0", "", f"::: embed {UNLISTED} :::"),
        ("https://flo.uri.sh/story/3871/embed", "", "::: embed https://public.flourish.studio/story/3871/ :::"),
        (f"https://studio.youtube.com/video/{TIDE}/edit", "", f"::: embed {WATCH} :::"),
    ],
)  # fmt: skip
def test_a_frame_of_a_known_provider_becomes_a_block(frame: str, title: str, block: str) -> None:
    assert of_frame(frame, title) == f"write `{block}` on a line of its own"


def test_a_frame_of_another_site_can_be_allowed() -> None:
    fix = of_frame("https://maps.example/quay")
    assert "`::: embed https://maps.example/quay :::`" in fix
    assert 'hosts = ["maps.example"]' in fix


@pytest.mark.parametrize("frame", ["", "/static/map.html", "about:blank", "https://www.youtube.com/@portelm"])
def test_other_frames_have_no_block(frame: str) -> None:
    assert of_frame(frame) == ""


@pytest.mark.parametrize(
    ("script", "words"),
    [
        ("https://platform.twitter.com/widgets.js", "the address that this has on X"),
        ("//www.instagram.com/embed.js", "on Instagram"),
        ("https://datawrapper.dwcdn.net/WpAbK/embed.js", "`::: embed https://datawrapper.dwcdn.net/WpAbK/ :::`"),
    ],
)
def test_a_providers_script_becomes_a_block(script: str, words: str) -> None:
    assert words in of_script(script)


def test_other_scripts_have_no_block() -> None:
    assert of_script("https://evil.example/x.js") == of_script("") == ""


@pytest.mark.parametrize(
    ("written", "block"),
    [
        (f"{{{{< youtube {TIDE} >}}}}", f"::: embed {WATCH} :::"),
        (f'{{{{< youtube id="{TIDE}" title="The tide" >}}}}', f'::: embed {WATCH} title="The tide" :::'),
        ("{{< vimeo 76979871 >}}", "::: embed https://vimeo.com/76979871 :::"),
        ('{{< x user="portelm" id="1729581234567890123" >}}', f"::: embed {POST} :::"),
        ("{{< instagram fA9uwTtkSNx >}}", "::: embed https://www.instagram.com/p/fA9uwTtkSNx/ :::"),
        (f"{{% youtube {WATCH} %}}", f"::: embed {WATCH} :::"),
        (f'{{% youtube "{TIDE}" %}}', f"::: embed {WATCH} :::"),
        (f'{{% include youtubePlayer.html id="{TIDE}" %}}', f"::: embed {WATCH} :::"),
        (f"{{% include embed/youtube.html id='{TIDE}' %}}", f"::: embed {WATCH} :::"),
        ('{% include video id="76979871" provider="vimeo" %}', "::: embed https://vimeo.com/76979871 :::"),
        (f'{{{{ youtube(id="{TIDE}", autoplay=true) }}}}', f"::: embed {WATCH} :::"),
        (f"[embed]{WATCH}[/embed]", f"::: embed {WATCH} :::"),
        (f"[youtube {WATCH}]", f"::: embed {WATCH} :::"),
        (f'[embed width="500"]https://youtu.be/{TIDE}[/embed]', f"::: embed {WATCH} :::"),
    ],
)  # fmt: skip
def test_a_shortcode_becomes_a_block(written: str, block: str) -> None:
    assert of_shortcode(written) == block


@pytest.mark.parametrize(
    "written", ["{{< gallery >}}", "{% include toc.html %}", "{{ page.title }}", "[gallery ids=1,2]", "{{< youtube >}}"]
)
def test_other_shortcodes_have_no_block(written: str) -> None:
    assert of_shortcode(written) == ""


@given(st.text(max_size=80), st.text(max_size=40))
def test_whatever_is_written_the_block_can_be_embedded(address: str, title: str) -> None:
    blocks = [
        of_shortcode(address),
        of_shortcode(f"{{{{< youtube {address} >}}}}"),
        of_frame(f"https://vimeo.com/{address}", title),
    ]
    for block in blocks:
        if ":::" in block and "hosts" not in block:
            assert isinstance(recognised(_address(block)), Embed)
            assert "\n" not in block


@pytest.mark.parametrize(
    "source",
    [
        f'<iframe src="https://www.youtube.com/embed/{TIDE}" title="The tide"></iframe>',
        f'{{{{< youtube id="{TIDE}" title="The tide" >}}}}',
    ],
)
def test_an_editor_is_told_the_line_to_write(source: str) -> None:
    (problem,) = render(f"Words.\n\n{source}", PATH).problems
    assert f'write `::: embed {WATCH} title="The tide" :::` on a line of its own' in problem.fix
    assert (problem.line, problem.level) == (3, "warning")


def test_a_post_with_its_script_is_told_once_where_to_find_its_address() -> None:
    post = '<blockquote class="twitter-tweet"><a href="https://twitter.com/a/status/123">The tide</a></blockquote>'
    (problem,) = render(f'{post}\n<script src="https://platform.twitter.com/widgets.js"></script>', PATH).problems
    assert "write `::: embed ADDRESS :::`" in problem.fix

"""Which addresses can be embedded, by which frame; and that no address leads to a frame of another site."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.model.embed import Embed
from generator.reading.embeds.parts import EmbedFault
from generator.reading.embeds.recognise import PROVIDERS, recognised

TIDE = "jX3kLm90qRs"
TUBE = f"https://www.youtube-nocookie.com/embed/{TIDE}?autoplay=1&rel=0"
VIMEO = "https://player.vimeo.com/video/76979871?dnt=1&autoplay=1"
SOUND = "https://w.soundcloud.com/player/?url=https%3A%2F%2F"
SOUNDS = "&auto_play=true&show_comments=false&hide_related=true&visual=false"
DID = "did:plc:itayxaatwwlwww4fp3jac3nn"
TWEET = "https://platform.twitter.com/embed/Tweet.html?id=1729581234567890123&dnt=true"
FLOURISH = "https://flo.uri.sh/visualisation/14393617/embed?auto=1"
QUAY = "-2.10803%2C57.14411%2C-2.08057%2C57.15529"
MAP = "https://www.openstreetmap.org/export/embed.html?bbox="


@pytest.mark.parametrize(
    ("address", "frame"),
    [
        (f"https://www.youtube.com/watch?v={TIDE}", TUBE),
        (f"https://youtube.com/watch?v={TIDE}&list=PL123&index=2", TUBE),
        (f"https://m.youtube.com/watch?feature=share&v={TIDE}", TUBE),
        (f"https://youtu.be/{TIDE}?si=ABCdef123", TUBE),
        (f"https://youtu.be/{TIDE}?t=90", f"{TUBE}&start=90"),
        (f"https://www.youtube.com/watch?v={TIDE}&t=1m30s", f"{TUBE}&start=90"),
        (f"https://www.youtube.com/watch?v={TIDE}#t=1h2m3s", f"{TUBE}&start=3723"),
        (f"https://www.youtube.com/embed/{TIDE}?start=12", f"{TUBE}&start=12"),
        (f"https://www.youtube-nocookie.com/embed/{TIDE}", TUBE),
        (f"https://www.youtube.com/shorts/{TIDE}", TUBE),
        (f"https://www.youtube.com/live/{TIDE}?feature=share", TUBE),
        ("https://vimeo.com/76979871", VIMEO),
        ("https://vimeo.com/76979871/8272103f6e", VIMEO.replace("?", "?h=8272103f6e&")),
        ("https://player.vimeo.com/video/76979871?h=8272103f6e", VIMEO.replace("?", "?h=8272103f6e&")),
        ("https://vimeo.com/channels/staffpicks/76979871#t=30s", f"{VIMEO}#t=30s"),
        ("https://www.tiktok.com/@port.elm/video/7106594312292453675", "https://www.tiktok.com/embed/v2/7106594312292453675"),
        ("https://soundcloud.com/port-elm/fog-horn", f"{SOUND}soundcloud.com%2Fport-elm%2Ffog-horn{SOUNDS}"),
        (
            "https://w.soundcloud.com/player/?url=https%3A//api.soundcloud.com/tracks/293&color=%23ff5500",
            f"{SOUND}api.soundcloud.com%2Ftracks%2F293{SOUNDS}",
        ),
        ("https://mastodon.social/@courier/113456789012345678", "https://mastodon.social/@courier/113456789012345678/embed"),
        ("https://mastodon.social/users/courier/statuses/113", "https://mastodon.social/@courier/113/embed"),
        (f"https://bsky.app/profile/{DID}/post/3mbp3x7tcnc2y", f"https://embed.bsky.app/embed/{DID}/app.bsky.feed.post/3mbp3x7tcnc2y?id=1"),
        ("https://bsky.app/profile/courier.example/post/3mbp3x7tcnc2y", ""),
        ("https://x.com/portelm/status/1729581234567890123?s=20", TWEET),
        ("https://twitter.com/portelm/status/1729581234567890123/photo/1", TWEET),
        ("https://twitter.com/i/web/status/1729581234567890123", TWEET),
        ("https://www.instagram.com/p/fA9uwTtkSNx/", "https://www.instagram.com/p/fA9uwTtkSNx/embed/captioned/"),
        ("https://www.instagram.com/port.elm/reel/fA9uwTtkSNx/?igsh=1", "https://www.instagram.com/reel/fA9uwTtkSNx/embed/captioned/"),
        ("https://datawrapper.dwcdn.net/WpAbK/2/", "https://datawrapper.dwcdn.net/WpAbK/2/"),
        ("https://www.datawrapper.de/_/WpAbK/", "https://datawrapper.dwcdn.net/WpAbK/"),
        ("https://public.flourish.studio/visualisation/14393617/", FLOURISH),
        ("https://flo.uri.sh/visualisation/14393617/embed", FLOURISH),
        (
            "https://www.documentcloud.org/documents/282753-lefler-thesis.html#document/p3",
            "https://embed.documentcloud.org/documents/282753-lefler-thesis/?embed=1#document/p3",
        ),
        ("https://www.openstreetmap.org/#map=15/57.1497/-2.0943", f"{MAP}{QUAY}&layer=mapnik"),
        (
            "https://www.openstreetmap.org/?mlat=57.15&mlon=-2.09#map=15/57.1497/-2.0943",
            f"{MAP}{QUAY}&layer=mapnik&marker=57.15%2C-2.09",
        ),
        (f"{MAP}-0.004%2C51.4%2C0.003%2C51.5&amp;layer=mapnik", f"{MAP}-0.004%2C51.4%2C0.003%2C51.5&layer=mapnik"),
    ],
)  # fmt: skip
def test_addresses_as_browsers_and_providers_give_them_have_the_frame_of_their_provider(
    address: str, frame: str
) -> None:
    found = recognised(address)
    assert isinstance(found, Embed), found
    assert found.frame == frame
    again = recognised(found.url)
    assert isinstance(again, Embed), again
    assert again.url == found.url
    assert again.provider == found.provider


@pytest.mark.parametrize(
    ("address", "fix"),
    [
        (f"http://www.youtube.com/watch?v={TIDE}", f"write `https://www.youtube.com/watch?v={TIDE}`"),
        ("https://www.youtube.com/watch?v=short", "write an address such as `https://www.youtube.com/watch?v=…`"),
        ("https://www.youtube.com/@portelm", "or a link"),
        ("https://www.youtube.com/embed/videoseries?list=PL1", "write the address of one video"),
        (f"https://youtu.be/{TIDE}?t=soon", "write it as `t=90` or `t=1m30s`"),
        (f"https://studio.youtube.com/video/{TIDE}/edit", f"write `https://www.youtube.com/watch?v={TIDE}`"),
        ("https://vimeo.com/manage/videos/76979871", "write `https://vimeo.com/76979871`"),
        ("https://app.datawrapper.de/edit/WpAbK/publish", "write `https://datawrapper.dwcdn.net/WpAbK/`"),
        (
            "https://app.flourish.studio/visualisation/14393617/edit",
            "write `https://public.flourish.studio/visualisation/14393617/`",
        ),
        ("https://vm.tiktok.com/ZM8abc/", "open it, and write the address that your browser then shows"),
        ("https://mastodon.social/@tom@other.example/113", "write the address that it has there"),
        ("https://maps.example/harbour", '`hosts = ["maps.example"]`'),
        ("https://social.example/@tom/113", '`hosts = ["social.example"]`'),
        ("www.youtube.com/watch", "copy it from your browser"),
        ("javascript:alert(1)", "copy it from your browser"),
        ("https://user@www.youtube.com/watch?v=" + TIDE, "copy it from your browser"),
        ("https://www.youtube.com:444/watch?v=" + TIDE, "copy it from your browser"),
        ("https://www.youtube.com\\@evil.example/watch?v=" + TIDE, "copy it from your browser"),
    ],
)
def test_other_addresses_are_refused_with_what_to_write(address: str, fix: str) -> None:
    found = recognised(address)
    assert isinstance(found, EmbedFault)
    assert fix in found.fix


def test_an_unknown_site_is_refused_with_what_is_known() -> None:
    found = recognised("https://video.example/1")
    assert isinstance(found, EmbedFault)
    assert all(provider.name in found.fix for provider in PROVIDERS)


def test_a_host_that_the_newsroom_allows_is_a_page_or_a_post_there() -> None:
    hosts = ("maps.example", "social.example")
    page = recognised("https://maps.example/harbour?layer=depth#z=3", hosts)
    assert isinstance(page, Embed)
    assert (page.provider, page.kind, page.frame) == (
        "maps.example",
        "page",
        "https://maps.example/harbour?layer=depth#z=3",
    )
    post = recognised("https://social.example/@tom/113", hosts)
    assert isinstance(post, Embed)
    assert (post.provider, post.frame) == ("Mastodon", "https://social.example/@tom/113/embed")
    assert isinstance(recognised("https://evil.maps.example/", hosts), EmbedFault)


def test_what_is_not_public_is_said_to_editors() -> None:
    for address in (
        "https://vimeo.com/76979871/8272103f6e",
        "https://soundcloud.com/port-elm/fog-horn/s-AbC123",
        f"https://www.instagram.com/p/{'a' * 39}/",
    ):
        found = recognised(address)
        assert isinstance(found, Embed)
        assert found.hint


_PIECE = st.sampled_from(
    [
        *(each for provider in PROVIDERS for each in provider.hosts),
        *(
            "https://",
            "http://",
            "//",
            "/",
            "@",
            "\\",
            "?",
            "#",
            ":",
            "%2F",
            "%40",
            ".",
            "evil.example",
            "v=",
            "&",
            "t=1",
        ),
        *(
            "watch",
            "embed",
            "video",
            TIDE,
            "76979871",
            "@a",
            "status",
            "post",
            "p",
            DID,
            "url=",
            "113",
            "\t",
            " ",
            '"',
            "'",
        ),
        *("visualisation", "documents", "map=1/2/3", "bbox=1,2,3,4", "marker=", ";", ",", "<", "é", "\u202e"),
    ]
)
_ADDRESS = st.one_of(
    st.text(max_size=60),
    st.lists(_PIECE, max_size=9).map("".join),
    st.builds(
        lambda host, rest: f"https://{host}/{''.join(rest)}",
        st.sampled_from([each for provider in PROVIDERS for each in provider.hosts]),
        st.lists(_PIECE, max_size=7),
    ),
)


@given(_ADDRESS)
def test_whatever_the_address_its_frame_is_one_of_its_provider(address: str) -> None:
    found = recognised(address)
    if isinstance(found, Embed) and found.frame:
        [provider] = [each for each in PROVIDERS if each.name == found.provider]
        assert found.host in provider.frames
        assert found.frame.startswith(f"https://{found.host}/")
        assert found.frame.isascii()
        assert not set(found.frame) & set(" \t\n\"'<>\\;`")
        assert "allow-top-navigation" not in found.sandbox


@given(st.lists(st.one_of(_PIECE, st.just("maps.example")), max_size=9).map("".join))
def test_a_frame_of_a_host_that_is_allowed_is_on_that_host(address: str) -> None:
    found = recognised(address, ("maps.example",))
    if isinstance(found, Embed) and found.provider == "maps.example":
        assert found.frame.startswith("https://maps.example")
        assert found.frame[len("https://maps.example") :][:1] in ("", "/", "?", "#")


@given(_ADDRESS)
def test_a_link_to_it_leads_to_its_provider(address: str) -> None:
    found = recognised(address)
    if isinstance(found, Embed):
        [provider] = [each for each in PROVIDERS if each.name == found.provider]
        assert found.url.split("/")[2] in {*provider.hosts, *provider.frames}
        assert found.url.startswith("https://")

"""Where an address leads, judged as a browser would read it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it.common.normalize_url import normalizeLink

from generator.model.body import MARK
from generator.reading.markdown import links
from generator.reading.markdown.links import Address, Refusal, resolve, unquoted

PATH = "content/world/talks.md"


@pytest.mark.parametrize(
    ("written", "href", "target"),
    [
        ("other.md", "broadsheet:content/world/other.md", "content/world/other.md"),
        ("../a b.md#c d", "broadsheet:content/a%20b.md#c%20d", "content/a b.md"),
        ("./a:b.md", "broadsheet:content/world/a%3Ab.md", "content/world/a:b.md"),
        ("kış.md?x=1", "broadsheet:content/world/k%C4%B1%C5%9F.md?x=1", "content/world/kış.md"),
        ("/about/#us", "broadsheet:/about/#us", "/about/"),
        ("#part", "#part", ""),
        (" https://example.org ", "https://example.org", ""),
        ("HTTPS://example.org/a b", "HTTPS://example.org/a%20b", ""),
        ("mailto:desk@example.org", "mailto:desk@example.org", ""),
    ],
)
def test_addresses_that_lead_somewhere(written: str, href: str, target: str) -> None:
    found = resolve(written, PATH)
    assert isinstance(found, Address)
    assert (found.href.replace("HTTPS", "https"), found.target) == (href.replace("HTTPS", "https"), target)


@pytest.mark.parametrize("written", ["mailto:desk@example.org", "tel:1", "", "#part"])
def test_a_picture_is_a_file_or_on_the_web(written: str) -> None:
    assert isinstance(resolve(written, PATH, picture=True), Refusal)


@pytest.mark.parametrize("written", ["https%3A//example.org", "https://example.org/\x01", "#\u2028", "a\tb.md"])
def test_a_disguise_is_refused(written: str) -> None:
    assert isinstance(resolve(written, PATH), Refusal)


def test_a_refusal_explains_the_fix() -> None:
    assert resolve(r"..\quay.jpg", PATH) == Refusal(
        r"`..\quay.jpg` has a backslash", "write addresses with forward slashes: `../pictures/quay.jpg`"
    )
    assert resolve("//example.org", PATH) == Refusal(
        "`//example.org` does not begin with a scheme", "write it in full: `https://example.org`"
    )


@pytest.mark.parametrize(
    ("written", "message", "fix"),
    [
        ("a%00b.md", "contains a character that file names cannot have", "type the address again"),
        ("a%5Cb.md", "contains a character that file names cannot have", "type the address again"),
        ("/../x/", "leads out of the site", "`/about/`"),
        ("/..", "leads out of the site", "`/about/`"),
        ("../../x.md", "leads out of content/", "with fewer `../`"),
        ("https:foo", "is not a complete address", "`https://example.org/page`"),
        ("https://example.org:99999/", "is not an address", "from 1 to 65535"),
        ("http://example.org:port/", "is not an address", "from 1 to 65535"),
        ("https://[example.org/", "is not an address", "correct what follows `//`"),
        ("htps://example.org/", "`htps:` is not a kind of address", "did you mean `https:`?"),
        ("javascript:x", "`javascript:` is not a kind of address", "use one of `http:`, `https:`, `mailto:`"),
        ("%20javascript:x", "`javascript:` is not a kind of address", "use one of `http:`, `https:`, `mailto:`"),
        (r"C:\a.jpg", "is a path on one computer", "only its name: `a.jpg`"),
        ("C:\\", "is a path on one computer", "only its name: `quay.jpg`"),
        ("~/dawn.jpg", "is a path on one computer", "only its name: `dawn.jpg`"),
    ],
)
def test_an_address_that_readers_could_not_follow_is_refused(written: str, message: str, fix: str) -> None:
    found = resolve(written, PATH)
    assert isinstance(found, Refusal)
    assert message in found.message
    assert fix in found.fix


@pytest.mark.parametrize("written", ["", "?page=2", "/", "/a/.."])
def test_an_address_may_be_the_page_itself_or_the_front_page(written: str) -> None:
    assert isinstance(resolve(written, PATH), Address)


@pytest.mark.parametrize(
    ("written", "elsewhere"),
    [("https://example.org/", True), ("HTTP://example.org/", True), ("/about/", False), ("mailto:a@b.example", False)],
)
def test_only_an_address_on_the_web_leads_elsewhere(written: str, elsewhere: bool) -> None:
    found = resolve(written, PATH)
    assert isinstance(found, Address)
    assert found.elsewhere == elsewhere


_PIECES = st.sampled_from(
    ["a", "Z", "9", ".", "-", "/", "//", "..", "?", "=", "&", "~", "_", "xn--", "%20", "@", ":", "\n"]
)


@given(st.lists(_PIECES, max_size=12).map("".join), st.booleans())
def test_a_plain_address_of_the_web_is_accepted_as_any_other_would_be(rest: str, picture: bool) -> None:
    written = f"https://{rest}"
    if links._PLAIN.fullmatch(written):
        assert links._refusal(written, picture) is None
        assert resolve(written, PATH, picture) == Address(normalizeLink(written))


@given(st.text(st.one_of(st.sampled_from("./:?#%&\"<>'\\ \tahjpst2f"), st.characters(codec="utf-8"))))
def test_every_address_is_refused_or_fits_in_an_attribute(written: str) -> None:
    found = resolve(written, PATH)
    if isinstance(found, Address):
        assert not set(found.href) & set('"<> \t\n\0')
        assert bool(found.target) == found.href.startswith("broadsheet:")
        assert found.target.startswith(("content/", "/")) or not found.target
        assert not found.target.startswith("//")
        if found.target:
            assert MARK.fullmatch(found.href)


@pytest.mark.parametrize(
    ("written", "inside"),
    [
        ("“https://a.example/”", "https://a.example/"),
        ("”https://a.example/”", "https://a.example/"),
        ("„b.md“", "b.md"),
        ("‘b.md’", "b.md"),
        ("« b.md »", "b.md"),
        ('"b.md"', "b.md"),
        ("'b.md'", "b.md"),
        ("`b.md`", "b.md"),
        ("“b.md", "b.md"),
        ("/about/”", "/about/"),
    ],
)
def test_quotation_marks_around_an_address_are_refused_with_the_fix(written: str, inside: str) -> None:
    found = resolve(written, "content/a.md")
    assert isinstance(found, Refusal)
    assert found.fix == f"remove them: `{inside}`"


@pytest.mark.parametrize("written", ["it's.md", "'90s.md", "“Quay”.pdf", "a-“quay”-b.md", "quay’s.md", "", "#“a"])
def test_quotation_marks_within_an_address_are_its_own(written: str) -> None:
    assert unquoted(written) == written

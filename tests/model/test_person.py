"""How readers reach a person: links that mean one address, and that address alone."""

from __future__ import annotations

from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.model.person import Person

ATEXT = "abcXYZ019!#$%&'*+-/=?^_`{|}~"


def _person(email: str = "", fediverse: str = "") -> Person:
    return Person("Ada Quill", "ada-quill", "/bylines/ada-quill/", email=email, fediverse=fediverse)


@pytest.mark.parametrize(
    ("email", "expected"),
    [
        ("ada@example.org", "mailto:ada@example.org"),
        ("ada.q+press@example.org", "mailto:ada.q+press@example.org"),
        ("a?bcc=x@example.org", "mailto:a%3Fbcc%3Dx@example.org"),
        ("a%0Abcc&c@example.org", "mailto:a%250Abcc%26c@example.org"),
        ("", ""),
    ],
)
def test_a_link_to_an_email_address_has_that_address_alone(email: str, expected: str) -> None:
    assert _person(email).mailto == expected


@given(st.text(ATEXT, min_size=1, max_size=64))
def test_no_address_can_add_a_header_to_the_link(name: str) -> None:
    link = urlsplit(_person(f"{name}@example.org").mailto)
    assert unquote(link.path) == f"{name}@example.org"
    assert not parse_qs(link.query)
    assert not link.fragment


@pytest.mark.parametrize(("handle", "url"), [("@ada@social.example", "https://social.example/@ada"), ("", "")])
def test_a_handle_in_the_fediverse_has_a_page(handle: str, url: str) -> None:
    assert _person(fediverse=handle).fediverse_url == url

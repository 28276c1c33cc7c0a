"""What site.toml may say about other sites, and what its editor is told."""

from __future__ import annotations

import pytest

from generator.model.problems import Problem, Problems
from generator.model.third_parties import NewsletterSettings, ScriptSettings, SupportSettings, origins_of
from generator.reading.settings.site_toml import read

SITE = 'title = "The Port Elm Courier"\nbase_url = "https://courier.example/"\n'
COUNTER = "https://stats.example/script.js"
DIGEST = f"sha384-{'a' * 64}"


def _problems(text: str) -> tuple[Problem, ...]:
    with pytest.raises(Problems) as caught:
        read(SITE + text)
    return caught.value.problems


def test_a_site_allows_hosts_scripts_and_forms() -> None:
    settings = read(
        f"""{SITE}
[embeds]
hosts = ["maps.example"]
[scripts]
src = ["{COUNTER}"]
integrity = ["{DIGEST}"]
data = {{ domain = "courier.example" }}
[newsletter]
action = "https://letters.example/subscribe"
hidden = {{ list = 12 }}
title = "The week in Port Elm"
[support]
url = "/support/"
"""
    )
    assert settings.embeds.hosts == ("maps.example",)
    assert settings.scripts == ScriptSettings((COUNTER,), (DIGEST,), {"domain": "courier.example"})
    assert settings.newsletter == NewsletterSettings(
        "https://letters.example/subscribe", hidden={"list": "12"}, title="The week in Port Elm"
    )
    assert settings.support == SupportSettings("/support/")


def test_none_of_them_is_there_by_default() -> None:
    settings = read(SITE)
    assert settings.embeds.hosts == ()
    assert (settings.scripts, settings.newsletter, settings.support) == (None, None, None)


@pytest.mark.parametrize(
    ("text", "line", "message", "fix"),
    [
        ('[embeds]\nhosts = ["https://maps.example/x"]', 4, "is not the name of a host", 'write "maps.example"'),
        ('[embeds]\nhosts = ["*.example"]', 4, "is not the name of a host", "each one by itself"),
        ('[embeds]\nhosts = ["youtu.be"]', 4, "need not be allowed", "remove it"),
        ('[embeds]\nhosts = ["a.example; script-src *"]', 4, "is not the name of a host", 'as in "maps.example"'),
        ("[scripts]\nsrc = []", 4, "[scripts] names no script", COUNTER),
        (f'[scripts]\nsrc = "{COUNTER}"', 4, "`src` must be a list", f'`src = ["{COUNTER}"]`'),
        ('[scripts]\nsrc = ["http://stats.example/x.js"]', 4, "is not a secure address", "with https"),
        ('[scripts]\nsrc = ["/x.js"]', 4, "is not an address that can be used here", "write it in full"),
        ('[scripts]\nsrc = ["https://a.example/x;y.js"]', 4, "a `;` or `,`", "use another address"),
        ('[scripts]\nsrc = ["https://a.example\'/x.js"]', 4, "is not an address", "write it in full"),
        ('[scripts]\nsrc = ["https://www.googletagmanager.com/gtag/js?id=1"]', 4, "by cookies", "without cookies"),
        (f'[scripts]\nsrc = ["{COUNTER}"]\nintegrity = ["abc"]', 5, "is not the digest of a script", "sha384-"),
        (
            f'[scripts]\nsrc = ["{COUNTER}"]\nintegrity = ["{DIGEST}", "{DIGEST[:-1]}b"]',
            5,
            "`integrity` has 2 digests, but `src` has 1 scripts",
            "one for each script",
        ),
        (
            f'[scripts]\nsrc = ["{COUNTER}"]\ndata = {{ "a b" = "c" }}',
            5,
            "cannot be the name of an attribute",
            "hyphens",
        ),
        (f'[scripts]\nsrc = ["{COUNTER}"]\ndata = "x"', 5, "`data` must be a table of texts", "data = { domain"),
        ("[newsletter]\ntitle = 'The week'", 3, "[newsletter] has no `action`", "https://letters.example/subscribe"),
        ("[newsletter]\naction = '/subscribe'", 4, "is not an address", "https://letters.example/subscribe"),
        ("[newsletter]\naction = 'https://l.example/'\nfield = 'e mail'", 5, "name of a field", "email"),
        ("[support]\ntitle = 'Help'", 3, "neither a `url` nor an `action`", "for a form"),
        ("[support]\nurl = '/a/'\naction = 'https://g.example/'", 4, "both a `url` and an `action`", "for a form"),
        ("[support]\nurl = '/a/'\nhidden = { a = 'b' }", 5, "`hidden` has no effect", "write `action`"),
        ("[support]\nurl = 'javascript:x'", 4, "is not an address", "https://give.example/courier"),
    ],
)
def test_an_editor_is_told_what_is_wrong_and_where(text: str, line: int, message: str, fix: str) -> None:
    (problem,) = _problems(text)
    assert message in problem.message
    assert fix in problem.fix
    assert problem.line == line


def test_a_title_of_the_newsletter_is_not_that_of_the_site() -> None:
    with pytest.raises(Problems) as caught:
        read('base_url = "https://courier.example/"\n[newsletter]\naction = "https://l.example/"\ntitle = "The week"\n')
    assert [each.message for each in caught.value.problems] == ["the site has no `title`"]


def test_the_site_that_an_address_is_on_is_named_once() -> None:
    addresses = ("https://letters.example/subscribe?list=1", "https://letters.example", "", "https://a.example:8443/x")
    assert origins_of(addresses) == ("https://letters.example", "https://a.example:8443")

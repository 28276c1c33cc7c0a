"""What layouts see of the site itself."""

from __future__ import annotations

from newsroom import SETTINGS, Newsroom, story

_LAYOUT = (
    '-- layouts/story.html --\n{% extends "theme/story.html" %}{% block tags %}<p id="own">SHOWN</p>{% endblock %}\n'
)
_EXTRA = """
[extra]
ward = "Quay"
since = 1887
day = 2026-11-24
open = true
[extra.social]
fediverse = "@courier@port-elm.example"
[[extra.offices]]
town = "Port Elm"
[[extra.offices]]
town = "Skerra"
"""


def _shown(newsroom: Newsroom) -> str:
    newsroom.build()
    return newsroom.page("2026/01/02/ferry").partition('<p id="own">')[2].partition("</p>")[0]


def test_layouts_read_the_values_of_the_newsrooms_own(newsroom: Newsroom) -> None:
    shown = (
        "{{ site.extra.ward }} {{ site.extra.since + 1 }} {{ site.extra.social.fediverse }}"
        " {{ site.extra.day.year }} {{ 'open' if site.extra.open }}"
        " {% for each in site.extra.offices %}{{ each.town }};{% endfor %}"
    )
    newsroom.write(SETTINGS + _EXTRA).write(story("a.md", "Ferry", "2026-01-02"))
    newsroom.write(_LAYOUT.replace("SHOWN", shown))
    assert _shown(newsroom) == "Quay 1888 @courier@port-elm.example 2026 open Port Elm;Skerra;"
    newsroom.write(SETTINGS + _EXTRA.replace("1887", "1886"))
    assert " 1887 " in _shown(newsroom)


def test_a_value_that_the_site_does_not_have_is_false_and_shows_nothing(newsroom: Newsroom) -> None:
    shown = "[{{ site.extra.update }}{% if site.extra.social.fediverse %}yes{% endif %}{{ site.extra['copy'] }}]"
    newsroom.write(SETTINGS).write(story("a.md", "Ferry", "2026-01-02")).write(_LAYOUT.replace("SHOWN", shown))
    assert _shown(newsroom) == "[]"

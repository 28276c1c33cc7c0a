"""Which files of content/ are published."""

from __future__ import annotations

from asking import site_of
from newsroom import Newsroom, story

UNUSED = "no public story or page uses this file, so it is not published"


def test_a_file_that_nobody_uses_is_named_and_not_published(newsroom: Newsroom) -> None:
    newsroom.write(story("a.md", "A", "2026-01-01", body="[The dues](dues.csv)"))
    newsroom.write("-- content/dues.csv --\na,b\n-- content/other.csv --\na,b\n-- content/static/any.txt --\nhello\n")
    site = site_of(newsroom)
    assert [(each.path, each.level) for each in site.problems if each.message == UNUSED] == [
        ("content/other.csv", "warning")
    ]
    assert {"dues.csv", "any.txt"} <= site.plan.keys()
    assert "other.csv" not in site.plan


def test_nothing_is_called_unused_while_some_link_leads_nowhere_public(newsroom: Newsroom) -> None:
    newsroom.write(story("a.md", "A", "2026-01-01", body="[Soon](b.md)") + story("b.md", "B", "2036-01-01"))
    newsroom.write("-- content/other.csv --\na,b\n")
    assert UNUSED not in {each.message for each in site_of(newsroom).problems}

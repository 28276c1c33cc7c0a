"""What is too much for one body, and what is not."""

from __future__ import annotations

from generator.reading.markdown import limits


def test_a_long_article_is_within_the_limits() -> None:
    article = "The [council](a.md) *voted*, 4-3, on the dues.\n\n> Never!\n\n" * 1000
    assert limits.excess(article) is None
    assert not limits.too_many_brackets("A [link](a.md) and " * 100)


def test_size_is_in_bytes() -> None:
    assert limits.excess("a" * limits.LONGEST) is None
    assert limits.excess("é" * (limits.LONGEST // 2 + 1)) is not None


def test_special_characters_count_for_more_than_letters() -> None:
    found = limits.excess("-\n" * limits.MOST_SIGNS)
    assert found is not None
    assert "120,000 line breaks and Markdown characters" in found[0]


def test_quotes_may_be_deep_or_long_but_not_both() -> None:
    assert limits.excess(">" * 90 + "\n" * 500) is None
    assert limits.excess("> words\n" * 5000) is None
    assert limits.excess(">" * 90 + " a\n" + "b\n" * 5000) is not None


def test_too_many_open_brackets_are_refused() -> None:
    assert limits.too_many_brackets("[" * 2000)
    assert limits.too_many_brackets("<!-- " * 1000)
    assert not limits.too_many_brackets("[" + "word " * 500_000)

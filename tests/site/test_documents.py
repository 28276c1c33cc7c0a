"""Links to documents say what readers get: the kind, the size and the pages."""

from __future__ import annotations

from pathlib import Path

import pytest
from newsroom import SETTINGS, Newsroom, story
from recording_files import pdf

from generator.media.document_facts import pages
from generator.site.documents import readable_size


def write(newsroom: Newsroom, name: str, data: bytes) -> None:
    path = newsroom.folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)


def test_pages_are_counted_in_documents_alone() -> None:
    assert pages("a.PDF", pdf(3)) == 3
    assert pages("a.pdf", b"%PDF-1.7 broken") == 0
    assert pages("a.txt", pdf(3)) == 0


@pytest.mark.parametrize(
    ("size", "language", "words"),
    [
        (0, "en", "1 kB"),
        (84_400, "en", "84 kB"),
        (1_240_000, "en", "1.2 MB"),
        (1_240_000, "tr", "1,2 MB"),
        (23_456_000, "en", "23 MB"),
        (1_000_000, "en", "1 MB"),
    ],
)
def test_sizes_are_written_as_readers_write_them(size: int, language: str, words: str) -> None:
    assert readable_size(size, language).replace("\N{NO-BREAK SPACE}", " ") == words


BODY = (
    "[The budget](budget.pdf), [page *two*](budget.pdf#page=2), [the plan (PDF)](/plan.pdf), "
    "[a table](t.csv), [a text](https://e.example/x.pdf)."
)


def test_each_link_to_a_document_has_a_note(newsroom: Newsroom) -> None:
    newsroom.write(SETTINGS + story("a.md", "Budget", "2026-11-20", body=BODY) + "-- content/t.csv --\na,b\n")
    write(newsroom, "content/budget.pdf", pdf(2))
    write(newsroom, "content/static/plan.pdf", pdf(1))
    newsroom.build()
    page = newsroom.page("2026/11/20/budget")
    assert '>The budget</a> <span class="file">(PDF, 1 kB, 2 pages)</span>,' in page.replace("\xa0", " ")
    assert '>page <em>two</em></a> <span class="file">(PDF, 1 kB, 2 pages)</span>,' in page.replace("\xa0", " ")
    assert '>the plan (PDF)</a> <span class="file">(1 kB, 1 page)</span>,' in page.replace("\xa0", " ")
    assert page.count('class="file"') == 3
    assert "2 pages" in newsroom.page("feed.xml")
    assert "2 pages" in newsroom.page("2026/11/20/budget/text")


def test_the_note_is_in_the_language_of_the_site(newsroom: Newsroom) -> None:
    newsroom.write(SETTINGS + story("a.md", "Bütçe", "2026-11-20", "language: tr", body="[Bütçe](budget.pdf)"))
    write(newsroom, "content/budget.pdf", pdf(2))
    newsroom.build()
    page = newsroom.page("2026/11/20/bütçe").replace("\xa0", " ")
    assert '<span class="file" lang="en" dir="auto">(PDF, 1 kB, 2 pages)</span>' in page


def test_a_document_of_more_pages_changes_the_pages_that_link_to_it(newsroom: Newsroom, tmp_path: Path) -> None:
    newsroom.write(SETTINGS + story("a.md", "Budget", "2026-11-20", body="[The budget](budget.pdf)"))
    write(newsroom, "content/budget.pdf", pdf(2))
    newsroom.build()
    write(newsroom, "content/budget.pdf", pdf(3))
    newsroom.build()
    assert "3 pages" in newsroom.page("2026/11/20/budget")
    clean = newsroom.build(output=tmp_path / "clean", full=True)
    assert clean
    assert newsroom.tree() == newsroom.tree(tmp_path / "clean")

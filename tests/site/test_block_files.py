"""Tables and charts in stories: what readers see, what is published, and what stays withheld."""

from __future__ import annotations

import pytest
from newsroom import SETTINGS, Newsroom, story

CSV = "-- content/votes.csv --\nparty,votes\nQuay List,1200\nUnion,900\n"
TABLE = '::: table votes.csv caption="Votes in Quay ward" total=votes :::'
CHART = '::: chart votes.csv caption="Votes in Quay ward" :::'


def _site(newsroom: Newsroom, *blocks: str, csv: str = CSV, given: tuple[str, ...] = ()) -> Newsroom:
    text = story("a.md", "Eleven votes", "2026-11-20", *given, body="\n\n".join(("A word.", *blocks)))
    newsroom.write(SETTINGS + csv + text)
    return newsroom


def _page(newsroom: Newsroom) -> str:
    newsroom.build()
    return newsroom.page("2026/11/20/eleven-votes")


def test_a_table_has_a_caption_headings_and_a_total(newsroom: Newsroom) -> None:
    page = _page(_site(newsroom, TABLE))
    assert '<caption id="block-1">Votes in Quay ward</caption>' in page
    assert '<th scope="col" class="number">votes</th>' in page
    assert '<th scope="row">Quay List</th>\n<td class="number">1,200</td>' in page
    assert '<th scope="row">Total</th>\n<td class="number">2,100</td>' in page
    assert 'role="group" tabindex="0" aria-labelledby="block-1"' in page


def test_a_page_shows_the_first_rows_and_all_on_demand(newsroom: Newsroom) -> None:
    page = _page(_site(newsroom, "::: table votes.csv rows=1 :::"))
    first, _, rest = page.partition("<summary>Show all 2 rows</summary>")
    assert "Quay List" in first
    assert "Union" not in first
    assert "Union" in rest


def test_a_chart_is_drawn_and_has_its_table_behind_it(newsroom: Newsroom) -> None:
    page = _page(_site(newsroom, CHART))
    assert '<svg role="img" aria-labelledby="block-1" width="100%"' in page
    drawing, _, table = page.partition("<summary>Show the data as a table</summary>")
    assert ">Quay List</text>" in drawing
    assert '<td class="number">1,200</td>' in table


def test_colours_are_measured_on_the_paper_of_the_theme(newsroom: Newsroom) -> None:
    block = CHART.replace(" :::", ' colours="Union=#888" :::')
    assert not _site(newsroom, block).build().warnings
    newsroom.write("-- layouts/assets/style.css --\n:root { --paper: #ccc; }\n")
    [problem] = [each for each in newsroom.build().warnings if each.path == "content/a.md"]
    assert "with the paper of light screens (#ccc)" in problem.message
    assert problem.column == block.index('"Union') + 1


def test_style_sheets_are_linked_where_they_are_needed(newsroom: Newsroom) -> None:
    _site(newsroom, TABLE).write(story("b.md", "Nothing", "2026-11-21"))
    assert "/assets/blocks/table." in _page(newsroom)
    assert "/assets/blocks/chart." not in _page(newsroom)
    assert "/assets/blocks" not in newsroom.page("2026/11/21/nothing")


def test_feeds_and_the_text_edition_have_the_table_and_no_drawing(newsroom: Newsroom) -> None:
    _site(newsroom, CHART).build()
    for name in ("feed.xml", "feed.json", "2026/11/20/eleven-votes/text"):
        written = newsroom.page(name)
        assert "1,200" in written, name
        assert "Votes in Quay ward" in written, name
        assert "svg" not in written.replace("icon.svg", ""), name


def test_the_file_is_published_only_if_the_block_offers_it(newsroom: Newsroom) -> None:
    _site(newsroom, TABLE, CHART).build()
    assert "votes.csv" not in newsroom.tree()
    assert newsroom.problems() == []
    page = _page(_site(newsroom, TABLE.replace(" :::", " download=true :::")))
    assert newsroom.tree()["votes.csv"] == CSV.partition("\n")[2].encode()
    assert 'href="/votes.csv"' in page


def test_numbers_are_those_of_the_storys_language(newsroom: Newsroom) -> None:
    assert "1.200" in _page(_site(newsroom, TABLE, given=("language: tr",)))


def test_a_change_in_the_file_remakes_the_page_that_shows_it_alone(newsroom: Newsroom) -> None:
    _site(newsroom, TABLE).write(story("b.md", "Nothing", "2026-11-21")).build()
    newsroom.write(CSV.replace("900", "901"))
    result = newsroom.build()
    assert "2,101" in newsroom.page("2026/11/20/eleven-votes")
    assert len(result.published.written) < 8
    clean = newsroom.tree()
    newsroom.build(full=True)
    assert newsroom.tree() == clean


@pytest.mark.parametrize(
    ("block", "csv", "place", "message", "fix"),
    [
        (
            TABLE.replace("votes.csv", "vote.csv"),
            CSV,
            "content/a.md",
            "`vote.csv` points to content/vote.csv, which does not exist",
            "did you mean `votes.csv`?",
        ),
        (
            TABLE.replace("total=votes", "total=vote"),
            CSV,
            "content/a.md",
            "votes.csv has no column `vote`",
            "did you mean `votes`?",
        ),
        (
            TABLE,
            CSV.replace("Union,900", "Union"),
            "content/votes.csv",
            "this row has 1 cell, but there are 2 columns",
            "put a comma for each cell that is empty",
        ),
        ("::: table a.md :::", CSV, "content/a.md", "`a.md` is not a data file", ""),
        ("::: chart votes.csv :::", CSV, "content/a.md", "the block `chart` has no `caption`", ""),
        (
            TABLE.replace("votes.csv", "../../votes.csv"),
            CSV,
            "content/a.md",
            "`../../votes.csv` points to ../votes.csv, which does not exist",
            "",
        ),
    ],
)
def test_what_is_wrong_is_said_where_it_is(
    newsroom: Newsroom, block: str, csv: str, place: str, message: str, fix: str
) -> None:
    problems = [each for each in _site(newsroom, block, csv=csv).problems() if each.level == "error"]
    assert [(each.path, each.message) for each in problems] == [(place, message)]
    assert problems[0].fix.startswith(fix)
    assert problems[0].line


@pytest.mark.parametrize("path", ["drafts/votes.csv", "_drafts/votes.csv", "embargoed/votes.csv", "votes (hold).csv"])
def test_a_file_that_is_withheld_is_not_shown(newsroom: Newsroom, path: str) -> None:
    _site(newsroom, TABLE.replace("votes.csv", path), csv="")
    file = newsroom.folder / "content" / path
    file.parent.mkdir(exist_ok=True)
    file.write_text(CSV.partition("\n")[2])
    [problem] = newsroom.problems()
    assert problem.message == f"the name or the folder of content/{path} says that it is withheld, so it is not shown"


def test_what_a_story_under_embargo_shows_is_nowhere(newsroom: Newsroom) -> None:
    _site(newsroom, TABLE, CHART, given=("embargo: 2026-12-24",)).build()
    assert not [name for name, data in newsroom.tree().items() if b"Quay List" in data or b"1,200" in data]


def test_a_table_in_an_entry_that_is_still_to_come_is_not_shown(newsroom: Newsroom) -> None:
    live = "live: {from: 2026-11-24 12:00, until: 2026-11-25 20:00}"
    entries = ("## 2026-11-24 13:00 Polls close\n\nWords.", f"## 2026-11-25 14:00 Results\n\n{TABLE}")
    _site(newsroom, *entries, given=(live,)).build()
    assert not [name for name, data in newsroom.tree().items() if b"Quay List" in data]
    newsroom.build(as_of="2026-11-25T12:00:00+00:00")
    assert "Quay List" in newsroom.page("2026/11/20/eleven-votes")

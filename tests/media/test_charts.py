"""Charts: their scales, what editors are told, and drawings that are sound for any numbers."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.media.charts import scales
from generator.media.charts.chart import chart
from generator.media.charts.plot import decimal, wrapped
from generator.media.charts.time_axis import time_axis
from generator.media.tables.block_options import BlockOptions
from generator.model.chart import Chart
from generator.model.colours import PAPERS, VISIBLE, readable
from generator.model.data_table import Column, DataTable
from generator.text.columns import column

RESULTS = (
    ("party", "2022", "2026"),
    ("Quay List", "1200", "1500"),
    ("Union", "900", ""),
    ("Free Skerra", "-40", "310"),
)


def _choice(rows: tuple[tuple[str, ...], ...], **values: str) -> BlockOptions:
    table = DataTable(rows[0], rows[1:], tuple(range(2, len(rows) + 1)))
    return BlockOptions(table, values, "en", "results.csv")


def _chart(rows: tuple[tuple[str, ...], ...] = RESULTS, rtl: bool = False, **values: str) -> Chart:
    choice = _choice(rows, **values)
    found = chart(choice, rtl, 7)
    assert [each for each in choice.misfits if each.level == "error"] == []
    assert found
    return found


def _said(rows: tuple[tuple[str, ...], ...] = RESULTS, **values: str) -> list[tuple[str, str]]:
    choice = _choice(rows, **values)
    chart(choice, False, 7)
    return [(each.key, each.message) for each in choice.misfits]


def _elements(found: Chart) -> list[ElementTree.Element]:
    drawings = [each.drawing.marks for each in found.panels] + [each.swatch.marks for each in found.key]
    return [each for marks in drawings for each in ElementTree.fromstring(f"<svg>{marks}</svg>").iter()]


def _of(found: Chart, tag: str) -> list[ElementTree.Element]:
    return [each for each in _elements(found) if each.tag == tag]


# Scales


@given(st.lists(st.decimals(-(10**12), 10**12, places=4), min_size=1), st.booleans())
def test_ticks_cover_the_data_and_are_few_and_even(values: list[Decimal], from_zero: bool) -> None:
    scale = scales.numbers(values, from_zero)
    assert scale.low <= min(values)
    assert scale.high >= max(values)
    assert scale.ticks[0] == scale.low
    assert scale.ticks[-1] == scale.high
    assert 2 <= len(scale.ticks) <= scales.MOST_TICKS
    assert len({after - before for before, after in zip(scale.ticks, scale.ticks[1:], strict=False)}) == 1
    assert not from_zero or scale.low <= 0 <= scale.high


@pytest.mark.parametrize(
    ("values", "from_zero", "ticks"),
    [
        ((0, 100), True, [0, 20, 40, 60, 80, 100]),
        ((310, 1500), True, [0, 500, 1000, 1500]),
        ((97, 103), False, [96, 98, 100, 102, 104]),
        ((-40, 60), True, [-40, -20, 0, 20, 40, 60]),
        ((5,), False, [0, 1, 2, 3, 4, 5]),
        ((0,), False, [0, "0.2", "0.4", "0.6", "0.8", 1]),
    ],
)
def test_ticks_are_round_numbers(values: tuple[int, ...], from_zero: bool, ticks: list[int | str]) -> None:
    found = scales.numbers(map(Decimal, values), from_zero).ticks
    assert [*found] == [Fraction(each) for each in ticks]


@pytest.mark.parametrize(
    ("cells", "labels"),
    [
        (["2010", "2026", "2018", "2014"], ["2010", "2015", "2020", "2025"]),
        (["2022", "2026"], ["2022", "2023", "2024", "2025", "2026"]),
        (["2026-11-01", "2026-11-04"], ["1 Nov", "2 Nov", "3 Nov", "4 Nov"]),
        (["2026-01", "2026-11"], ["Jan 2026", "Apr 2026", "Jul 2026", "Oct 2026"]),
        (["2020-03-01", "2026-11-04"], ["2022", "2024", "2026"]),
    ],
)
def test_ticks_of_time_are_at_the_beginning_of_days_months_and_years(cells: list[str], labels: list[str]) -> None:
    found, _ = column("when", cells, "en")
    assert [*time_axis(found, "en")[1]] == labels


@given(st.lists(st.dates(), min_size=1, max_size=5))
def test_ticks_of_time_are_within_the_data(days: list[object]) -> None:
    values = tuple(Decimal(day.toordinal()) for day in days)  # type: ignore[attr-defined]
    scale, labels = time_axis(Column("when", "date", tuple(map(str, days)), values), "en")
    assert len(labels) == len(scale.ticks) <= 6
    assert all(scale.low <= each <= scale.high for each in scale.ticks)


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (Fraction(1, 3), "0.33"),
        (Fraction(2, 3), "0.67"),
        (Fraction(1), "1"),
        (Fraction(1, 2), "0.5"),
        (Fraction(-1, 8), "-0.12"),
    ],
)
def test_places_are_rounded_once(value: Fraction, written: str) -> None:
    assert decimal(value) == written


def test_long_names_are_wrapped() -> None:
    assert wrapped("Association of the fishers of the northern quay and the spit", 280) == [
        "Association of the fishers of the",
        "northern quay and the spit",
    ]


# Drawings


def test_a_bar_is_as_long_as_its_value_and_has_it_written_at_its_end() -> None:
    found = _chart(y="2022", rows=(*RESULTS[:2], ("Union", "600", "")))
    widths = [float((each.get("width") or "").rstrip("%")) for each in _of(found, "rect")]
    assert widths[0] == pytest.approx(2 * widths[1], abs=0.02)
    assert [each.text for each in _of(found, "text")] == ["Quay List", "1,200", "Union", "600"]


def test_bars_below_zero_go_the_other_way() -> None:
    found = _chart(y="2022")
    first, *_, last = _of(found, "rect")
    zero = float((first.get("x") or "").rstrip("%"))
    assert float((last.get("x") or "").rstrip("%")) + float((last.get("width") or "").rstrip("%")) == pytest.approx(
        zero, abs=0.02
    )
    assert [each.get("text-anchor") for each in _of(found, "text") if each.text == "-40"] == ["end"]


def test_what_is_missing_is_a_dash_and_no_bar() -> None:
    found = _chart(y="2026")
    assert len(_of(found, "rect")) == 2
    assert "–" in [each.text for each in _of(found, "text")]


@pytest.mark.parametrize("kind", ["bar", "column", "area", "line", "dot"])
def test_series_differ_in_more_than_colour(kind: str) -> None:
    found = _chart(type=kind)
    assert [each.name for each in found.key] == ["2022", "2026"]
    swatches = [each.swatch.marks.replace("s2", "s1") for each in found.key]
    assert swatches[0] != swatches[1]


def test_a_lone_series_has_no_key() -> None:
    assert _chart(y="2022").key == ()


def test_from_right_to_left_everything_is_mirrored() -> None:
    [left, *_], [right, *_] = (_of(_chart(y="2026", rtl=rtl), "rect") for rtl in (False, True))
    ends = [float((left.get(name) or "").rstrip("%")) for name in ("x", "width")]
    assert float((right.get("x") or "").rstrip("%")) == pytest.approx(100 - sum(ends), abs=0.02)


def test_years_are_at_their_distance() -> None:
    rows = (("year", "rent"), ("2000", "400"), ("2010", "500"), ("2020", "700"), ("2025", ""))
    found = _chart(rows, type="dot", x="year", y="rent")
    assert [each.get("x") for each in _of(found, "svg") if each.get("x")] == ["0%", "40%", "80%"]


def test_a_line_has_a_gap_where_a_value_is_missing() -> None:
    rows = (("year", "rent"), ("2000", "400"), ("2001", "500"), ("2002", ""), ("2003", "700"))
    paths = [each.get("d") for each in _of(_chart(rows, type="line"), "path") if "line" in (each.get("class") or "")]
    assert len(paths) == 2
    assert str(paths[1]).endswith("h0")


def test_stacks_are_on_top_of_each_other() -> None:
    rows = (("ward", "yes", "no"), ("North", "60", "40"), ("South", "30", "20"))
    first, second, *_ = [each for each in _of(_chart(rows, stacked="true"), "rect") if each.get("y")]
    width = [float((each.get("width") or "").rstrip("%")) for each in (first, second)]
    assert float((second.get("x") or "").rstrip("%")) == pytest.approx(width[0], abs=0.02)
    assert width[0] == pytest.approx(1.5 * width[1], abs=0.02)


def test_areas_that_fall_to_nothing_where_a_value_is_missing_are_a_warning() -> None:
    rows = (("year", "rent", "wage"), ("2019", "400", "900"), ("2020", "", "950"), ("2021", "520", "1000"))
    said = "`rent` has no value at `2020`, so readers see it fall to zero there"
    assert _said(rows, type="area", stacked="true") == [("stacked", said)]
    assert _said(rows, type="column", stacked="true") == []
    assert _said(rows, type="area") == []


def test_panels_have_one_scale() -> None:
    rows = (("ward", "year", "rent"), ("North", "2020", "100"), ("North", "2021", "110"), ("South", "2020", "700"))
    found = _chart(rows, type="line", x="year", panels="ward")
    assert [each.title for each in found.panels] == ["North", "South"]
    ticks = [
        [each.text for each in ElementTree.fromstring(f"<svg>{panel.drawing.marks}</svg>").iter("text")]
        for panel in found.panels
    ]
    assert ticks[0] == ticks[1]
    assert [each.title for each in _chart(panels="true").panels] == ["2022", "2026"]


def test_rows_become_series_side_by_side() -> None:
    rows = (("ward", "year", "rent"), ("North", "2020", "100"), ("South", "2020", "300"), ("North", "2021", "200"))
    found = _chart(rows, type="line", x="year", series="ward")
    assert [each.name for each in found.key] == ["North", "South"]
    assert found.table.headings[1].name == "ward"


def test_columns_whose_names_do_not_fit_are_bars() -> None:
    rows = (("party", "votes"), *((f"Association of fishers {n}", "5") for n in range(9)))
    assert _said(rows, type="column") == [
        ("type", "the names of these columns do not fit below them on a phone, so they are drawn as bars")
    ]
    assert _chart(rows, type="column").type == "bar"
    assert _chart((("year", "votes"), *((str(n), "5") for n in range(1990, 2026))), type="column").type == "column"


def test_the_table_behind_a_chart_has_its_data() -> None:
    table = _chart(y="2026", sort="-2026").table
    assert [each.name for each in table.headings] == ["party", "2026"]
    assert table.rows == (("Quay List", "1,500"), ("Free Skerra", "310"), ("Union", ""))


# Colours

COLOURED = (
    ("party", "colour", "year", "votes"),
    ("Quay List", "#0a5", "2022", "1200"),
    ("Union", "#a33", "2022", "900"),
    ("Nobody", "", "2022", "20"),
    ("Quay List", "#0A5", "2026", "1500"),
    ("Union", "#a33", "2026", "800"),
)
NOW = (COLOURED[0], *COLOURED[1:4])


def _own(found: Chart) -> list[tuple[str | None, ...]]:
    """The class, the fill and the colour on dark screens of every bar, dot and pattern that has any."""
    marks = [
        each for each in _elements(found) if each.tag in ("rect", "path") and each.get("class", "hatch") != "hatch"
    ]
    return [(each.get("class"), each.get("fill") or each.get("stroke"), each.get("color")) for each in marks]


@pytest.mark.parametrize("kind", ["bar", "column", "dot"])
@pytest.mark.parametrize("colours", ["Quay List=#0a5, Union=#a33", "quay list=#0a5,UNION=#a33", "colour"])
def test_names_have_the_colours_that_the_block_or_the_file_gives_them(kind: str, colours: str) -> None:
    quay, union, nobody = _own(_chart(NOW, type=kind, x="party", y="votes", colours=colours))
    assert quay[:2] == ("own", "#0a5")
    assert union == ("own", "#a33", readable("#a33", PAPERS["dark"], VISIBLE))
    assert nobody == ("s6", None, None)


@pytest.mark.parametrize("kind", ["bar", "column", "line", "area", "dot"])
@pytest.mark.parametrize("colours", ["Quay List=#0a5, Union=#a33", "colour"])
def test_series_have_colours_too_and_still_differ_in_more(kind: str, colours: str) -> None:
    found = _chart(COLOURED, type=kind, x="year", y="votes", series="party", colours=colours)
    assert {each for _, each, _ in _own(found)} == {"#0a5", "#a33", None}
    assert len({each.swatch.marks.replace("#a33", "#0a5") for each in found.key}) == 3


def test_panels_have_the_colours_of_their_titles() -> None:
    for colours in ("colour", "Union=#a33, Quay List=#0a5"):
        found = _chart(COLOURED, type="line", x="year", y="votes", panels="party", colours=colours)
        assert ['"#0a5"' in each.drawing.marks for each in found.panels] == [True, False, False]


def test_names_with_commas_can_have_colours() -> None:
    rows = (("party", "votes"), ("Bread, Rent and Peace", "5"), ("a=b", "3"))
    found = _chart(rows, colours="Bread, Rent and Peace=#0a5, a=b=#a33")
    assert [each for _, each, _ in _own(found)] == ["#0a5", "#a33"]


@pytest.mark.parametrize(
    ("colours", "said"),
    [
        ("Union=red", "`red` for `Union` is not a colour"),
        ("Unon=#a33", "this chart shows nothing called `Unon`"),
        ("Union=#a33, Quay List", "`Quay List` has no colour"),
        ("Union=#ffe000", "#ffe000 for `Union` has a contrast of 1.31:1 with the paper of light screens (#ffffff)"),
        ("=#fff", "there is a colour without a name"),
        ("votes", "`1200` in line 2 of results.csv is not a colour"),
        ("colur", "results.csv has no column `colur`"),
    ],
)
def test_what_is_no_colour_or_nobodys_is_said(colours: str, said: str) -> None:
    assert ("colours", said) in _said(NOW, x="party", y="votes", colours=colours)


def test_names_have_one_colour_each() -> None:
    twice = (*COLOURED[:5], ("Union", "#b44", "2026", "800"))
    said = "`Union` has two colours: #a33 and, in line 6 of results.csv, #b44"
    assert _said(twice, x="year", y="votes", series="party", colours="colour") == [("colours", said)]


def test_a_column_cannot_colour_what_is_not_a_row() -> None:
    rows = (("ward", "c", "yes", "no"), ("North", "#0a5", "1", "2"))
    assert _said(rows, colours="c") == [
        ("colours", "`c` has a colour for each row, but this chart does not show rows by their names")
    ]
    assert _said(rows, colours="yes=#0a5, no=#a33") == []


@pytest.mark.parametrize(
    ("one", "other", "said"),
    [
        ("#0a5", "#0a6", "readers cannot tell the colours of `yes` and `no` apart (#0a5, #0a6)"),
        ("#000", "#595959", "apart on dark screens, where they are #64"),
        ("#0a5", "#a33", ""),
    ],
)
def test_series_whose_colours_are_alike_are_a_warning(one: str, other: str, said: str) -> None:
    found = _said((("ward", "yes", "no"), ("North", "1", "2")), colours=f"yes={one}, no={other}")
    assert [said in message for _, message in found] == [True] * bool(said)


# What does not fit


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"y": "votes"}, ("y", "results.csv has no column `votes`")),
        ({"x": "partei"}, ("x", "results.csv has no column `partei`")),
        ({"y": "party"}, ("y", "`party` in results.csv is not a column of numbers")),
        ({"type": "pie"}, ("type", "there are no charts of the type `pie`")),
        ({"type": "line", "stacked": "true"}, ("stacked", "charts of the type line cannot be stacked")),
        ({"type": "area", "stacked": "true"}, ("stacked", "areas with values below zero cannot be stacked")),
        ({"stacked": "perhaps"}, ("stacked", '`stacked="perhaps"` is neither true nor false')),
        ({"series": "party"}, ("series", "`series` divides one column of numbers, and there are several")),
        ({"sort": "-vote"}, ("sort", "results.csv has no column `vote`")),
        ({"labels": "A,B,C"}, ("labels", "`labels` has 3 names for 2 columns")),
    ],
)
def test_what_does_not_fit_is_said(values: dict[str, str], said: tuple[str, str]) -> None:
    assert said in _said(RESULTS, **values)


def test_there_is_a_limit_to_everything() -> None:
    many = (("name", "votes"), *((f"N{n}", "5") for n in range(61)))
    assert "at most 60 rows, and these are 61" in _said(many)[0][1]
    wide = (("name", *(f"c{n}" for n in range(7))), ("A", *"1234567"))
    assert "at most 6 series, and these are 7" in _said(wide)[0][1]


def test_too_many_panels_are_counted_but_not_made() -> None:
    rows = (("name", "year", "votes"), *((f"n{number}", "2026", "1") for number in range(10_000)))
    assert _said(rows, type="dot", x="year", panels="name", series="name") == [
        ("panels", "a chart has at most 24 panels, and these are 10,000")
    ]
    twice = (("name", "ward", "votes"), ("A", "North", "1"), ("A", "North", "2"))
    assert "two rows for `A` and `North`; the second is in line 3" in _said(twice, series="ward")[0][1]


_NUMBER = st.one_of(
    st.just(""), st.decimals(-(10**13), 10**13, places=2).map("{:f}".format), st.integers(-9, 9).map(str)
)


@given(
    st.lists(st.tuples(st.text(max_size=60), _NUMBER, _NUMBER), min_size=1, max_size=12),
    st.sampled_from(("bar", "column", "line", "area", "dot")),
    st.booleans(),
    st.sampled_from(("", "true")),
    st.sampled_from(("", "true")),
    st.one_of(st.sampled_from(("name", "one=#0a5, two=#00a")), st.text(max_size=60)),
)
def test_any_drawing_is_well_formed_and_stays_within_its_width(
    rows: list[tuple[str, str, str]], kind: str, rtl: bool, stacked: str, panels: str, colours: str
) -> None:
    values = {"type": kind, "x": "name", "y": "one,two", "stacked": stacked, "panels": panels, "colours": colours}
    choice = _choice((("name", "one", "two"), *rows), **values)
    found = chart(choice, rtl, 7)
    assert found or any(each.level == "error" for each in choice.misfits)
    for each in _elements(found) if found else ():
        for name in ("x", "width", "x1", "x2"):
            if (each.get(name) or "").endswith("%"):
                assert 0 <= float((each.get(name) or "").rstrip("%")) <= 100
        assert not (each.get("height") or "").startswith("-")

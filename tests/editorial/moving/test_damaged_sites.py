"""Whole sites with damaged files move in as far as they can be read: nothing that they have stops a move."""

from __future__ import annotations

import shutil
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from examples import examples
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.editorial.moving import Request, move_in
from generator.model.problems import Problems
from generator.pipeline.build import settings_of

MOVES = Path(__file__).parents[2] / "golden" / "moves"
SITES = sorted(each.parent for each in MOVES.glob("*/site"))
NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
PIECES = (
    *("\0", "---\n", "+++\n", "{%", "%}", "{{", "}}", "[", "]", "<div>", "\xff", "permalink: ", "date: ", "{", "\n"),
    *(
        "\t",
        ": ",
        "'",
        '"',
        "2026-99-99",
        "&a *a",
        "[taxonomies]",
        "://",
        "../",
        "{slug",
        "..",
        "|",
        "~",
        "- ",
        "\u202e",
    ),
)


@st.composite
def damages(draw: st.DrawFn) -> tuple[Path, list[tuple[float, float, int, bytes]]]:
    """A site, and what is done to its files: which one, where, how many bytes are taken out, and what is put in."""
    shares = st.floats(0, 0.999)
    put = st.one_of(st.sampled_from(PIECES).map(lambda each: each.encode()), st.binary(max_size=4))
    damage = st.tuples(shares, shares, st.integers(0, 40), put)
    return draw(st.sampled_from(SITES)), draw(st.lists(damage, min_size=1, max_size=8))


@settings(max_examples=examples(6), deadline=None)
@given(damages())
def test_a_damaged_site_moves_in_or_is_refused(damaged: tuple[Path, list[tuple[float, float, int, bytes]]]) -> None:
    folder, damages = damaged
    with tempfile.TemporaryDirectory() as temporary:
        source = Path(temporary) / "old"
        shutil.copytree(folder / "site", source)
        files = sorted(each for each in source.rglob("*") if each.is_file())
        for which, where, gone, put in damages:
            file = files[int(which * len(files))]
            data = file.read_bytes()
            at = int(where * (len(data) + 1))
            file.write_bytes(data[:at] + put + data[at + gone :])
        request = Request(site=Path(temporary) / "new", source=source, now=NOW)
        try:
            report = move_in(request, None, True)
        except Problems as refused:
            assert all(each.fix for each in refused.problems)
        else:
            assert report.written
            assert settings_of(request.site).title

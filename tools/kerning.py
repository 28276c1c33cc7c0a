"""Writes generator/media/fonts/NotoSerif-Bold.kern: the kerning of pairs of letters, from the font's GPOS table.

Run it after a change to the font, with fontTools installed: ``python tools/kerning.py``. Each line of the file has the
left letters, the right letters and the distance in thousandths of the font size, separated by tabs.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

FONT = Path(__file__).parent.parent / "generator/media/fonts/NotoSerif-Bold.ttf"


def main() -> None:
    """Write the file next to the font."""
    from fontTools.ttLib import TTFont  # type: ignore[import-not-found]

    font = TTFont(FONT)
    letters = {glyph: chr(code) for code, glyph in sorted(font.getBestCmap().items(), reverse=True)}
    rows: dict[str, dict[str, int]] = defaultdict(dict)
    for left, right, value in _pairs(font["GPOS"].table, font.getGlyphOrder()):
        if left in letters and right in letters:
            rows[letters[left]].setdefault(letters[right], value)
    FONT.with_suffix(".kern").write_text("".join(_lines(rows)), "utf-8")


def _pairs(gpos: Any, glyphs: list[str]) -> Iterator[tuple[str, str, int]]:
    """Yield every pair of glyphs in the feature ``kern``; the first value of a pair counts."""
    numbers = {
        n for each in gpos.FeatureList.FeatureRecord if each.FeatureTag == "kern" for n in each.Feature.LookupListIndex
    }
    for table in (table for number in sorted(numbers) for table in gpos.LookupList.Lookup[number].SubTable):
        for at, left in enumerate(table.Coverage.glyphs):
            if table.Format == 1:
                yield from ((left, each.SecondGlyph, _advance(each)) for each in table.PairSet[at].PairValueRecord)
            else:
                row = table.Class1Record[table.ClassDef1.classDefs.get(left, 0)].Class2Record
                classes = table.ClassDef2.classDefs
                yield from ((left, right, _advance(row[classes.get(right, 0)])) for right in glyphs)


def _advance(record: Any) -> int:
    return record.Value1.XAdvance or 0 if record.Value1 else 0


def _lines(rows: dict[str, dict[str, int]]) -> Iterator[str]:
    """Yield one line for each group of left letters and each distance that they have from right letters."""
    groups: dict[tuple[tuple[str, int], ...], str] = defaultdict(str)
    for left, row in sorted(rows.items()):
        groups[tuple(sorted((right, value) for right, value in row.items() if value))] += left
    for row, lefts in groups.items():
        for wanted in sorted({value for _, value in row}):
            yield f"{lefts}\t{''.join(right for right, value in row if value == wanted)}\t{wanted}\n"


if __name__ == "__main__":
    main()

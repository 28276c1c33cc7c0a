"""What readers see of each block, and what each of its keys does, in words."""

from __future__ import annotations

from collections.abc import Mapping

ABOUT: Mapping[str, str] = {
    "audio": "A player for a recording of your own.",
    "chart": "A chart drawn from a data file, with its figures in a table that readers can open.",
    "compare": "Two pictures of the same thing, before and after: a slider between them, or side by side if readers "
    "have no script or the pictures differ in shape.",
    "embed": "A card for something on another site. Its frame loads when a reader clicks.",
    "facts": "A box of facts.",
    "gallery": "A group of pictures, each alone in its paragraph.",
    "newsletter": "The form for your newsletter. Text in the block replaces `text` in `[newsletter]`.",
    "profile": "The card of a person. If the person has a file in `content/people/`, the card also shows the portrait, "
    "the role and the first words from there.",
    "qa": "Questions, each written as a heading, with their answers.",
    "quote": "A pull quote.",
    "support": "The box that asks readers for support. Text in the block replaces `text` in `[support]`.",
    "table": "A table made from a data file.",
    "timeline": "A list of events. Each item begins with a date (`- 2026-11-24: The gate is shut`; also `2026-11` or "
    "`2026`) or with words in bold.",
    "video": "A player for a video of your own.",
}
"""By the names of blocks."""

ARGUMENTS: Mapping[str, str] = {
    "compare": "a title",
    "facts": "a title",
    "gallery": "a title",
    "profile": "the person's name",
    "qa": "a title",
    "quote": "who said it",
    "timeline": "a title",
    "chart": "the path of the data file",
    "table": "the path of the data file",
    "embed": "the address",
    "audio": "the path of the recording",
    "video": "the path of the video",
}
"""What comes after the names of blocks."""

BODIES: Mapping[str, str] = {
    "compare": "![The quay, with barrels](quay-1904.jpg)\n\n![The quay, with cars](quay-2026.jpg)",
    "facts": "- The gate took **41 minutes** to close.\n- Nobody was hurt.",
    "gallery": "![Waves over the quay](waves.jpg)\n\n![Sandbags on Quay Street](sandbags.jpg)",
    "qa": "## Why is the gate shut?\n\nThe tide is expected to reach 5.2 metres.",
    "quote": "We should have said three weeks from the start.",
    "timeline": "- 2026-11-03: The engine fails.\n- 2026-11-24: The ferry sails again.",
}
"""The text in the examples of blocks that must have text."""

_PLAYER = {
    "title": "The title, for readers, search engines and screen readers.",
    "caption": "A line below the player.",
    "credit": "Who made the recording.",
    "transcript": "The transcript: a file, or a page of the site.",
    "chapters": "Chapters for podcast apps: a JSON file in the format of Podcasting 2.0.",
}
_DATA = {
    "caption": "The heading above the data.",
    "sort": "The column by which rows are sorted; `-Votes` puts the largest first. Rows without a value come last.",
    "decimal": "The decimal sign in the file, if Broadsheet cannot tell.",
    "source": "Where the figures come from.",
    "download": "Whether readers can download the file. Without it, the file is not published.",
}

KEYS: Mapping[str, Mapping[str, str]] = {
    "audio": {**_PLAYER, "picture": "A picture next to the player."},
    "video": {
        **_PLAYER,
        "poster": "A picture that is shown until somebody plays it.",
        "captions": "A WebVTT file with captions in the story's language.",
        "subtitles": "A WebVTT file with subtitles in another language, which the file name gives: `gate.tr.vtt`.",
        "subtitles-2": "A second file of subtitles.",
        "silent": "Whether there is nothing to hear, so that the video needs no captions.",
    },
    "chart": {
        **_DATA,
        "type": "The type of chart: `bar` has horizontal bars, `column` vertical ones. Default: `bar`.",
        "x": "The column of names or dates; by default, the first one without numbers.",
        "y": "The columns of numbers, separated by commas; by default, all of them.",
        "series": "A column whose names become series, if each row has one value: `x=Year y=Rent series=Ward`.",
        "panels": "Several small charts instead of one: a column, for one panel for each name in it, or `true`, "
        "for one panel for each column in `y`. All panels have the same scale.",
        "stacked": "Whether the series of bars, columns and areas are stacked.",
        "colours": "Colours of series, or of bars, dots and panels if there is one series: "
        '`colours="Harbour List=#0a5, Civic=#a33"`, or the column that has them: `colours=Colour`. '
        "Everything without a colour is grey.",
        "labels": "Headings for readers instead of the names in the file: one for each column in `y`, separated "
        "by commas.",
    },
    "table": {
        **_DATA,
        "columns": "The columns to show, in this order, separated by commas; by default, all of them.",
        "labels": "Headings for readers instead of the names in the file: one for each column, separated by commas.",
        "total": "Columns whose sums are shown in the last row, separated by commas.",
        "rows": "How many rows are shown at first; by default, all of them. Readers can open the others, even without "
        "JavaScript.",
    },
    "compare": {"before": "The label of the first picture.", "after": "The label of the second picture."},
    "embed": {
        "title": "The title that readers see, and the name of the frame for screen readers. Always write one.",
        "poster": "A picture that is shown until a reader clicks. It never comes from the other site.",
        "caption": "A line below the frame.",
        "ratio": "Width to height of the frame, if it is not the provider's usual shape.",
        "height": "The height of the frame in pixels, instead of `ratio`.",
        "uploaded": "The day on which the video was published there, such as `2026-11-20`. With this, a title and a "
        "poster, search engines get a `VideoObject`.",
    },
    "gallery": {"columns": "How many pictures are in a row."},
    "newsletter": {"title": "The heading, instead of `title` in `[newsletter]`."},
    "support": {"title": "The heading, instead of `title` in `[support]`."},
    "profile": {
        "role": "What the person does.",
        "picture": "A portrait.",
        "link": "The address to which the name leads.",
    },
    "qa": {"folded": "Whether answers are folded, so that readers open each one."},
    "quote": {"link": "The source of the quotation."},
}
"""By the names of blocks, then of keys."""

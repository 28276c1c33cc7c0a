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
    "qa": "Questions, each a heading, with their answers.",
    "quote": "A pull quote.",
    "support": "How readers can support you. Text in the block replaces `text` in `[support]`.",
    "table": "A table made from a data file.",
    "timeline": "A list of events. Each item begins with a date (`- 2026-11-24: The gate is shut`; also `2026-11` or "
    "`2026`) or with words in bold.",
    "video": "A player for a video of your own.",
}
"""By the names of blocks."""

ARGUMENTS: Mapping[str, str] = {
    "compare": "its title",
    "facts": "its title",
    "gallery": "its title",
    "profile": "the person's name",
    "qa": "its title",
    "quote": "who said it",
    "timeline": "its title",
    "chart": "the path of the data file",
    "table": "the path of the data file",
    "embed": "the address",
    "audio": "the recording",
    "video": "the video",
}
"""What comes after the names of blocks."""

_PLAYER = {
    "title": "What it is called, for readers, search engines and screen readers.",
    "caption": "A line below it.",
    "credit": "Who made it.",
    "transcript": "Its words: a file, or a page of the site.",
    "chapters": "Chapters for podcast programs: a JSON file as in Podcasting 2.0.",
}
_DATA = {
    "caption": "The heading.",
    "sort": "The column by which rows are sorted; `-Votes` puts the largest first. Rows without a value come last.",
    "decimal": "The decimal sign in the file, if Broadsheet cannot tell.",
    "source": "Where the figures come from.",
    "download": "Adds a link to the file, which is published only then.",
}

KEYS: Mapping[str, Mapping[str, str]] = {
    "audio": {**_PLAYER, "picture": "A picture next to the player."},
    "video": {
        **_PLAYER,
        "poster": "A picture that is shown until somebody plays it.",
        "captions": "A WebVTT file with the words in the story's language.",
        "subtitles": "A WebVTT file with the words in another language, which its name says: `gate.tr.vtt`.",
        "subtitles-2": "A second one.",
        "silent": "There is nothing to hear, so the video needs no captions.",
    },
    "chart": {
        **_DATA,
        "type": "`bar` is horizontal, `column` vertical.",
        "x": "The column along the chart; by default, the first one without numbers.",
        "y": "The columns of numbers; by default, all of them.",
        "series": "A column whose names become series, if each row has one value: `x=Year y=Rent series=Ward`.",
        "panels": "Small multiples: a column, for one panel for each of its names, or `true`, for one panel for each "
        "column in `y`. All panels have the same scale.",
        "stacked": "Stacks the series of bars, columns and areas.",
        "colours": "Colours of series, or of bars, dots and panels if there is one series: "
        '`colours="Harbour List=#0a5, Civic=#a33"`, or the column that has them: `colours=Colour`. '
        "What has no colour is grey.",
        "labels": "Headings for readers instead of the names in the file: one for each column in `y`.",
    },
    "table": {
        **_DATA,
        "columns": "Which columns, in which order; all of them if you leave it out.",
        "labels": "Headings for readers instead of the names in the file: one for each column.",
        "total": "Columns whose sums are in the last row.",
        "rows": "How many rows are shown at first. Readers can open the others without a script.",
    },
    "compare": {"before": "What is above the first picture.", "after": "What is above the second picture."},
    "embed": {
        "title": "What readers see, and what screen readers call the frame. Always write one.",
        "poster": "A picture next to the story, shown before the click. It never comes from the other site.",
        "caption": "A line below it.",
        "ratio": "The shape of the frame, if not the provider's usual one.",
        "height": "The height of the frame in pixels, instead of `ratio`.",
        "uploaded": "The day when a video was published there, such as `2026-11-20`. With this, a title and a poster, "
        "search engines get a `VideoObject`.",
    },
    "gallery": {"columns": "How many pictures are in a row."},
    "newsletter": {"title": "The heading, instead of `title` in `[newsletter]`."},
    "support": {"title": "The heading, instead of `title` in `[support]`."},
    "profile": {
        "role": "What the person does.",
        "picture": "A portrait.",
        "link": "Where the name leads.",
    },
    "qa": {"folded": "Readers open each answer."},
    "quote": {"link": "Where it was said."},
}
"""By the names of blocks, then of keys."""

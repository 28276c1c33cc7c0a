"""The story budget as a page of the preview: drafts, planned and scheduled stories by day. It is never published."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby

from markupsafe import Markup

from generator.editorial.budget import BudgetLine
from generator.preview.start import ROOT
from generator.preview.toolbar_data import TextEditor
from generator.theme.filters import weekday

_PAGE = Markup(
    '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
    '<meta name="viewport" content="width=device-width, initial-scale=1">\n<title>Story budget</title>\n'
    '<link rel="stylesheet" href="{root}/budget.css">\n</head>\n<body>\n'
    '<p><a href="{home}">Back to the site</a></p>\n<h1>Story budget</h1>\n{days}</body>\n</html>\n'
)
_DAY = Markup(
    "<section>\n<h2>{}</h2>\n<table>\n<thead><tr><th>Desk</th><th>Story</th><th>State</th><th>By</th><th>Words</th></tr>"
    "</thead>\n<tbody>\n{}</tbody>\n</table>\n</section>\n"
)
_ROW = Markup(
    '<tr class="{}"><td>{}</td><td><b>{}</b><br><small>{}</small></td><td>{}</td><td>{}</td><td>{}</td></tr>\n'
)
_NONE = Markup("<p>No drafts, planned or scheduled stories.</p>\n")


def budget_page(lines: Iterable[BudgetLine], home: str, editor: TextEditor) -> bytes:
    """Return the page; ``home`` is the address of the site's front page. ``lines`` must be sorted by day."""
    days = Markup("").join(
        _DAY.format(weekday(day) if day else "No day yet", Markup("").join(_row(each, editor) for each in several))
        for day, several in groupby(lines, lambda each: each.day)
    )
    return _PAGE.format(root=ROOT, home=home, days=days or _NONE).encode()


def _row(line: BudgetLine, editor: TextEditor) -> Markup:
    opens = editor.opens(line.file)
    file = Markup('<a href="{}">{}</a>').format(opens, line.file) if opens else line.file
    return _ROW.format(
        line.state, line.desk, line.headline, file, line.shown_state, ", ".join(line.bylines), line.words or ""
    )

"""What the preview puts into a page: the script that reloads it, and what is wrong where something is.

The site's own bytes stay as they are; only the answer to a browser has more, and its policy is widened by as much.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from urllib.parse import quote

from markupsafe import Markup, escape

from generator.problems import Problem

STYLE = """
#broadsheet-problems { all: initial; position: fixed; inset: 0; z-index: 2147483647; overflow: auto; padding: 2rem;
  background: rgb(20 10 10 / .96); color: #fff; font: 16px/1.5 system-ui, sans-serif; }
#broadsheet-problems * { all: revert; }
#broadsheet-problems h1 { font-size: 1.25rem; margin: 0 0 1rem; }
#broadsheet-problems li { margin: 0 0 1.5rem; }
#broadsheet-problems pre { margin: .25rem 0; padding: .5rem; overflow: auto; background: #000; color: #ffd7a8; }
#broadsheet-problems a { color: #9cf; }
#broadsheet-problems p { margin: .25rem 0; }
"""
"""The style of what is wrong, a file of its own, since the site's policy wants none within pages."""

SCRIPT = """
(function () {
  var mine = document.currentScript.getAttribute("data-epoch");
  document.addEventListener("LiveReloadConnect", function () {
    fetch("/-broadsheet-/epoch").then(function (found) { return found.text(); }).then(function (now) {
      if (now !== mine) location.reload();
    });
  });
})();
"""
"""Once the browser listens: a page of an older epoch than the last is loaded anew, so that no reload is lost."""

ROOT = "/-broadsheet-"
"""Where the preview's own files stand: no site has such a place."""

EDITORS = {
    "vscode": "vscode://file/{path}:{line}:{column}",
    "idea": "idea://open?file={path}&line={line}&column={column}",
    "sublime": "subl://open?url=file://{path}&line={line}&column={column}",
}
"""How a link opens a file in an editor, by the editor's name."""

_POLICY = re.compile(rb'(<meta http-equiv="Content-Security-Policy" content=")([^"]*)"')


def shown(page: bytes, epoch: int, host: str, problems: Sequence[Problem], folder: str, editor: str) -> bytes:
    """A page as the preview shows it: with the reload script of this ``epoch``, and with what is wrong over it.

    ``host`` is where the browser asks; ``folder`` is the site's, for links that open its files in ``editor``.
    """
    widened = f"; script-src 'self'; connect-src 'self' ws://{host}\"".encode()
    page = _POLICY.sub(lambda found: found[1] + found[2] + widened, page, count=1)
    name, _, port = host.rpartition(":")
    head = f'<script src="{ROOT}/preview.js" data-epoch="{epoch}"></script>'
    head += f'<script src="{ROOT}/livereload.js?host={name}&amp;port={port}"></script>'
    if problems:
        head += f'<link rel="stylesheet" href="{ROOT}/preview.css">'
        page = _before(page, b"</body>", overlay(problems, folder, editor).encode())
    return _before(page, b"</head>", head.encode())


def bare(problems: Sequence[Problem]) -> bytes:
    """A page to show what is wrong on, where the site has none yet."""
    head = "<!doctype html><html lang=en><head><meta charset=utf-8><title>Preview</title></head>"
    words = "" if problems else "<p>There is no such page.</p>"
    return f"{head}<body>{words}</body></html>".encode()


def overlay(problems: Sequence[Problem], folder: str, editor: str) -> Markup:
    """What is wrong, as HTML: each problem with its place, its line and how to mend it."""
    items = Markup("").join(_problem(each, folder, editor) for each in problems)
    count = f"{len(problems)} problem{'s' if len(problems) != 1 else ''}"
    return Markup(
        '<section id="broadsheet-problems" role="alert" lang="en" dir="ltr">'
        "<h1>{}: this is the page as it was before</h1><ol>{}</ol></section>"
    ).format(count, items)


def _problem(problem: Problem, folder: str, editor: str) -> Markup:
    where = ":".join(str(part) for part in (problem.path, problem.line, problem.column) if part)
    place: Markup | str = escape(where)
    if template := EDITORS.get(editor, editor if "{path}" in editor else ""):
        file = quote(f"{folder}/{problem.path}")
        url = template.format(path=file, line=problem.line or 1, column=problem.column or 1)
        place = Markup('<a href="{}">{}</a>').format(url, where)
    source = Markup("<pre>{}</pre>").format(problem.source) if problem.source.strip() else ""
    fix = Markup("<p>fix: {}</p>").format(problem.fix) if problem.fix else ""
    return Markup("<li><p>{}: {}</p>{}{}</li>").format(place, problem.message, source, fix)


def _before(page: bytes, mark: bytes, words: bytes) -> bytes:
    """The page with words before the last ``mark``; at its end where there is none."""
    at = page.lower().rfind(mark)
    return page[:at] + words + page[at:] if at >= 0 else page + words

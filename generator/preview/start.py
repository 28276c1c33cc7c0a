"""What the preview puts into a page: one script, and the leave that it needs.

The site's own bytes stay as they are; only the answer to a browser has more, and its policy is widened by as much. The
script asks for all that it shows (see ``toolbar_data.py``).
"""

from __future__ import annotations

import re

from markupsafe import Markup

ROOT = "/-broadsheet-"
"""Where the preview's own files stand: no site has such a place."""

_POLICY = re.compile(rb'(<meta http-equiv="Content-Security-Policy" content=")([^"]*)"')
_SCRIPT = Markup('<script src="{}/preview.js" data-sign="{}"></script>')


def shown(page: bytes, sign: str, host: str) -> bytes:
    """A page as the preview shows it: with the script, which knows by its ``sign`` whether the page has changed.

    ``host`` is where the browser asks.
    """
    page = _POLICY.sub(lambda found: found[1] + widened(found[2].decode(), host).encode() + b'"', page, count=1)
    return _before(page, b"</head>", _SCRIPT.format(ROOT, sign).encode())


def widened(policy: str, host: str) -> str:
    """A content security policy (CSP Level 3) with leave for our script, its style, and its connection besides."""
    parts = [rule.split() for rule in policy.split(";") if rule.strip()]
    rules = {name: sources for name, *sources in parts}
    for name, ours in _OURS.items():
        theirs = rules.get(name, rules.get("default-src"))
        if theirs is not None:  # else all is allowed
            allowed = [each for each in theirs if each != "'none'"]
            rules[name] = [*dict.fromkeys([*allowed, *(each.format(host) for each in ours)])]
    return "; ".join(" ".join([name, *sources]) for name, sources in rules.items())


_OURS = {"script-src": ["'self'"], "style-src": ["'self'"], "connect-src": ["'self'", "ws://{}"]}


def bare(words: str) -> bytes:
    """A page of ours, where the site has none to show."""
    head = "<!doctype html><html lang=en><head><meta charset=utf-8><title>Preview</title></head>"
    return f"{head}<body><p>{Markup.escape(words)}</p></body></html>".encode()


def _before(page: bytes, mark: bytes, words: bytes) -> bytes:
    """The page with words before the first ``mark``; at its end where there is none."""
    at = page.lower().find(mark)
    return page[:at] + words + page[at:] if at >= 0 else page + words

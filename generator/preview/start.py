"""Adds the preview's script to a page, and permission for it to the page's content security policy.

Both are added only to the answer that a browser gets; the site's files do not change. The script requests everything
that it shows (see ``toolbar_data.py``).
"""

from __future__ import annotations

import re

from markupsafe import Markup

ROOT = "/-broadsheet-"
"""The path of the preview's own files. No site uses it."""

_POLICY = re.compile(rb'(<meta http-equiv="Content-Security-Policy" content=")([^"]*)"')
_SCRIPT = Markup('<script src="{}/preview.js" data-sign="{}"></script>')


def shown(page: bytes, sign: str, host: str, public: str = "") -> bytes:
    """Return a page with the preview's script, which can tell by the ``sign`` whether the page has changed.

    ``sign`` is that of ``RenderedFile``, ``host`` the host name and port of the request. ``public`` is the CSP source
    that the browser connects to behind a proxy (see ``PreviewAddress.socket_source``).
    """
    page = _POLICY.sub(lambda found: found[1] + widened(found[2].decode(), host, public).encode() + b'"', page, count=1)
    return _before(page, b"</head>", _SCRIPT.format(ROOT, sign).encode())


def widened(policy: str, host: str, public: str = "") -> str:
    """Return a content security policy (CSP Level 3) that also allows the preview's script, style and connection."""
    parts = [rule.split() for rule in policy.split(";") if rule.strip()]
    rules = {name: sources for name, *sources in parts}
    for name, added in _ADDED.items():
        given = rules.get(name, rules.get("default-src"))
        if given is not None:  # without a rule, everything is allowed
            allowed = [each for each in given if each != "'none'"]
            rules[name] = [*dict.fromkeys([*allowed, *(each.format(host) for each in added)])]
            rules[name] += [public] if public and name == "connect-src" else []
    return "; ".join(" ".join([name, *sources]) for name, sources in rules.items())


_ADDED = {"script-src": ["'self'"], "style-src": ["'self'"], "connect-src": ["'self'", "ws://{}"]}


def bare(words: str) -> bytes:
    """Return a page with only these words, for when the site has no page to show."""
    head = "<!doctype html><html lang=en><head><meta charset=utf-8><title>Preview</title></head>"
    return f"{head}<body><p>{Markup.escape(words)}</p></body></html>".encode()


def _before(page: bytes, mark: bytes, words: bytes) -> bytes:
    """Insert ``words`` before the first ``mark``, or at the end of the page if there is no ``mark``."""
    at = page.lower().find(mark)
    return page[:at] + words + page[at:] if at >= 0 else page + words

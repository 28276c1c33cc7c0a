"""Reads reStructuredText of Pelican and Nikola: its fields, and its text as HTML.

https://docutils.sourceforge.io/docs/ref/rst/restructuredtext.html
"""

from __future__ import annotations

import re
from collections.abc import Callable
from html import escape
from io import StringIO

from docutils.core import publish_parts
from docutils.parsers.rst.languages.en import directives, roles
from docutils.utils import SystemMessage

from generator.editorial.moving._sites import markup
from generator.reading.fields.values import FrontMatterEntry, Value
from generator.reading.formats.front_matter import FrontMatter, SplitFile

_RULE = re.compile(r"([=\-~^\"'`#*+.:_])\1{2,}[ \t]*")
_FIELD = re.compile(r":(?P<name>[A-Za-z_][\w -]{0,40}):(?:[ \t]+(?P<value>.*))?")
_DIRECTIVE = re.compile(
    r"(?m)^(?P<space>[ ]*)\.\.[ ](?P<name>youtube|vimeo|soundcloud|gist|media)::[ \t]*(?P<value>[^\n]*)"
    r"(?P<options>(?:\n(?P=space)[ ]+:[^\n]*)*)$"
)
_SAME = {"thumbnail": "image", "sourcecode": "code", "code-block": "code", "highlight": "code", "listing": "include"}
_RENAMED = re.compile(rf"(?m)^([ ]*\.\.[ ])({'|'.join(_SAME)})::")
_TEASER = re.compile(r"(?m)^\.\.[ ]*(?:TEASER_END|_teaser_end|END_TEASER).*$")
_MESSAGE = re.compile(r"<string>:(\d+): \((?:ERROR|SEVERE|WARNING)/\d\) (.*)")
_LONGEST = 300_000  # characters; for hostile text, the running time of docutils is quadratic
_ANY = re.compile(
    r"(?m)^(?P<space>[ ]*)\.\.[ ](?P<name>[A-Za-z][\w-]*)::[^\n]*(?P<options>(?:\n(?P=space)[ ]+:[^\n]*)*)$"
)
_ROLE = re.compile(r":(?P<name>[A-Za-z][\w-]*):`(?P<text>[^`<>\n]*)(?:<[^`\n]*>)?`")
_PROBLEM = re.compile(r'<a href="#system-message-\d+"><span class="problematic"[^<>]*>([^<>]*)</span></a>')
_MESSAGES = tuple(
    re.compile(
        rf'<{name} class="system-messages?"[^<>]*+>'
        rf'(?:[^<]++|<(?!/{name}>|{name} class="system-message))*+</{name}>'
    )
    for name in ("aside", "section")  # a section may contain asides
)


def parts_of(text: str) -> SplitFile:
    """Return the title and the fields above a text, and the text with the line on which it begins."""
    lines = text.split("\n")
    at = next((number for number, line in enumerate(lines) if line.strip()), 0)
    entries = dict[str, FrontMatterEntry]()
    start = at + 1 if _RULE.fullmatch(lines[at]) and at + 2 < len(lines) else at
    if start + 1 < len(lines) and _RULE.fullmatch(lines[start + 1]):
        title = lines[start].strip()
        entries["title"] = FrontMatterEntry("title", start + 1, 1, Value(start + 1, 1, title, quoted=True))
        at = start + 2
    at = next((number for number in range(at, len(lines)) if lines[number].strip()), at)
    last = ""
    while at < len(lines) and lines[at].strip():
        found = _FIELD.fullmatch(lines[at].rstrip())
        if found:
            last = found["name"].strip()
            entries[last] = FrontMatterEntry(last, at + 1, 1, Value(at + 1, 1, (found["value"] or "").strip()))
        elif last and lines[at][:1] in " \t":
            whole = f"{entries[last].value.text} {lines[at].strip()}".strip()
            entries[last] = FrontMatterEntry(last, entries[last].line, 1, Value(entries[last].line, 1, whole))
        else:
            break
        at += 1
    return SplitFile(FrontMatter(entries, 1, ":", spaced=False), "\n".join(lines[at:]), at + 1)


def html_of(text: str, say: Callable[[str, int], None]) -> str:
    """Return the text as HTML, without reading other files. ``say`` is called for unreadable parts, with the line."""
    if len(text) > _LONGEST:
        say("the text is too long to be read as reStructuredText", 1)
        return f"<pre>{escape(text)}</pre>"
    text = _TEASER.sub(".. raw:: html\n\n   <!--more-->\n", text)
    text = _RENAMED.sub(lambda found: f"{found[1]}{_SAME[found[2]]}::", text)
    text = _known_only(_DIRECTIVE.sub(_embedded, text), say)
    warnings = StringIO()
    settings = {
        "file_insertion_enabled": False,
        "raw_enabled": True,
        "syntax_highlight": "none",
        "warning_stream": warnings,
        "report_level": 2,
        "halt_level": 5,
        "doctitle_xform": False,
        "docinfo_xform": False,
        "initial_header_level": 2,
        "smart_quotes": False,
        "_disable_config": True,
        "embed_stylesheet": False,
        "line_length_limit": 1_000_000,
    }
    try:
        made = str(publish_parts(text, source_path="<string>", writer="html5", settings_overrides=settings)["body"])
    except (SystemMessage, RecursionError, ValueError, AttributeError) as error:
        say(f"this cannot be read as reStructuredText, so it is kept as written: {error}"[:200], 1)
        return f"<pre>{escape(text)}</pre>"
    for found in _MESSAGE.finditer(warnings.getvalue()):
        say(f"reStructuredText: {found[2]}", int(found[1]))
    for each in _MESSAGES:
        made = each.sub("", made)
    return _PROBLEM.sub(r"\1", made)


def _known_only(text: str, say: Callable[[str, int], None]) -> str:
    """Return the text without unknown directives, and with unknown roles replaced by their text."""

    def directive(found: re.Match[str]) -> str:
        if found["name"].lower() in directives:
            return found[0]
        say(f"the directive `{found['name']}` has no equivalent in Broadsheet", text.count("\n", 0, found.start()) + 1)
        return "\n" * found[0].count("\n")

    made = _ANY.sub(directive, text)
    return _ROLE.sub(lambda found: found[0] if found["name"].lower() in roles else found["text"].strip(), made)


def _embedded(found: re.Match[str]) -> str:
    """Return the HTML for a directive of Nikola that embeds content of another site."""
    value = found["value"].strip()
    if found["name"] == "gist":
        made = markup.link("html", f"https://gist.github.com/{value}", f"gist.github.com/{value}")
    else:
        written = f"{{{{< {found['name']} {value} >}}}}"
        made = markup.embed("html", written, True) or markup.link("html", value, value)
    space, line_breaks = found["space"], found[0].count("\n")
    return f"{space}.. raw:: html\n\n{space}   {made}\n" + "\n" * max(0, line_breaks - 3)

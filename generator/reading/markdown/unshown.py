"""Reports what Markdown would silently drop, or show to readers as text, each at its line."""

from __future__ import annotations

import re
from collections.abc import MutableMapping
from itertools import pairwise
from typing import Any

from markdown_it.token import Token

from generator.reading.comments.removal import unmarked
from generator.reading.embeds import embed_advice
from generator.reading.markdown import limits
from generator.reading.markdown.source_map import SourceMap

Found = MutableMapping[str, Any]
"""The parser's environment, with the definitions of links and footnotes."""

_NOTE = re.compile(r"(?:[ \t>*+\-]|\d{1,9}[.)])*\[\^([^\]\s]+)\]:")


def say_unshown(source_map: SourceMap, tokens: list[Token], found: Found) -> None:
    """Report everything that Markdown would silently drop or show as text.

    Most texts have none of it, so it is faster to search all of the text for a character first than each block.
    """
    text = "\n".join([token.content for token in tokens])
    fences = [token for token in tokens if token.type == "fence"]
    _say_unread(source_map, tokens, found)
    _say_unclosed(source_map, fences)
    if "] (" in text:
        _say_spaced_links(source_map, tokens)
    if "]" in text:
        _say_attached(source_map, tokens)
    _say_after_fence(source_map, fences)
    _say_second_notes(source_map, tokens, found)
    if "{" in text or "!" in text or "?" in text or ":::" in text or _SHORTCODE.search(text):
        _say_foreign(source_map, tokens)
    _say_second_story(source_map, fences)
    _say_google_comments(source_map)
    _say_unused_definitions(source_map, found)
    if any(number < 0 for number in found.get("footnotes", {}).get("refs", {}).values()):
        _say_unused_notes(source_map, found["footnotes"]["refs"])


def _say_unread(source_map: SourceMap, tokens: list[Token], found: Found) -> None:
    for lines in found.get("tangled", ()):
        source_map.say(
            "this paragraph has too many open brackets", r"write `\[` where no link is meant", (lines or (0,))[0]
        )
    deepest = limits.DEEPEST - 1
    if deep := next((token for token in tokens if token.level >= deepest), None):
        message = "quotes or lists are nested too deeply here; anything deeper would be lost"
        source_map.say(message, "remove some `>` or list markers", (deep.map or (0,))[0])


def _say_unclosed(source_map: SourceMap, fences: list[Token]) -> None:
    """Warn about an unclosed block of code: everything below it would be code."""
    for token in fences:
        if token.map:
            start, end = token.map
            last = source_map.lines[end - 1].lstrip("> \t") if end - 1 > start else ""
            if not last.startswith(token.markup):
                message = "the block of code that begins here is never closed, so everything below it is code"
                source_map.say(message, "put the same characters on a line where it ends", start, level="warning")


_SPACED_LINK = re.compile(r"\][ \t]+\((?=https?://|mailto:|[\w./-]+\.(?:md|html?|pdf)\b)")
_SPACED_PICTURE = re.compile(
    r"!\[[^\[\]]*\][ \t]+\((?=[^()\n]{1,300}\.(?:jpe?g|png|gif|webp|avif|svg|tiff?)[ \t]*[)\"'])", re.IGNORECASE
)


def _say_spaced_links(source_map: SourceMap, tokens: list[Token]) -> None:
    """Warn about a link with a space between its text and its address: readers would see the brackets."""
    for token in tokens:
        if token.type == "inline" and token.map and "] (" in token.content:
            for line in range(*token.map):
                words = _without_code(source_map.lines[line])
                if found := _SPACED_PICTURE.search(words):
                    message = "this is not a picture, because there is a space between the text and the file"
                    fix = "remove the space: `![What it shows](quay.jpg)`"
                    source_map.say(message, fix, line, found.start(), "warning")
                elif found := _SPACED_LINK.search(source_map.lines[line]):
                    message = "this is not a link, because there is a space between the text and the address"
                    source_map.say(message, "remove the space: `[text](address)`", line, found.start() + 1, "warning")


CODE = re.compile(r"(?<!`)(`++).*?(?<!`)\1(?!`)")


def _without_code(line: str) -> str:
    """Return a line with its code replaced by spaces."""
    return CODE.sub(lambda found: " " * len(found.group()), line) if "`" in line else line


_SETTINGS = re.compile(r"""\{[^{}]*+\}|(?<![\w-])(?!title|caption|label)[\w-]+=(?:"[^"]*"|'[^']*'|\S+)""")


_BRACES = re.compile(r"\{[^{}]*\}")


def _say_after_fence(source_map: SourceMap, fences: list[Token]) -> None:
    """Warn about words after the first on the line that opens a block of code, which readers do not see."""
    for token in fences:
        _, _, rest = _BRACES.sub("{}", token.info.strip()).partition(" ")
        if token.map and (words := " ".join(_SETTINGS.sub(" ", rest).split())):
            line = token.map[0]
            message = f"the words `{words[:40]}` are on the line that opens a block of code, so they are not shown"
            source_map.say(message, "put them on a line of their own, above the block or in it", line, level="warning")


def _say_second_notes(source_map: SourceMap, tokens: list[Token], found: Found) -> None:
    """Warn about footnotes with the same name: readers see only the last of them."""
    known = found.get("footnotes", {}).get("refs", {})
    if not known:
        return
    code = {line for each in tokens if each.type in ("fence", "code_block") and each.map for line in range(*each.map)}
    seen: dict[str, int] = {}
    for line, words in enumerate(source_map.lines):
        note = _NOTE.match(words)
        if not note or line in code or f":{note[1]}" not in known:
            continue
        if (first := seen.get(note[1])) is not None:
            again = source_map.first_line + line
            message = f"the footnote `{note[1]}` is given again on line {again}, so this one is not shown"
            source_map.say(message, "give each footnote a name of its own", first, level="warning")
        seen[note[1]] = line


_LABEL = r"(?<!\\)\[(?![\^\]])[^\]\[\n]{0,200}\][ \t]*:[ \t]*"
_LABELLED = re.compile(r"\][ \t]*[:`]")  # a quick test: every such line matches it
_ATTACHED = re.compile(rf"""[ \t>]*{_LABEL}<?(?:https?://|mailto:|/)[^\s<>]*>?[ \t]*(?:["'(].*)?""")


def _say_attached(source_map: SourceMap, tokens: list[Token]) -> None:
    """Warn about definitions of links that are part of a paragraph, so that readers see them."""
    for token in tokens:
        if token.type == "inline" and token.map and "]" in token.content:
            for line in range(*token.map):
                words = source_map.lines[line]
                if _LABELLED.search(words) and _ATTACHED.fullmatch(_without_code(words)):
                    message = "this line gives the address of a link, but it follows text directly, so readers see it"
                    source_map.say(message, "put an empty line above it", line, level="warning")


_FOREIGN = re.compile(
    r"\{%-?\s*\w[^{}]*%\}|\{\{[<%][^{}]*[>%]\}\}|\{\{\s*[\w.'\"][^{}]*\}\}"  # Liquid, Hugo's shortcodes
    r"|^[ \t>]*>[ \t]*\[![A-Za-z]+\]|^[ ]{0,3}(?:!!!|\?{3}\+?) [a-z]+(?:[ ]+\"[^\"]*\")?[ ]*$"  # boxes
    r"|\[[^\[\]]{1,200}\]\{[.#][^{}]*\}|(?<![^ \t>]):{3,}(?:[ \t]*+\{?[ \t]*+\.?[a-z][^\n]*+)?$"  # Pandoc: spans, boxes
)


_BOXED = re.compile(r":::|!!! |\?\?\?\+? ")
_SHORTCODE = re.compile(
    r"\[/?(?:caption|wp_caption|gallery|audio|video|playlist|embed|youtube|vimeo|soundcloud|contact-form(?:-7)?)"
    r"(?:\s[^\[\]]*)?\](?![(\[:])"
)  # WordPress


_AROUND = re.compile(r"\[(?:embed|youtube|vimeo|soundcloud)\]")  # an address follows


def _say_foreign(source_map: SourceMap, tokens: list[Token]) -> None:
    """Warn about instructions to the program that a story was written for: Broadsheet treats them as text."""
    for token in tokens:
        words = token.content
        shortcodes = "[" in words and token.type == "inline" and bool(_SHORTCODE.search(words))
        braces = "{" in words and ("{%" in words or "{{" in words or "]{" in words)
        if (
            token.type in ("inline", "html_block")
            and token.map
            and (shortcodes or braces or words.startswith("[!") or _BOXED.search(words))
        ):
            for line in range(*token.map):
                words = _without_code(source_map.lines[line])
                for found in (*_FOREIGN.finditer(words), *(_SHORTCODE.finditer(words) if shortcodes else ())):
                    if source_map.adopt and found[0].lstrip().startswith(">"):
                        continue  # see adopted/inline_markup.py
                    around = "[" in found[0] and _AROUND.fullmatch(found[0])
                    complete = words[found.start() :] if around else found[0]
                    message, fix = _foreign_fault(found[0], complete, token.type == "html_block", source_map.adopt)
                    source_map.say(message, fix, line, found.start(), "warning")


def _foreign_fault(written: str, complete: str, in_html: bool, adopt: bool) -> tuple[str, str]:
    """Return the message about an instruction to another program, or about a block's line inside HTML, and the fix.

    ``complete`` is the instruction with the text that it encloses.
    """
    if in_html and written.startswith(":::"):
        return f"`{written}` is inside HTML, so readers see it as written", "put an empty line above and below it"
    fix = "write what it would have shown, or remove it; to show it, put it in backticks"
    if block := embed_advice.of_shortcode(complete):
        fix = f"write `{block}` on a line of its own; to show it, put it in backticks"
    fix += "" if adopt else "; --adopt reads stories of other programs"
    return f"`{written}` is meant for another program; readers see it as written", fix


_BEGINS = re.compile(r"(title|headline)\s*:", re.IGNORECASE)


def _say_second_story(source_map: SourceMap, fences: list[Token]) -> None:
    """Report front matter in the middle of a body, unless it is an example in a block of code."""
    code = {line for token in fences if token.map for line in range(*token.map)}
    for number, (line, below) in enumerate(pairwise(source_map.lines)):
        if line[:3] == "---" and line.rstrip() == "---" and _BEGINS.match(below) and number not in code:
            source_map.say("another story begins here", "give it a file of its own", number)


_NOTED = re.compile(r"(?<=[\w.,;:!?)\"'\u201d\u2019])\\?\[([a-z]{1,2})\\?\](?![(\[{:])")
_LETTERED = re.compile(r"\[[a-z]{1,2}\\?\]")  # a quick test: every such comment contains it
_GOOGLE_COMMENT = re.compile(r"\\?\[([a-z]{1,2})\\?\](?=[^\s(\[{:]|[ \t]+\S)")


def _say_google_comments(source_map: SourceMap) -> None:
    """Report comments from Google Docs, which exports them as ``[a]`` in the text and at the start of a line below."""
    likely = [words for words in source_map.lines if "]" in words and _LETTERED.search(words)]
    noted = {found[1] for words in likely for found in _NOTED.finditer(words)}
    for line, words in enumerate(source_map.lines if noted else ()):
        if (found := _GOOGLE_COMMENT.match(words)) and found[1] in noted:
            source_map.withheld = True
            message = "this looks like a comment from Google Docs, which readers would see"
            fix = f"remove it, and `[{found[1]}]` in the text; a footnote is written `[^{found[1]}]`"
            source_map.say(message, fix, line, 0, "warning" if source_map.adopt else "error")


def _say_unused_definitions(source_map: SourceMap, found: Found) -> None:
    for label, definition in found["references"].items():
        if label.startswith("^") and " " in label:
            name = unmarked(label).lower()
            fix = f"write `[{name.replace(' ', '-')}]:`, also in the text"
            source_map.say(
                f"the name of a footnote cannot have spaces: `[{name}]`",
                fix,
                definition["map"][0],
                -1,
                *source_map.refusal,
            )
    for label, definition in found["references"].unasked():
        if definition["href"] not in ("", "#"):  # `[//]: # (a note to oneself)`
            fix = rf"write `\[` if readers should see it, or link to it: `[text][{unmarked(label).lower()}]`"
            source_map.say("no link uses this line, so it is not shown", fix, definition["map"][0], level="warning")
    for definition in found.get("duplicate_refs", ()):
        message = f"`[{unmarked(definition['label']).lower()}]:` is defined above; this line is not used"
        source_map.say(message, "remove one of the two", definition["map"][0], level="warning")


def _say_unused_notes(source_map: SourceMap, numbers: dict[str, int]) -> None:
    """Warn about each footnote without a reference: markdown-it numbers it -1 and leaves it out."""
    for line, words in enumerate(source_map.lines):
        note = _NOTE.match(words)
        if note and numbers.get(f":{note[1]}", 0) < 0:
            message = "nothing in the text refers to this footnote, so it is not shown"
            fix = f"add `[^{note[1]}]` where the note belongs"
            source_map.say(message, fix, line, note.start(1) - 2, "warning")

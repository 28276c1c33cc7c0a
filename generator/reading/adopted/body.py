"""Prepares the body of adopted copy: converts or removes lines that only another program understands.

The number of lines stays the same, so that problems name the right line.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Collection

import msgspec

from generator.model.problems import Outcome, Problem
from generator.reading.adopted import links
from generator.reading.adopted.boxes import FENCE, Boxes, may_have_comments
from generator.reading.comments.kinds import COMMENT, KINDS, OPENING
from generator.reading.embeds import embed_advice

_LIQUID = r"\{%[^{}%]*(?:%(?!\})[^{}%]*)*%\}|\{\{[<%](?:(?![>%]\}\})[^\n])*[>%]\}\}|\{\{(?![<%])[^{}]*\}\}"
"""Liquid and shortcodes. The alternatives never match the same text, so matching takes linear time."""

_ONLY_LIQUID = re.compile(rf"[ \t]*(?:(?:{_LIQUID})[ \t]*)+")
_HIGHLIGHT = re.compile(
    r"""[ \t]*(?:\{%-?\s*(?P<end>end)?highlight(?:\s++(?P<name>[\w+#-]++))?[^%]*+%\}"""
    r"""|\{\{[<%]\s*+(?P<close>/)?\s*+highlight(?:\s++"?(?P<language>[\w+#-]++))?[^>%]*+[>%]\}\})[ \t]*"""
)
_FIGURE = re.compile(r"""[ \t]*\{\{[<%]\s*figure\s(?P<of>[^<>]*)[>%]\}\}[ \t]*""")
_GIVEN = re.compile(r"""(?<!\w)(\w++)\s*=\s*(?:"([^"]*)"|'([^']*)'|(\S+))""")
_IMPORT = re.compile(r"import\s++(?:[\w*]++\s*+,?\s*+)?\{[^}]*")
_IMPORTED = re.compile(r"[^}]*\}\s+from\s+['\"][^'\"]+['\"];?\s*")
_COMPONENT = re.compile(r"</?[A-Z][\w.]*(?:\s[^<>]*)?/?>")
_EXPRESSION = re.compile(r"\s[\w-]+=\{[^{}]*(?:\{[^{}]*\}[^{}]*)*\}")
_ANGLE = re.compile("[<>]")
_MODULE = re.compile(
    r"""(?:import\s++(?:[\w*{][^'"]*\sfrom\s++)?['"][^'"]+['"]|export\s+(?:const|default|let|function)\b.*);?\s*"""
)
_CAPTION = re.compile(r"\[caption\b[^\[\]]*+\]|\[/caption\]")
_VIDEO = re.compile(
    r"[ \t]*\[(?:youtube|vimeo|embed)(?:\s+(?:url=)?|\])[\"']?(?P<url>https?://[^\s\]\[\"']++)"
    r"[^\]\[]*(?:\]|\[/embed\])[ \t]*"
)
_ALONE = re.compile(
    r"[ \t]*\[(?:gallery|audio|video|playlist|youtube|vimeo|soundcloud|contact-form(?:-7)?|wpforms|sharedaddy|toc)"
    r"(?:\s[^\]]*)?\](?:\[/\w+\])?[ \t]*"
)
_OTHER = "write what it would have shown, or remove it"


class Body(msgspec.Struct):
    """A body as Markdown, and a problem for each part that was changed or left out."""

    text: str
    problems: list[Problem] = []


def readable(text: str, path: str, first_line: int, blocks: Collection[str] = ()) -> Body:
    """Return the body of the file ``path``, which starts on ``first_line``, as Markdown.
    ``blocks`` are the names of the blocks that the site has.
    """
    body = Body(text)
    if not any(
        marker in text for marker in ("{%", "{{", ":::", "!!!", "???", "[", "import ")
    ) and not path.lower().endswith(".mdx"):
        return body
    commented = _commented(text)
    reader = _Reader(body, path, first_line, path.lower().endswith(".mdx"), commented)
    boxes = Boxes(commented, reader.say, may_have_comments(text), blocks)
    lines = enumerate(text.split("\n"))
    body.text = "\n".join(boxes.line(number, reader.line(number, line)) for number, line in lines)
    return body


def _commented(text: str) -> set[int]:
    """Return the lines with comments, counted from 0. They are not changed, so that comments keep their markers."""
    ends = [found.start() for found in re.finditer("\n", text)]
    lines, unclosed, at = set[int](), set[str](), 0
    while found := OPENING.search(text, at):
        kind, at = KINDS[found.lastgroup or COMMENT], max(found.end(), found.start() + 1)
        closing = None if kind.name in unclosed else kind.closer.search(text, at)
        if closing:
            at = max(at, closing.end())
        else:  # all others of its kind below are unclosed, too; looking for the end of each would take minutes
            unclosed.add(kind.name)
        lines.update(range(bisect_left(ends, found.start()), bisect_left(ends, at) + 1))
    return lines


class _Reader(msgspec.Struct):
    body: Body
    path: str
    first_line: int
    mdx: bool
    commented: set[int]
    fence: str = ""
    highlighted: bool = False
    importing: bool = False
    begun: bool = False

    def line(self, number: int, line: str) -> str:
        """Return one line of the body as Markdown."""
        if not self.highlighted and (fence := FENCE.match(line)):
            if not self.fence:
                self.fence = fence[1]
            elif fence[1].startswith(self.fence) and not line.strip("`~> \t"):
                self.fence = ""
            return line
        if self.fence or number in self.commented:
            return line
        if "{" in line and (linked := links.in_line(line)) != line:
            message = f"the link in `{_short(line)}` is read as `{_short(linked)}`"
            self.say(number, line, message, "guessed", f"write `{linked.strip()}`")
            line = linked
        for read in _RULES:
            made = read(self, number, line)
            if made is not None:
                return made
        return line

    def say(self, number: int, line: str, message: str, outcome: Outcome = "dropped", fix: str = "") -> None:
        column = len(line) - len(line.lstrip()) + 1
        where = (self.path, self.first_line + number, column)
        self.body.problems.append(Problem(*where, message, fix or _OTHER, line, "warning", outcome))

    def highlight(self, number: int, line: str) -> str | None:
        """Convert Jekyll's and Hugo's ``highlight`` tags into code fences."""
        found = _HIGHLIGHT.fullmatch(line)
        if not found:
            return line if self.highlighted else None
        ends = bool(found["end"] or found["close"])
        if ends != self.highlighted:
            return None
        self.highlighted = not ends
        return "````" if ends else f"````{found['name'] or found['language'] or ''}"

    def figure(self, number: int, line: str) -> str | None:
        """Convert Hugo's ``figure`` shortcode into a picture."""
        found = _FIGURE.fullmatch(line)
        given = (
            {each[0]: each[1] or each[2] or each[3] for each in _GIVEN.findall(found["of"].rstrip().removesuffix("/"))}
            if found
            else {}
        )
        if not given.get("src") or re.search(r"[\s<>]", given["src"]):
            return None
        caption = given.get("caption") or given.get("title") or ""
        alt = (given.get("alt") or caption).replace("[", r"\[").replace("]", r"\]")
        quoted = caption.replace('"', "&quot;")
        made = f'![{alt}]({given["src"]} "{quoted}")' if caption else f"![{alt}]({given['src']})"
        self.say(number, line, "Hugo's `figure` is read as a picture", "guessed", f"write `{made}`")
        return made

    def liquid(self, number: int, line: str) -> str | None:
        """Replace a line that has only template instructions with a blank one."""
        if not line.strip() or not _ONLY_LIQUID.fullmatch(line):
            return None
        block = embed_advice.of_shortcode(line)
        fix = f"write `{block}`" if block else ""
        self.say(number, line, f"`{_short(line)}` is meant for another program, so it is left out", fix=fix)
        return ""

    def module(self, number: int, line: str) -> str | None:
        """Remove MDX's imports and exports; in other files, only those above all text, as in Docusaurus."""
        if self.importing:
            self.importing = not _IMPORTED.fullmatch(line)
            return ""
        if (self.mdx or not self.begun) and (_MODULE.fullmatch(line) or _IMPORT.fullmatch(line)):
            self.mdx, self.importing = True, bool(_IMPORT.fullmatch(line)) and "from" not in line
            self.say(number, line, f"`{_short(line)}` is meant for another program, so it is left out")
            return ""
        self.begun = self.begun or bool(line.strip())
        return self.components(number, line) if self.mdx and "<" in line else None

    def components(self, number: int, line: str) -> str | None:
        """Remove components, and expressions in tags. The text between them stays."""
        plain = _COMPONENT.sub("", _without_expressions(line))
        if plain == line:
            return None
        self.say(number, line, f"the parts of `{_short(line)}` that only MDX reads are left out; its text stays")
        return plain

    def shortcode(self, number: int, line: str) -> str | None:
        """Convert or remove WordPress' shortcodes."""
        if "[" not in line:
            return None
        if video := _VIDEO.fullmatch(line):
            shown = embed_advice.of_shortcode(line) or f"<{video['url']}>"
            fix = f"write `{shown}`"
            self.say(number, line, f"`{_short(line)}` is shown as a link", "guessed", fix)
            return f"<{video['url']}>"
        if _ALONE.fullmatch(line):
            block = embed_advice.of_shortcode(line)
            fix = f"write `{block}`" if block else ""
            self.say(number, line, f"`{_short(line)}` is meant for another program, so it is left out", fix=fix)
            return ""
        if _CAPTION.search(line):
            message = "`[caption]` is meant for WordPress; the text in it stays"
            self.say(number, line, message, "guessed", f"write `{_CAPTION.sub('', line).strip()}`")
            return _CAPTION.sub("", line)
        return None


def _without_expressions(line: str) -> str:
    """Remove the expressions in a line's tags: those that are followed by a ``>`` before any ``<``."""
    angle = -1

    def in_tag(found: re.Match[str]) -> str:
        nonlocal angle
        if angle < found.end():  # no part of the line is searched twice
            following = _ANGLE.search(line, found.end())
            angle = following.start() if following else len(line)
        return "" if line.startswith(">", angle) else found[0]

    return _EXPRESSION.sub(in_tag, line)


def _short(line: str) -> str:
    line = line.strip()
    return line if len(line) <= 60 else f"{line[:59]}…"


_RULES: tuple[Callable[[_Reader, int, str], str | None], ...] = (
    _Reader.highlight,
    _Reader.figure,
    _Reader.liquid,
    _Reader.module,
    _Reader.shortcode,
)

"""WebVTT (W3C) and SRT: keeps the cues, and removes notes and other lines that players do not show."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.media.downloads.refusal import RefusedFile

_ARROW = "-->"
_SETTINGS = frozenset("vertical line position size align region".split())  # noqa: SIM905
_REGION = frozenset("id width lines regionanchor viewportanchor scroll".split())  # noqa: SIM905
_TAGS = frozenset("c i b u v ruby rt lang font".split())  # noqa: SIM905
_WITH_WORDS = frozenset(("v", "lang", "font"))  # tags with the name of a speaker, a language, a colour
_COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)", re.DOTALL)  # of CSS
_LONGEST = 32  # characters of a cue's name


def vtt(data: bytes) -> bytes:
    """Return a WebVTT file without notes, text after WEBVTT in its first line, comments in styles, and unknown tags.

    :raises RefusedFile: if it is not one.
    """
    text = _text(data, "WebVTT")
    first, *blocks = _blocks(text)
    head = first[0].removeprefix("\ufeff")
    if head[:6] != "WEBVTT" or head[6:7].strip():
        raise RefusedFile("does not begin with WEBVTT, despite its name", "save it again as WebVTT")
    made = ["WEBVTT", *(["\n".join(_cue(first[1:]))] if _is_cue(first[1:]) else [])]
    for block in blocks:
        if _is_cue(block):
            made.append("\n".join(_cue(block)))
        elif block[0].rstrip() == "STYLE":
            made.append("\n".join(_without_comments("\n".join(block)).split("\n")))
        elif block[0].rstrip() == "REGION":
            made.append("\n".join([block[0], *(" ".join(_known(line, _REGION)) for line in block[1:])]))
    return ("\n\n".join(made) + "\n").encode()


def srt(data: bytes) -> bytes:
    """Return an SRT file without anything between its cues, and without unknown tags.

    :raises RefusedFile: if it is not text.
    """
    blocks = _blocks(_text(data, "SRT").removeprefix("\ufeff"))
    return ("\n\n".join("\n".join(_cue(each)) for each in blocks if _is_cue(each)) + "\n").encode()


def _text(data: bytes, kind: str) -> str:
    try:
        text = data.decode("utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8")
    except UnicodeDecodeError as error:
        raise RefusedFile(f"is not {kind} in UTF-8, despite its name", "save it again as UTF-8") from error
    if "\0" in text:
        raise RefusedFile("is not text, despite its name", "save it again in the format that its name says")
    return text


def _blocks(text: str) -> list[list[str]]:
    """Return the blocks of lines that empty lines separate; there is at least one block."""
    made: list[list[str]] = [[]]
    for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n"):
        if line:
            made[-1].append(line)
        elif made[-1]:
            made.append([])
    return [each for each in made if each] or [[""]]


def _is_cue(block: list[str]) -> bool:
    """Whether a block has times in its first or second line."""
    times = next((line for line in block[:2] if _ARROW in line), "")
    start, _, rest = times.partition(_ARROW)
    return _is_time(start.strip()) and _is_time((rest.split() or [""])[0])


def _cue(block: list[str]) -> Iterator[str]:
    """Yield the lines of a cue: its name, if it has one, the times with their settings, and the text."""
    at = next(number for number, line in enumerate(block) if _ARROW in line)
    if at and len(block[0]) <= _LONGEST and not any(map(str.isspace, block[0])):
        yield block[0]
    start, _, rest = block[at].partition(_ARROW)
    end, *settings = rest.split() or [""]
    yield " ".join([start.strip(), _ARROW, end, *_known(" ".join(settings), _SETTINGS)])
    yield from _without_tags("\n".join(block[at + 1 :])).split("\n") if block[at + 1 :] else ()


def _known(line: str, names: frozenset[str]) -> Iterator[str]:
    return (each for each in line.split() if each.partition(":")[0] in names and ":" in each)


def _without_comments(style: str) -> str:
    """CSS without comments; each becomes a space."""
    return _COMMENT.sub(" ", style)


def _without_tags(words: str) -> str:
    """Return text without tags that players do not know, which they do not show either."""
    first, *parts = words.split("<")
    made = [first]
    for part in parts:
        tag, close, after = part.partition(">")
        name = tag.removeprefix("/").replace(".", " ").split() or [""]
        if not close or not (name[0].lower() in _TAGS or _is_time(tag)):
            made.append(after)
        else:
            made.append(f"<{tag if name[0].lower() in _WITH_WORDS else tag.split()[0]}>{after}")
    return "".join(made)


def _is_time(tag: str) -> bool:
    return bool(tag) and all(each in "0123456789:.," for each in tag)

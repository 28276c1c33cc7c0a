"""Reads the types of front matter values: text, names, times, pictures and so on.

Each method of ``Reader`` turns a value into its meaning. It raises ``InvalidValue`` for a value that it cannot read,
and warns about a value that looks wrong. Both become problems that point to the value.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TypeVar
from zoneinfo import ZoneInfo

import msgspec
import unicodedata2
from markdown_it.common.utils import escapeHtml

from generator.model.formatting import Formatted
from generator.model.manuscript import Mention
from generator.model.picture import CENTRE, Picture
from generator.model.picture_kinds import claimed
from generator.model.problems import Level, Problem
from generator.model.slug import slug
from generator.model.story import GENRES
from generator.model.typography import TypographicMarks
from generator.model.url_argument import has_possible_port
from generator.reading import dates
from generator.reading.dates import Moment
from generator.reading.fields import bylines, formatting, targets
from generator.reading.fields import picture as picture_parts
from generator.reading.fields.formatting import Target
from generator.reading.fields.html import FIX, tag_in
from generator.reading.fields.parts import parts_of
from generator.reading.fields.values import FrontMatterEntry, InvalidValue, Value
from generator.reading.formats.source_text import SourceText
from generator.reading.formats.unquoted_text import as_picture, as_text, cut_at_commas, in_quotes
from generator.reading.markdown import links
from generator.reading.markdown.page_parts import is_note, part_of
from generator.text.locales import as_tag, shortest, unknown_language

TRUTH = {
    **dict.fromkeys(("true", "yes", "on", "y", "1"), True),
    **dict.fromkeys(("false", "no", "off", "n", "0"), False),
}
"""The accepted spellings of yes and no."""

MOST = 100
"""The most items in one field: tags, bylines, old addresses."""

LAYOUT = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]*")
"""The names of layouts that stories can choose."""

_DECIMAL = re.compile(r"[-+]?\d+\.\d+")
_NO_NAMES = {"true", "false", "null", "~"}
_DIRECTION = re.compile("[\u202a-\u202c\u2066-\u2069]")  # explicit directions, UAX #9, section 2
_CURLY = {"\u201c": ("\u201d",), "\u201e": ("\u201c", "\u201d"), "\u2018": ("\u2019",)}
_ADDRESSES = frozenset({"aliases", "redirect_from", "picture", "image", "uri", "guid", "slug"})
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_ELSEWHERE = re.compile(r"https://[\w-]+(\.[\w-]+)+(:\d{1,5})?([/?][^\s<>\"\\^`{|}#]*)?")
_NO_TIME = frozenset({"never", "no", "none", "not", "false", "n/a", "na", "-", "--", "off", "nil"})
_SPACED = re.compile(r"[a-z0-9_-]+(?: [a-z0-9_-]+){2,}")
_NOTE = re.compile(r"\[\^[^\[\]\s]{1,99}\]")
_SHOWN = re.compile(r"!\[[^\[\]]{0,999}\]\(")


Shown = TypeVar("Shown")


class Reader(msgspec.Struct):
    """Reads the values of one file and collects problems.

    ``sign`` separates names from values (``:`` or `` =``), and ``key`` is the name of the current field. ``withholds``
    says that an unreadable field may be meant to withhold the story. ``mentions`` are the links in captions, credits
    and corrections. ``of_page`` says that the file is a standalone page, which has no picture. ``marks`` is the
    typographic punctuation for captions and corrections, if any.
    """

    source: SourceText
    zone: ZoneInfo
    sign: str
    key: str = ""
    problems: list[Problem] = []
    withholds: bool = False
    mentions: list[Mention] = []
    of_page: bool = False
    marks: TypographicMarks | None = None

    def say(
        self, at: Value | FrontMatterEntry, message: str, fix: str, offset: int = 0, level: Level = "error"
    ) -> None:
        """Report a problem at a value or name. ``offset`` moves its column to the right."""
        self.problems.append(self.source.problem(at.line, at.column + offset, message, fix, level))

    def warn(self, at: Value | FrontMatterEntry, message: str, fix: str) -> None:
        """Report a warning at a value or name."""
        self.say(at, message, fix, level="warning")

    def take(self, entry: FrontMatterEntry, read: Callable[[Reader, Value], object]) -> object:
        """Return the meaning of a field. If its value is refused, report that and return ``None``."""
        self.key = entry.name
        try:
            meant = read(self, entry.value)
            if isinstance(meant, tuple) and len(meant) > MOST:
                raise InvalidValue(
                    f"`{self.key}` has {len(meant):,} items; the limit is {MOST}", "keep those that readers use"
                )
            return meant
        except InvalidValue as refused:
            self.refuse(entry.value, refused)
            return None

    def refuse(self, at: Value, refused: InvalidValue) -> None:
        """Report a refused value, at the exact character if the line has the text verbatim."""
        shown = self.source.line(at.line)[at.column - 1 :]
        opening = 1 if refused.offset and shown[:1] in {'"', "'"} else 0
        same = shown.startswith(at.text[: refused.offset + 1], opening)
        self.say(at, refused.message, refused.fix, refused.offset + opening if same else 0)

    def words(self, value: Value) -> str:
        """Return text on one line, with single spaces."""
        if not value.is_words:
            kind = "a list" if value.items is not None else "a group of fields"
            raise InvalidValue(
                f"`{self.key}` must be text, not {kind}",
                as_text(self.key, self.sign, value, self.source.line(value.line)),
            )
        if not value.text.isascii() and (found := _DIRECTION.search(value.text)):
            character = found.group()
            name = f"U+{ord(character):04X}, {unicodedata2.name(character).lower()}"
            message = f"`{self.key}` contains an invisible character that changes the writing direction: {name}"
            self.warn(value, message, "remove it, unless text in another script needs it")
        words = " ".join(value.text.split())
        self.say_curly(value, words)
        return words

    def part(self, entry: FrontMatterEntry, read: Callable[[Reader, Value], object]) -> object:
        """Return the meaning of a part of a field; ``None`` if it is refused. Messages name the part, not the field."""
        field = self.key
        try:
            return self.take(entry, read)
        finally:
            self.key = field

    def say_curly(self, value: Value, words: str) -> None:
        """Warn about a word processor's quotation marks around all of a value. In addresses, they are an error."""
        enclosed = words[:1] in _CURLY and words.count(words[0]) == 1 and words.endswith(_CURLY[words[0]])
        if not enclosed or value.quoted or self.key.casefold() in _ADDRESSES:
            return
        message = f"`{self.key}` is in a word processor's quotation marks, and readers see them"
        fix = f'remove them; to keep them, put everything in straight ones: `{self.key}{self.sign} "{words}"`'
        self.warn(value, message, fix)

    def uri(self, value: Value) -> str:
        """Return an absolute URI (RFC 3986): one that begins with a scheme."""
        words = self.words(value)
        if (inside := links.unquoted(words)) != words:
            raise InvalidValue(
                f"`{words}` has quotation marks around it", f"remove them: `{self.key}{self.sign} {inside}`"
            )
        if not re.fullmatch(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"]+", words):
            fix = f"write it in full, as in `{self.key}{self.sign} tag:example.org,2026:name`"
            raise InvalidValue(f"`{words}` is not a URI", fix)
        return words

    def canonical(self, value: Value) -> str:
        """Return the address of the same text on another site, where it was published first."""
        words = links.unquoted(self.words(value))
        example = f"`{self.key}{self.sign} https://example.org/story/`"
        if words.startswith("http://"):
            raise InvalidValue(f"`{words}` is not a secure address", f"write it with https, as in {example}")
        if not _ELSEWHERE.fullmatch(words) or not has_possible_port(words):
            raise InvalidValue(
                f"`{words}` is not a complete address", f"write it in full, without a `#`, as in {example}"
            )
        return words

    def all_words(self, value: Value) -> tuple[str, ...]:
        """Return the texts in a list. A single text counts as a list of one."""
        return tuple(words for words, _ in self._each(value))

    def _each(self, value: Value) -> Iterator[tuple[str, Value]]:
        for item in (value,) if value.items is None else value.items:
            if not item.is_words:
                message = f"each of the `{self.key}` must be text"
                self.say(item, message, f'put each in quotes: `{self.key}{self.sign} ["...", "..."]`')
            elif words := self.words(item):
                yield words, item
            else:
                self.warn(item, f"one of the `{self.key}` is empty, so it is left out", "write it, or remove it")

    def names(self, value: Value) -> tuple[str, ...]:
        """Return the names in a list, or in text separated by commas, without duplicates."""
        if value.items is not None:
            return self._distinct(self._listed(value.items))
        words = self.words(value)
        if words.startswith("-") and not (value.quoted and words.startswith("- ")):
            raise InvalidValue(
                "a space is missing after each dash", f"write `{self.key}{self.sign}` and below it `  - Name`"
            )
        self._say_single(value, words)
        found = [name.strip() for name in words.split(",") if name.strip()]
        for name in found:
            self._say_number(value, name)
        return self._distinct((name, value) for name in found)

    def _say_single(self, value: Value, words: str) -> None:
        """Warn about a name that was probably meant as several: separated by spaces as in Jekyll, or by semicolons."""
        single = f"`{self.key}` is a single name, `{words}`"
        if ";" in words and "," not in words:
            self.warn(value, single, "put commas between names, not semicolons")
        elif not value.quoted and _SPACED.fullmatch(words):
            several = f"`{self.key}{self.sign} [{', '.join(words.split())}]`"
            self.warn(value, single, f"put commas between names: {several}; if it is one name, put it in quotes")

    def _listed(self, items: tuple[Value, ...]) -> Iterator[tuple[str, Value]]:
        """Yield the items of a list. An item that continues on a line indented further is an error."""
        for item in items:
            folded = item.is_words and not item.quoted and item.text not in self.source.line(item.line)
            if folded and self.source.line(item.line + 1).lstrip().startswith("- "):
                self.say(item, "the next line is indented further, so it is part of this one", "indent both the same")
            if item.is_words and not item.quoted and item.text.casefold() in _NO_NAMES:
                message = f"`{item.text}` in `{self.key}` is not a name, so it is left out"
                self.warn(item, message, f'write the name, in quotes if it is one: `"{item.text}"`')
            elif item.is_words and not item.text.strip():
                message = f"one of the `{self.key}` is empty, so it is left out"
                self.warn(item, message, "write the name, or remove it")
            else:
                self._say_number(item, item.text)
                yield from self._each(item)

    def _say_number(self, item: Value, written: str) -> None:
        """Warn about a number instead of a name, such as a coordinate."""
        if item.is_words and not item.quoted and _DECIMAL.fullmatch(written):
            fix = f'write the name; if this is one, put it in quotes: `"{written}"`'
            self.warn(item, f"`{written}` in `{self.key}` is a number, not a name", fix)

    def name(self, value: Value) -> tuple[str, ...]:
        """Return the names in a list, or a text as one name, even if it contains commas."""
        return self._distinct(self._each(value))

    def bylines(self, value: Value) -> tuple[str, ...]:
        """Return names of people, from a list of names or of ``{name: ...}``, or one line such as "By A and B"."""
        if value.is_words:
            return self._distinct(self._people((name, value) for name in bylines.names(self.words(value))))
        people = [self._person(item) for item in value.items or (value,)]
        named = ((bylines.name(words), at) for person in people for words, at in self._each(person))
        return self._distinct(self._people(named))

    def _people(self, named: Iterable[tuple[str, Value]]) -> Iterator[tuple[str, Value]]:
        """Yield the names without email addresses, which would be published on a page and in its address."""
        for words, at in named:
            name, address = bylines.without_address(words)
            if address:
                message = f"`{address}` is an email address, not a name, so it is left out"
                self.warn(at, message, f"write `{name}`" if name else "write the name of the person")
            if name:
                yield name, at

    def _person(self, item: Value) -> Value:
        if item.entries is None:
            return item
        entry = item.entries.get("name")
        if entry is None:
            raise InvalidValue(f"one of the `{self.key}` has no `name`", f'write `{self.key}{self.sign} ["Jane Doe"]`')
        self.say_cut(item)
        for other in item.entries.values():
            if other is not entry and not other.value.is_empty:
                message = f"readers see only the `name` of a person, so `{other.name}` has no effect"
                file = f"content/people/{slug(entry.value.text) or 'name'}.md"
                self.warn(other, message, f"say more about the person in {file}")
        return entry.value

    def _distinct(self, names: Iterable[tuple[str, Value]]) -> tuple[str, ...]:
        """Return names with different slugs. A name without a slug is reported and left out."""
        found: dict[str, str] = {}
        for name, at in names:
            made = slug(name)
            if made:
                found.setdefault(made, name)
            else:
                self.say(at, f"`{name}` contains no letters or digits, so it cannot have a page", "remove it")
        return tuple(found.values())

    def moment(self, value: Value) -> Moment:
        """Return a date or a time."""
        if not value.is_words:
            raise InvalidValue(f"`{self.key}` must be a date", dates.FIX)
        if value.text.strip().casefold() in _NO_TIME and self.key.casefold() not in ("published", "date"):
            raise InvalidValue(f"`{self.key}` must be a date, and `{value.text.strip()}` is not one", "remove the line")
        moment = dates.read(value.text, self.zone)
        if moment.skipped:
            message = f"clocks in {self.zone.key} skip this time, so it is read as {moment.time:%H:%M}"
            self.warn(value, message, "correct the time, or write its offset, as in `+01:00`")
        return moment

    def truth(self, value: Value) -> bool:
        """Return yes or no."""
        words = self.words(value).lower() if value.is_words else "a list"
        if words not in TRUTH:
            raise InvalidValue(f"`{self.key}` cannot be `{words}`", f"write `{self.key}{self.sign} true` or `false`")
        return TRUTH[words]

    def truth_or_moment(self, value: Value) -> bool | Moment:
        """Return yes or no, or the time until which it is yes."""
        return self.truth(value) if value.is_words and value.text.strip().lower() in TRUTH else self.moment(value)

    def priority(self, value: Value) -> int:
        """Return a position on the front page: 1 to 9, or 0 for none."""
        words = self.words(value) if value.is_words else "a list"
        if not re.fullmatch("[0-9]", words):
            fix = f"write a whole number from 1 (the lead) to 9, as in `{self.key}{self.sign} 1`"
            raise InvalidValue(f"`{self.key}` cannot be `{words}`", fix)
        if words == "0":
            self.warn(value, f"`{self.key}{self.sign} 0` has no effect", "write 1 (the lead) to 9, or remove it")
        return int(words)

    def layout(self, value: Value) -> str:
        """Return the name of a layout, without ``story-`` before it and ``.html`` after it."""
        words = self.words(value)
        if not LAYOUT.fullmatch(words):
            meant = re.sub(r"^(story|page)-|\.\w+$", "", words.rpartition("/")[2])
            near = f"did you mean `{meant}`? " if LAYOUT.fullmatch(meant) else ""
            fix = f"{near}`{self.key}{self.sign} longread` is layouts/story-longread.html"
            raise InvalidValue(f"`{words[:80]}` cannot be the name of a layout", fix)
        return words

    def language(self, value: Value) -> str:
        """Return a language tag (BCP 47) in its usual letter case."""
        written = self.words(value)
        first, tag = written.partition("-")[0], as_tag(written)
        if not _LANGUAGE.fullmatch(tag):
            raise InvalidValue(f"`{written}` is not a language tag", 'write it as in BCP 47: "en", "tr", "pt-BR"')
        if len(first) == 3 and (short := shortest(tag)) != tag:
            self.warn(value, f"`{written}` is read as `{short}`, the tag that browsers know", f"write `{short}`")
            return short
        if wrong := unknown_language(tag):
            self.warn(value, *wrong)
        return tag

    def genre(self, value: Value) -> str:
        """Return the genre; empty for plain news."""
        written = self.words(value)
        name = written.lower().removesuffix(" piece").removesuffix("newsarticle")
        if name in ("news", ""):
            return ""
        if name not in GENRES:
            near = difflib.get_close_matches(name, ["news", *GENRES], 1)
            if near:
                raise InvalidValue(f"`{self.key}` cannot be `{written}`", f"did you mean `{near[0]}`?")
            message = f"`{self.key}: {written}` is not a known genre, so the story is plain news"
            self.warn(value, message, f"write one of: news, {', '.join(GENRES)}")
            return ""
        return name

    def aliases(self, value: Value) -> tuple[str, ...]:
        """Return old addresses, without duplicates."""
        found: dict[str, None] = {}
        for written, item in self._each(value):
            try:
                found[targets.former_address(written)] = None
            except InvalidValue as refused:
                self.refuse(item, refused)
        return tuple(found)

    def picture(self, value: Value) -> Picture:
        """Return a picture: only its file, or with alternative text, caption and credit."""
        parts = {"src": value} if value.is_words else self._parts(value)
        if "src" not in parts or parts["src"].is_empty:
            raise InvalidValue(f"`{self.key}` does not name a file", 'write `{src: talks.jpg, alt: "What it shows"}`')
        words = {name: self._part(name, part) for name, part in parts.items()}
        try:
            words["src"] = targets.picture(words["src"], self.source.path)
        except InvalidValue as refused:
            self.refuse(parts["src"], refused)
            words["src"] = "..."
        if targets.on_the_web(words["src"]):
            message = "the picture is on another site, which would learn of every reader, so it is not shown"
            self.warn(parts["src"], message, "copy it next to the story, if you have the right to, and name that file")
        if "alt" not in parts and not self.of_page:
            src = parts["src"].text if words["src"] != "..." else "..."
            known = {name: part.text for name, part in parts.items() if part.is_words} | {"src": src, "alt": "..."}
            written = as_picture(
                self.key, self.sign, {name: known.get(name, "") for name in picture_parts.PARTS.values()}
            )
            self.warn(
                value,
                "the picture has no text for readers who cannot see it",
                f'write `{written}`; use `alt{self.sign} ""` if it is only decoration',
            )
        formatted = {name: self.linked(words[name], parts[name]) for name in ("caption", "credit") if name in words}
        caption, credit = (formatted.get(name, Formatted("")) for name in ("caption", "credit"))
        return Picture(
            words["src"],
            formatting.plain(words.get("alt", ""), self.marks),
            caption.text,
            credit.text,
            caption_spans=caption.spans,
            credit_spans=credit.spans,
            display=self._shown(words, parts, "display", picture_parts.display) or "",
            focus=self._shown(words, parts, "focus", picture_parts.focus) or CENTRE,
        )

    def _shown(
        self, words: Mapping[str, str], parts: Mapping[str, Value], name: str, read: Callable[[str, str], Shown]
    ) -> Shown | None:
        """Return a part that says how the picture is shown; ``None`` if it is missing, empty or unreadable."""
        if name in words and not words[name]:
            self.warn(
                parts[name], f"`{name}` of the picture is empty, so it has no effect", "write a value, or remove it"
            )
        try:
            return read(words[name], self.sign) if words.get(name) else None
        except InvalidValue as refused:
            self.refuse(parts[name], refused)
            return None

    def say_html(self, at: Value, words: str) -> None:
        """Warn about HTML in a text where it has no effect: readers see it as written."""
        if tag := tag_in(words):
            offset = max(0, self.source.line(at.line)[at.column - 1 :].find(tag))
            self.say(at, f"`{tag[:60]}` is not HTML here, so readers see it as written", FIX, offset, "warning")

    def say_note(self, at: Value, name: str, words: str) -> None:
        """Warn about a footnote in a text that cannot have one: readers would see its brackets."""
        if note := _NOTE.search(words):
            message = f"`{name}` cannot have a footnote: `{note[0]}`"
            self.say(at, message, "refer to the footnote in the text of the story", level="warning")

    def say_picture(self, at: Value, name: str, words: str) -> None:
        """Warn about a picture in a text that cannot have one: readers would see only its words, after a ``!``."""
        if "![" in words and _SHOWN.search(words):
            message = f"`{name}` cannot have a picture, so readers see only its words, after a `!`"
            self.say(at, message, "put the picture into the text of the story", level="warning")

    def no_link(self, entry: FrontMatterEntry) -> Callable[[str], Target]:
        """Return a function for ``formatting.read`` that warns about each link and keeps only its text."""

        def refused(written: str) -> Target:
            message = f"`{entry.name}` cannot have a link to `{written}`, so only the text of the link is shown"
            self.warn(entry.value, message, "write only the text here, and put the link into the story")
            return "", ""

        return refused

    def linked(self, words: str, at: Value) -> Formatted:
        """Return a text such as a caption with its formatting. Its links are checked like those in a body."""
        self.say_html(at, words)

        def target(written: str) -> Target:
            found = links.resolve(written, self.source.path)
            offset = max(0, self.source.line(at.line)[at.column - 1 :].find(written))
            if isinstance(found, links.Refusal):
                self.say(at, found.message, found.fix, offset)
                return "", ""
            if is_note(part := part_of(written) if written.startswith("#") else ""):
                fix = "write its text here, or link to a heading: `#id`"
                self.say(
                    at, f"`{written}` leads to a footnote, whose number changes when others are added", fix, offset
                )
                return "", ""
            if not found.target and not part:
                return found.href, ""
            mark = escapeHtml(found.href)
            self.mentions.append(Mention(found.target or written, mark, written, at.line, at.column + offset))
            return "", mark

        self.say_note(at, self.key, words)
        found = formatting.read(words, target, self.marks)
        for each in found.spans:
            shows = claimed(each.url or each.mark) or each.mark.endswith(".svg")
            if shows and found.text[: each.start].endswith("!"):
                self.say(at, "a picture cannot be shown here, only words and links", "show it in the text of the story")
        return found

    def _part(self, name: str, part: Value) -> str:
        """Return the text of a part of a picture. Messages name the part, not the picture."""
        field, self.key = self.key, name
        try:
            words = self.words(part)
            if words and not words.strip(".… "):
                self.warn(part, f"`{name}` has only dots", "write words there, or remove it")
            return words
        except InvalidValue as refused:
            self.refuse(part, refused)
            return ""
        finally:
            self.key = field

    def say_cut(self, value: Value, *known: str) -> bool:
        """Report each text in ``{...}`` that a comma cuts off, and return whether there is one.
        For ``known``, see ``cut_at_commas``.
        """
        cut = list(cut_at_commas(value, known) if known else cut_at_commas(value))
        for name, rest, complete in cut:
            fix = f"text with a comma needs quotes: `{name}: {in_quotes(complete)}`"
            self.say(rest, f"`{name}` has a comma, and its text ends there", fix)
        return bool(cut)

    def _parts(self, value: Value) -> dict[str, Value]:
        if value.entries is None:
            raise InvalidValue(f"`{self.key}` must be one picture", 'write `{src: talks.jpg, alt: "What it shows"}`')
        has = "`src`, `alt`, `caption`, `credit`, `display` and `focus`"
        parts = parts_of(self, value.entries, picture_parts.PARTS, "a picture", has, self.say_cut(value))
        return {part: entry.value for part, entry in parts.items()}

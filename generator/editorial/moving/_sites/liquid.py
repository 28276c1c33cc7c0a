"""Replaces Liquid of Jekyll and Eleventy, and Nunjucks, by what readers saw, as far as the site's files determine it.

https://jekyllrb.com/docs/liquid/ and https://shopify.github.io/liquid/
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from generator.editorial.moving._sites.conditions import CONDITIONS, TURNS, Value, conditions_in, shown
from generator.editorial.moving._sites.instructions import Code, Instructions, code_of, hides
from generator.editorial.moving._sites.markup import Form
from generator.model.slug import slug
from generator.reading.fields.values import Plain

_TAG = r"\{%-?\s*+(?P<name>[A-Za-z_][\w-]*+)?(?P<given>[^{}%]*+(?:(?:%(?!\})|\{(?!%)|(?<!%)\})[^{}%]*+)*+)%\}"
_OUTPUT = r"\{\{-?(?P<output>[^{}]*+)\}\}"
_ENDS = {
    name: re.compile(rf"\{{%-?\s*end{name}\s*-?%\}}")
    for name in ("raw", "comment", "highlight", "for", "paginate", "tablerow", "capture", "verbatim", "set", "macro")
}
_TAGS = re.compile(_TAG)
_SILENT = frozenset(
    [
        "assign",
        "increment",
        "decrement",
        "cycle",
        "break",
        "continue",
        "set",
        "extends",
        "import",
        "from",
        "block",
        "endblock",
    ]
)
"""Tags that show nothing themselves."""

_LOOPS = frozenset(["for", "paginate", "tablerow"])


class Liquid(Instructions):
    """Reads a body with Liquid. ``value`` returns the text of a variable such as ``site.title``, or None.

    ``address`` returns the old address of a file or post by its name in ``{% link %}`` and ``{% post_url %}``.
    ``is_absent`` returns whether a variable has no value at all, which matters for conditions.
    """

    TOKEN = re.compile(rf"{_TAG}|{_OUTPUT}|\{{#[^#]*+(?:#(?!\}})[^#]*+)*+#\}}")

    def __init__(
        self,
        text: str,
        form: Form,
        say: Callable[[str, int], None],
        value: Value,
        address: Callable[[str], str],
        is_absent: Callable[[str], bool] = lambda name: False,
    ) -> None:
        super().__init__(text, form, say)
        self._value, self._address, self._is_absent = value, address, is_absent
        self._conditions = conditions_in(text, _TAGS)
        self._ends_of_parts = dict[int, int]()

    def one(self, found: re.Match[str]) -> tuple[str, int]:
        """See ``Instructions``."""
        if found["output"] is not None:
            return self._output(found), found.end()
        name = (found["name"] or "").lower()
        if not name:  # a comment of Nunjucks, or one of Liquid in a tag: {% # words %}
            return "", found.end()
        if name in ("raw", "verbatim", "comment", *_LOOPS, "capture", "macro", "highlight"):
            return self._around_text(found, name)
        if name in CONDITIONS:
            return self._part(found)
        if name in TURNS:
            return "", self._ends_of_parts.get(found.start(), found.end())
        if hides(name) and (closing := self.end_of(name, end_tag(name), found.end())):
            self.say(f"`{_short(found[0])}` hides its content, which is left out", found.start())
            return "", closing.end()
        return self._tag(found, name), found.end()

    def _around_text(self, found: re.Match[str], name: str) -> tuple[str, int]:
        closing = self.end_of(name, _ENDS[name], found.end())
        if not closing:
            self.say(f"`{found[0][:80]}` has no end, and is left out", found.start())
            return "", found.end()
        inner = self.text[found.end() : closing.start()]
        if name in ("raw", "verbatim"):
            return self.literal(inner, found.start()), closing.end()
        if name == "highlight":
            alone = self.is_alone(found.start(), closing.end())
            code = code_of(name, found["given"].rstrip("- "), found[0], alone, _without_raw(inner))
            return self.block(code) or "", closing.end()
        if name != "comment":
            self.say(f"`{_short(found[0])}` and what it makes up to its end is left out", found.start())
        return "", closing.end()

    def _part(self, found: re.Match[str]) -> tuple[str, int]:
        """Continue at the part of a condition that readers saw, or after the condition."""
        condition = self._conditions.get(found.start())
        part = shown(condition, self._value, self._is_absent) if condition and condition.end else True
        end = (condition.end if condition else 0) or len(self.text)
        if part is True:
            self.say(f"what depends on `{_short(found[0])}` is left out", found.start())
        if isinstance(part, bool):
            return "", end
        self._ends_of_parts[part.end] = end
        return "", part.start

    def _tag(self, found: re.Match[str], name: str) -> str:
        given = found["given"].rstrip("- ").strip()
        if name in ("post_url", "link"):
            return self._link(given, found)
        if name in _SILENT or name.startswith("end"):
            return ""
        alone = self.is_alone(found.start(), found.end())
        code = code_of(name, given, found[0], alone)
        if name in ("include", "include_cached", "include_relative", "render"):
            code = _included(code)
        if made := self.block(code):
            return made
        self.say(f"`{_short(found[0])}` has no equivalent in Broadsheet, and is left out", found.start())
        return ""

    def _link(self, given: str, found: re.Match[str]) -> str:
        name = given.strip("\"' ")
        return self._address(name) or f"/{name.lstrip('/')}"

    def _output(self, found: re.Match[str]) -> str:
        expression = found["output"].strip("- ").strip()
        text = evaluated(expression, self._value, self._address)
        if text is not None:
            return self.hold(text) if "{" in text else text
        if self.in_code(found.start()):
            self.say(f"`{_short(found[0])}` in code is kept as it is written", found.start())
            return self.hold(found[0])
        self.say(f"`{_short(found[0])}` is made by the old site, and is left out", found.start())
        return ""


def end_tag(name: str) -> re.Pattern[str]:
    """Return a pattern for the end tag of a tag of this name."""
    return re.compile(rf"\{{%-?\s*+end_?{re.escape(name)}\s*+-?%\}}")


def _included(code: Code) -> Code:
    """Return an include as a shortcode with the name of its file: ``{% include figure.html src="a.jpg" %}``."""
    first, *others = code.args or ("",)
    name = re.sub(r"\.\w+\Z", "", first.rpartition("/")[2]).lower()
    return Code(name, tuple(others), code.given, code.written, code.alone)


def _without_raw(text: str) -> str:
    return re.sub(r"\{%-?\s*+(?:end)?(?:raw|verbatim)\s*+-?%\}", "", text)


def _short(text: str) -> str:
    words = " ".join(text.split())
    return f"{words[:79]}…" if len(words) > 80 else words


def evaluated(expression: str, value: Value, address: Callable[[str], str]) -> str | None:
    """Return the text of an expression with filters; None if the site's files do not determine it."""
    first, *filters = _split(expression)
    text = _literal(first) if first[:1] in "\"'" else value(first)
    for each in filters:
        name, _, argument = (part.strip() for part in each.partition(":"))
        name, argument = (name.partition("(")[0].strip(), argument or each.partition("(")[2].rstrip(") "))
        if text is None and name != "default":
            return None
        change = _FILTERS.get(name)
        if change is None:
            return None
        text = change(text or "", _argument(argument, value))
    return text


def _split(expression: str) -> list[str]:
    """Split an expression at each ``|`` that is not in quotation marks."""
    parts = re.findall(r"""(?:"[^"]*"|'[^']*'|[^|"'])+|["']""", expression)
    return [part.strip() for part in parts if part.strip()] or [""]


def _literal(text: str) -> str:
    return text[1:-1] if len(text) > 1 and text[-1] == text[0] else text.strip("\"'")


def _argument(text: str, value: Value) -> str:
    text = text.strip()
    return _literal(text) if text[:1] in "\"'" else value(text) or ""


def _url(text: str, _: str) -> str:
    return text if "://" in text else f"/{text.lstrip('/')}"


_FILTERS: Mapping[str, Callable[[str, str], str]] = {
    "relative_url": _url,
    "absolute_url": _url,
    "url": _url,
    "prepend": lambda text, more: more + text,
    "append": lambda text, more: text + more,
    "default": lambda text, more: text or more,
    "escape": lambda text, _: text,
    "safe": lambda text, _: text,
    "strip": lambda text, _: text.strip(),
    "trim": lambda text, _: text.strip(),
    "downcase": lambda text, _: text.lower(),
    "lower": lambda text, _: text.lower(),
    "upcase": lambda text, _: text.upper(),
    "upper": lambda text, _: text.upper(),
    "capitalize": lambda text, _: text[:1].upper() + text[1:],
    "slugify": lambda text, _: slug(text),
    "slug": lambda text, _: slug(text),
    "remove": lambda text, more: text.replace(more, "") if more else text,
    "markdownify": lambda text, _: text,
}


def looked_up(name: str, values: Mapping[str, Plain]) -> str | None:
    """Return the text of a variable such as ``site.data.people.ada.name``; None if there is none."""
    found: Plain = dict(values)
    for part in re.split(r"[.\[]", name):
        key = part.strip("]\"' ")
        if isinstance(found, dict) and key in found:
            found = found[key]
        elif isinstance(found, list) and key.isdecimal() and int(key) < len(found):
            found = found[int(key)]
        else:
            return None
    if isinstance(found, bool):
        return str(found).lower()
    return str(found) if isinstance(found, str | int | float) else None

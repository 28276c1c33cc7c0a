"""The filters and functions of layouts: what each gives, and an example that is computed here."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from datetime import datetime
from zoneinfo import ZoneInfo

from generator.text.messages import Words
from generator.theme.environment import FragmentCache, environment
from generator.theme.filters import FILTERS, FUNCTIONS
from reference.markdown import call, code, prose, table
from reference.sample import contexts

EXAMPLES: Mapping[str, str] = {
    "day": 'when | day("en")',
    "weekday": 'when | weekday("en")',
    "short_day": 'when | short_day("en")',
    "month": 'when | month("tr")',
    "clock": 'when | clock("en")',
    "iso": "when | iso",
    "number": '"3.5" | number("de")',
    "rfc822": "when | rfc822",
    "google_language": '"zh-Hant" | google_language',
    "in_a_row": '["Ada", "Tom", "Ruth"] | in_a_row("en")',
    "grouped_runs": '(cards | grouped_runs("month"))[0][1] | length',
    "xml": '"Fish & chips" | xml',
    "reason": "reason | reason",
}
"""An example of each filter, as a layout writes it."""


def filters() -> str:
    """Return a table of the filters."""
    made = environment({}, FragmentCache(), Words({}))
    rows = [
        (code(name), _about(each), code(EXAMPLES[name]), code(_result(made, EXAMPLES[name])))
        for name, each in sorted({**FILTERS, "reason": made.filters["reason"]}.items())
    ]
    return table(("filter", "what it does", "example", "result"), rows)


def _result(made: object, written: str) -> str:
    story = contexts()["story.html"]
    known = {
        "when": datetime(2024, 12, 2, 4, 14, tzinfo=ZoneInfo("Europe/Istanbul")),
        "cards": [each.card for each in story["related"]],
        "reason": next(each.reason for each in story["related"]),
    }
    return str(made.from_string("{{ " + written + " }}").render(known))


def _about(each: Callable[..., object]) -> str:
    return prose((getattr(each, "func", each)).__doc__)


def functions() -> str:
    """Return a section for each function: how it is called, and what it gives."""
    made = environment({}, FragmentCache(), Words({}))
    known = {name: each for name, each in {**made.globals, **FUNCTIONS}.items() if name != "range"}
    return "\n".join(f"### {code(call(name, each))}\n\n{prose(_doc(each))}\n" for name, each in sorted(known.items()))


def _doc(each: Callable[..., object]) -> str | None:
    return each.__doc__ if inspect.isroutine(each) else type(each).__call__.__doc__

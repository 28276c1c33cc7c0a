"""The reasons why one story is related to another, and their text."""

from __future__ import annotations

import msgspec

from generator.model.story import Reason
from generator.text.locales import listed
from generator.text.messages import Words

CHOSEN = Reason("chosen")


class Match(msgspec.Struct, frozen=True):
    """A related story: its path, its score (in thousandths; 0 if the editor chose it) and the reason."""

    path: str
    score: int
    reason: Reason


def reason_text(reason: Reason, words: Words) -> str:
    """A reason as text in the site's language."""
    names = listed(reason.names, words.language)
    match reason.kind:
        case "chosen":
            return words.gettext("chosen by the editor")
        case "on":
            return words.gettext("both on %(names)s", names=names)
        case "mention":
            return words.gettext("both mention %(names)s", names=names)
        case "section":
            return words.gettext("both in %(section)s", section=names)
        case "section, week":
            return words.gettext("both in %(section)s, the same week", section=names)
        case "words":
            return words.gettext("much the same words")
        case "words, week":
            return words.gettext("much the same words, the same week")

"""The words for stories that are public, or not public, in English and in other languages.

All are in lower case and without accents, as ``withholding_names.bare`` returns them.
"""

from __future__ import annotations

import re
from functools import lru_cache

import unicodedata2

DRAFTS = (
    *("drafts?", "entwurf", "entwurfe", "brouillons?", "borrador(?:es)?", "rascunhos?", "bozz[ae]", "taslak(?:lar)?"),
    *("esborrany", "szkic", "szkice", "kladde", "utkast", "luonnos", "piszkozat", "koncept(?:er|y)?", "klad", "nacrt"),
    *(
        "schita",
        "черновики?",
        "чернетка",
        "草稿",
        "下書き",
        "초안",
        "مسودة",
        "טיוטה",
        "προσχεδιο",
        "concepttekst",
        "draf",
    ),
)
"""Patterns of words for a draft, in several languages."""

UNPUBLISHED = (
    *("privat", "privee?", "privad[oa]", "privat[oa]", "gizli", "versteckt", "verborgen", "vertraulich", "geheim"),
    *("gesperrt", "ocult[oa]", "nascost[oa]", "(?:un|nicht)veroffentlicht", "n(?:on|ao|o)publi(?:cad[oa]|ee?)"),
    *("nonpubblicat[oa]", "yayinlanmadi", "yayindadegil", "nietgepubliceerd", "embargad[oa]", "confidentiel(?:le)?"),
    *("confidencial", "enattente", "geplant", "скрыто", "приватно"),
)
"""Patterns of other words for stories that are not public, in languages other than English."""

PUBLISHED = (
    *(
        "vero(?:e)?ffentlicht",
        "offentlich",
        "oeffentlich",
        "publiee?",
        "publique",
        "publicad[oa]",
        "publico",
        "publica",
    ),
    *("pubblicat[oa]", "pubblic[oa]", "yayinlandi", "yayinda", "gepubliceerd", "openbaar", "publicerad", "publisert"),
    *("udgivet", "opublikowany", "visivel", "sichtbar", "опубликовано", "已发布", "公開"),
)
"""Patterns of words for stories that are public, in languages other than English."""

YES = ("ja", "oui", "si", "sí", "sim", "evet", "jah", "tak", "да")
NO = ("nein", "non", "nao", "não", "hayır", "nee", "nej", "nei", "nie", "нет")

PUBLIC = frozenset(
    """
    publish published public usable featured live posted released visible open everyone everybody anyone all world
    online true yes 1 oui ja si sim evet
    """.split()  # noqa: SIM905
)
"""The values of a field about publication that mean that a story is public."""

WITHHELD = frozenset(
    """
    draft drafts hidden skip private pending future trash trashed inherit auto-draft autosave scheduled sent
    unpublished unlisted wip work-in-progress in-progress in-review review needs-review embargoed embargo archived
    deleted spiked kill killed withheld withdrawn recalled rejected canceled cancelled retracted revoked suspended
    submitted assigned pitch pitched proposed proposal planned planning todo backlog queued waiting awaiting blocked
    hold held on-hold paused locked expired removed declined denied internal confidential restricted secret
    protected password disabled inactive offline incomplete unfinished unapproved moderation quarantined spam junk
    revision obsolete superseded idea
    """.split()  # noqa: SIM905
)
"""The words in any field about a state that mean that a story is not public."""

KEPT_APART = frozenset(
    """
    draft drafts private unpublished unlisted hidden embargoed scheduled pending trash trashed auto-draft autosave
    revision inherit wip work-in-progress withheld spiked on-hold
    """.split()  # noqa: SIM905
)
"""The words in a type or layout that mean that a story is not public."""

UNMISTAKABLE = frozenset(
    """
    draft drafts unpublished unlisted embargoed wip work-in-progress withheld spiked on-hold auto-draft
    """.split()  # noqa: SIM905
)
"""The words in a tag or section that mean that a story is not public."""

UNMISTAKABLE_ELSEWHERE = UNMISTAKABLE | frozenset("private hidden internal embargo hold legal-hold nfp".split())  # noqa: SIM905
"""The same in adopted copy, where each is reported. Otherwise, a story may be about an embargo."""

FOR_SOME = frozenset(
    """
    private members member paid tiers password hidden unlisted none subscribers staff internal premium
    """.split()  # noqa: SIM905
)
"""The words for readers, or restrictions on them, in a field of a story that is not for everybody."""

NO_EMBARGO = frozenset({"none", "no-embargo", "lifted", "not-embargoed", "n/a", "immediate"})
"""The values of a field about an embargo that mean that there is none."""

_DRAFT = re.compile("|".join(DRAFTS))
_UNPUBLISHED = re.compile("|".join((*DRAFTS, *UNPUBLISHED)))
_PUBLISHED = re.compile("|".join(PUBLISHED))
_AT_WORK = re.compile(
    "(?:(?:at|awaiting|for|in|needs|pending|under|with)-)?(?:(?:copy|desk|editorial|editors?|fact|final|first|legal|second)-)+"
    "(?:approval|check|checking|clearance|edit|editing|read|review|reviewing|signoff|sign-off)"
    "|(?:at|awaiting|in|needs|pending|under|with)-(?:the-)?(?:copy|desk|edit|editing|editors?|lawyers?|legal|review|subs)"
    "|copy-?editing|fact-?checking|lawyering|legalling|subbing|editing|reviewing|writing"
)
_NEGATED = re.compile(
    "(?:not|non|un|no|do-?not|don-?t|never|to-be|nicht|niet|pas|nao|hayir)-?(?:yet-|be-|to-be-|for-|ready-|to-)*"
    "(?:publi[a-z]*|releas[a-z]*|live|visible|approved|ready|listed|broadcast|use|run|cleared"
    "|checked|reviewed|final|finished|complete|done|online|signed-off|the-web|web|veroffentlich[a-z]*|gepubliceerd)"
)
_ADVICE = re.compile(
    r"\b(?:do not|don['\u2019]t|not (?:yet )?(?:for|to be)|never) (?:be )?"
    r"(?:publi[a-z]+|releas[a-z]+|run|used?|post|print|broadcast|air|distribut[a-z]+|shared?|online|the web|web)\b"
    r"|\bnot (?:\w+ ){0,3}(?:before|until|till)\b|\boff the record\b"
    r"|\bembargo(?:ed)?\b(?! on)|\bwithh[eo]ld\b|\bhold (?:for|until|till|back)\b|\binternal (?:use )?only\b"
    r"|\bnicht (?:zur |ver)\w*ffentlich|\bnicht (?:frei(?:geben|gegeben)|publizieren|senden|verwenden|vor dem)\b"
    r"|\bne pas (?:publier|diffuser|utiliser|mettre en ligne)\b|\bno (?:publicar|difundir|usar)\b"
    r"|\bn\u00e3o (?:publicar|divulgar|usar)\b|\bnon (?:pubblicare|diffondere)\b"
    r"|\bniet (?:publiceren|gebruiken|voor publicatie)\b|\byay[\u0131i]n(?:la)?ma(?:y[\u0131i]n)?\b"
    r"|\bsperrfrist\b",
    re.IGNORECASE,
)


_BETWEEN = re.compile(r"[-_\s]+")
_OTHER = re.compile(r"[\W_]")


def phrase(text: str) -> str:
    """Return words in lower case, joined by hyphens and without punctuation around them."""
    return _BETWEEN.sub("-", text.strip().strip("#_!*[]()\"'").strip().casefold())


def is_draft(bare: str) -> bool:
    """Whether a word, as ``bare`` returns it, means a draft."""
    return bool(_DRAFT.fullmatch(bare))


def is_foreign(bare: str) -> bool:
    """Whether a word, as ``bare`` returns it, means a draft, or "not public" in a language other than English."""
    return bool(_UNPUBLISHED.fullmatch(bare))


def is_published(bare: str) -> bool:
    """Whether a word, as ``bare`` returns it, means "public" in a language other than English."""
    return bool(_PUBLISHED.fullmatch(bare))


def says_draft(words: str) -> bool:
    """Whether a phrase means a draft, or says that something is not public or must not be published."""
    return is_foreign(bare_of(words)) or negates(words)


def is_unmistakable(text: str) -> bool:
    """Whether a text is an unmistakable word for a draft. Results for short texts are cached, since they recur."""
    return _cached_draft_word(text) if len(text) <= _SHORT else _is_draft_word(text)


def _is_draft_word(text: str) -> bool:
    words = phrase(text)
    return words in UNMISTAKABLE or says_draft(words)


_SHORT = 80  # characters
_cached_draft_word = lru_cache(maxsize=4096)(_is_draft_word)


def bare_of(words: str) -> str:
    """Return a phrase with only its letters and digits, as ``withholding_names.bare`` does."""
    plain = unicodedata2.normalize("NFKD", unicodedata2.normalize("NFKC", words).casefold())
    return _OTHER.sub("", plain.replace("\u0131", "i"))


def negates(words: str) -> bool:
    """Whether a phrase says that something must not be published: ``not-for-publication``."""
    return bool(_NEGATED.fullmatch(words))


def is_at_work(words: str) -> bool:
    """Whether a phrase says that a story is still being worked on: ``legal-review``, ``with-the-lawyers``."""
    return bool(_AT_WORK.fullmatch(words))


def advises_against(text: str) -> bool:
    """Whether a note to other editors says that a story must not be published."""
    return bool(_ADVICE.search(text))

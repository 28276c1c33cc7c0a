"""Recognises names of fields that say whether a story is withheld, shown or dated, whatever their spelling.

No list of such fields is ever complete: ``draft``, ``is_private``, ``isPrivate``, ``notPublished``,
``not_for_publication``, ``password-protected``, ``hold_until`` and ``Entwurf`` all withhold a story. So names are
judged by their parts, ignoring case, accents, dashes, underscores and the width of letters.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal

import unicodedata2

from generator.model.patterns import deferred
from generator.reading.withholding.words import DRAFTS, PUBLISHED, UNPUBLISHED

Means = Literal["", "hides", "shows", "begins", "ends"]
"""What a field with a name does: hide or show a story if it is true, or give the time at which publication begins or
ends."""

_STORY = "(?:post|page|article|story|entry|content|item|wp)"
_IS = (
    "(?:is|are|was|be|been|has|can|may|will|do|does|shall|allow(?:ed)?|allowedto|let|okto|okayto|currently|please|still"
    "|keep|keepas|mark|marked|markedas|markas|set|setas|make|should|shouldbe|must|mustbe|to|the|this|in|as|for)"
)
_FOR = "(?:for|to|in|on|by|the|be)"
_NOT = (
    "(?:not|non|no|never|un|dont|donot|doesnot|cannot|cant|maynot|isnt|isnot|notyet|prevent|disable|block|stop|without"
    "|nicht|noch(?:nicht)|pas|nao|hayir|niet|geen|ikke|inte)"
)
_LISTS = "(?:all|site|collections?|build|publication|publishing|list|lists|listings?|index|readers|public)"
_MEDIA = "run|web|website|internet|online|air|broadcast|distribution|syndication|circulation|share|sharing"
_NOT_TO = "(?:not|never|dont|donot)"
_READERS = "(?:members?|subscribers?|staff|editors?|admins?|team|users?|patrons?|preview|login|password)"
_HIDING = "|".join(
    (
        *DRAFTS,
        *UNPUBLISHED,
        *("private", "privately", "hidden", "hide", "unlisted", "unpublish(?:ed)?", "unreleased", "secret"),
        *("confidential", "internal", "restricted", "(?:password)?(?:protected|locked)", "lock", "encrypted", "sealed"),
        *("classified", "redacted", "delete", "deleted", "trash", "trashed", "remove", "removed", "withdrawn", "spike"),
        *("withdraw", "retract", "retracted", "recall", "recalled", "kill", "killed", "spiked", "withhold", "withheld"),
        *("hold", "held", "onhold", "heldback", "holdback", "(?:under)?embargo(?:ed|es|s)?", "archive", "archived"),
        *("inactive", "offline", "pending", "(?:un|awaiting|needs|in|under)(?:approved|approval|reviewed|review)"),
        *("unfinished", "incomplete", "wip", "workinprogress", "scheduled", "headless", "paywall(?:ed)?", "premium"),
        *(f"{_READERS}only", f"only{_READERS}", f"requires?{_READERS}", f"{_READERS}required", "invisible", "expired"),
        *(f"(?:exclude|excluded|hide|hidden|omit|omitted|remove|removed)from{_LISTS}", "exclude", "excluded"),
        *(
            "ignore",
            "ignored",
            "skip",
            "skipped",
            "omit",
            "postponed?",
            "deferred",
            "delayed",
            "omitted",
            "suppress",
            "suppressed",
            "quarantined",
        ),
        *("offtherecord", "(?:print|paper)only", f"no(?:{_MEDIA})", f"{_NOT_TO}(?:for)?(?:the)?(?:{_MEDIA})"),
        *(
            "(?:court|desk|editorial|editors?|legal|legally|news|press|publishing|strict|temporary)(?:hold|embargo(?:ed)?|lock)",
        ),
        *("(?:hold|held)(?:by|for|pending)[a-z]+", "(?:embargo|(?:legal)?hold)(?:notes?|info|details|reason|terms)"),
        *("(?:awaiting|in|needs|pending|under)(?:check|copyedit|edits?|editing|factcheck|legal|signoff|subbing|work)",),
        *("nfp", "dnp", "otr", "notforpub"),
        *("blocked", "banned", "disable", "disabled", "emailonly", "rejected", "suspended", "cancell?ed", "revoked"),
    )
)
_OUT = "|".join(("public", "publicly", "publish(?:able|ing)?", "published", "publication", *PUBLISHED))
_SHOWING = "|".join(
    (
        *(_OUT, "visible", "list", "listed", "live", "approved"),
        *(
            "release",
            "released",
            "ready",
            "ready(?:to|for)(?:publish|release|go|web|print|use|publication)",
            "active",
            "enabled",
            "render",
        ),
        *("(?:publish|publishing|publication|print|release|web)ready", "goahead", "greenlit", "greenlight"),
        *("rendered", "routable", "online", "show", "shown", "display", "displayed", "available", "accessible"),
        *(
            "viewable",
            "reviewed",
            "cleared",
            "finished",
            "finalized",
            "finalised",
            "golive",
            "use",
            "for(?:publication|release)",
        ),
    )
)
_SHOWING_ALONE = _SHOWING.replace("|publication|", "|").replace("|use", "")  # a `publication` may also be a newspaper
_TAIL = f"(?:{_STORY}|mode|flag|copy|yn)?"
_BEFORE = f"{_STORY}?{_IS}*"
_HIDES = deferred(
    f"{_BEFORE}(?:{_HIDING})(?:(?:from|for)?(?:{_SHOWING}))?(?:{_TAIL}|status|state)"
    f"|{_BEFORE}(?:{_NOT}|excludefrom|skip){_IS}*(?:{_SHOWING})?{_FOR}*(?:{_SHOWING}){_TAIL}"
)
_SHOWS = deferred(
    f"{_BEFORE}(?:{_SHOWING_ALONE}){_TAIL}|{_BEFORE}(?:{_SHOWING}){_FOR}+(?:{_SHOWING}){_TAIL}"
    f"|{_BEFORE}{_NOT}{_IS}*(?:{_HIDING}){_TAIL}"
)
_SAYS_PUBLIC = deferred(f"{_BEFORE}(?:{_OUT.replace('|publication', '')}){_TAIL}")

_CLOCK = "(?:date|day|time|datetime|timestamp|at|on|gmt|utc|local|iso)"
_TO_SHOW = "(?:publish(?:ed|es|ing)?|publication|pub|release[sd]?|visible|available|show|shown|display|listed|issued?)"
_TO_GO = (
    "(?:golive|goeslive|gopublic|live|launch(?:ed|es)?|onair|airs?|schedul(?:e|ed|ing)|embargo(?:e?d|e?s)?|hold|holds|held"
    "|unlock(?:s|ed)?|onsale)"
)
_TO_HIDE = "(?:hide|hidden|private|draft|lock|locked|withheld|withhold|protected|unlisted|secret|offline)"
_TO_LAST = "(?:valid(?:ity)?|effective|active|activat(?:e|es|ed|ion)|online|visibility|availability|validity)"
_TO_END = (
    "(?:unpublish(?:ed|es)?|unpublication|depublish(?:ed)?|expir(?:y|ation|e|es|ed)|remove[sd]?|delete[sd]?"
    "|archive[sd]?|takedown|withdrawn?|withdraws|retract(?:ed|s)?|kill(?:ed|s)?|sunset|deactivat(?:e|es|ed|ion)"
    "|trash(?:ed)?|spiked?|cancel(?:l?ed)?|revoked?|suspend(?:ed)?|recall(?:ed)?|discontinued?|goesoffline|gooffline|retire[sd]?|retirement)"
)
_START = "(?:up|for|from|since|after|starts?|started|starting|begins?|beginning)"
_STOP = "(?:down|until|till?|to|through|thru|upto|ends?|ended|ending|stops?|finish|closes?)"
_OTHER_LANGUAGES = (
    "(?:date|datum|fecha|data)(?:de|di|da|del|der|van)?(?:la)?(?:publication|publicacion|publicacao|pubblicazione|publicatie)"
    "|(?:veroffentlichung|publikation|erscheinung)s?(?:datum|am|ab|zeit)|erscheintam|freigabe(?:datum|am|ab)"
    "|yayin(?:lanma|lama)?(?:tarihi|zamani)|sperrfrist(?:bis|ende)?"
)
_BEGINS = deferred(
    f"{_STORY}?(?:first)?(?:"
    f"(?:{_TO_SHOW}|{_TO_GO})(?:{_CLOCK}|{_START})*|{_TO_LAST}(?:{_CLOCK}|{_START})+|{_START}{_TO_SHOW}{_CLOCK}*"
    f"|{_TO_GO}(?:until|till|to|through){_CLOCK}?|{_TO_HIDE}(?:until|till|to|before|through){_CLOCK}?"
    f"|(?:embargo(?:e?d)?|hold|lock|{_TO_HIDE})(?:until|ends?|lift(?:s|ed)?|expir(?:es|y|ation)|releases?|over){_CLOCK}*"
    f"|(?:not|dont|donot|never)(?:for|tobe|be|to)*(?:{_TO_SHOW}|{_TO_GO}|use)?(?:until|till|before)|date(?:of)?(?:{_TO_SHOW}|{_TO_GO})"
    f"|send(?:at|on|date)|date{_CLOCK}?|datetime|posted{_CLOCK}*)|{_STORY}{_CLOCK}+|{_OTHER_LANGUAGES}"
)
_ENDS = deferred(
    f"{_STORY}?(?:{_TO_END}(?:{_CLOCK}|from|after|by)*|(?:{_TO_SHOW}|{_TO_LAST}|live|schedule){_CLOCK}?{_STOP}{_CLOCK}*"
    f"|{_STOP}{_TO_SHOW}{_CLOCK}*|{_TO_HIDE}(?:after|from|since|{_CLOCK})+|date(?:of)?{_TO_END})"
)
_MAY_BEGIN = deferred(f"(?:starts?|started|starting|begins?){_CLOCK}+|from{_CLOCK}+|{_CLOCK}(?:from|start)")
_MAY_END = deferred(
    f"ends?|ended|(?:ends?|ended|ending|stops?|finish(?:es)?|until|till|closes?|closing){_CLOCK}+|until|{_CLOCK}(?:to|end)"
)
_NOT_YET = deferred(f"(?:first)?(?:publish(?:ed|es|ing)?|publication|pub|golive|goeslive){_CLOCK}+")
_WITHIN = deferred(
    "(?:front|site|page|post|article|story|entry|custom|my|user|extra|hugo|zola|jekyll|hexo|eleventy|astro|nikola"
    "|wordpress|wp|ghost|obsidian|cms|editorial|publish|publishing)*"
    "(?:meta|metadata|details?|params?|parameters|extras?|data|computed|options?|opts|settings?|config(?:uration)?|matter|attributes"
    "|attrs|props|properties|fields|custom|page|post|article|story|entry|publish(?:ing)?|publication|workflow|schedul(?:e|ing)"
    "|release|access|permissions?|privacy|protection|cms|editorial|admin|system|sys|flags?|hugo|zola|jekyll|eleventy|astro"
    "|wordpress|wp|ghost|obsidian|embargoed|hold|headers?|head|document|node|record|status|state|visibility|availability"
    "|validity|taxonom(?:y|ies))"
)
_OBJECT = (
    "(?:publish(?:ing|ed)?|publication|pub|post|page|article|story|entry|content|item|wp|doc(?:ument)?|node|record|cms"
    "|ninjs|newsml|nitf|workflow|editorial|release|lifecycle|visibility|news|my)*"
)
_STATE_OF_WORK = deferred(f"{_OBJECT}(?:status|stat|visibility|privacy)(?:es|code|name|label)?|workflow|lifecycle")
_STATE_OF_WORK_TOO = deferred(f"(?!state){_OBJECT}(?<!^)(?:state|stage|phase)(?:code|name|label)?")
_STATE = deferred("(?!comment|ping)[a-z]*(?:status|state|stage|visibility|privacy|audience|workflow|permissions?)")
_STEP = deferred(
    "(?:editorial|desk|story|article|copy|legal|current|work)*(?:phases?|stages?|flags?|version|reviews?|progress|quality"
    "|classifications?|clearance|readiness|tier|steps?|step|legal|approvals?|signoff|factcheck|copyedit)"
)
_CLEARED = deferred(
    f"{_BEFORE}(?:final|run|lawyered|legall?ed|legal(?:ly)?(?:ok|cleared|approved|checked|reviewed)?|checked|completed?"
    "|done|ontherecord|signedoff|signoff|factchecked|copyedited|subbed|proofread|verified|approval|clearance"
    "|finali[sz]ed)"
)
_TEXT = deferred(
    "(?:.*(?:title|head(?:line)?|kicker|deck|dek|standfirst|lede?|summary|abstract|excerpt|description|caption|alt|text"
    "|body|quote|byline|authors?|name|subject|credit|photographer|color|colour|url|uri|href|link|path|src|image|picture"
    "|photo|slug|id|template|layout|icon|theme|font|lang|language))"
    "|team|teams|location|place|city|country|venue|by|people|persons?|organi[sz]ations?|sources?|dateline|permalink"
    "|alias(?:es)?|tags?|keywords?|topics?|hashtags|labels?|categor(?:y|ies)|sections?|series|types?|kind|genre|brand"
    "|product|company|artist|album|book|film|game|recipe|ingredients?|glossary|words?|terms?|term|word"
)
_FOR_SOME = deferred(
    "(?:(?:visible|restrict(?:ed)?|limited|only|shown?)(?:to|for|by)|viewers?|allowed(?:roles?|groups?|users?|members?)"
    "|required(?:role|roles|group|groups|tier|plan)|access(?:list|tier|group|groups)|acl)"
)
_ADVICE = deferred(
    "(?:ed|eds|editors?|editorial|desk|special|internal|production|press|my|usage|handling|embargo|legal|hold)*"
    "(?:notes?|instructions?|advisory|usage|terms|usageterms|restrictions?|remarks?|signals?|memo|warnings?|comments?|todo)"
)
_EMBARGOES = deferred(
    f"(?:{_STORY}|under|strict|news|press|media)*embargo(?:e?d|e?s)?(?:{_CLOCK}|{_START}|{_STOP}|lift(?:s|ed)?|release)*"
    "|(?:not|dont|donot|never).*(?:until|till|before)|(?:hold|held|withhold|withheld)(?:until|till).*"
    "|(?:hold)?forrelease(?:at|on|after)?|sperrfrist.*|unpublish(?:at|on|date)?"
)
_CHANGED = frozenset({"modified", "updated", "lastmod", "lastmodifiedat"})


@lru_cache(maxsize=4096)
def bare(name: str) -> str:
    """Return a name in lower case, with only letters and digits: without accents, dashes, underscores and spaces."""
    if name.isascii():
        return _OTHER.sub("", name.lower())
    parts = unicodedata2.normalize("NFKD", unicodedata2.normalize("NFKC", name).casefold())
    return _OTHER.sub("", parts.replace("\u0131", "i"))


_OTHER = re.compile(r"[\W_]")


@lru_cache(maxsize=4096)
def meaning(name: str) -> Means:
    """Whether a field of this name hides or shows a story; empty if it does neither."""
    last = bare(name.rpartition(".")[2])
    if _HIDES.fullmatch(last):
        return "hides"
    return "shows" if _SHOWS.fullmatch(last) else ""


@lru_cache(maxsize=4096)
def says_public(name: str) -> bool:
    """Whether a field of this name says that a story is public, and can hardly mean anything else."""
    return bool(_SAYS_PUBLIC.fullmatch(bare(name.rpartition(".")[2])))


@lru_cache(maxsize=4096)
def timing(name: str) -> Means:
    """Whether a field of this name says when a story's publication begins or ends; empty if it does neither."""
    last = bare(name.rpartition(".")[2])
    if _ENDS.fullmatch(last):
        return "ends"
    return "begins" if _BEGINS.fullmatch(last) else ""


@lru_cache(maxsize=4096)
def embargoes(name: str) -> bool:
    """Whether a field of this name withholds a story for a time, and can hardly mean anything else."""
    return bool(_EMBARGOES.fullmatch(bare(name)))


@lru_cache(maxsize=4096)
def perhaps_timing(name: str) -> Means:
    """Like ``timing``, for names that may also be those of an event's times, such as ``start_date``."""
    last = bare(name.rpartition(".")[2])
    if _MAY_END.fullmatch(last):
        return "ends"
    return "begins" if _MAY_BEGIN.fullmatch(last) else ""


@lru_cache(maxsize=4096)
def timing_within(outer: str, name: str) -> Means:
    """Like ``timing``, for a field inside another: ``from`` in ``publish`` or ``availability``."""
    return timing(name) or timing(f"{bare(outer)}{bare(name)}") or perhaps_timing(name)


@lru_cache(maxsize=4096)
def has_none_before(name: str) -> bool:
    """Whether a field of this name has no value until the story is published: ``first_published_at``."""
    return bool(_NOT_YET.fullmatch(bare(name.rpartition(".")[2])))


@lru_cache(maxsize=4096)
def holds_fields(name: str) -> bool:
    """Whether the fields inside a field of this name are about the story, as those in ``meta`` and ``params`` are."""
    return bool(_WITHIN.fullmatch(bare(name)))


@lru_cache(maxsize=4096)
def states(name: str) -> bool:
    """Whether a field of this name says in which state something is, or who may see it: ``review_status``."""
    return bool(_STATE.fullmatch(bare(name)))


@lru_cache(maxsize=4096)
def states_publication(name: str) -> bool:
    """Whether a field of this name says in which state the story itself is: ``pubstatus``, ``workflow_state``."""
    last = bare(name)
    return bool(_STATE_OF_WORK.fullmatch(last) or _STATE_OF_WORK_TOO.fullmatch(last))


@lru_cache(maxsize=4096)
def names_step(name: str) -> bool:
    """Whether a field of this name says which step the work on the story has reached: ``phase``, ``legal``."""
    return bool(_STEP.fullmatch(bare(name)))


@lru_cache(maxsize=4096)
def clears(name: str) -> bool:
    """Whether a field of this name, if it is true, says that the story has passed a step: ``final``, ``lawyered``."""
    return bool(_CLEARED.fullmatch(bare(name)))


@lru_cache(maxsize=4096)
def has_text(name: str) -> bool:
    """Whether a field of this name has free text, in which any word can occur: ``title``, ``team``."""
    return bool(_TEXT.fullmatch(bare(name)))


@lru_cache(maxsize=4096)
def names_readers(name: str) -> bool:
    """Whether a field of this name lists the people who may see the story."""
    return bool(_FOR_SOME.fullmatch(bare(name)))


@lru_cache(maxsize=4096)
def advises(name: str) -> bool:
    """Whether a field of this name has a note to other editors: ``ednote``, ``usageterms``."""
    return bool(_ADVICE.fullmatch(bare(name)))


def dates_or_withholds(name: str) -> bool:
    """Whether a field of this name can affect who may see a story, and when."""
    says = meaning(name) or timing(name) or perhaps_timing(name) or holds_fields(name) or states(name)
    return bool(says) or states_publication(name) or bare(name) in _CHANGED

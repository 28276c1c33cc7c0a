"""Which names say that a story is withheld, shown, or dated: the kinds of names, whatever their spelling.

No list of fields is ever complete: a story is kept from readers by ``draft``, ``is_private``, ``isPrivate``,
``notPublished``, ``password-protected``, ``hold_until``. So a name is read by what it is made of, without its case,
dashes and underscores.
"""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import PurePosixPath
from typing import Literal

Means = Literal["", "hides", "shows", "begins", "ends"]
"""What a field of a name does if it is true, or from when on: hide or show a story, begin or end its publication."""

_OF = "(?:post|page|article|story|entry|content|item|wp)"
_IS = "(?:is|are|was|be|has|keep|keepas|mark|marked|markedas|markas|set|setas|make|should|shouldbe|must|mustbe)"
_NOT = "(?:not|non|no|never|un|dont|donot|doesnot|isnt|isnot|notyet|prevent|disable|block|stop)"
_LISTS = "(?:all|site|collections?|build|publication|publishing|list|lists|listings?|index|readers|public)"
_READERS = "(?:members?|subscribers?|staff|editors?|admins?|team|users?|patrons?|preview|login|password)"
_HIDING = "|".join(
    (
        *("drafts?", "private", "privately", "hidden", "hide", "unlisted", "unpublish(?:ed)?", "unreleased", "secret"),
        *("confidential", "internal", "restricted", "(?:password)?(?:protected|locked)", "lock", "encrypted", "sealed"),
        *("classified", "redacted", "delete", "deleted", "trash", "trashed", "remove", "removed", "withdrawn", "spike"),
        *("withdraw", "retract", "retracted", "kill", "killed", "spiked", "withhold", "withheld", "hold", "held"),
        *("onhold", "heldback", "holdback", "(?:under)?embargo(?:ed|es|s)?", "archive", "archived", "expired"),
        *("inactive", "offline", "pending", "(?:un|awaiting|needs|in|under)(?:approved|approval|reviewed|review)"),
        *("unfinished", "incomplete", "wip", "workinprogress", "scheduled", "headless", "paywall(?:ed)?", "premium"),
        *(f"{_READERS}only", f"only{_READERS}", f"requires?{_READERS}", f"{_READERS}required", "invisible"),
        *(f"(?:exclude|excluded|hide|hidden|omit|omitted|remove|removed)from{_LISTS}", "exclude", "excluded"),
        *("ignore", "ignored", "skip", "skipped", "omit", "omitted", "suppress", "suppressed", "quarantined"),
        *("blocked", "banned", "disable", "disabled", "emailonly"),
    )
)
_SHOWING = "|".join(
    (
        *("public", "publicly", "publish(?:able)?", "published", "visible", "list", "listed", "live", "approved"),
        *("release", "released", "ready", "readyto(?:publish|release|go)", "active", "enabled", "render", "rendered"),
        *("routable", "online", "show", "shown", "display", "displayed", "available", "accessible", "viewable"),
        *("reviewed", "cleared", "finished", "finalized", "finalised", "golive"),
    )
)
_TAIL = f"(?:{_OF}|mode|flag|copy|yn)?"
_HIDES = re.compile(
    f"{_OF}?{_IS}?(?:{_HIDING}){_TAIL}|{_OF}?{_IS}?(?:{_NOT}|excludefrom|skip){_IS}?(?:{_SHOWING}){_TAIL}"
)
_SHOWS = re.compile(f"{_OF}?{_IS}?(?:{_SHOWING}){_TAIL}|{_OF}?{_IS}?{_NOT}{_IS}?(?:{_HIDING}){_TAIL}")

_CLOCK = "(?:date|day|time|datetime|timestamp|at|on|gmt|utc|local|iso)"
_TO_SHOW = "(?:publish(?:ed|es|ing)?|publication|pub|release[sd]?|visible|available|show|shown|display|listed|issued?)"
_TO_GO = "(?:golive|goeslive|live|schedul(?:e|ed|ing)|embargo(?:e?d|e?s)?|hold|holds|held|unlock(?:s|ed)?|onsale)"
_TO_HIDE = "(?:hide|hidden|private|draft|lock|locked|withheld|withhold|protected|unlisted|secret|offline)"
_TO_END = (
    "(?:unpublish(?:ed|es)?|expir(?:y|ation|e|es|ed)|remove[sd]?|delete[sd]?|archive[sd]?|takedown|withdrawn?"
    "|withdraws|retract(?:ed|s)?|kill(?:ed|s)?|sunset)"
)
_BEGINS = re.compile(
    f"{_OF}?(?:first)?(?:"
    f"(?:{_TO_SHOW}|{_TO_GO})(?:{_CLOCK}|for|from|since|after|start|starts|begin|begins)*"
    f"|{_TO_GO}(?:until|till|to|through){_CLOCK}?|{_TO_HIDE}(?:until|till|to|before|through){_CLOCK}?"
    f"|(?:not|dont|donot|never)(?:{_TO_SHOW}|{_TO_GO})?(?:until|till|before)|date(?:of)?(?:{_TO_SHOW}|{_TO_GO})"
    f"|date{_CLOCK}?|datetime|posted{_CLOCK}*)|{_OF}{_CLOCK}+"
)
_ENDS = re.compile(
    f"{_OF}?(?:{_TO_END}(?:{_CLOCK}|from|after|by)*|(?:{_TO_SHOW}|live|online)(?:until|till|to|through|end|ends){_CLOCK}?"
    f"|{_TO_HIDE}(?:after|from|since|{_CLOCK})+|date(?:of)?{_TO_END})"
)
_WITHIN = re.compile(
    "(?:front|site|page|post|article|story|entry|custom|my|user|extra|hugo|zola|jekyll|hexo|eleventy|astro|nikola"
    "|wordpress|wp|ghost|obsidian|cms|editorial|publish|publishing)*"
    "(?:meta|metadata|params?|parameters|extras?|data|computed|options?|opts|settings?|config(?:uration)?|matter|attributes"
    "|attrs|props|properties|fields|custom|page|post|article|story|entry|publish(?:ing)?|publication|workflow|schedul(?:e|ing)"
    "|release|access|permissions?|privacy|protection|cms|editorial|admin|system|sys|flags?|hugo|zola|jekyll|eleventy|astro"
    "|wordpress|wp|ghost|obsidian|embargoed|hold)"
)
_STATE = re.compile("[a-z]*(?:status|state|stage|visibility|privacy|audience|workflow|permissions?)")
_CHANGED = frozenset({"modified", "updated", "lastmod", "lastmodifiedat"})
_PLACES = frozenset(
    """
    draft drafts private unpublished notpublished embargo embargoed embargoes hidden secret confidential wip
    workinprogress withheld onhold hold held killed spiked trash trashed deleted pending scheduled unlisted membersonly
    """.split()  # noqa: SIM905
)
_SHOUTED = re.compile(r"(?:^|[^A-Za-z0-9])DRAFT(?:$|[^A-Za-z0-9])|[\[(]\s*(?i:drafts?)\s*[\])]")


def bare(name: str) -> str:
    """A name without its case, and without dashes, underscores, spaces and other signs."""
    return re.sub(r"[\W_]", "", name.casefold())


@lru_cache(maxsize=4096)
def meaning(name: str) -> Means:
    """Whether a field of this name hides or shows a story; empty if it does neither."""
    last = bare(name.rpartition(".")[2])
    if _HIDES.fullmatch(last):
        return "hides"
    return "shows" if _SHOWS.fullmatch(last) else ""


@lru_cache(maxsize=4096)
def timing(name: str) -> Means:
    """Whether a field of this name says when a story's publication begins or ends; empty if it does neither."""
    last = bare(name.rpartition(".")[2])
    if _ENDS.fullmatch(last):
        return "ends"
    return "begins" if _BEGINS.fullmatch(last) else ""


@lru_cache(maxsize=4096)
def holds_fields(name: str) -> bool:
    """Whether the fields inside a field of this name speak of the story, as those in ``meta`` and ``params`` do."""
    return bool(_WITHIN.fullmatch(bare(name)))


def states(name: str) -> bool:
    """Whether a field of this name says how far a story has come, or who may see it: ``review_status``."""
    return bool(_STATE.fullmatch(bare(name)))


def dates_or_withholds(name: str) -> bool:
    """Whether it matters to who may see a story, and when, what a field of this name says."""
    return bool(meaning(name) or timing(name) or holds_fields(name)) or states(name) or bare(name) in _CHANGED


def withholding_folder(path: str) -> str:
    """The folder in a path whose name says that what is in it is withheld; empty if there is none."""
    parts = PurePosixPath(path).parts[:-1]
    depth = next((depth for depth, part in enumerate(parts, 1) if bare(part) in _PLACES), 0)
    return "/".join(parts[:depth])


def withholding_file(path: str) -> bool:
    """Whether a file's name says that it is withheld: ``talks.draft.md``, ``DRAFT talks.md``, ``talks (draft).md``."""
    stem = PurePosixPath(path).stem
    return any(bare(part) in _PLACES for part in stem.split(".")[1:]) or bool(_SHOUTED.search(stem))

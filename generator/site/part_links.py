"""Checks links to parts of pages: parts that do not exist, and parts that readers do not see yet."""

from __future__ import annotations

from html import unescape

from generator.engine.definitions import Ask
from generator.model.manuscript import Manuscript, Mention
from generator.model.problems import Problem
from generator.reading.markdown.page_parts import OF_LAYOUTS, is_always_there, is_note, missing, part_of, parts_in
from generator.reading.queries import HEAD, text_of
from generator.site.timed_parts import HIDDEN_PARTS
from generator.site.used_files import UsedFiles


def on_own_page(files: UsedFiles, mention: Mention) -> str:
    """Where a link to a part of its own page leads; empty if the part does not exist or has not appeared yet."""
    part, written = part_of(mention.target), f"`{mention.written}`"
    if not is_always_there(part) and part not in (known := _known(files.ask, files.story)):
        what, fix = missing(part, known)
        message = f"there is no {what} {written} on this page"
        where = (files.story, mention.line, mention.column)
        files.report(Problem(*where, message, fix, "", files.level, files.outcome))
        return ""
    if leads_to_hidden(files, mention, files.story) and not is_note(part):
        return ""
    return unescape(mention.mark)


def _known(ask: Ask, path: str) -> set[str]:
    head, text = ask(HEAD, path), text_of(ask, path)
    return parts_of(head, text.html if text else "")


def parts_of(story: Manuscript | None, html: str) -> set[str]:
    """The parts of a page: those in its body, and those that the story layout makes from its front matter."""
    own = {f"correction-{number}" for number, _ in enumerate(story.corrections if story else (), 1)}
    own |= {"event"} if story and story.event else set()
    return own | parts_in(html) | {*OF_LAYOUTS}


def leads_to_hidden(files: UsedFiles, mention: Mention, path: str) -> bool:
    """Whether a link leads to a part of a public page that readers do not see yet, which is reported."""
    part = part_of(unescape(mention.mark))
    if not part or part not in files.ask(HIDDEN_PARTS, path):
        return False
    message = f"`#{part}` has not appeared yet, so this link to it is shown as plain text"
    fix = "no action needed: it becomes a link when readers see what it leads to"
    files.report(Problem(files.story, mention.line, mention.column, message, fix, level="warning"))
    return True

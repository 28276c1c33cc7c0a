"""Disclosures that are only in the text of a story, or do not link to a policy.

A paragraph such as "Sponsored content" or "This story was translated by AI" is only text: the story has no label
on other pages, its links are not marked as paid for, and search engines take it for news. The fields `sponsored` and
`ai` disclose it everywhere. The line that `ai` shows should link to the newsroom's policy, `ai` in [policies].
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.editorial.checks import CheckedSite
from generator.editorial.checks.quotes import paragraphs
from generator.model.manuscript import Manuscript
from generator.model.problems import Problem

_PAID = re.compile(
    r"[\W_]*(?:(?:this (?:story|article|post|content) (?:is|was|has been) )?(?:sponsored|paid for|brought to you) by\b"
    r"|(?:this (?:(?:story|article|post) )?is )?(?:sponsored|paid|branded|partner) (?:content|post|article|feature)\b"
    r"|advertorial\b|sponsored:).{0,60}"
    r"|[\W_]*(?:in partnership with\b[^,;:!?]{0,60}|(?:advertisement|sponsored|anzeige|reklam)[\W_]*)",
    re.IGNORECASE,
)
_MACHINES = re.compile(
    r"[\W_]*(?:th(?:is|e) )?(?:story|article|text|translation|summary) (?:is|was|has been) (?:partly |first )?"
    r"(?:written|translated|generated|produced|created|drafted|summari[sz]ed)\b.{0,60}"
    r"\b(?:AI|A\.I\.|artificial intelligence|ChatGPT|Claude|Gemini|machines?|machine translation|language model"
    r"|by an? (?:computer )?program(?! (?:manager|director|officer)))\b"
    r".{0,200}",
    re.IGNORECASE,
)


def found(site: CheckedSite) -> Iterator[Problem]:
    """Report disclosures that are only in the text, and the first story whose `ai` has no policy to link to."""
    without_policy = not site.request.settings.policies.ai
    for each in site.manuscripts:
        if each.kind == "story":
            yield from _in_text_only(site, each)
        if each.ai and without_policy:
            fix = 'write down how you use machines, and name the page in site.toml: `[policies]` `ai = "/machines/"`'
            yield site.at(each, "ai", "there is no policy that this line can link to", fix)
            without_policy = False


def _in_text_only(site: CheckedSite, story: Manuscript) -> Iterator[Problem]:
    """Report the paragraphs of a story that disclose something that its fields do not."""
    for number, text in paragraphs(site.lines(story.path)):
        if not story.sponsored and _PAID.fullmatch(text.strip()):
            message = "the text says that somebody paid for the story, but no other page does"
            fix = "write `sponsored: Who paid` in the front matter, and delete this"
            yield Problem(story.path, number, 0, message, fix, level="warning")
        if not story.ai and _MACHINES.fullmatch(text.strip()):
            message = "the text says how machines helped, which belongs at its end, with a link to the policy"
            fix = "write it as `ai: ...` in the front matter, and delete this"
            yield Problem(story.path, number, 0, message, fix, level="warning")

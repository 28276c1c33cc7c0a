"""A correction: stories change in nothing but the words of their bodies.

Then no card changes, no listing, no address, and no other page but those of these stories, of the stories that now have
others for relatives, and those that show whole bodies, such as the feed. An excerpt of the edition is enough for them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from generator.model.output import Nav
from generator.model.settings import Settings
from generator.model.story import Card, Manuscript, Story, facts, stamped
from generator.site.assets import Asset
from generator.site.edition import Edition, excerpt, related_of
from generator.site.feeds import Channel
from generator.site.related.lists import Match
from generator.text.messages import Words

FEW = 50
"""More stories than these are no correction: the whole edition is made."""


@dataclass(frozen=True, slots=True)
class Proof:
    """One story of an edition: its page's values, but for the words of its body, and its place.

    ``newer`` and ``older`` are the paths of its neighbours, or empty.
    """

    story: Story
    place: str
    newer: str
    older: str


def in_words_alone(before: Manuscript, now: Manuscript) -> bool:
    """Whether nothing has changed that any page but the story's own would show, or that leads to another file."""
    return _frame(before) == _frame(now)


def _frame(manuscript: Manuscript) -> tuple[Manuscript, list[tuple[str, str, bool]]]:
    """All but the words; where a file is shown as a picture, there is more of it than where it is linked to."""
    body = manuscript.body
    leads = [(each.target, each.mark, f'src="{each.mark}"' in body) for each in manuscript.mentions]
    return replace(manuscript, body="", words=0, headings=(), terms=(), mentions=()), leads


def corrected(proof: Proof, now: Manuscript) -> Proof:
    """The proof of a story with its new words."""
    body = replace(proof.story.body, marked=now.body)
    return replace(proof, story=stamped(replace(proof.story, body=body, words=now.words, headings=now.headings)))


def with_body(proof: Proof, marked: str) -> Proof:
    """The proof of a story whose words have not changed."""
    return replace(proof, story=replace(proof.story, body=replace(proof.story.body, marked=marked)))


def shown_by(told: Iterable[Proof], lists: Mapping[str, Sequence[Match]]) -> set[str]:
    """The paths of the stories whose cards the pages of these show."""
    near = {each.path for proof in told for each in lists.get(proof.story.path, ())}
    return near | {path for proof in told for path in (proof.newer, proof.older) if path}


def excerpt_of(
    settings: Settings,
    words: Words,
    as_of: datetime,
    authority: str,
    nav: Nav,
    assets: Mapping[str, Asset],
    told: Sequence[Proof],
    lists: Mapping[str, Sequence[Match]],
    shown: Mapping[str, Proof],
    channels: tuple[Channel, ...],
) -> Edition:
    """As much of the edition as it takes to set the pages of these stories, and these feeds."""
    cards = {path: stamped(Card(**facts(proof.story))) for path, proof in shown.items()}
    known = {**{proof.story.path: proof for proof in told}, **shown}
    translations = {path: proof.story.translations for path, proof in known.items() if proof.story.translations}
    return excerpt(
        settings,
        words,
        as_of,
        authority,
        nav,
        assets,
        [proof.story for proof in told],
        {proof.story.path: proof.place for proof in told},
        {
            proof.story.path: related_of(proof.story.path, lists.get(proof.story.path, ()), cards, translations)
            for proof in told
        },
        {proof.story.path: (cards.get(proof.newer), cards.get(proof.older)) for proof in told},
        channels,
    )

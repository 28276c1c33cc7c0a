"""People who write for the site, as far as the newsroom says more about them than their name."""

from __future__ import annotations

from urllib.parse import quote

import msgspec

from generator.model.picture import Picture
from generator.model.story import Link
from generator.model.urls import Address

_PLAIN = "@!$'*+"  # the signs in an email address that need no encoding (RFC 6068, section 2)


class Person(msgspec.Struct, frozen=True):
    """Somebody in content/people/: what pages besides their own say about them.

    ``name``, ``slug`` and ``url`` are those of the byline. ``words`` is the beginning of what the newsroom says about
    the person, as plain text; ``fediverse`` is a handle such as ``@ada@social.example``.
    """

    name: str
    slug: str
    url: Address
    role: str = ""
    beat: str = ""
    words: str = ""
    portrait: Picture | None = None
    email: str = ""
    links: tuple[Link, ...] = ()
    fediverse: str = ""

    @property
    def mailto(self) -> str:
        """The address of a link by which readers write to this person, with nothing in it that a mail program could
        take for a subject or another recipient (RFC 6068); empty without an email address.
        """
        return f"mailto:{quote(self.email, safe=_PLAIN)}" if self.email else ""

    @property
    def fediverse_url(self) -> Address:
        """The address of the profile that belongs to the handle, as Mastodon and most others have it; empty without."""
        name, _, server = self.fediverse.removeprefix("@").rpartition("@")
        return f"https://{server}/@{name}" if name else ""

    @property
    def is_described(self) -> bool:
        """Whether there is more to say than the name."""
        return any((self.role, self.beat, self.words, self.portrait, self.email, self.links, self.fediverse))


class Reporter(msgspec.Struct, frozen=True):
    """A person in the list of reporters, and how many stories are theirs."""

    person: Person
    stories: int

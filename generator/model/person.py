"""People who write for the site, and whom the newsroom describes."""

from __future__ import annotations

from urllib.parse import quote

import msgspec

from generator.model.picture import Picture
from generator.model.story import Link
from generator.model.urls import Address

_PLAIN = "@!$'*+"  # the characters in an email address that need no encoding (RFC 6068, section 2)


class Person(msgspec.Struct, frozen=True):
    """A person in content/people/: the facts that other pages than the person's own show.

    ``name``, ``slug`` and ``url`` are those of the byline. ``words`` is the beginning of the text about the person, as
    plain text; ``fediverse`` is a handle such as ``@ada@social.example``.
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
        """The address of a link for writing to this person; empty without an email address.
        It is encoded, so that mail programs find neither a subject nor another recipient in it (RFC 6068).
        """
        return f"mailto:{quote(self.email, safe=_PLAIN)}" if self.email else ""

    @property
    def fediverse_url(self) -> Address:
        """The address of the handle's profile, in the form of Mastodon and most other servers; empty without one."""
        name, _, server = self.fediverse.removeprefix("@").rpartition("@")
        return f"https://{server}/@{name}" if name else ""

    @property
    def is_described(self) -> bool:
        """Whether more than the name is known."""
        return any((self.role, self.beat, self.words, self.portrait, self.email, self.links, self.fediverse))


class Reporter(msgspec.Struct, frozen=True):
    """A person in the list of reporters, and the number of their stories."""

    person: Person
    stories: int

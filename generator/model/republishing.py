"""What others get who may republish a story."""

from __future__ import annotations

import msgspec
from markupsafe import Markup

from generator.model.licence import Licence


class Republishing(msgspec.Struct, frozen=True):
    """The text of a story as HTML for other sites, and the licence. Addresses in the text are absolute."""

    text: str
    licence: Licence

    @property
    def html(self) -> Markup:
        """The text as HTML."""
        return Markup(self.text)  # safe: see theme/clean_copy.py

"""The galley: the site as it is set now, in memory. Each file is made when somebody asks for it.   [disk]"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from html import unescape

from generator.hosting.static_host import answer
from generator.model.fingerprint import digest, of_bytes
from generator.model.output import Cleared, Copied, Cropped, Output, Rendered, Resized
from generator.model.problems import Problem, Problems
from generator.model.story import Manuscript
from generator.pipeline.render import Forme, proof
from generator.pipeline.request import Order
from generator.pipeline.sources import Sources
from generator.site.edition import Edition

_DRAWN_ON = re.compile(rb'\s(?:src|href|poster)="([^"#?]+)')


@dataclass(frozen=True, slots=True)
class Galley:
    """All that a site is to be, as of the instant of its order, and what it was made of.

    It stays right ``until`` an instant, if no file changes. ``made`` are the files that have been asked for.
    """

    order: Order
    sources: Sources
    manuscripts: Mapping[str, Manuscript]
    edition: Edition
    outputs: Mapping[str, Output]
    forme: Forme
    warnings: tuple[Problem, ...]
    until: datetime | None
    made: dict[str, bytes] = field(default_factory=dict)

    def data(self, path: str) -> bytes:
        """The bytes of one file of the site.

        :raises Problems: with what is wrong in its layout, or with the file that it is a copy of.
        """
        if path not in self.made:
            self.made[path] = proof(self.order.site, self.forme, self.outputs[path])
        return self.made[path]

    def sign(self, path: str) -> str:
        """What stands for all that a reader of one page sees: its bytes, and the pictures that it draws on.

        :raises Problems: as ``data`` does.
        """
        data = self.data(path)
        if not path.endswith(".html"):
            return of_bytes(data)
        return digest([of_bytes(data), sorted(self._drawn_on(data))])

    def _drawn_on(self, page: bytes) -> Iterator[str]:
        for found in {*_DRAWN_ON.findall(page)}:
            address = unescape(found.decode("utf-8", "replace"))
            file = answer(self.outputs, self.order.settings.base_path, address).file
            match self.outputs[file].made if file else None:
                case (Copied() as copy) | Cropped(picture=copy) | Resized(picture=copy) | Cleared(picture=copy):
                    yield copy.digest

    def faults(self) -> tuple[Problem, ...]:
        """What is wrong in any layout, as far as the making of one file by each shows it."""
        first = {output.made.layout: path for path, output in self.outputs.items() if isinstance(output.made, Rendered)}
        found: list[Problem] = []
        for path in first.values():
            try:
                self.data(path)
            except Problems as wrong:
                found += wrong.problems
        return tuple(dict.fromkeys(found))

"""How many examples hypothesis tries where each of them takes long, as where it builds whole sites."""

from __future__ import annotations

import os


def examples(few: int) -> int:
    """A few of them, as ``make test`` needs its time for other things, too; forty times as many in ``make fuzz``."""
    return few * 40 if "BROADSHEET_FUZZ" in os.environ else few

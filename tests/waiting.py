"""Waiting in a browser whose pages let no string be run as a program, as ``wait_for_function`` would."""

from __future__ import annotations

import time
from contextlib import suppress

from playwright.sync_api import Error, Page


def until(page: Page, expression: str, seconds: float = 15) -> None:
    """Return once an expression is true in the page.

    :raises AssertionError: if it is not in time.
    """
    end = time.monotonic() + seconds
    while True:
        with suppress(Error):  # the page is about to be another, or has not all of its elements yet
            if page.evaluate(expression):
                return
        assert time.monotonic() < end, f"not true in {seconds} seconds: {expression}"
        page.wait_for_timeout(50)

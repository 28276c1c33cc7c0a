"""What is no address is told, whichever command it is given to."""

from __future__ import annotations

import pytest
from click.testing import CliRunner
from newsroom import SETTINGS, Newsroom, story

from generator.cli import main
from generator.model.problems import Problems
from generator.model.url_argument import parts_of

BROKEN = ["http://[::1", "//[", "https://a:b/", "http://a:99999/"]


@pytest.mark.parametrize("address", BROKEN)
def test_what_nothing_can_be_at_is_no_address(address: str) -> None:
    with pytest.raises(Problems, match="not an address"):
        parts_of(address)


@pytest.mark.parametrize("command", ["why", "related", "verify", "retire"])
def test_no_command_stumbles_over_it(newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch, command: str) -> None:
    newsroom.write(SETTINGS + story("harbour/a.md", "A", "2026-01-02", "related: ['http://[::1']"))
    monkeypatch.chdir(newsroom.folder)
    told = CliRunner().invoke(main, [command, BROKEN[0]])
    assert told.exit_code in (1, 2)
    assert isinstance(told.exception, SystemExit)
    assert "http://[::1: this is not an address" in told.output

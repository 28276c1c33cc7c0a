"""No bytes from outside make a traceback or a hang; the targets are in ``fuzzing.py``.

``make fuzz`` runs the fuzzer for longer.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest
from fuzzing import TARGETS
from hypothesis import given
from hypothesis import strategies as st

HERE = Path(__file__).parent
RUNS = int(os.environ.get("BROADSHEET_FUZZ", "100"))

_MARKS = st.sampled_from(
    [
        *(
            "---\n",
            "+++\n",
            "```\n",
            "\n",
            ": ",
            "- ",
            "#",
            "|",
            ">",
            "*",
            "**",
            "`",
            "](",
            "![",
            "[^1]",
            "&",
            "!",
            "%",
            "@",
            "=",
        ),
        *("<b>", "<script>", "&amp;", "\t", "  ", "\r", "\0", "\u2028", "\u202e", "\ufeff", "null", "~", *"[]{}\"'"),
        *("title", "tags", "published", "2026-11-20", "Published Date: 04:14 | 02 December 2024", "By A and B"),
    ]
)
COPY = st.lists(_MARKS | st.text(max_size=8), max_size=60).map(lambda parts: "".join(parts).encode(errors="replace"))


@pytest.mark.parametrize("name", TARGETS)
@given(data=COPY | st.binary(max_size=400))
def test_signs_in_any_order_are_read_or_refused(name: str, data: bytes) -> None:
    TARGETS[name](data)


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What to begin with: the files of the catalogue of mistakes, the sample's wire copy and settings.

    ``make test`` takes a quarter of the catalogue, all of which ``test_mistakes.py`` reads as well.
    """
    folder = tmp_path_factory.mktemp("corpus")
    for file in sorted((HERE / "mistakes").iterdir())[:: 1 if "BROADSHEET_FUZZ" in os.environ else 4]:
        for number, part in enumerate(re.split(r"(?m)^-- .* --\n", file.read_text(encoding="utf-8"))[1:-1]):
            (folder / f"{file.stem}-{number}").write_text(part, encoding="utf-8")
    for file in (HERE.parent / "site.toml", *(HERE.parent / "seeds").glob("*.txt")):
        (folder / file.name).write_bytes(file.read_bytes())
    return folder


@pytest.mark.skipif(not find_spec("atheris"), reason="atheris has wheels for Linux on x86-64 alone")
def test_coverage_guided_fuzzing_finds_no_crash(corpus: Path, tmp_path: Path) -> None:
    runs = RUNS + len([*corpus.iterdir()])  # reading each file of the corpus is a run, too
    limits = [f"-runs={runs}", "-timeout=10", "-max_len=20000", "-seed=1", f"-artifact_prefix={tmp_path}/"]
    command = [sys.executable, str(HERE / "fuzz.py"), ",".join(TARGETS), str(tmp_path / "found"), str(corpus), *limits]
    done = subprocess.run(command, capture_output=True, text=True, errors="replace", cwd=HERE.parent)
    _, *said = re.split(r"(?m)^Target: ", done.stderr)
    assert done.returncode == 0, f"{said[-1][:40]} … {done.stderr[-4000:]}"
    assert [each.partition("\n")[0] for each in said] == [*TARGETS]
    for each in said:
        assert f"Done {runs} runs" in each
        assert int(re.findall(r"cov: (\d+)", each)[-1]) > 25, "the code is not looked into"

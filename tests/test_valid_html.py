"""Every page, style sheet and drawing of the sample site passes the Nu HTML checker."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from conftest import ROOT

JAR = ROOT / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"

MISTAKEN = (
    "Inline script violates Content Security Policy",  # takes structured data for a script, and data runs nowhere
    "Resource violates Content Security Policy",  # a file has no origin that could be 'self'
    "CSS: “container-type”: Property",  # younger than the checker (CSS Conditional Rules, level 5), as `cqi` is
    "CSS: “--across”: ",
    "CSS: “paint-order”: Property",  # these two are of SVG 2, in a style sheet of drawings; the checker knows CSS alone
    "CSS: “vector-effect”: Property",
)
"""What the checker says wrongly; that browsers find nothing to say of our policy, the browser tests see."""


JAVA = ["java", "-Xss4m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"]
"""Without the optimising compiler, which takes as long as all the checks of so few files."""


def _said(files: Iterable[Path]) -> list[str]:
    """What the checker says of these files."""
    command = [*JAVA, "-jar", str(JAR), "--format", "json", "--also-check-css", "--also-check-svg"]
    ran = subprocess.run([*command, *map(str, files)], capture_output=True, text=True, check=False)
    messages: list[dict[str, Any]] = json.loads(ran.stderr)["messages"]
    return [
        f"{each['url']}:{each.get('lastLine', 0)}: {each['message']}"
        for each in messages
        if not each["message"].startswith(MISTAKEN)
    ]


FAULTS = {
    "<p>One</div>": "Stray end tag “div”",
    '<p id="top">One</p>': "Duplicate ID “top”",
    '<img src="a.png">': "An “img” element must have an “alt” attribute",
    '<td align="right">1</td>': "Stray start tag “td”",
    '<p style="color: red">One</p>': "Content Security Policy",
}


def _broken(page: str, folder: Path) -> list[Path]:
    """A copy of a page for each fault."""
    files = [folder / f"broken-{number}.html" for number in range(len(FAULTS))]
    for file, fault in zip(files, FAULTS, strict=True):
        file.write_text(page.replace("</main>", f"{fault}</main>"), encoding="utf-8")
    return files


def test_all_that_the_sample_site_shows_is_valid_and_the_checker_sees_what_is_not(sample: Path, tmp_path: Path) -> None:
    paths = [path for kind in ("html", "css", "svg") for path in sorted(sample.rglob(f"*.{kind}"))]
    broken = _broken((sample / "index.html").read_text(encoding="utf-8"), tmp_path)
    assert len(paths) > 100
    found = _said([*paths, *broken])  # at once: it starts as slowly as it checks a hundred pages
    for file, words in zip(broken, FAULTS.values(), strict=True):
        assert any(file.name in each and words in each for each in found), words
    assert [each for each in found if not any(file.name in each for file in broken)] == []

"""Writes Broadsheet's GitHub Actions from the workflow of new sites: `python -m tools.action`."""

from __future__ import annotations

import re
from functools import partial
from pathlib import Path

import yaml

from generator.editorial.site_workflow import build_steps

ROOT = Path(__file__).parent.parent
ACTION = ROOT / "action.yml"
INSTALLING = ROOT / "actions/install/action.yml"
WORKFLOW = ROOT / "generator/editorial/starter_site/.github/workflows/publish.yml"

_HEAD = """\
# Builds and checks a site, and hands it to GitHub Pages. `make action` writes this file from the workflow of new sites
# (generator/editorial/starter_site/): change the steps there.
name: Build a site with Broadsheet
description: Builds and checks a news site, and hands it to GitHub Pages or, in a pull request, to its reviewers.
author: The Broadsheet authors
branding:
  icon: book-open
  color: gray-dark

{inputs}
outputs:
{outputs}

runs:
  using: composite
  steps:
{install}
"""
_INSTALL_HEAD = """\
# Installs Broadsheet. `make action` writes this file, like action.yml at the root of this repository.
name: Install Broadsheet
description: Installs Broadsheet, to build a news site.
author: The Broadsheet authors

{inputs}
runs:
  using: composite
  steps:
{install}"""
_INPUTS = """\
inputs:
  python-version:
    description: The version of Python, 3.11 or newer.
    default: "{python}"
"""
_INSTALL = """\
    - uses: {setup_python}
      with:
        python-version: ${{{{ inputs.python-version }}}}
        cache: ${{{{ hashFiles('requirements.txt') != '' && 'pip' || '' }}}}
        cache-dependency-path: requirements.txt

    # Installs the site's requirements.txt. Without one, it installs Broadsheet from the commit that the workflow names,
    # with the packages that it is tested with.
    - shell: bash
      run: |
        if [ -f requirements.txt ]; then
          python -m pip install --quiet --requirement requirements.txt
        else
          cd "$GITHUB_ACTION_PATH{up}"
          python -m pip install --quiet --constraint constraints.txt hatchling
          python -m pip install --quiet --constraint constraints.txt --no-build-isolation ".[search]"
        fi
"""
_OUTPUTS = {
    "due": "Whether the site was built: false if a scheduled run found nothing to publish.",
}


def texts() -> dict[Path, str]:
    """Return the actions by the files that they are in.

    :raises KeyError: if the workflow has an output without a description in ``_OUTPUTS``.
    """
    workflow = WORKFLOW.read_text(encoding="utf-8")
    _, setup, _, *steps = build_steps(workflow)
    job = next(iter(yaml.safe_load(workflow)["jobs"].values()))
    outputs = (
        f"  {name}:\n    description: {_OUTPUTS[name]!r}\n    value: {value}".replace("'", '"')
        for name, value in job["outputs"].items()
    )
    found = re.search(r"uses: (actions/setup-python@\S+ # \S+)[\s\S]*?python-version: \"([\d.]+)\"", setup)
    assert found, "the second step sets up Python"
    inputs, install = _INPUTS.format(python=found[2]), partial(_INSTALL.format, setup_python=found[1])
    head = _HEAD.format(inputs=inputs, outputs="\n".join(outputs), install=install(up=""))
    return {
        ACTION: head + "".join(map(_in_action, steps)).rstrip("\n") + "\n",
        INSTALLING: _INSTALL_HEAD.format(inputs=inputs, install=install(up="/../..")),
    }


def _in_action(step: str) -> str:
    """Return a step as it is in an action: two columns to the left, and with the shell's name if it has a command."""
    moved = re.sub(r"^  ", "", step, flags=re.MULTILINE)
    return re.sub(r"^(    (?:  |- ))(?=run: )", r"\1shell: bash\n      ", moved, count=1, flags=re.MULTILINE)


if __name__ == "__main__":
    for path, text in texts().items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")

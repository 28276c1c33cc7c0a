"""The workflows of a site on GitHub, and Broadsheet's GitHub Actions, which have the same steps.

Only the starter site's workflows contain these steps. A workflow that uses an action has everything else: its triggers,
its permissions, and the jobs after the build. One action builds a site, and another only installs Broadsheet.
"""

from __future__ import annotations

import re

_STEPS = re.compile(r"(?<=^    steps:\n)(?:[ ]{6}.*+\n|\n(?=[ ]{6}))++", re.MULTILINE)
_STEP = re.compile(r"(?:[ ]{6}#.*\n)*+[ ]{6}- (?:.*+\n|\n)(?:[ ]{8}.*+\n|\n)*+")
_OUTPUT = re.compile(r"^(?P<name>[ ]{6}(?P<key>[\w-]++): )\$\{\{ steps\.[\w-]++\.outputs\.[\w-]++ \}\}$", re.MULTILINE)
_INSTALL = re.compile(
    r"^[ ]{6}- uses: actions/setup-python@.*+\n(?:[ ]{8}.*+\n)++"
    r"[ ]{6}- run: python -m pip install --quiet --requirement requirements\.txt\n",
    re.MULTILINE,
)
_USE = """\
      # Builds and checks the site. The steps are in Broadsheet's repository. It installs what requirements.txt names;
      # without that file, the Broadsheet of this commit. Dependabot proposes newer ones.
      - id: site
        uses: {action}
"""


def build_steps(workflow: str) -> list[str]:
    """Return the steps of the first job of a workflow, each with the comments above it, as they are in the file."""
    found = _STEPS.search(workflow)
    assert found, "a workflow has a job with steps"
    return _STEP.findall(found[0])


def with_install(workflow: str, action: str) -> str:
    """Return a workflow that installs Broadsheet with the install action. ``action`` is as in ``with_build``."""
    return _INSTALL.sub(f"      - uses: {action.replace('@', '/actions/install@')}\n", workflow)


def with_build(workflow: str, action: str) -> str:
    """Return the workflow that publishes a site, with the action in its first job.

    ``action`` is ``owner/repository@commit``; for a release, `` # v0.1.0`` follows, which Dependabot updates with it.
    """
    checkout = build_steps(workflow)[0].rstrip("\n") + "\n\n"
    use = _USE.format(action=action)
    head, _, rest = workflow.partition("    steps:\n")
    head = _OUTPUT.sub(r"\g<name>${{ steps.site.outputs.\g<key> }}", head)
    return (
        head + "    steps:\n" + checkout + use + _STEPS.sub("", f"    steps:\n{rest}", 1).removeprefix("    steps:\n")
    )

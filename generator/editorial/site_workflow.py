"""The workflow that publishes a site on GitHub Pages, and Broadsheet's GitHub Action, which has the same steps.

The starter site's publish.yml is the only place where these steps are written. A workflow that uses the action has
everything else of it: when it runs, its permissions, and the jobs after the build.
"""

from __future__ import annotations

import re

_STEPS = re.compile(r"(?<=^    steps:\n)(?:[ ]{6}.*+\n|\n(?=[ ]{6}))++", re.MULTILINE)
_STEP = re.compile(r"(?:[ ]{6}#.*\n)*+[ ]{6}- (?:.*+\n|\n)(?:[ ]{8}.*+\n|\n)*+")
_OUTPUT = re.compile(r"^(?P<name>[ ]{6}(?P<key>[\w-]++): )\$\{\{ steps\.[\w-]++\.outputs\.[\w-]++ \}\}$", re.MULTILINE)
_USE = """\
      # Builds and checks the site. The steps are in Broadsheet's repository. It installs what requirements.txt names;
      # without that file, the Broadsheet of this commit. Dependabot proposes newer ones.
      - id: site
        uses: {action}{version}
"""


def build_steps(workflow: str) -> list[str]:
    """Return the steps of the first job of a workflow, each with the comments above it, as they are in the file."""
    found = _STEPS.search(workflow)
    assert found, "a workflow has a job with steps"
    return _STEP.findall(found[0])


def with_action(workflow: str, action: str, version: str) -> str:
    """Return the workflow with the action in its first job. ``action`` is ``owner/repository@commit``.

    ``version`` is the release that the commit is, for a comment that Dependabot updates with it; empty if it is none.
    """
    checkout = build_steps(workflow)[0].rstrip("\n") + "\n\n"
    use = _USE.format(action=action, version=f" # v{version}" if version else "")
    head, _, rest = workflow.partition("    steps:\n")
    head = _OUTPUT.sub(r"\g<name>${{ steps.site.outputs.\g<key> }}", head)
    return (
        head + "    steps:\n" + checkout + use + _STEPS.sub("", f"    steps:\n{rest}", 1).removeprefix("    steps:\n")
    )

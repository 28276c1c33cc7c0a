"""Settings of Sphinx for these pages: `make docs` builds them, and every warning is an error."""

from __future__ import annotations

import sys
from pathlib import Path

_HERE = Path(__file__).parent
sys.path[:0] = [str(_HERE / "extensions"), str(_HERE.parent)]

from generator import __version__  # noqa: E402  # it is found once its folder is known

project = "Broadsheet"
author = "The authors of Broadsheet"
project_copyright = author
version = release = __version__
language = "en"

extensions = ["myst_parser", "sphinx_click", "reference"]
exclude_patterns = ["_build", "extensions"]
root_doc = "index"
nitpicky = True

myst_enable_extensions = ["deflist"]
myst_heading_anchors = 4
suppress_warnings = ["misc.highlighting_failure"]  # front matter with TOML in it, layouts with one tag alone

html_theme = "furo"
html_title = f"Broadsheet {__version__}"
html_copy_source = False
html_static_path = ["static"]
html_css_files = ["tables.css"]
html_show_sphinx = False

linkcheck_timeout = 20
linkcheck_retries = 2
linkcheck_ignore = [r"https?://([\w-]+\.)*example(\.org|\.com)?(/.*)?$", r"http://(127\.0\.0\.1|localhost)[:/].*"]

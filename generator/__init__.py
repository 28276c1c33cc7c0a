"""Broadsheet: a static site generator for news microsites.

Time zones are those of the package tzdata, in every process that imports this, whatever database the system has
(``PYTHONTZPATH``): the same versions give the same site on any machine.

NumPy starts no threads when it is imported, since processes are forked afterwards.
"""

import os
import zoneinfo

__version__ = "0.1.0"

zoneinfo.reset_tzpath(to=())
zoneinfo.ZoneInfo.clear_cache()
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

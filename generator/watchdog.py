"""Runs a program that must not outlive whoever started it, on every system.

``python watchdog.py PROGRAM ARGUMENT...`` runs the program and ends as it does. Its input is a pipe of which only the
one who started it has the other end: once that is closed, on purpose or because its process died in any way, the
program is killed. This file is run by itself, so it imports nothing of ours.
"""

from __future__ import annotations

import os
import subprocess
import sys
import threading


def _kill_when_alone(process: subprocess.Popen[bytes]) -> None:
    while os.read(0, 1):  # not sys.stdin, whose lock would be held when Python shuts down
        pass
    process.kill()


def main(command: list[str]) -> int:
    """Run a command until it ends, or nobody waits for it any more; what it ended with."""
    try:
        process = subprocess.Popen(command, stdin=subprocess.DEVNULL)  # noqa: S603 - no shell
    except OSError as error:
        sys.stderr.write(f"{error.strerror}\n")
        return 127
    threading.Thread(target=_kill_when_alone, args=(process,), daemon=True).start()
    while True:
        try:
            return process.wait()
        except KeyboardInterrupt:  # Ctrl-C goes to all of us
            process.kill()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

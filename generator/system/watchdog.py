"""Runs a program that must not outlive the process that started it, on every operating system.

``python watchdog.py PROGRAM ARGUMENT...`` runs the program and exits with its exit status. Its standard input is a
pipe, and only the parent process holds the other end. When that end closes, on purpose or because the parent died, the
watchdog kills the program. This file runs as a stand-alone script, so it imports nothing from Broadsheet.
"""

from __future__ import annotations

import os
import subprocess
import sys
import threading


def _kill_when_alone(process: subprocess.Popen[bytes]) -> None:
    while os.read(0, 1):  # not sys.stdin: its lock would still be held when Python shuts down
        pass
    process.kill()


def main(command: list[str]) -> int:
    """Run a command until it ends or its parent process has died, and return its exit status."""
    try:
        process = subprocess.Popen(command, stdin=subprocess.DEVNULL)  # noqa: S603 - no shell
    except OSError as error:
        sys.stderr.write(f"{error.strerror}\n")
        return 127
    threading.Thread(target=_kill_when_alone, args=(process,), daemon=True).start()
    while True:
        try:
            return process.wait()
        except KeyboardInterrupt:  # Ctrl-C reaches the whole process group
            process.kill()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""The Content-Security-Policy of the page of the desk at ``/admin/``."""

from __future__ import annotations

from generator.model.settings import DeskSettings


def policy(desk: DeskSettings) -> str:
    """What the page may load and ask for: the site, and GitHub for the files and the pictures of people.

    The program puts its styles into the page, compiles WebAssembly for pictures, and works with copies of files
    (``blob:``). A window of its own signs editors in, which needs no permission.
    """
    github = "https://api.github.com https://github.com https://raw.githubusercontent.com"
    sign_in = f" {desk.sign_in.rstrip('/')}" if desk.sign_in else ""
    return "; ".join(
        (
            "default-src 'none'",
            "script-src 'self' 'wasm-unsafe-eval'",
            "style-src 'self' 'unsafe-inline'",
            "font-src 'self'",
            "img-src 'self' data: blob: https://avatars.githubusercontent.com https://raw.githubusercontent.com",
            "media-src 'self' blob:",
            f"connect-src 'self' data: blob: {github}{sign_in}",
            "worker-src 'self' blob:",
            "frame-src blob:",
            "base-uri 'self'",
            "form-action 'none'",
        )
    )

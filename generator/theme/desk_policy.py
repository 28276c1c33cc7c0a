"""The Content-Security-Policy of the desk's page at ``/admin/``."""

from __future__ import annotations

from generator.model.settings import DeskSettings


def policy(desk: DeskSettings) -> str:
    """Return the policy: the page may load from and connect to the site, and GitHub for files and people's avatars.

    The desk's program puts its styles into the page, compiles WebAssembly for pictures, and works with copies of files
    (``blob:``). Editors sign in in a separate window, which needs no permission.
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

"""The kinds of files that a site has, one module each, with two functions.

``files(ask)`` says which files there are, and ``output(ask, path)`` how one of them is made. ``pipeline/plan.py`` finds
the modules by itself, so a new kind of page is one new file.
"""

"""The kinds of files that a site has. Each kind is a module with two functions.

``files(ask)`` yields the files of this kind; ``output(ask, path)`` returns how one of them is made. The modules are
found automatically (see ``pipeline/plan.py``), so a new kind of page is one new module.
"""

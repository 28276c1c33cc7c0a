"""The kinds of files that a site has, one module each, with one function: ``outputs(edition)``.

``pipeline/plan.py`` finds the modules here by itself; a new kind of page is one new file.
"""

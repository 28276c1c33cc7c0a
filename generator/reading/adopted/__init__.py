"""Reads copy that was written for other programs as those programs read it: with ``adopt``, and only then.

Nothing here is an error. Every change and every guess is a warning, whose ``outcome`` says what became of it.
"""

"""Reads copy that was written for other programs, as those programs read it. Used only with ``adopt``.

Nothing here is an error. Every change and every guess is a warning, whose ``outcome`` says how it was treated.
"""

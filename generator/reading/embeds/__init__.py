"""Decides which addresses of other sites can be embedded in a story, and in which frame.

Each module knows some providers. An address is read strictly: its host must be one of the provider's, and every part
that goes into the address of the frame must have the format that the provider uses. Nothing else is copied from it, so
a frame always shows its provider's site.
"""

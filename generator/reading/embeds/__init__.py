"""Embeds: which addresses of other sites can be shown in a story, and by which frame.

Each module knows some providers. An address is read strictly: its host must be one of the provider's, and every part
that goes into the address of the frame must have the shape that the provider gives it. Nothing else of it gets there,
so no address leads to a frame of another site than its provider's.
"""

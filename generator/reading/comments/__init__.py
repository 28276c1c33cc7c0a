"""Finds and removes comments in copy, which readers must never see."""

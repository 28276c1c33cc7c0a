"""Comments in copy, which readers never see."""

"""Draws charts as SVG, the same on every machine: all places are exact fractions, rounded once when they are written.

A chart is as wide as its page. Places along the width are percentages and heights are pixels, so that text keeps its
size on a phone. Colours come from classes, which the style sheet sets for light, dark and print; each series also has a
pattern, a dash or a shape of its own. In copy that is written from right to left, charts are mirrored.
"""

"""Hosts: GitHub Pages' rules, branches with the site, the file of published URLs."""

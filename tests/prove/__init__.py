"""The full evidence: what is measured, not asserted. `python3 dev.py prove [name …]` writes docs/evidence.md.

A new part is a module here with a function that returns figures, and one entry in `parts.py`.
"""

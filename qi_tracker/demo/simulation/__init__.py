"""Fills an empty installation with invented content of a chosen size: for trying, timing and restoring a large one."""

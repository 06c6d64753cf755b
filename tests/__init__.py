"""The tests mirror `qi_tracker/`; what several of them use stands in this folder itself."""

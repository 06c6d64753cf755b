"""PDSA cycles: plan a small test, write down what happens, learn, decide."""

from qi_tracker.blueprints.pdsa import board, stages
from qi_tracker.blueprints.pdsa.routes import blueprint

__all__ = ["blueprint", "board", "stages"]

"""Why things are as they are: five whys, fishbone, Pareto, the steps of a process. And how what was won is kept."""

from qi_tracker.blueprints.causes.routes import blueprint

__all__ = ["blueprint"]

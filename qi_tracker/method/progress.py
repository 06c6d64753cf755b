"""How far the work has come on IHI's scale, 0.5–5.0, suggested from what is there. The team may say otherwise.

After the Assessment Scale for Collaboratives (Institute for Healthcare Improvement). It is judged by people there; the
rules that read it from data are ours.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum

# IHI: "halfway toward accomplishing all of the goals", and "75 % of the goals".
HALF_WAY = 0.5
MOST_OF_THE_WAY = 0.75
FEWEST_IN_TEAM = 2


class ProgressStep(StrEnum):
    """A step of the scale, named after IHI's."""

    INTENT = "intent"
    TEAM = "team"
    PLANNING = "planning"
    ACTIVITY = "activity"
    TESTED = "tested"
    MODEST = "modest"
    IMPROVED = "improved"
    SIGNIFICANT = "significant"
    SUSTAINABLE = "sustainable"
    OUTSTANDING = "outstanding"


VALUES: Mapping[ProgressStep, float] = {step: (place + 1) / 2 for place, step in enumerate(ProgressStep)}
"""Step → its place on the scale, from 0.5 to 5.0."""


@dataclass(frozen=True, slots=True)
class ProgressFacts:
    """What the step is read from. `way` is the share of the way that the aim has gone, None when not known."""

    n_people: int
    has_measure: bool
    has_goal: bool
    has_numbers: bool
    n_begun: int
    n_decided: int
    n_adopted: int
    n_practice: int
    is_process_better: bool
    is_outcome_better: bool
    is_reached: bool
    is_held: bool
    way: float | None

    @property
    def is_outcome_tested(self) -> bool:
        """The outcome is better, and the team has tried something: without that it is not the team's progress."""
        return self.is_outcome_better and self.n_decided > 0

    def has_gone(self, share: float) -> bool:
        """Whether at least this share of the way is gone."""
        return self.is_reached or self.is_held or (self.way is not None and self.way >= share)


RULES: Mapping[ProgressStep, Callable[[ProgressFacts], bool]] = {
    ProgressStep.OUTSTANDING: lambda work: work.is_outcome_tested and work.is_held and work.n_practice > 0,
    ProgressStep.SUSTAINABLE: lambda work: (
        work.is_outcome_tested and work.has_gone(MOST_OF_THE_WAY) and work.n_adopted > 0
    ),
    ProgressStep.SIGNIFICANT: lambda work: work.is_outcome_tested and work.has_gone(HALF_WAY) and work.n_adopted > 0,
    ProgressStep.IMPROVED: lambda work: work.is_outcome_tested,
    ProgressStep.MODEST: lambda work: work.is_process_better and work.n_decided > 0,
    ProgressStep.TESTED: lambda work: work.n_decided > 0,
    ProgressStep.ACTIVITY: lambda work: work.n_begun > 0 or work.has_numbers,
    ProgressStep.PLANNING: lambda work: work.has_measure or work.has_goal,
    ProgressStep.TEAM: lambda work: work.n_people >= FEWEST_IN_TEAM,
    ProgressStep.INTENT: lambda _: True,
}
"""The first that holds: from the top."""


def suggested_step(work: ProgressFacts) -> ProgressStep:
    """The highest step whose rule holds."""
    return next(step for step, holds in RULES.items() if holds(work))

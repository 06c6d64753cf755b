"""Whether a stored number looks like a slip of the finger beside the measure's others."""

from qi_tracker.analysis.constants import ENTRY_CHECK_FEWEST
from qi_tracker.analysis.entry_checks import Doubt, Entry, doubt_about
from qi_tracker.models import Measure, Observation
from qi_tracker.services.observations import observations_of


def doubt_about_number(measure: Measure, observation: Observation) -> Doubt | None:
    """What to ask about a number that was saved, if anything.

    It is compared with those of earlier periods, or with all where those are few; of its own group, and without what
    the team has left out of the chart.
    """
    left_out = {exclusion.period for exclusion in measure.exclusions}
    others = [
        found
        for found in observations_of(measure)
        if found.stratum == observation.stratum and found.period not in (*left_out, observation.period)
    ]
    earlier = [found for found in others if found.period < observation.period and found.has_number]
    compared = earlier if len(earlier) >= ENTRY_CHECK_FEWEST else others
    return doubt_about(_entry(observation), [_entry(found) for found in compared])


def _entry(observation: Observation) -> Entry:
    return Entry(observation.numerator, observation.denominator, observation.value)

"""What a table would change of a measure's numbers, told before anything is written."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from qi_tracker.analysis.periods import period_start
from qi_tracker.models import Measure, Observation
from qi_tracker.services.observations import Reading, observations_of
from qi_tracker.vocabulary import Frequency

_LETTERS = str.maketrans("0123456789", "ghijklmnop")

Key = tuple[date, str]
"""First day of the period, and the group: there is one number of each."""


@dataclass(frozen=True, slots=True)
class Replaced:
    """A number that an import would put another in place of."""

    present: Observation
    reading: Reading

    @property
    def key(self) -> Key:
        """Which number it is."""
        return self.present.period, self.present.stratum


@dataclass(frozen=True, slots=True)
class Changes:
    """The readings by what they are beside the numbers there: new, other than them, or the same.

    A number for a period that was answered without one is new: there is nothing to choose between.
    """

    added: Sequence[Reading]
    replaced: Sequence[Replaced]
    n_same: int


def changes_of(present: Sequence[Observation], readings: Sequence[Reading], frequency: Frequency) -> Changes:
    """What the readings would do to the numbers that are present."""
    found = {(each.period, each.stratum): each for each in present}
    pairs = [(found.get(key_of(each, frequency)), each) for each in readings]
    added = [each for one, each in pairs if one is None or _takes_nothing_from(one, each)]
    replaced = [
        Replaced(one, each)
        for one, each in pairs
        if one is not None and not _takes_nothing_from(one, each) and differs(one, each)
    ]
    return Changes(added, replaced, len(pairs) - len(added) - len(replaced))


def key_of(reading: Reading, frequency: Frequency) -> Key:
    """Which number the reading would be."""
    return period_start(reading.period, frequency), reading.stratum


def differs(found: Observation, reading: Reading) -> bool:
    """Whether the reading says something else than the number; a table without a comment takes none away."""
    numbers = any(getattr(found, name) != getattr(reading, name) for name in ("numerator", "denominator", "value"))
    return numbers or bool(reading.comment and reading.comment != found.comment)


def _takes_nothing_from(found: Observation, reading: Reading) -> bool:
    """Whether what stands there has no number, and no comment that would be lost, and the reading has a number."""
    is_bare = all(getattr(found, name) is None for name in ("numerator", "denominator", "value"))
    return is_bare and reading.has_number and not (reading.comment and found.comment)


def numbers_after(
    measure: Measure, present: Sequence[Observation], readings: Sequence[Reading], frequency: Frequency
) -> list[Observation]:
    """The measure's numbers as they would be, the oldest first; what is new belongs to no session."""
    after = {(each.period, each.stratum): each for each in present}
    for reading in readings:
        key = key_of(reading, frequency)
        found = after.get(key)
        if found is None or differs(found, reading):
            after[key] = Observation(
                organization_id=measure.organization_id,
                measure_id=measure.id,
                period=key[0],
                stratum=key[1],
                numerator=reading.numerator,
                denominator=reading.denominator,
                value=reading.value,
                comment=reading.comment,
                is_unavailable=False,
            )
    return [after[key] for key in sorted(after)]


def fingerprint_of_present(
    measure: Measure, readings: Sequence[Reading], present: Sequence[Observation] | None = None
) -> str:
    """Which versions of the measure's numbers the readings fall upon, to tell whether somebody has changed them.

    `present` are the measure's numbers, where they are loaded already.
    """
    wanted = {key_of(each, measure.frequency) for each in readings}
    numbers = observations_of(measure) if present is None else present
    found = (f"{each.id}.{each.version}" for each in numbers if (each.period, each.stratum) in wanted)
    # Letters, since a personal number is looked for in all that a form carries.
    return hashlib.sha256(" ".join(found).encode()).hexdigest().translate(_LETTERS)

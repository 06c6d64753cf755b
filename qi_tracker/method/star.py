"""What a team's blind scores come to together, arm by arm. Whose they are is not known here."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from statistics import median

LOWEST_SCORE, HIGHEST_SCORE = 0, 5

# Our own choice. With two answers each sees the other's in the median or the spread, and with one it stands there bare;
# from three on nobody can tell whose is whose by arithmetic alone.
FEWEST_SHOWN = 3

# Our own choice: from here on, two in the group stand in different thirds of the scale.
WIDE_SPREAD = 3


@dataclass(frozen=True, slots=True)
class ArmResult:
    """What the group gave one arm. Median and both ends are None where so few answered that one could be told."""

    n_answers: int
    median: float | None = None
    lowest: int | None = None
    highest: int | None = None

    @property
    def is_shown(self) -> bool:
        """Whether enough answered."""
        return self.median is not None

    @property
    def spread(self) -> int:
        """Points between the lowest and the highest answer; 0 where none is shown."""
        return 0 if self.lowest is None or self.highest is None else self.highest - self.lowest


def arm_result(scores: Sequence[int]) -> ArmResult:
    """Median and spread of one arm.

    Parameters
    ----------
    scores
        One whole number from 0 to 5 for each who answered, in any order. Those who did not answer are left out.

    Returns
    -------
    Median (a half where two whole numbers share the middle), lowest and highest, in points of the scale; only the
    number of answers where there are fewer than `FEWEST_SHOWN`.

    Raises
    ------
    ValueError
        If a score is not on the scale.

    Source
    ------
    Our own: the quality star has no published scale.
    """
    if any(not LOWEST_SCORE <= score <= HIGHEST_SCORE for score in scores):
        raise ValueError("a score is not on the scale")
    if len(scores) < FEWEST_SHOWN:
        return ArmResult(len(scores))
    return ArmResult(len(scores), float(median(scores)), min(scores), max(scores))


def lowest_arms(results: Mapping[str, ArmResult]) -> list[str]:
    """The arms with the lowest median, in their order; none where no arm is shown, or all are alike."""
    shown = {arm: result.median for arm, result in results.items() if result.median is not None}
    low = min(shown.values(), default=None)
    found = [arm for arm, middle in shown.items() if middle == low]
    return found if len(found) < len(shown) else []


def divided_arms(results: Mapping[str, ArmResult]) -> list[str]:
    """The arms where the group sees it most differently, in their order; none where no spread is wide."""
    widest = max((result.spread for result in results.values()), default=0)
    return [arm for arm, result in results.items() if result.spread == widest] if widest >= WIDE_SPREAD else []


def shuffled(texts: Iterable[str], seed: str) -> list[str]:
    """The texts in an order that is the same each time and tells nothing about who wrote first."""
    return sorted(texts, key=lambda text: (sha256(f"{seed}\n{text}".encode()).digest(), text))

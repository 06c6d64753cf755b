"""What the page of a closed round shows: its star, the same as rows, and where to go on."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from qi_tracker.blueprints.common.dimensions import dimension_choices
from qi_tracker.blueprints.common.words import current_language, current_words
from qi_tracker.charts.quality_star import Star, StarArm, draw_star
from qi_tracker.i18n import formats, labels
from qi_tracker.method.star import ArmResult, divided_arms, lowest_arms
from qi_tracker.models import Aim, StarRound
from qi_tracker.services.quality_stars import aim_about, comments_of, earlier_of, results_of
from qi_tracker.vocabulary import Dimension


@dataclass(frozen=True, slots=True)
class ArmRow:
    """One arm in words."""

    key: str
    name: str
    median: str
    spread: str
    n_answers: int
    earlier: str
    comments: Sequence[str]
    is_chosen: bool
    # The aim that it has become.
    aim: Aim | None


@dataclass(frozen=True, slots=True)
class StarView:
    """The whole result of a closed round."""

    line: str
    # None where no arm has enough answers.
    star: Star | None
    rows: Sequence[ArmRow]
    earlier: StarRound | None

    @property
    def chosen(self) -> list[ArmRow]:
        """The arms that the group will work on."""
        return [row for row in self.rows if row.is_chosen]

    @property
    def said(self) -> list[ArmRow]:
        """The arms that somebody said something about."""
        return [row for row in self.rows if row.comments]

    @property
    def has_earlier(self) -> bool:
        """Whether there is a star to draw behind this one."""
        return any(row.earlier for row in self.rows)

    @property
    def is_any_hidden(self) -> bool:
        """Whether an arm has too few answers to be shown."""
        return any(not row.median for row in self.rows)


def star_view(star_round: StarRound) -> StarView:
    """The closed round as the group sees it."""
    named = dimension_choices()
    keys = [key for key, _name in named]
    results, before = results_of(star_round, keys), earlier_of(star_round)
    former = results_of(before, keys) if before is not None else {}
    rows = [_row(star_round, key, name, results[key], former.get(key)) for key, name in named]
    is_drawn = any(result.is_shown for result in results.values())
    star = draw_star([_arm(place, row, results, former) for place, row in enumerate(rows, 1)]) if is_drawn else None
    return StarView(_line(dict(named), results), star, rows, before)


def _row(star_round: StarRound, key: str, name: str, result: ArmResult, former: ArmResult | None) -> ArmRow:
    return ArmRow(
        key=key,
        name=name,
        median=_number(result.median),
        spread=f"{result.lowest}–{result.highest}" if result.is_shown else "",
        n_answers=result.n_answers,
        earlier=_number(former.median) if former is not None else "",
        comments=comments_of(star_round, key),
        is_chosen=key in star_round.chosen,
        aim=aim_about(star_round.project, key),
    )


def _arm(place: int, row: ArmRow, results: Mapping[str, ArmResult], former: Mapping[str, ArmResult]) -> StarArm:
    result, before = results[row.key], former.get(row.key)
    value = f"{row.median} ({row.spread})" if result.is_shown else "–"
    earlier = before.median if before is not None else None
    return StarArm(place, row.name, value, result.median, result.lowest, result.highest, earlier)


def _line(names: Mapping[str, str], results: Mapping[str, ArmResult]) -> str:
    """What to look at first; it is for the group to say why."""
    words, sentences = current_words(), []
    if not any(result.is_shown for result in results.values()):
        return words.gettext("Too few have scored for a result to be shown.")
    lowest, divided = lowest_arms(results), divided_arms(results)
    if lowest:
        sentences.append(words.gettext("Lowest: %(arms)s.", arms=_joined(lowest, names)))
    if divided:
        sentences.append(words.gettext("You see this most differently: %(arms)s.", arms=_joined(divided, names)))
    return " ".join(sentences) or words.gettext("You see all the arms much alike.")


def _joined(arms: Sequence[str], names: Mapping[str, str]) -> str:
    quoted = [f"«{formats.within_quotes(names[arm])}»" for arm in arms]
    return formats.join_list(quoted, current_language())


def _number(value: float | None) -> str:
    return "" if value is None else formats.number(value, current_language(), int(not value.is_integer()))


def statement_about(key: str, name: str) -> str:
    """The first words of an aim about an arm, said as it is when the aim is reached."""
    words = current_words()
    if key in set(Dimension):
        phrase = labels.dimension_phrase(Dimension(key), words)
        return words.gettext("Our services %(do_this)s.", do_this=phrase)
    return words.gettext("Our services are better at this: %(arm)s.", arm=name)

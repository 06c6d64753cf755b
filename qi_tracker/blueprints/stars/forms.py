"""The forms of a quality star: what it is about, one's own scores, and what the group makes of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from wtforms import RadioField, SelectField
from wtforms.validators import Optional

from qi_tracker.blueprints.common.forms import BaseForm, LongTextField, ManyChoicesField, TextField, options
from qi_tracker.blueprints.common.words import current_words
from qi_tracker.errors import InvalidInput
from qi_tracker.i18n.star_anchors import anchors
from qi_tracker.i18n.translate import N_
from qi_tracker.models import StarRound, StarScore
from qi_tracker.services.quality_stars import GivenScore, GroupDetails

_TITLE = N_("Which service is it about?")


class StartForm(BaseForm):
    """What the round is about; empty where it is the project's own service."""

    title = TextField(_TITLE, [Optional()])


class GroupForm(BaseForm):
    """What the group says, and picks."""

    comment = LongTextField(N_("What did you talk about?"), [Optional()])
    chosen = ManyChoicesField(N_("Which arms will you work on?"))
    title = TextField(_TITLE, [Optional()])

    def offer(self, arms: Sequence[tuple[str, str]]) -> None:
        """Fill in which arms can be chosen."""
        self.chosen.choices = options(arms)

    def fill(self, star_round: StarRound) -> None:
        """Show what is written now."""
        self.process(data=present_values(star_round))

    def details(self) -> GroupDetails:
        """What the service takes."""
        return GroupDetails(self.title.data or "", self.comment.data or "", list(self.chosen.data or []))


def present_values(star_round: StarRound) -> dict[str, object]:
    """The round as the form's fields hold it; also theirs in a conflict."""
    return {
        "title": star_round.title,
        "comment": star_round.comment,
        "chosen": star_round.chosen,
        "version": star_round.version,
    }


class ArmForm(BaseForm):
    """A button that makes an aim of one arm."""

    arm = SelectField("")


@dataclass(frozen=True, slots=True)
class ArmFields:
    """The two fields of one arm."""

    name: str
    score: Any
    comment: Any


class ScoreForm(BaseForm):
    """One's own scores. A form has the arms that the installation has: `score_form` makes it."""

    def arms(self, named: Sequence[tuple[str, str]]) -> list[ArmFields]:
        """The fields arm by arm."""
        return [ArmFields(name, self[f"score_{key}"], self[f"comment_{key}"]) for key, name in named]

    def given(self, named: Sequence[tuple[str, str]]) -> list[GivenScore]:
        """What is scored.

        Raises
        ------
        InvalidInput
            If no arm has a score, or one has a comment alone: it would belong to no answer.
        """
        found = []
        for key, _name in named:
            score, comment = self[f"score_{key}"].data, self[f"comment_{key}"].data or ""
            if score is not None:
                found.append(GivenScore(key, score, comment))
            elif comment:
                raise InvalidInput("star_comment_alone", field=f"score_{key}")
        if not found:
            raise InvalidInput("star_nothing_scored")
        return found


def score_form(named: Sequence[tuple[str, str]], own: Mapping[str, StarScore]) -> ScoreForm:
    """The form with a scale and a comment for each arm, filled with what one gave before."""
    fields: dict[str, Any] = {}
    for key, name in named:
        fields[f"score_{key}"] = RadioField(name, coerce=_score, choices=_scale(key))
        fields[f"comment_{key}"] = TextField(N_("Will you say why?"), [Optional()], longest=500)
    made: type[ScoreForm] = type("ArmsForm", (ScoreForm,), fields)
    given = {f"score_{key}": score.score for key, score in own.items()}
    said = {f"comment_{key}": score.comment for key, score in own.items()}
    return made(data=given | said)


def _scale(key: str) -> list[Any]:
    words = current_words()
    scored = [(number, f"{number} – {text}") for number, text in enumerate(anchors(key, words))]
    return options([*scored, ("", words.gettext("I do not know"))])


def _score(value: Any) -> int | None:
    return None if value in (None, "") else int(value)

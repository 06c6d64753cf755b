"""The aim's sentence, made from what the form holds."""

from collections.abc import Sequence

from qi_tracker.blueprints.aims.forms import AimForm
from qi_tracker.blueprints.common.aims import aim_unit
from qi_tracker.blueprints.common.verdicts import unit_of
from qi_tracker.blueprints.common.words import current_words
from qi_tracker.i18n.smart import AimParts, aim_sentence
from qi_tracker.i18n.translate import words_for
from qi_tracker.models import Aim, Measure
from qi_tracker.vocabulary import Language


def make_sentence(form: AimForm, measures: Sequence[Measure]) -> None:
    """Write the sentence from the parts into the form; without its parts it stays as it is."""
    form.statement.data = aim_sentence(_parts_in(form, measures), current_words()) or form.statement.data


def keep_in_step(form: AimForm, measures: Sequence[Measure], aim: Aim | None = None) -> None:
    """Let the sentence follow its parts as long as nobody has written it by hand, and make one where there is none."""
    typed = (form.statement.data or "").strip()
    made = {aim_sentence(_parts_of(aim), words_for(language)) for language in Language} if aim is not None else set()
    if not typed or typed in made:
        make_sentence(form, measures)


def _parts_in(form: AimForm, measures: Sequence[Measure]) -> AimParts:
    measure = next((measure for measure in measures if measure.id == form.measure_id.data), None)
    return AimParts(
        what=form.what.data or "",
        for_whom=form.for_whom.data or "",
        from_value=form.from_value.data,
        to_value=form.to_value.data,
        unit=unit_of(measure) if measure is not None else form.unit.data or "",
        by=form.by.data,
    )


def _parts_of(aim: Aim) -> AimParts:
    return AimParts(aim.what, aim.for_whom, aim.from_value, aim.to_value, aim_unit(aim), aim.by)

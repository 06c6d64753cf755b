"""A table of a system that two of the demo's measures know: one number is new, two are others than those there."""

from datetime import date, timedelta

from sqlalchemy import select

from qi_tracker.access.actors import Actor
from qi_tracker.exchange.drafts import settings_to_json, table_to_json
from qi_tracker.exchange.preview import preview_table
from qi_tracker.exchange.read_settings import AUTOMATIC
from qi_tracker.exchange.recipes import mark_of, recipe_of, settings_by
from qi_tracker.exchange.tables import read_table
from qi_tracker.extensions import db
from qi_tracker.models import ImportDraft, ImportRecipe, Measure
from qi_tracker.services.imports import correct_draft, keep_draft
from qi_tracker.services.observations import observations_of
from qi_tracker.vocabulary import ValueType


def known_draft(actor: Actor, measure: Measure, today: date) -> ImportDraft:
    """The draft of the table, read as last time; another measure of the project has a recipe for it too."""
    numbers = [each for each in observations_of(measure) if each.numerator is not None and each.denominator]
    before = numbers[0].period - timedelta(days=1)
    rows = [f"{before:%Y-%m};60;150"]
    for place, each in enumerate(numbers):
        numerator = int(each.numerator or 0) + (1 if place in (3, 5) else 0)
        rows.append(f"{each.period:%Y-%m};{numerator};{int(each.denominator or 0)}")
    table = read_table("\n".join(["Måned;Med aktivitet;Barn i alt", *rows]) + "\n")
    shown = preview_table(table, today)
    mark = mark_of(table, shown)
    recipe = recipe_of(shown, mark, AUTOMATIC)
    same_project = select(Measure).where(
        Measure.project_id == measure.project_id,
        Measure.value_type == ValueType.PROPORTION,
        Measure.calculation.is_(None),
        Measure.id != measure.id,
    )
    kept = [
        ImportRecipe(
            organization_id=each.organization_id, measure_id=each.id, fingerprint=mark.fingerprint, settings=recipe
        )
        for each in (measure, *db.session.scalars(same_project.order_by(Measure.id).limit(1)))
    ]
    db.session.add_all(kept)
    decided = settings_by(recipe, mark, table, AUTOMATIC)
    assert decided is not None
    draft = keep_draft(actor, measure, table_to_json(table))
    correct_draft(draft, settings_to_json(decided) | {"recipe": kept[0].id})
    return draft

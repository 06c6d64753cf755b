"""Recipes: how a measure's last tables were read, kept until they are forgotten."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from qi_tracker.extensions import db
from qi_tracker.models import Import, ImportRecipe, Measure
from qi_tracker.models.base import utc_now
from qi_tracker.services.saving import flush

MOST_KEPT = 10
"""Systems that one measure's numbers come from; the one that was not used for longest gives way."""


@dataclass(frozen=True, slots=True)
class Recipe:
    """What a table is known by, and how it was read, as plain values."""

    fingerprint: str
    settings: dict[str, Any]


def recipes_of(measure: Measure) -> Sequence[ImportRecipe]:
    """The measure's recipes, the one used last first."""
    return db.session.scalars(
        select(ImportRecipe)
        .where(ImportRecipe.organization_id == measure.organization_id, ImportRecipe.measure_id == measure.id)
        .order_by(ImportRecipe.used_at.desc(), ImportRecipe.id.desc())
    ).all()


def recipes_by_measure(
    organization_id: int, project_id: int, fingerprints: Collection[str]
) -> Mapping[Measure, ImportRecipe]:
    """The live measures of a project that have a recipe for one of these tables, and the one used last."""
    found = db.session.scalars(
        select(ImportRecipe)
        .join(Measure, Measure.id == ImportRecipe.measure_id)
        .where(
            ImportRecipe.organization_id == organization_id,
            Measure.project_id == project_id,
            Measure.deleted_at.is_(None),
            ImportRecipe.fingerprint.in_(sorted(fingerprints)),
        )
        .order_by(ImportRecipe.measure_id, ImportRecipe.used_at)
    ).all()
    return {recipe.measure: recipe for recipe in found}


def keep_recipe(measure: Measure, recipe: Recipe, done: Import) -> dict[str, Any]:
    """Keep how an import read its table, in place of what was kept for tables like it.

    Returns
    -------
    What `take_recipe_back` needs, as plain values.
    """
    kept = recipes_of(measure)
    found = next((each for each in kept if each.fingerprint == recipe.fingerprint), None)
    before = None if found is None else found.settings
    if found is None:
        for each in kept[MOST_KEPT - 1 :]:
            db.session.delete(each)
        found = ImportRecipe(
            organization_id=measure.organization_id, measure_id=measure.id, fingerprint=recipe.fingerprint
        )
        db.session.add(found)
    found.settings = {**recipe.settings, "import_id": done.id}
    found.used_at = utc_now()
    flush()
    return {"fingerprint": recipe.fingerprint, "before": before}


def take_recipe_back(done: Import) -> None:
    """Have the recipe as it was before an import that is undone, unless a later one has used it."""
    kept = done.decisions.get("recipe")
    if kept is None:
        return
    for found in recipes_of(done.measure):
        if found.fingerprint == kept["fingerprint"] and found.settings.get("import_id") == done.id:
            if kept["before"] is None:
                db.session.delete(found)
            else:
                found.settings = kept["before"]
    flush()


def forget_recipe(recipe: ImportRecipe) -> None:
    """Read the next table like this one as if none had come before."""
    db.session.delete(recipe)
    flush()

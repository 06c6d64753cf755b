"""The quality dimensions as choices and as words."""

from collections.abc import Iterable

from sqlalchemy import select

from qi_tracker.blueprints.common.words import current_words
from qi_tracker.extensions import db
from qi_tracker.i18n.labels import label
from qi_tracker.models import QualityDimension
from qi_tracker.vocabulary import Dimension


def dimension_choices() -> list[tuple[str, str]]:
    """(key, label) of every dimension of the installation, in their order."""
    return [(dimension.key, _label(dimension)) for dimension in _dimensions()]


def dimension_labels(keys: Iterable[str]) -> list[str]:
    """The labels of some dimensions, in their order."""
    wanted = set(keys)
    return [_label(dimension) for dimension in _dimensions() if dimension.key in wanted]


def _dimensions() -> list[QualityDimension]:
    return list(db.session.scalars(select(QualityDimension).order_by(QualityDimension.position)))


def _label(dimension: QualityDimension) -> str:
    words = current_words()
    own: str | None = getattr(dimension, f"label_{words.language.value}") or dimension.label_nb
    return own or label(Dimension(dimension.key), words)

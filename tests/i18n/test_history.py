"""Every field that the history can tell of has a name, every kind of thing has a phrase, in three languages."""

import pytest

from qi_tracker.blueprints.common.recorded import RECORDED
from qi_tracker.i18n.history import DEEDS, FIELDS, HEADINGS, PHRASES, UNSPOKEN, field_label
from qi_tracker.i18n.translate import words_for
from qi_tracker.models import Base, Invitation, Organization, Person, TenantRow
from qi_tracker.services.history import _RECORDED, _UNRECORDED
from qi_tracker.services.places import KINDS
from qi_tracker.vocabulary import Language


def recorded_kinds() -> dict[str, type]:
    """Table name → every kind of row that leaves events."""
    kinds = {mapper.class_ for mapper in Base.registry.mappers}
    told = {kind for kind in kinds if issubclass(kind, TenantRow)} | {Organization, Invitation, Person}
    return {str(kind.__tablename__): kind for kind in told}


def recorded_fields(noun: str) -> set[str]:
    """The columns of which the history keeps what they held."""
    kind = recorded_kinds()[noun]
    columns = {column.name for column in kind.__table__.columns} - _UNRECORDED
    return set(_RECORDED.get(kind, columns))


def unlabelled(fields: object = FIELDS) -> list[str]:
    """Fields without a name; how to mend it."""
    return [
        f"{noun}.{field} has no name: add it to FIELDS in qi_tracker/i18n/history.py."
        for noun in sorted(recorded_kinds())
        for field in sorted(recorded_fields(noun) - set(fields.get(noun, ())))  # type: ignore[attr-defined]  # a mapping
    ]


def test_every_recorded_field_has_a_name() -> None:
    assert unlabelled() == []
    assert {noun: set(fields) for noun, fields in FIELDS.items()} == {
        noun: recorded_fields(noun) for noun in recorded_kinds()
    }


def test_a_column_without_a_name_is_told() -> None:
    """The planted defect."""
    fields = {noun: dict(names) for noun, names in FIELDS.items()}
    del fields["measures"]["target"]
    assert unlabelled(fields) == ["measures.target has no name: add it to FIELDS in qi_tracker/i18n/history.py."]


def test_what_is_not_told_is_a_field_all_the_same() -> None:
    assert all(fields <= set(FIELDS[noun]) for noun, fields in UNSPOKEN.items())


def test_every_kind_of_thing_is_known_to_all_who_tell_of_it() -> None:
    assert set(PHRASES) == set(recorded_kinds()) == set(RECORDED)
    assert set(HEADINGS) == set(KINDS)


@pytest.mark.parametrize("language", Language)
def test_each_text_holds_what_it_is_about(language: Language) -> None:
    words = words_for(language)
    for text in [*PHRASES.values(), *HEADINGS.values()]:
        assert "§" in words.pgettext(*text, name="§")
    for text in DEEDS.values():
        assert "§" in words.pgettext(*text, thing="§")


def test_a_field_that_nobody_knows_is_passed_over() -> None:
    assert field_label("measures", "gone", words_for(Language.BOKMAL)) is None
    assert field_label("gone", "gone", words_for(Language.BOKMAL)) is None

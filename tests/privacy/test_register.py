"""Every column of the database is in the register of what is held about whom."""

from collections.abc import Mapping, Sequence

from qi_tracker.models import Base
from qi_tracker.privacy import register
from qi_tracker.privacy.register import REGISTER, about_people, columns_of, unregistered
from qi_tracker.vocabulary import DataKind, DataSubject, Keeping


def schema() -> Mapping[str, Sequence[str]]:
    return {table.name: [column.name for column in table.columns] for table in Base.metadata.sorted_tables}


def test_every_column_is_registered_and_nothing_else_is() -> None:
    assert list(unregistered(schema())) == []


def test_no_column_is_registered_twice() -> None:
    for table, holdings in REGISTER.items():
        columns = [column for some in holdings.values() for column in some.split()]
        assert len(columns) == len(set(columns)), table


def test_a_new_column_and_a_new_table_are_missed() -> None:
    """The planted defect."""
    grown = {**schema(), "people": [*schema()["people"], "telephone"], "diaries": ["text"]}
    assert [told.split(":")[0] for told in unregistered(grown)] == ["diaries.text", "people.telephone"]


def test_a_column_that_is_gone_is_told() -> None:
    shrunk = {table: columns for table, columns in schema().items() if table != "tasks"}
    assert list(unregistered(shrunk)) == ["tasks is in privacy/register.py, and no longer in the database."]


def test_whoever_is_named_by_a_key_is_known_to_be_there() -> None:
    """A column that points to a person holds something about that person."""
    for table in Base.metadata.sorted_tables:
        for key in table.foreign_keys:
            if key.column.table.name == "people":
                about = columns_of(table.name)[key.parent.name].about
                assert about is not DataSubject.NOBODY, f"{table.name}.{key.parent.name}"


def test_no_text_that_people_write_is_said_to_be_about_nobody() -> None:
    texts = {"comment", "text", "note", "reason", "statement", "challenge", "lesson", "plan", "description", "result"}
    # Whom a link is meant for: somebody of the staff.
    texts_about_staff = {("invitations", "note")}
    for table in REGISTER:
        for column, holding in columns_of(table).items():
            if column in texts and (table, column) not in texts_about_staff:
                assert (holding.kind, holding.about) == (DataKind.TEXT, DataSubject.ANYONE), f"{table}.{column}"


def test_all_that_is_about_people_is_told_once_with_its_places() -> None:
    told = about_people()
    places = [place for _, some in told for place in some]
    assert len(places) == len(set(places)) and "people.email" in places and "observations.numerator" in places
    assert not any(holding.about is DataSubject.NOBODY for holding, _ in told)


def test_every_way_of_keeping_is_used() -> None:
    used = {holding.kept for table in register.REGISTER for holding in columns_of(table).values()}
    assert used == set(Keeping)

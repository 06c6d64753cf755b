"""Who is inside of a narrowed measure: the rule, said a second time, and that lists say the same as the rule."""

from collections.abc import Callable, Iterator, Mapping
from itertools import product

import pytest
from flask import Flask
from sqlalchemy import select

from qi_tracker.access import predicates, scope
from qi_tracker.access.actors import Actor
from qi_tracker.access.permissions import Permission
from qi_tracker.access.rules import allows
from qi_tracker.extensions import db
from qi_tracker.models import Annotation, Base, Exclusion, Import, ImportDraft, Measure, Observation, Phase, Project
from qi_tracker.services.acting import act_as
from qi_tracker.vocabulary import Calculation, OrganizationRole, ProjectRole
from tests.inside import inside
from tests.people import Who, World

ORGANIZATION, PROJECT = 1, 1
OWNER, COLLECTOR, STAND_IN, CHOSEN, OTHER, LEAD = range(11, 17)

# Under a name, what is set on the measure, and who is inside of it among those who are in its project.
NARROWINGS: Mapping[str, tuple[dict[str, object], set[int]]] = {
    "open": ({}, {OWNER, COLLECTOR, STAND_IN, CHOSEN, OTHER, LEAD}),
    "open, whoever was chosen before": ({"insiders": [CHOSEN]}, {OWNER, COLLECTOR, STAND_IN, CHOSEN, OTHER, LEAD}),
    "narrowed without an owner": ({"is_narrowed": True}, {LEAD}),
    "narrowed by its owner": ({"is_narrowed": True, "owner_id": OWNER}, {OWNER}),
    "with those who enter": (
        {"is_narrowed": True, "owner_id": OWNER, "collector_id": COLLECTOR, "stand_in_id": STAND_IN},
        {OWNER, COLLECTOR, STAND_IN},
    ),
    "with one chosen": ({"is_narrowed": True, "owner_id": OWNER, "insiders": [CHOSEN]}, {OWNER, CHOSEN}),
    "with two chosen": ({"is_narrowed": True, "owner_id": OWNER, "insiders": [CHOSEN, LEAD]}, {OWNER, CHOSEN, LEAD}),
}
EVERYONE = (OWNER, COLLECTOR, STAND_IN, CHOSEN, OTHER, LEAD)


def actor_named(person_id: int, role: ProjectRole | None = ProjectRole.MEMBER) -> Actor:
    """Somebody of the organisation, in its project or not."""
    role = ProjectRole.LEAD if person_id == LEAD and role is not None else role
    roles = {PROJECT: role} if role is not None else {}
    return Actor(person_id, False, {ORGANIZATION: OrganizationRole.MEMBER}, roles, frozenset({ORGANIZATION}))


def measure_with(**fields: object) -> Measure:
    """A measure of the project."""
    project = Project(id=PROJECT, organization_id=ORGANIZATION)
    return Measure(organization_id=ORGANIZATION, project=project, **{"insiders": [], **fields})


def seeing(measure: Base) -> set[int]:
    """Who of the project sees the numbers."""
    return {person for person in EVERYONE if allows(actor_named(person), Permission.SEE_NUMBERS, measure)}


@pytest.mark.parametrize("name", NARROWINGS)
def test_those_inside_see_the_numbers_and_no_others(name: str) -> None:
    fields, expected = NARROWINGS[name]
    assert seeing(measure_with(**fields)) == expected


@pytest.mark.parametrize("name", NARROWINGS)
def test_only_those_inside_enter_and_decide_about_the_chart(name: str) -> None:
    measure = measure_with(**NARROWINGS[name][0])
    for person in EVERYONE:
        is_inside = person in NARROWINGS[name][1]
        for permission in (Permission.ENTER_NUMBERS, Permission.DECIDE_CHART):
            assert allows(actor_named(person), permission, measure) is is_inside
        reader = actor_named(person, ProjectRole.READER)
        if person != LEAD:
            assert not allows(reader, Permission.ENTER_NUMBERS, measure)


@pytest.mark.parametrize("name", NARROWINGS)
def test_what_lies_under_a_measure_is_as_closed_as_it(name: str) -> None:
    measure = measure_with(**NARROWINGS[name][0])
    for kind in (Phase, Exclusion, Observation, Annotation, Import):
        assert seeing(kind(organization_id=ORGANIZATION, measure=measure)) == NARROWINGS[name][1]


def test_a_role_in_the_project_is_needed_too() -> None:
    measure = measure_with(is_narrowed=True, owner_id=OWNER, collector_id=COLLECTOR, insiders=[CHOSEN])
    assert not any(allows(actor_named(person, None), Permission.SEE_NUMBERS, measure) for person in EVERYONE)


def test_a_draft_of_ones_own_is_closed_when_one_is_put_outside() -> None:
    measure = measure_with(is_narrowed=True, owner_id=OWNER)
    draft = ImportDraft(organization_id=ORGANIZATION, measure=measure, person_id=OTHER)
    assert not allows(actor_named(OTHER), Permission.USE_IMPORT_DRAFT, draft)
    measure.insiders = [OTHER]
    assert allows(actor_named(OTHER), Permission.USE_IMPORT_DRAFT, draft)


def test_the_owner_decides_who_is_inside_and_the_lead_where_there_is_none() -> None:
    def deciding(**fields: object) -> set[int]:
        measure = measure_with(**fields)
        return {each for each in EVERYONE if allows(actor_named(each), Permission.DECIDE_INSIDERS, measure)}

    assert deciding() == {LEAD}
    assert deciding(owner_id=OWNER, collector_id=COLLECTOR, insiders=[CHOSEN]) == {OWNER}


def test_a_calculated_measure_is_for_those_inside_of_all_its_sources() -> None:
    first = measure_with(is_narrowed=True, owner_id=OWNER, insiders=[CHOSEN, OTHER])
    second = measure_with(is_narrowed=True, owner_id=CHOSEN, insiders=[LEAD])
    assert seeing(measure_with(numerator_measure=first)) == {OWNER, CHOSEN, OTHER}
    assert seeing(measure_with(numerator_measure=first, denominator_measure=second)) == {CHOSEN}
    assert seeing(measure_with(numerator_measure=first, is_narrowed=True, owner_id=OTHER)) == {OTHER}


def test_nothing_but_a_measure_and_what_is_under_it_has_numbers() -> None:
    project = Project(id=PROJECT, organization_id=ORGANIZATION)
    assert not any(allows(actor_named(person), Permission.SEE_NUMBERS, project) for person in EVERYONE)


# Lists.


def _narrowed(world: World) -> Iterator[Measure]:
    """Of each project one measure for each way of narrowing it, and calculated ones of them."""
    people = world.people
    for tenant in (world.lerkevik, world.storfjell):
        row = {"organization_id": tenant["organization_id"], "project_id": tenant["project_id"]}
        like = db.session.get_one(Measure, tenant["measure_id"])
        row |= {"name": "Smal", "value_type": like.value_type, "direction": like.direction, "is_narrowed": True}
        made = [
            Measure(**{**row, **fields})
            for fields in (
                {"is_narrowed": False, "insiders": [people[Who.MEMBER]]},
                {},
                {"owner_id": people[Who.MEMBER]},
                {"owner_id": people[Who.MEMBER], "collector_id": people[Who.LEAD]},
                {"owner_id": people[Who.MEMBER], "stand_in_id": people[Who.LEAD]},
                {"owner_id": people[Who.MEMBER], "insiders": [people[Who.LEAD], people[Who.READER]]},
                # Ids that look like others' written beside each other.
                {"owner_id": people[Who.MEMBER], "insiders": [people[Who.LEAD] * 10 + 1, 100 + people[Who.READER]]},
            )
        ]
        yield from _added(made)
        of = row | {"is_narrowed": False, "calculation": Calculation.RATIO, "numerator_measure_id": made[5].id}
        yield from _added([Measure(**of, denominator_measure_id=found.id) for found in made])


def _added(measures: list[Measure]) -> list[Measure]:
    db.session.add_all(measures)
    db.session.flush()
    return measures


def _everyone(world: World) -> Iterator[Actor]:
    """Every person with every mix of roles in the two projects."""
    ids = (world.lerkevik["project_id"], world.storfjell["project_id"])
    organizations = (world.lerkevik["organization_id"], world.storfjell["organization_id"])
    for person in (Who.LEAD, Who.MEMBER, Who.READER):
        for roles in product([None, ProjectRole.LEAD, ProjectRole.READER], repeat=2):
            joined = frozenset(id for id, role in zip(organizations, roles, strict=True) if role)
            in_projects = {id: role for id, role in zip(ids, roles, strict=True) if role}
            yield Actor(world.people[person], False, {organizations[0]: OrganizationRole.MEMBER}, in_projects, joined)
    yield Actor()


def _differences(world: World) -> list[str]:
    """Where a list of measures shows something else than the rule allows."""
    act_as(db.session(), 1, (world.lerkevik["organization_id"], world.storfjell["organization_id"]))
    rows = db.session.scalars(select(Measure)).all()
    found = []
    for actor in _everyone(world):
        listed = set(db.session.scalars(select(Measure.id).where(scope.open_measures(actor))))
        allowed = {row.id for row in rows if allows(actor, Permission.SEE_NUMBERS, row)}
        if listed != allowed:
            found.append(f"{actor}: lists {listed}, allowed {allowed}")
    return found


@pytest.fixture
def narrowed(app: Flask, world: World) -> Iterator[list[Measure]]:
    """Inside a session that sees both organisations."""
    with inside(app):
        act_as(db.session(), 1, (world.lerkevik["organization_id"], world.storfjell["organization_id"]))
        yield list(_narrowed(world))


def test_lists_of_numbers_agree_with_the_rule(narrowed: list[Measure], world: World) -> None:
    assert narrowed
    assert _differences(world) == []


def test_a_source_in_the_bin_closes_nothing_in_either(narrowed: list[Measure], world: World) -> None:
    source = db.session.get_one(Measure, next(row for row in narrowed if row.calculation).numerator_measure_id)
    source.deleted_at = source.created_at
    db.session.flush()
    db.session.expire_all()
    assert _differences(world) == []


@pytest.mark.parametrize(
    "planted",
    [
        lambda _actor, measure: measure.id.is_not(None),
        lambda actor, measure: measure.is_narrowed.is_(False) | (measure.owner_id == actor.person_id),
        lambda actor, measure: ~measure.is_narrowed | measure.insiders.cast(db.String).contains(str(actor.person_id)),
    ],
    ids=["everything", "the owner alone", "ids that look alike"],
)
def test_a_condition_that_forgets_something_is_seen(
    planted: Callable[..., object], narrowed: list[Measure], world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert narrowed
    monkeypatch.setattr(scope, "open_by_itself", planted)
    assert _differences(world)


def test_a_rule_that_forgets_the_sources_is_seen(
    narrowed: list[Measure], world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert narrowed
    monkeypatch.setattr(predicates, "_is_inside_alone", lambda _actor, _measure: True)
    assert _differences(world)

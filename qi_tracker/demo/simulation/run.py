"""Simulates an installation: empty or begun before, one organisation at a time, so that it can be stopped anywhere."""

import json
import os
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path

from flask import Flask
from sqlalchemy import select

from qi_tracker.demo.simulation import names
from qi_tracker.demo.simulation.organization import FIRST_UNIT_LEADER, ROLES, invented_rows
from qi_tracker.demo.simulation.rows import Origin
from qi_tracker.demo.simulation.sizes import TOP_UNITS, Sizes, shares
from qi_tracker.demo.simulation.writing import reserve_numbers, write
from qi_tracker.errors import WrongDatabase
from qi_tracker.extensions import db
from qi_tracker.migrations.runner import owner_engine
from qi_tracker.models import Installation, Organization, Person
from qi_tracker.services.passwords import hash_password
from qi_tracker.services.summaries import local_today
from qi_tracker.settings import Settings
from qi_tracker.vocabulary import Language, OrganizationRole, ProjectRole

# In the instance folder: says that this installation's content is invented, and from what it is made.
MARKER = "simulated.json"
# Of every account. A simulated installation is never for others than those who try it.
PASSWORD = "bare til utprøving her"
OPERATOR_ID, OPERATOR_EMAIL = 1, "operator@simulert.example"

# Told how many of how many organisations are there.
Tell = Callable[[int, int], object]


class SimulatedRole(StrEnum):
    """What one can be beside the roles in an organisation and in a project."""

    OPERATOR = "operator"
    UNIT_LEADER = "unit_leader"


Role = SimulatedRole | OrganizationRole | ProjectRole


@dataclass(frozen=True, slots=True)
class Account:
    """Somebody to sign in as."""

    role: Role
    email: str


def simulate(app: Flask, settings: Settings, sizes: Sizes, tell: Tell) -> list[Account]:
    """Fill the installation, or go on filling it; returns one account of each role, all with `PASSWORD`.

    Raises
    ------
    WrongDatabase
        If it holds something that was not simulated, or was simulated with other sizes.
    """
    with app.app_context():
        try:
            today = _begun(settings, sizes)
            found = shares(sizes)
            origin = Origin(sizes.seed, today, _operator_s_hash())
            _reserve(settings, sizes)
            present = set(db.session.scalars(select(Organization.id)))
            db.session.rollback()
            for done, share in enumerate(found):
                tell(done, len(found))
                if share.number + 1 not in present:
                    write(invented_rows(origin, share))
            tell(len(found), len(found))
        finally:
            db.session.remove()
    return accounts(sizes)


def accounts(sizes: Sizes) -> list[Account]:
    """One of each role, in the organisation that has most to see."""
    largest = max(shares(sizes), key=lambda share: share.projects)
    places: dict[Role, int] = {
        **{role: place for place, role in enumerate(ROLES)},
        SimulatedRole.UNIT_LEADER: FIRST_UNIT_LEADER,
        # Each project is led by the person with its number.
        ProjectRole.LEAD: min(FIRST_UNIT_LEADER + TOP_UNITS, largest.projects - 1),
    }
    return [
        Account(SimulatedRole.OPERATOR, OPERATOR_EMAIL),
        *(Account(role, names.email(largest.number, place)) for role, place in places.items()),
    ]


def _begun(settings: Settings, sizes: Sizes) -> date:
    """The day that the series end at: today, or the day on which the simulation was begun."""
    marker = settings.instance / MARKER
    installation = db.session.scalars(select(Installation.uuid)).one()
    wanted = {"installation": installation, **asdict(sizes)}
    if marker.exists():
        kept = json.loads(marker.read_text("utf-8"))
        begun = date.fromisoformat(kept.pop("today"))
        if kept != wanted:
            raise WrongDatabase("simulated_otherwise", marker=str(marker))
        return begun
    for content in (Organization.id, Person.id):
        if db.session.scalar(select(content).limit(1)) is not None:
            raise WrongDatabase("not_simulated")
    today = local_today()
    _keep(marker, {**wanted, "today": today.isoformat()})
    return today


def _keep(marker: Path, content: dict[str, object]) -> None:
    """Whole or not at all: a start that was cut short must not look like somebody's own content."""
    new = marker.with_suffix(".new")
    with new.open("w", encoding="utf-8") as file:
        json.dump(content, file, indent=2)
        file.flush()
        os.fsync(file.fileno())
    new.replace(marker)


def _operator_s_hash() -> str:
    """The hash that all accounts have: of one making, because it is slow on purpose."""
    known = db.session.get(Person, OPERATOR_ID)
    db.session.rollback()
    if known is not None and known.password_hash is not None:
        return known.password_hash
    password_hash = hash_password(PASSWORD)
    db.session.add(
        Person(
            id=OPERATOR_ID,
            name="Testperson som driver installasjonen",
            email=OPERATOR_EMAIL,
            password_hash=password_hash,
            language=Language.BOKMAL,
            is_operator=True,
        )
    )
    db.session.commit()
    return password_hash


def _reserve(settings: Settings, sizes: Sizes) -> None:
    engine = owner_engine(settings)
    try:
        reserve_numbers(engine, shares(sizes))
    finally:
        engine.dispose()

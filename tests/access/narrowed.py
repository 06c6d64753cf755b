"""A narrowed measure with numbers that stand nowhere else, and a walk through every route that looks for them."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Final

from sqlalchemy import select

from qi_tracker.extensions import db
from qi_tracker.models import (
    Aim,
    Annotation,
    ChangeIdea,
    Exclusion,
    Import,
    Measure,
    Meeting,
    Observation,
    PdsaCycle,
    Phase,
)
from qi_tracker.services.acting import act_as
from qi_tracker.services.saving import put_in_bin
from qi_tracker.vocabulary import Calculation, CycleStage, Direction, MeasureKind, ValueType
from tests.access.browsing import Browser, house_of
from tests.access.house import Anyone, House, Party
from tests.access.leaving import bytes_of
from tests.access.routes import Kind, Route, every_route
from tests.databases import Prepared
from tests.inside import inside
from tests.people import YEAR, Who

# Every number of the measure begins so, and with it medians, last values, limits and axes: they lie within 1 per mille.
FIRST: Final = 735_110
DIGITS: Final = re.compile(rb"7351[12]\d")
# In all that somebody wrote under the measure.
WORD: Final = "Smalkanari"
# What stands between the digits of a large number, in one language or another.
_BETWEEN_DIGITS: Final = re.compile(rb"(?<=\d)(?:[ .,]|\xc2\xa0|\xe2\x80\xaf|&nbsp;|&#160;|\\u00a0|\\u202f)(?=\d)")
# Who is in the project and not inside.
OUTSIDE: Final[Sequence[Anyone]] = (Who.MEMBER, Who.READER, Party.GUEST)


@dataclass(frozen=True, slots=True)
class Narrowed:
    """Ids, under the names that addresses use: of the measure with what lies under it, and of one computed from it."""

    ids: Mapping[str, int]
    computed_ids: Mapping[str, int]


def narrowed_measure(prepared: Prepared, owner: Who = Who.LEAD) -> Narrowed:
    """Made in the house's own project, with its owner alone inside, as its outcome; and something of it in the bin."""
    house = house_of(prepared)
    with inside(prepared.app, house.person_id(Who.LEAD)):
        act_as(db.session(), house.person_id(Who.LEAD), {house.lerkevik["organization_id"]})
        for other in db.session.scalars(select(Measure).filter_by(project_id=house.lerkevik["project_id"])):
            # What the project is known by is then the narrowed one.
            other.kind = MeasureKind.PROCESS
        measure = _measure(house, "Smal indikator", owner_id=house.person_id(owner))
        one = _measure(house, "Hele tiden én")
        _numbers(measure, [FIRST + (month * 7) % 10 for month in range(1, 15)], WORD)
        _numbers(one, [1.0] * 14)
        computed = _measure(house, "Regnet ut av den smale")
        computed.calculation = Calculation.RATIO
        computed.numerator_measure_id, computed.denominator_measure_id = measure.id, one.id
        ids = _under(house, measure)
        measure.is_narrowed = True
        db.session.commit()
        return Narrowed({**ids, "measure_id": measure.id}, {"measure_id": computed.id})


def _measure(house: House, name: str, **fields: object) -> Measure:
    measure = Measure(
        organization_id=house.lerkevik["organization_id"],
        project_id=house.lerkevik["project_id"],
        name=name,
        value_type=ValueType.NUMBER,
        direction=Direction.UP,
        **fields,
    )
    db.session.add(measure)
    db.session.flush()
    return measure


def _numbers(measure: Measure, values: Sequence[float], comment: str = "") -> None:
    row = {"organization_id": measure.organization_id, "measure_id": measure.id}
    numbers = [
        Observation(
            **row, period=date(YEAR - 1 + n // 12, n % 12 + 1, 1), value=value, comment=comment if n == 3 else ""
        )
        for n, value in enumerate(values)
    ]
    db.session.add_all(numbers)
    db.session.flush()
    # One is in the bin, one has been changed.
    put_in_bin(numbers[0], numbers[0].version)
    assert numbers[5].value is not None
    numbers[5].value += 1
    db.session.flush()


def _under(house: House, measure: Measure) -> dict[str, int]:
    row = {"organization_id": measure.organization_id, "measure_id": measure.id}
    phase = Phase(**row, starts_on=date(YEAR, 1, 1), reason=f"Ny telling {WORD}")
    exclusion = Exclusion(**row, period=date(YEAR - 1, 6, 1), reason=f"Stengt {WORD}")
    annotation = Annotation(**row, happened_on=date(YEAR, 2, 1), text=f"Sluttet {WORD}")
    done = Import(**row, person_id=house.person_id(Who.LEAD), n_added=735_121)
    deleted = Annotation(**row, happened_on=date(YEAR, 3, 1), text=f"Begynte {WORD}")
    meeting = Meeting(organization_id=measure.organization_id, project_id=measure.project_id, held_on=date(YEAR, 10, 1))
    aim = Aim(
        organization_id=measure.organization_id,
        project_id=measure.project_id,
        statement="Mer av det smale",
        measure_id=measure.id,
    )
    idea = ChangeIdea(organization_id=measure.organization_id, project_id=measure.project_id, title="Smal idé")
    db.session.add_all([phase, exclusion, annotation, done, deleted, meeting, aim, idea])
    db.session.flush()
    cycle = _cycle(measure, idea)
    db.session.flush()
    put_in_bin(deleted, deleted.version)
    return {
        # One that goes on, and one whose start is not written.
        "meeting_id": meeting.id,
        "aim_id": aim.id,
        "phase_id": phase.id,
        "exclusion_id": exclusion.id,
        "annotation_id": annotation.id,
        "idea_id": idea.id,
        "cycle_id": cycle.id,
        "done_import_id": done.id,
    }


def _cycle(measure: Measure, idea: ChangeIdea) -> PdsaCycle:
    """Believed, locked and observed as numbers of the measure, and the first belief corrected since."""
    cycle = PdsaCycle(
        organization_id=measure.organization_id,
        change_idea_id=idea.id,
        number=1,
        stage=CycleStage.STUDY,
        plan="Prøv det smale",
        prediction="Mer av det",
        locked_prediction="Mer av det",
        result="Ja",
        starts_on=date(YEAR - 1, 3, 1),
        ends_on=date(YEAR - 1, 5, 1),
        begun_at=datetime(YEAR - 1, 3, 1, 12, tzinfo=UTC),
        measure_id=measure.id,
        predicted_value=735_113.0,
        locked_value=735_114.0,
        observed_value=735_115.0,
    )
    db.session.add(cycle)
    db.session.flush()
    cycle.predicted_value = 735_116.0
    db.session.flush()
    return cycle


def told_in(sent: bytes) -> list[str]:
    """What these bytes tell of the narrowed numbers."""
    plain = _BETWEEN_DIGITS.sub(b"", sent)
    found = {match.group().decode() for match in DIGITS.finditer(plain)}
    return sorted(found | ({WORD} if WORD.encode() in sent else set()))


def walked(
    prepared: Prepared, who: Anyone, narrowed: Narrowed, endpoints: Collection[str] = ()
) -> Iterator[tuple[str, int, list[str]]]:
    """(What was asked, its status, what it told) for every route, or these, with every id of the narrowed measure."""
    browser, own = Browser(prepared, who), house_of(prepared).lerkevik.ids
    asked: set[str] = set()
    for route in every_route(prepared.app):
        if route.kind not in (Kind.THING, Kind.OWN) or route.endpoint.startswith("auth."):
            continue
        if endpoints and route.endpoint not in endpoints:
            continue
        for ids in (own, {**own, **narrowed.ids}, {**own, **narrowed.computed_ids}):
            for address in _addresses(prepared, route, ids):
                if address in asked:
                    continue
                asked.add(address)
                for method in route.methods:
                    # A form of something else is sent by other tests, and may delete what this one looks for.
                    if method == "POST" and ids is own:
                        continue
                    response = browser.ask(method, address)
                    yield f"{method} {address}", response.status_code, told_in(bytes_of(response))


def _addresses(prepared: Prepared, route: Route, ids: Mapping[str, int]) -> Iterator[str]:
    address = route.address(prepared.app, ids)
    yield address
    if route.endpoint == "history.of_project":
        yield f"{address}?about=measures-{ids['measure_id']}"
    if route.endpoint in ("measures.check_number", "measures.edit_numbers"):
        yield f"{address}?period={YEAR}-03-01&back=/"

"""The logic chain of the demo's first project: how its activities are believed to lead to more children taking part."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from qi_tracker.extensions import db
from qi_tracker.models import Aim, ChangeIdea, Driver, DriverLink, Measure
from qi_tracker.vocabulary import DriverPlace

PROJECT = "gratis-fritid"


@dataclass(frozen=True, slots=True)
class DemoDriver:
    """One driver: its measure by its key in the project, the ideas that lead to it with why, and why it leads on."""

    title: str
    because: str
    measure: str = ""
    # Key of the idea → why it leads here.
    ideas: Mapping[str, str] | None = None


DEMO_DRIVERS: Sequence[DemoDriver] = (
    DemoDriver(
        "Familiene kjenner ordningen",
        "Flere søker når de vet at ordningen er for dem.",
        "P1",
        {
            "a": "Alle familier møter en veileder, og et spørsmål er lettere å svare på enn en brosjyre.",
            "f": "Mange leser lite norsk, men ser video på telefonen.",
            "g": "",
        },
    ),
    DemoDriver(
        "Søknaden behandles raskt",
        "Barn begynner når de har lyst; venter de, er plassen borte.",
        "P2",
        {
            "b": "Bilagene er det som tar lengst tid å finne fram.",
            "c": "Familien slipper å legge ut og vente på pengene.",
        },
    ),
    DemoDriver(
        "Barnet kommer trygt i gang og blir værende",
        "Den som blir tatt imot første gang, kommer igjen.",
        "B1",
        {
            "d": "Et barn som kjenner noen, går inn døra.",
            "e": "Uten sko og utstyr blir det ingen andre trening.",
        },
    ),
)
IMPACT = "Flere unge kjenner at de hører til (Ungdata)"
IMPACT_BECAUSE = "Barn som har en fast aktivitet, har flere å være sammen med."


def load_drivers(
    tenant: Mapping[str, int], aim: Aim, ideas: Mapping[str, ChangeIdea], measures: Mapping[str, Measure]
) -> None:
    """Make the drivers and the links of the project; `tenant` is its own id and its organisation's."""
    for position, each in enumerate(DEMO_DRIVERS):
        driver = Driver(
            **tenant,
            place=DriverPlace.PRIMARY,
            title=each.title,
            measure_id=measures[each.measure].id if each.measure else None,
            position=position,
        )
        db.session.add(driver)
        db.session.flush()
        links = [
            DriverLink(**tenant, change_idea_id=ideas[key].id, to_driver_id=driver.id, because=because)
            for key, because in (each.ideas or {}).items()
        ]
        db.session.add_all(
            [*links, DriverLink(**tenant, from_driver_id=driver.id, to_aim_id=aim.id, because=each.because)]
        )
    impact = Driver(**tenant, place=DriverPlace.IMPACT, title=IMPACT)
    db.session.add(impact)
    db.session.flush()
    db.session.add(DriverLink(**tenant, from_aim_id=aim.id, to_driver_id=impact.id, because=IMPACT_BECAUSE))
    db.session.flush()

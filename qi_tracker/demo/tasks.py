"""The invented tasks of the demo's projects: who does what, so many days from the day it is loaded."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class DemoTask:
    """One task; days are counted from today, before it below zero."""

    title: str
    # First name; nobody where it is empty.
    who: str = ""
    due_in_days: int | None = None
    done_days_ago: int | None = None
    # The change idea, by its key in the project, and the number of the cycle that it came from.
    idea: str = ""
    cycle: int | None = None
    is_milestone: bool = False


DEMO_TASKS: Mapping[str, Sequence[DemoTask]] = {
    "gratis-fritid": (
        DemoTask("Be klarspråkgruppa lese det nye skjemaet", "Pia", -3, idea="b", cycle=2),
        DemoTask("Ringe idrettslagene om ledige plasser etter jul", "Mons", 2),
        DemoTask("Lage liste over lag som tar imot betaling direkte", "", 5, idea="c"),
        DemoTask("Legge den tolkede videoen på nettsiden", "Pia", 6, idea="f"),
        DemoTask("Lage bildekatalog over utstyret til utlån", "Mons", 20, idea="e"),
        DemoTask("Spørre helsesykepleierne om de vil dele ut guiden", "", idea="d"),
        DemoTask("Legge fram det vi har lært for hovedutvalget", "Pia", 34, is_milestone=True),
        DemoTask("Trykke opp tolkekort", "Pia", -40, 43, idea="a", cycle=2),
        DemoTask("Skrive en kort tekst til fritidsguiden", "Mons", -12, 12, idea="d", cycle=1),
    ),
    "kortere-vei": (
        DemoTask("Avtale vikar for koordinator i vinterferien", "Pia", 4, idea="e", cycle=1),
        DemoTask("Prøve samtykkeskjemaet på to foreldre i brukerrådet", "Mons", 13, idea="d"),
        DemoTask("Legge faste møtetider i alles kalender", "Pia", -60, 62, idea="a", cycle=3),
    ),
    "skolefrokost": (
        DemoTask("Spørre elevrådet hvem som vil være frokostvert", "Mons", 8, idea="c", cycle=1),
        DemoTask("Bestille brød og frukt for neste måned", "Pia", -5, 6),
    ),
}

"""Invented names. No municipality is called so, no person, and no address leads anywhere."""

from collections.abc import Sequence

# Beyond every number that a Norwegian municipality has or has had.
FIRST_NUMBER, LAST_NUMBER = 6000, 9999

_BEGINNINGS = (
    "Blåbær Bringebær Tyttebær Kråkebær Stikkelsbær Multebær Kongle Humle Sommerfugl Grevling Ekorn Pinnsvin Snømus "
    "Røyskatt Orrhane Spove Linerle Stærkasse Gjøkur Sisik Svanefjær Hoppetau Vaffel Lefse Løvetann Prestekrage "
    "Hestehov Blåklokke Kløver Marihøne Øyenstikker Edderdun Papirfly Drage Seilskute Regnbue Vottepar"
).split()
_ENDINGS = "vik dal nes fjord sund heim lia odden haugen bukta".split()

TOP_UNITS = ("Oppvekst", "Helse og mestring", "Arbeid og velferd", "Kultur og fritid")
UNITS_BENEATH: Sequence[Sequence[str]] = (
    ("Barnehage og skole", "Barnevern", "PP-tjenesten"),
    ("Helsestasjon", "Psykisk helse", "Familiehuset"),
    ("Nav", "Boligkontoret", "Flyktningtjenesten"),
    ("Fritidsklubben", "Biblioteket", "Kulturskolen"),
)

# (title, aim, indicator, change idea)
PROJECTS: Sequence[tuple[str, str, str, str]] = (
    (
        "Gratis fritid",
        "Flere barn i familier med lavinntekt har en fast fritidsaktivitet.",
        "Barn med fritidsaktivitet",
        "Fritidsguide ringer familien",
    ),
    (
        "Kortere vei til hjelp",
        "Familier får hjelp raskere etter første henvendelse.",
        "Dager fra henvendelse til første møte",
        "Én felles vaktliste",
    ),
    (
        "Skolefrokost",
        "Alle elever som ønsker det, spiser frokost på skolen.",
        "Elever som spiser frokost",
        "Frokost serveres av elevrådet",
    ),
    (
        "Barnehageplass for alle",
        "Flere barn i familier med lavinntekt går i barnehage.",
        "Barn med barnehageplass",
        "Hjelp til å søke redusert betaling",
    ),
    (
        "Sommerjobb",
        "Flere ungdommer får sin første sommerjobb.",
        "Ungdommer med sommerjobb",
        "Tre bedrifter spørres om to plasser hver",
    ),
    (
        "Trygg bolig",
        "Færre barnefamilier bor midlertidig.",
        "Barnefamilier i midlertidig bolig",
        "Boligmøte innen en uke",
    ),
    (
        "Leksehjelp",
        "Flere elever får leksehjelp de er fornøyde med.",
        "Elever som får leksehjelp",
        "Åpent tirsdager med frukt",
    ),
    (
        "Utstyrssentralen",
        "Flere barn låner utstyr til ferie og fritid.",
        "Utlån av utstyr",
        "Utlån også lørdager",
    ),
    (
        "Ett møte, én plan",
        "Familier møter færre tjenester hver for seg.",
        "Familier med én plan",
        "Felles mal for plan",
    ),
    (
        "Hva er viktig for deg?",
        "Flere barn opplever at de blir hørt.",
        "Barn som svarer at de ble hørt",
        "To spørsmål på slutten av møtet",
    ),
)
MORE_MEASURES = (
    "Familier som får tilbudet",
    "Samtaler gjennomført som avtalt",
    "Ansatte som er opplært",
    "Merarbeid i tjenesten, timer",
    "Foreldre som er fornøyde",
    "Frafall underveis",
    "Dager fra søknad til svar",
    "Nye henvendelser",
)
COMMENTS = ("Ferieavvikling", "Ny telling fra denne perioden", "To skoler manglet", "Mange nye familier")
REASONS = ("Nytt system for registrering", "Flere telles nå", "Tiltaket er innført")


def place(number: int) -> str:
    """The name of the place that an organisation is named after; its own up to some hundreds, then with a numeral."""
    beginning = _BEGINNINGS[number % len(_BEGINNINGS)]
    ending = _ENDINGS[number // len(_BEGINNINGS) % len(_ENDINGS)]
    turn = number // (len(_BEGINNINGS) * len(_ENDINGS))
    return f"{beginning}{ending}" + (f" {turn + 1}" if turn else "")


def municipality_number(number: int) -> str | None:
    """A number of four digits that no municipality has; None when they are used up."""
    return str(FIRST_NUMBER + number) if FIRST_NUMBER + number <= LAST_NUMBER else None


def person_name(organization: int, person: int) -> str:
    """Nobody is called so."""
    return f"Testperson {person + 1} i {place(organization)}"


def email(organization: int, person: int) -> str:
    """`.example` is set aside for what leads nowhere (RFC 2606)."""
    return f"person{person + 1}@kommune{organization + 1}.example"

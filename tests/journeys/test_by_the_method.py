"""A new project through the five phases of Veien with nothing but a keyboard, on a screen and as narrow as a phone."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Final

import pytest
from playwright.sync_api import Browser

from qi_tracker.services.summaries import local_today
from tests.browser import Mode, until
from tests.journeys.excel import copied_from_excel, ended_months
from tests.journeys.running import Running, running
from tests.journeys.steps import MEASURE, PROJECT
from tests.journeys.test_keyboard import Keys
from tests.journeys.visitor import Visitor, somebody

# The most that the first ten minutes may ask: from Home without the project to its first chart.
MOST_FIELDS: Final = 7
MOST_PAGES: Final = 5
# Two frames: the first may have been begun before.
DRAWN: Final = "new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done(true))))"

Record = Callable[[str, object], None]


class Hands(Keys):
    """Counts what is filled in."""

    def __init__(self, person: Visitor) -> None:
        super().__init__(person)
        self.n_fields = 0

    def write(self, field: str, text: str) -> None:
        super().write(field, text)
        self.n_fields += 1

    def tick(self, field: str) -> None:
        """Choose one of several, or mark a box."""
        self.tab_to(field)
        self.strike("Space")
        self.n_fields += 1

    def type(self, field: str, letters: str) -> None:
        """Strike the letters one by one: a day, or the beginning of what is chosen from a list."""
        self.tab_to(field)
        self.page.keyboard.type(letters)
        self.n_fields += 1

    def type_day(self, field: str, day: date) -> None:
        """Type a day as this browser writes days: the month first."""
        self.type(field, f"{day:%m%d%Y}")
        assert self.page.evaluate("document.activeElement.value") == day.isoformat()

    def unfold(self, name: str) -> None:
        """Open a fold."""
        self.tab_to(name)
        self.strike("Enter")
        until(self.page, "document.activeElement.parentElement.open && !document.getAnimations().length")
        # What was folded can be tabbed to when it has been drawn, and no hand is quicker than that.
        self.page.evaluate(DRAWN)

    def n_done(self) -> int:
        """How many steps of Veien are done, as the project's page says."""
        return int(self.person.text.split("Veien: ")[1].split(" ")[0])


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    with running(tmp_path_factory.mktemp("method"), demo=True) as program:
        yield program


@pytest.mark.parametrize("width", [1280, 360])
def test_five_phases_by_keyboard(browser: Browser, demo: Running, width: int, record_property: Record) -> None:
    with somebody(browser, demo.address, Mode(width)) as lead:
        keys, today, title = Hands(lead), local_today(), f"{PROJECT} {width}"
        lead.open("/demo")
        # How one signs in at the demo is no part of the way.
        with lead.look.page.expect_navigation():
            lead.look.page.locator('form[action="/demo/people/1"] button').click()
        n_before = len(lead.checked)
        begin(keys, title, today)
        n_pages = len(lead.checked) - n_before
        record_property(f"first ten minutes at {width} px: pages, fields", (n_pages, keys.n_fields))
        assert (n_pages <= MOST_PAGES, keys.n_fields <= MOST_FIELDS) == (True, True), (n_pages, keys.n_fields)
        to_project(keys)
        steps = [keys.n_done()]
        for part in (prepare, plan, try_out, follow_up):
            part(keys, today)
            steps.append(keys.n_done())
        assert steps == [2, 5, 7, 10, 13]
        keys.press("^Veien: 13 av 13 steg er gjort$")
        assert "13 av 13 steg er gjort." in lead.text
        assert "Krysses av når" not in lead.text


def begin(keys: Hands, title: str, today: date) -> None:
    """Three questions, and the numbers they have."""
    keys.press("^Nytt prosjekt$")
    keys.write("^Målet med enkle ord", "Flere barn blir med")
    keys.write("^Hva vil dere telle", MEASURE)
    keys.tick("^Andel$")
    keys.tick("^Opp$")
    keys.write("^Det første dere prøver", "Spør hva barnet liker")
    keys.write("^Et kort navn på prosjektet", title)
    keys.press("^Opprett prosjektet$")
    keys.press("^Lim inn eller last opp$")
    keys.tab_to("^Lim inn fra Excel")
    keys.paste(copied_from_excel(today))
    keys.n_fields += 1
    keys.press("^Les tabellen$")
    keys.press("^Importer 24 tall$")
    assert "24 tall" in keys.person.chart


def prepare(keys: Hands, today: date) -> None:
    """Why, what is known, and who."""
    step(keys, "Erkjenne behovet for forbedring")
    keys.write("^Utfordringsbildet", "Fire av ti barn i lavinntektsfamilier har ingen fast aktivitet.")
    keys.press("^Lagre")
    step(keys, "Klargjøre kunnskapsgrunnlaget")
    keys.press("^Ny lenke$")
    keys.write("^Hva heter", "Oppvekstplanen")
    keys.write("^Adresse", "https://lerkevik.example/oppvekst")
    keys.press("^Lagre")
    keys.press("^Legg til noen$")
    keys.write("^Hvem", "Kommunalsjefen for oppvekst")
    keys.press("^Lagre")
    keys.press("^Inviter og endre hvem som er med$")
    keys.type("^Hvem", "Mons")
    keys.press("^Legg til$")
    to_project(keys)


def plan(keys: Hands, today: date) -> None:
    """What matters to those it is about, and an aim that can be reached."""
    step(keys, "Kartlegge behov og dagens praksis")
    keys.press("^Endre bakgrunnen$")
    keys.write("^Hva er viktig for dem", "Å være sammen med venner. Ikke å være annerledes.")
    keys.press("^Lagre")
    step(keys, "Sette mål")
    keys.write("^Fra", "31")
    keys.write("^Til", "50,5")
    keys.type_day("^Innen", today + timedelta(days=365))
    keys.tick("^Involverer brukere$")
    keys.press("^Lagre målet$")


def try_out(keys: Hands, today: date) -> None:
    """A cycle in the last month that has numbers, from plan to decision."""
    month = ended_months(today)[-1]
    keys.press("^Prøv den i en PDSA-sirkel$")
    keys.write("^Hva vil dere prøve", "Tre familier i én uke")
    keys.write("^Hva tror vi vil skje", "To av tre sier ja")
    keys.type_day("^Første dag", month)
    keys.unfold("^Mer om planen$")
    keys.type_day("^Siste dag", month + timedelta(days=9))
    keys.press("^Lagre planen$")
    keys.press("^Skriv hva som skjedde$")
    keys.write("^Hva skjedde", "Alle tre sa ja, én trengte tolk")
    keys.press("^Lagre")
    keys.press("^Sammenlign og lær$")
    keys.write("^Hva lærte dere", "Tolk må bestilles før samtalen")
    keys.press("^Lagre")
    keys.press("^Bestem hva dere gjør nå$")
    keys.tick("^Innfør")
    keys.write("^Hva er neste steg", "Alle spør fra nyttår")
    keys.press("^Lagre beslutningen$")
    to_project(keys)


def follow_up(keys: Hands, today: date) -> None:
    """What is good enough becomes what everybody does, somebody looks after it, and others are told."""
    step(keys, "Implementere ny praksis")
    keys.press("^Spør hva barnet liker$")
    keys.press("^Slik gjør vi det nå$")
    step(keys, "Sikre videreføring")
    keys.press("^Skriv det ned$")
    keys.type("^Hvem tar vare på det", "Pia")
    keys.write("^Hvor er den nye praksisen", "I rutinen for første samtale")
    keys.press("^Lagre")
    step(keys, "Dele erfaringene")
    keys.write("^Hva har dere lært", "Et spørsmål om barnet er lettere å svare på enn et skjema.")
    keys.press("^Lagre")


def step(keys: Hands, name: str) -> None:
    """Open the page of a step, by way of the project's page and Veien."""
    to_project(keys)
    keys.press("^Veien: ")
    keys.press(f"^{name}$")


def to_project(keys: Hands) -> None:
    """Back to the project's page, by the way that one came: on a phone that is a step at a time."""
    while "Veien: " not in keys.person.text:
        crumb = keys.page.get_by_role("navigation", name="Du er her").get_by_role("link").filter(visible=True).last
        keys.press(f"{crumb.inner_text()}$")

"""How a team begins, by real presses: the first account, the three questions, the numbers they have."""

from datetime import date
from typing import Final

from tests.journeys.excel import copied_from_excel
from tests.journeys.visitor import Visitor

PROJECT: Final = "Flere barn blir med"
MEASURE: Final = "Andel barn med minst én aktivitet"
EMAIL: Final = "kari@lerkevik.example"
PASSWORD: Final = "granskogen står stille i snø"


def make_first_account(lead: Visitor, link: str) -> None:
    """An account, and Lerkevik kommune."""
    lead.open(link)
    assert lead.heading == "Velkommen til qi_tracker"
    lead.type("Navnet ditt", "Kari Granli")
    lead.type("E-post", EMAIL)
    lead.type("Velg et passord", PASSWORD)
    lead.type("Navn på organisasjonen", "Lerkevik kommune")
    lead.type("Kommunenummer", "9901")
    lead.press("Lag kontoen")


def answer_three_questions(lead: Visitor) -> None:
    """A project, from the page that a new account lands on."""
    assert lead.heading == "Nytt prosjekt"
    required = lead.look.page.locator("main [required]").count()
    groups = lead.look.page.locator("main fieldset").count()
    assert required + groups == 5, "The three questions have five required answers."
    lead.type("Målet med enkle ord, og for hvem", "Flere barn i lavinntektsfamilier blir med på noe de liker")
    lead.type("Hva vil dere telle?", MEASURE)
    lead.choose("Andel")
    lead.choose("Opp")
    lead.type("Det første dere prøver", "Spør hva barnet liker i første samtale")
    lead.type("Et kort navn på prosjektet", PROJECT)
    lead.press("Opprett prosjektet")


def paste_numbers(lead: Visitor, today: date) -> None:
    """Two years of numbers, from the page that a new project lands on."""
    assert "Lim inn tall dere har" in lead.text
    lead.follow("Lim inn eller last opp")
    lead.type("Lim inn fra Excel", copied_from_excel(today))
    lead.press("Les tabellen")
    assert "24 tall er klare" in lead.text
    assert "Ingenting er lagret ennå" in lead.text
    lead.press("Importer 24 tall")

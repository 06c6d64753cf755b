"""What a team does, by real presses: first account, three questions, the numbers they have, a PDSA cycle."""

from datetime import date, timedelta
from typing import Final

from playwright.sync_api import Locator

from tests.journeys.excel import copied_from_excel, ended_months
from tests.journeys.visitor import Visitor

PROJECT: Final = "Flere barn blir med"
MEASURE: Final = "Andel barn med minst én aktivitet"
PREDICTION: Final = "To av tre familier sier ja"
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


def paste_numbers(lead: Visitor, today: date, n_others: int = 0) -> None:
    """Two years of numbers, from the page of the measure, which has other numbers for so many of the months."""
    lead.follow("Lim inn eller last opp")
    lead.type("Lim inn fra Excel", copied_from_excel(today))
    lead.press("Les tabellen")
    assert "24 tall er klare" in lead.text
    assert "Ingenting er lagret ennå" in lead.text
    if n_others:
        assert f"{24 - n_others} nye målinger, {n_others} er andre enn deres." in lead.text
        lead.choose("De i tabellen")
        lead.press("Importer")
    else:
        lead.press("Importer 24 tall")
    assert "24 tall" in lead.chart


def make_aim_whole(lead: Visitor, today: date) -> None:
    """From what, to what, by when, and which dimension, from the project's page."""
    lead.follow("Fullfør målet")
    lead.type("Fra", "31")
    lead.type("Til", "50,5")
    lead.box("Innen").fill(f"{today + timedelta(days=365):%Y-%m-%d}")
    lead.choose("Involverer brukere")
    lead.press("Lagre målet")
    assert "Fra 31 % til 50,5 % innen" in lead.text


def run_a_cycle(lead: Visitor, today: date) -> None:
    """A PDSA cycle from plan to act, from the project's page; its days lie in the last month of the numbers."""
    lead.follow("Planlegg en PDSA-sirkel")
    lead.type("Hva vil dere prøve, og hvor smått?", "Tre familier i neste uke")
    lead.type("Hva tror vi vil skje?", PREDICTION)
    last_month = ended_months(today)[-1]
    lead.box("Første dag").fill(f"{last_month:%Y-%m-%d}")
    lead.unfold("Mer om planen")
    lead.box("Siste dag").fill(f"{last_month + timedelta(days=9):%Y-%m-%d}")
    lead.press("Lagre planen")
    assert PREDICTION in lead.text
    lead.follow("Skriv hva som skjedde")
    lead.type("Hva skjedde?", "Alle tre sa ja, én trengte tolk")
    lead.press("Lagre")
    lead.follow("Sammenlign og lær")
    lead.type("Hva lærte dere?", "Spørsmålet var lett å stille. Tolk må bestilles før samtalen.")
    lead.press("Lagre")
    lead.follow("Bestem hva dere gjør nå")
    lead.choose("Innfør")
    lead.type("Hva er neste steg?", "Alle veilederne spør fra nyttår")
    lead.press("Lagre beslutningen")
    assert "Beslutning: innføre" in lead.text


def breadcrumbs(person: Visitor) -> Locator:
    """The way back to where one came from."""
    return person.look.page.get_by_role("navigation", name="Du er her")

"""One team's whole story, from an empty installation to a leader who looks: issue 2, told by real presses."""

import re
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Browser

from qi_tracker.services.summaries import local_today
from tests.journeys.excel import AS_IT_WAS, ended_months
from tests.journeys.running import running
from tests.journeys.steps import (
    MEASURE,
    PASSWORD,
    PROJECT,
    answer_three_questions,
    breadcrumbs,
    make_aim_whole,
    make_first_account,
    paste_numbers,
    run_a_cycle,
)
from tests.journeys.visitor import Visitor, somebody, words_of

Record = Callable[[str, object], None]


def test_whole_story(browser: Browser, tmp_path: Path, record_property: Record) -> None:
    with running(tmp_path) as program, somebody(browser, program.address) as lead:
        make_first_account(lead, program.first_account)
        answer_three_questions(lead)
        assert "Lim inn tall dere har" in lead.text
        paste_numbers(lead, local_today())
        see_chart_and_its_sentence(lead)
        lead.follow(PROJECT, within=breadcrumbs(lead))
        make_aim_whole(lead, local_today())
        freeze_starting_point(lead)
        lead.follow(PROJECT, within=breadcrumbs(lead))
        run_a_cycle(lead, local_today())
        see_cycle_on_chart(lead)
        upload_file_and_undo(lead, tmp_path)
        colleague_link, leader_link = invite_colleague(lead), invite_leader(lead)
        checked = list(lead.checked)
        with somebody(browser, program.address) as colleague:
            join_as_colleague(colleague, colleague_link)
            checked += colleague.checked
        with somebody(browser, program.address) as leader:
            look_as_leader(leader, leader_link)
            checked += leader.checked
    record_property("pages checked on the way through the story, each with 0 violations", len(checked))


def see_chart_and_its_sentence(lead: Visitor) -> None:
    page = lead.look.page
    assert lead.heading == MEASURE
    chart = page.get_by_role("figure")
    assert chart.get_by_role("img").first.is_visible()
    # What it shows, and what it does not.
    assert "24 tall" in chart.inner_text()
    assert page.locator(".verdict-headline").inner_text()
    assert page.locator(".verdict-not-said").inner_text() == "Diagrammet viser ikke hvorfor."


def freeze_starting_point(lead: Visitor) -> None:
    lead.follow("Åpne indikatoren: tall, merknader og hvordan vi vet det")
    assert "Mål 50,5 %" in lead.chart
    lead.unfold(re.compile("^Mer$"))
    lead.follow("Lås utgangspunktet")
    frozen_until = ended_months(local_today())[AS_IT_WAS - 1]
    lead.box("Siste dag i utgangspunktet").fill(f"{frozen_until:%Y-%m-%d}")
    lead.press("Lås")
    assert "er blitt bedre" in lead.look.page.locator(".verdict-headline").inner_text()
    assert "Utgangspunkt" in lead.chart


def see_cycle_on_chart(lead: Visitor) -> None:
    lead.follow(PROJECT, within=breadcrumbs(lead))
    lead.follow("Åpne indikatoren: tall, merknader og hvordan vi vet det")
    drawing = lead.look.page.get_by_role("figure").locator(".chart-wide svg")
    assert "PDSA-sirkler" in words_of(drawing)
    lead.unfold("PDSA-sirkler")
    assert "Spør hva barnet liker" in lead.look.page.get_by_role("figure").inner_text()


def upload_file_and_undo(lead: Visitor, folder: Path) -> None:
    """A file corrects one number and adds none; undone, the number is what it was."""
    last = ended_months(local_today())[-1]
    file = folder / "rettet.csv"
    file.write_text(f"Måned;Med aktivitet;Barn i alt\n{last:%Y-%m};13;52\n", encoding="cp1252")
    lead.follow("Lim inn eller last opp")
    lead.box("Eller velg en fil").set_input_files(file)
    lead.press("Les tabellen")
    lead.choose("Det i tabellen")
    lead.press("Importer")
    assert last_number(lead) == "13"
    lead.press("Angre importen")
    assert last_number(lead) == "26"


def last_number(lead: Visitor) -> str | None:
    """The last numerator in the chart's own table."""
    cells = lead.look.page.get_by_role("figure").locator("tbody tr").last.locator("td")
    return next((text for text in cells.all_text_contents() if text in ("13", "26")), None)


def invite_colleague(lead: Visitor) -> str:
    lead.follow(PROJECT, within=breadcrumbs(lead))
    lead.unfold("Mer om prosjektet")
    lead.follow("Inviter og endre hvem som er med")
    lead.follow("Inviter en ny")
    lead.type("Hvem er den til?", "Ola, helsesykepleier")
    lead.choose("Teammedlem")
    lead.press("Lag lenka")
    link = lead.box("Lenke").input_value()
    lead.follow("Ferdig")
    return link


def invite_leader(lead: Visitor) -> str:
    lead.press("Organisasjon", link=True, within=lead.look.page.get_by_role("banner"))
    assert lead.heading == "Lerkevik kommune"
    lead.follow("Inviter")
    lead.type("Hvem er den til?", "Kommunalsjefen")
    lead.choose("Leder")
    lead.press("Lag lenka")
    return lead.box("Lenke").input_value()


def join_as_colleague(colleague: Visitor, link: str) -> None:
    join(colleague, link, "Ola Myhre", "ola@lerkevik.example")
    assert colleague.heading == PROJECT
    assert "Legg inn tall" in colleague.text
    colleague.open(link, refused="410")
    assert colleague.heading == "Lenka kan ikke brukes"


def look_as_leader(leader: Visitor, link: str) -> None:
    join(leader, link, "Lise Fjell", "lise@lerkevik.example")
    leader.follow(PROJECT)
    assert leader.heading == PROJECT
    assert "Flere barn i lavinntektsfamilier blir med på noe de liker" in leader.text
    assert "Fase: Planlegge" in leader.text
    assert "er blitt bedre" in leader.text
    small = leader.look.page.get_by_role("main").locator(".panel .spark svg")
    assert small.count() == 1, "The small chart of what may be seen."
    leader.look.page.get_by_role("main").locator(".panel a").first.click()
    assert "Du ser tallene slik de vises utenfor teamet." in leader.text
    assert "Median" in leader.chart
    assert "PDSA" not in leader.text, "What the team has tried is theirs to tell of."


def join(person: Visitor, link: str, name: str, email: str) -> None:
    person.open(link)
    person.type("Navnet ditt", name)
    person.type("E-post", email)
    person.type("Velg et passord", PASSWORD)
    person.press("Lag konto og bli med")

"""Every form of projects, measures and numbers, filled in as people do: for what must hold for all of them."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from tests.client import Client, Page
from tests.databases import Prepared
from tests.inside import inside
from tests.measures import decided_measure
from tests.people import Who


@dataclass(frozen=True, slots=True)
class FilledForm:
    """The page it is on (ids of Lerkevik in braces), and what is typed over what stands there.

    `measure_id` is the measure that has numbers only, `decided_id` the one with
    a phase, a freeze, a pause and a number left out.
    """

    page: str
    values: Mapping[str, str] = field(default_factory=dict)
    # Ending of the form's own address, where the page has several forms.
    action: str | None = None

    def sent(self, browser: Client, prepared: Prepared, status: int | None = None) -> Page:
        """Open the page, fill in the form and send it."""
        page = browser.get(self.address(prepared))
        return browser.send(page, self.values, self.button(prepared), status or self.status)

    def address(self, prepared: Prepared) -> str:
        """Where the page is."""
        return self.page.format(**_ids(prepared))

    def button(self, prepared: Prepared) -> str | None:
        """Where the form is sent to, when the page has others too."""
        return self.action and self.action.format(**_ids(prepared))

    @property
    def status(self) -> int:
        """What it is answered with: an invitation's link is shown at once, all else leads on."""
        return 200 if self.page.endswith("/invite") else 303


def _ids(prepared: Prepared) -> Mapping[str, int]:
    with inside(prepared.app, prepared.world.people[Who.LEAD]):
        return {**prepared.world.lerkevik.ids, "decided_id": decided_measure(prepared.world).id}


MEASURE = {"name": "Ventetid", "value_type": "days", "direction": "down", "target": "12,5", "definition": "Fra brev."}

TYPED: Mapping[str, FilledForm] = {
    "three questions": FilledForm(
        "/projects/new",
        {
            "aim": "Flere får sommerjobb",
            "measure_name": "Ungdommer med jobb",
            "value_type": "count",
            "direction": "up",
            "first_idea": "Ringe tre bedrifter",
        },
    ),
    "new causes": FilledForm(
        "/projects/{project_id}/causes/new/pareto",
        {"question": "Hvorfor sendes den tilbake?", "lines": "Skjema: 3"},
    ),
    "causes": FilledForm("/causes/{cause_analysis_id}/edit", {"question": "Hvorfor?", "lines": "Derfor.\nOg derfor."}),
    "sustain": FilledForm("/projects/{project_id}/sustain/edit", {"routine": "I årshjulet."}),
    "new idea": FilledForm("/projects/{project_id}/ideas/new", {"title": "Ring hjem", "description": "De svarer da."}),
    "idea": FilledForm("/ideas/{idea_id}/edit", {"title": "Ring hjem om kvelden", "systems": "skole, Nav"}),
    "who tries the idea": FilledForm("/ideas/{idea_id}/trial", {"try_by": "2026-03-01"}),
    "what the idea builds on": FilledForm(
        "/ideas/{idea_id}/knowledge", {"research": "To studier.", "link_address": "https://eks.no/a"}
    ),
    "gain of the idea": FilledForm("/ideas/{idea_id}/gain", {"cost": "12000", "gain_text": "Færre purringer."}),
    "new task": FilledForm("/projects/{project_id}/tasks/new", {"title": "Ringe skolen", "due_on": "2026-03-01"}),
    "task": FilledForm("/tasks/{task_id}/edit", {"title": "Ringe alle skolene", "due_on": "2026-03-01"}),
    "ask for help": FilledForm("/projects/{project_id}/help-requests/new", {"question": "Kan vi få aulaen?"}),
    "answer": FilledForm("/help-requests/{help_request_id}/answer", {"decision": "stop", "answer": "Vent til høsten."}),
    "new driver": FilledForm(
        "/projects/{project_id}/drivers/new", {"title": "Ventetiden er kort", "because": "Det sier familiene."}
    ),
    "driver": FilledForm("/drivers/{driver_id}/edit", {"title": "Alle kjenner ordningen", "description": "Også nye."}),
    "new connection": FilledForm(
        "/projects/{project_id}/drivers/connect?from=change_ideas-{idea_id}&to=aims-{aim_id}",
        {"because": "Erfaring."},
        action="/drivers/connect",
    ),
    "connection": FilledForm("/driver-links/{driver_link_id}/edit", {"because": "Det sier familiene."}),
    "measure of an idea": FilledForm("/ideas/{idea_id}/measure", {"measure_id": "1"}),
    "project": FilledForm("/projects/{project_id}/edit", {"title": "Et nytt navn", "challenge": "Få blir med."}),
    "background of the project": FilledForm(
        "/projects/{project_id}/background",
        {"what_matters": "Å være med venner", "legal_basis": "Barnevernsloven", "own_areas": "Nærmiljø"},
    ),
    "somebody it concerns": FilledForm("/projects/{project_id}/stakeholders/new", {"name": "Elevrådet"}),
    "one it concerns": FilledForm("/stakeholders/{stakeholder_id}/edit", {"name": "Ungdomsrådet i Lerkevik"}),
    "new link": FilledForm(
        "/projects/{project_id}/links/new", {"title": "Planen", "address": "https://lerkevik.example/plan"}
    ),
    "link": FilledForm("/links/{document_link_id}/edit", {"title": "Den nye planen"}),
    "project invitation": FilledForm("/projects/{project_id}/invite", {"note": "Til den nye helsesykepleieren"}),
    "new measure": FilledForm("/projects/{project_id}/measures/new", MEASURE),
    "calculated measure": FilledForm(
        "/projects/{project_id}/measures/new-calculated", {"name": "Svar per søknad", "direction": "up"}
    ),
    "aim": FilledForm("/aims/{aim_id}/edit", {"statement": "Alle barn blir med.", "to_value": "60"}),
    "sub-aim": FilledForm("/aims/{aim_id}/parts/new", {"what": "tallet på barn", "to_value": "45"}),
    "progress": FilledForm(
        "/projects/{project_id}/method/progress", {"step": "improved", "progress_reason": "Vi vet det."}
    ),
    "measure": FilledForm("/measures/{measure_id}/edit", {"name": "Et annet navn", "definition": "Hvem som telles."}),
    "due number": FilledForm(
        "/measures/{measure_id}/due-number",
        {"period": "2026-01-15", "numerator": "70", "denominator": "161", "comment": "Ny telling"},
    ),
    "phase": FilledForm("/measures/{measure_id}/phases/new", {"starts_on": "2025-08-01", "reason": "Flere telles"}),
    "freeze": FilledForm("/measures/{measure_id}/freeze", {"until": "2025-06-30"}),
    "pause": FilledForm(
        "/measures/{measure_id}/pauses/new",
        {"starts_on": "2027-07-01", "ends_on": "2027-07-31", "reason": "Sommerferie"},
    ),
    "who sees the numbers": FilledForm("/measures/{measure_id}/insiders", {"seen_by": "some"}),
    "part of the plan": FilledForm(
        "/measures/{measure_id}/plan/inclusion", {"inclusion": "Alle på 6. trinn", "exclusion": "Nyinnflyttede"}
    ),
    "chart": FilledForm("/measures/{measure_id}/chart", {"chart": "p"}),
    "number left out": FilledForm(
        "/measures/{measure_id}/exclusions/new", {"period": "2025-03-01", "reason": "Skolen var stengt"}
    ),
    "note of a meeting": FilledForm("/meetings/{meeting_id}/edit", {"note": "Alle var der."}),
    "new decision": FilledForm("/meetings/{meeting_id}/decisions/new", {"text": "Ringe alle", "due_on": "2026-03-01"}),
    "decision": FilledForm("/decisions/{decision_id}/edit", {"text": "Ringe alle først"}),
    "start of a quality star": FilledForm("/projects/{project_id}/stars/new", {"title": "Fritidsklubben"}),
    "what the group agreed on": FilledForm(
        "/stars/{star_round_id}/edit", {"comment": "Vi ser det ulikt.", "chosen": "safe"}
    ),
    "pasted table": FilledForm("/measures/{measure_id}/import", {"pasted": "Dato;Teller;Nevner\n2026-01-01;70;160\n"}),
    "title of background numbers": FilledForm("/context/{context_series_id}/edit", {"title": "Barn i lavinntekt"}),
    "cells of a table": FilledForm("/context-drafts/{context_draft_id}", {"place": "Lerkevik", "choice_0": "0-17"}),
    "columns of a table": FilledForm("/import-drafts/{draft_id}", {"role-3": "ignore"}),
}

BUTTONS: Mapping[str, FilledForm] = {
    "start a meeting": FilledForm("/projects/{project_id}", action="/meetings/start"),
    "go on with the meeting": FilledForm("/meetings/{meeting_id}", action="/reopen"),
    "delete the driver": FilledForm("/drivers/{driver_id}/edit", action="/drivers/{driver_id}/delete"),
    "take two nodes apart": FilledForm("/driver-links/{driver_link_id}/edit", action="/delete"),
    "delete the meeting": FilledForm("/meetings/{meeting_id}", action="/meetings/{meeting_id}/delete"),
    "delete the decision": FilledForm("/decisions/{decision_id}/edit", action="/delete"),
    "put the idea away": FilledForm("/ideas/{idea_id}", action="/status"),
    "delete the idea": FilledForm("/ideas/{idea_id}/edit", action="/delete"),
    "share the ideas": FilledForm("/projects/{project_id}/ideas/share"),
    "put the next step aside": FilledForm("/projects/{project_id}", action="/put-aside"),
    "delete one it concerns": FilledForm("/stakeholders/{stakeholder_id}/edit", action="/delete"),
    "delete the link": FilledForm("/links/{document_link_id}/edit", action="/delete"),
    "delete the measure": FilledForm("/measures/{measure_id}", action="/measures/{measure_id}/delete"),
    "delete the project": FilledForm("/projects/{project_id}", action="/delete"),
    "remove a person": FilledForm("/projects/{project_id}/people", action="/{project_membership_id}/delete"),
    "delete the question": FilledForm("/help-requests/{help_request_id}", action="/delete"),
    "tick off the task": FilledForm("/projects/{project_id}/tasks", action="/complete"),
    "delete the task": FilledForm("/tasks/{task_id}/edit", action="/delete"),
    "remove the phase": FilledForm("/measures/{decided_id}", action="/phases/{phase_id}/delete"),
    "release the starting point": FilledForm("/measures/{decided_id}", action="/freezes/{freeze_id}/delete"),
    "count the number again": FilledForm("/measures/{decided_id}", action="/exclusions/{exclusion_id}/delete"),
    "cancel the pause": FilledForm("/measures/{decided_id}", action="/pauses/{pause_id}/delete"),
    "apply the table": FilledForm("/import-drafts/{draft_id}", action="/apply"),
    "throw the statistics away": FilledForm("/context-drafts/{context_draft_id}", action="/delete"),
    "delete the background numbers": FilledForm("/context/{context_series_id}", action="/delete"),
    "throw the table away": FilledForm("/import-drafts/{draft_id}", action="/import-drafts/{draft_id}/delete"),
    "delete the round": FilledForm("/stars/{star_round_id}", action="/stars/{star_round_id}/delete"),
    "open the round again": FilledForm("/stars/{star_round_id}", action="/stars/{star_round_id}/reopen"),
    "undo the import": FilledForm("/measures/{decided_id}", action="/imports/{done_import_id}/undo"),
}

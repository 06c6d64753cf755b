"""A text for the protocol (GDPR article 30) and a draft of a DPIA (article 35), filled in from the installation.

What only people can judge is left open, and says so.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from qi_tracker.i18n.translate import N_, Words
from qi_tracker.reports.document import Document, Grid, Section
from qi_tracker.reports.privacy_sections import (
    PrivacyFacts,
    kept_section,
    leaving_section,
    measured_section,
    retention_section,
    threshold_section,
    viewers_section,
)


@dataclass(frozen=True, slots=True)
class Text:
    """A kind of text: what it is called, and how it is written."""

    label: str
    write: Callable[[PrivacyFacts, Words], Document]


# A risk, and what the program does about it.
_RISKS: Final[Sequence[tuple[str, str]]] = (
    (
        N_("Somebody is recognised in a small number."),
        N_("Small counts are hidden outside the project, periods are merged, and hidden numbers cannot be computed."),
    ),
    (
        N_("Something about a single person is written in a text."),
        N_("Personal numbers are refused everywhere. The pages say what not to write. A text can be erased, too."),
    ),
    (
        N_("Somebody sees more than they need."),
        N_("Rights follow from roles, in one table that is tested. The owner of a measure may let fewer see it."),
    ),
    (
        N_("Data are kept longer than they are needed."),
        N_("The organisation gives each kind of data a time, and the program erases by itself."),
    ),
    (
        N_("Somebody outside gets in."),
        N_(
            "Passwords are kept as digests, guessing is slowed, and sessions can be ended. The organisations are kept "
            "apart in the database, too."
        ),
    ),
    (
        N_("Data are changed or lost without anybody seeing it."),
        N_("The history is chained so that tampering shows. Backups are sealed, and their restoring is tested."),
    ),
)


def protocol(facts: PrivacyFacts, words: Words) -> Document:
    """The organisation's entry in its protocol of processing activities."""
    sections = [
        _controller(facts, words),
        Section("purpose", words.gettext("Purpose"), _purpose(words)),
        Section("people", words.gettext("Whom the data are about"), points=_about(words)),
        measured_section(facts, words),
        kept_section(words),
        viewers_section(facts, words),
        leaving_section(facts, words),
        Section("abroad", words.gettext("Transfer out of the EEA"), _abroad(words)),
        retention_section(facts, words),
        threshold_section(facts, words),
        _security(words),
    ]
    title = words.gettext("Text for the protocol: improvement work")
    lead = words.gettext(
        "Record of processing activities, GDPR article 30. Filled in from the program; read it through."
    )
    return Document(title, lead, sections)


def assessment(facts: PrivacyFacts, words: Words) -> Document:
    """A draft of an assessment of consequences for privacy."""
    sections = [
        _controller(facts, words),
        Section("description", words.gettext("What is done, and why"), _purpose(words)),
        measured_section(facts, words),
        kept_section(words, with_places=True),
        viewers_section(facts, words),
        leaving_section(facts, words),
        _necessity(words),
        _risks(words),
        threshold_section(facts, words),
        retention_section(facts, words),
        Section("judged", words.gettext("What you must judge yourselves"), points=_left_to_judge(words)),
    ]
    title = words.gettext("Draft of an assessment of privacy consequences (DPIA)")
    lead = words.gettext(
        "Help to get started with GDPR article 35. What the program knows is filled in; the judgement is yours."
    )
    return Document(title, lead, sections)


# End of the address → text. A new one is an entry here.
TEXTS: Final[Mapping[str, Text]] = {
    "protocol": Text(N_("Text for the protocol"), protocol),
    "assessment": Text(N_("Draft of a DPIA"), assessment),
}


def _controller(facts: PrivacyFacts, words: Words) -> Section:
    organization = facts.organization
    name = f"{organization.name} ({organization.number})" if organization.number else organization.name
    contact = organization.privacy_contact or words.gettext("not written yet")
    return Section(
        "controller",
        words.gettext("Who is responsible"),
        points=[
            words.gettext("Controller: %(name)s", name=name),
            words.gettext("Contact for privacy: %(contact)s", contact=contact),
            words.gettext("Processor: whoever runs the installation, if that is not the organisation itself."),
        ],
    )


def _purpose(words: Words) -> Sequence[str]:
    return [
        words.gettext(
            "Teams follow how a service develops over time, try changes, and see whether it gets better for those it "
            "is for. They count groups, not single persons."
        ),
        words.gettext("Legal basis: you write it. Often article 6 (1) e, a task in the public interest."),
    ]


def _about(words: Words) -> Sequence[str]:
    return [
        words.gettext("Staff who use the program: account, roles, and what they have done."),
        words.gettext("Those the services are for: only as counts of groups, never a row about one person."),
        words.gettext("Anybody whom a free text may name by mistake. Such a text can be erased from the history, too."),
    ]


def _abroad(words: Words) -> Sequence[str]:
    return [words.gettext("The program sends nothing out of the installation by itself, except the mails above.")]


def _security(words: Words) -> Section:
    heading = words.gettext("Security measures")
    return Section("security", heading, points=[words.gettext(measure) for _, measure in _RISKS])


def _necessity(words: Words) -> Section:
    return Section(
        "necessity",
        words.gettext("Is it necessary, and no more than that?"),
        points=[
            words.gettext("Counts of groups are enough to see a change over time. No single person is followed."),
            words.gettext("Those outside a project see less than those in it: merged periods and no small numbers."),
            words.gettext("Those the data are about are told: the page on privacy is open to everybody who belongs."),
        ],
    )


def _risks(words: Words) -> Section:
    heading = words.gettext("Risks, and what is done about them")
    headers = [words.gettext("Risk"), words.gettext("What the program does"), words.gettext("Your judgement")]
    rows = [[words.gettext(risk), words.gettext(done), words.gettext("to be judged")] for risk, done in _RISKS]
    return Section("risks", heading, grid=Grid(heading, headers, rows))


def _left_to_judge(words: Words) -> Sequence[str]:
    return [
        words.gettext("How likely and how serious each risk is for you, and whether what is done is enough."),
        words.gettext("Whether a measure counts groups so small that the team itself should see less."),
        words.gettext("What the data protection officer and those concerned have said, and when."),
        words.gettext("Who has approved this, and when it is to be looked at again."),
    ]

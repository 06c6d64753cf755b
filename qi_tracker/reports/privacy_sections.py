"""What an organisation can say of the data it keeps, section by section: for its page on privacy and its texts."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from qi_tracker.i18n.formats import date_long, join_list
from qi_tracker.i18n.labels import frequency_phrase, label
from qi_tracker.i18n.leaving import CALENDAR, FILES, MAILS, OUTGOING
from qi_tracker.i18n.retention import days_in_words, months_in_words, things_in_words
from qi_tracker.i18n.translate import N_, Words
from qi_tracker.models import Organization
from qi_tracker.privacy.register import Holding, about_people
from qi_tracker.privacy.suppression import Count, Rule
from qi_tracker.reports.document import Grid, Section
from qi_tracker.services.privacy import KEPT_DAYS, Measured
from qi_tracker.services.retention import Coming, Gone
from qi_tracker.services.retention import Rule as Kept
from qi_tracker.vocabulary import RetentionKind, Sight, Viewer

_NOTHING = "–"
_WHOLE = 160
_FEW = 12
_MANY = 48


@dataclass(frozen=True, slots=True)
class PrivacyFacts:
    """What is so in this organisation today."""

    organization: Organization
    measured: Sequence[Measured]
    viewers: Mapping[Viewer, Mapping[Sight, bool]]
    rules: Sequence[Kept]
    gone: Mapping[RetentionKind, Gone] = field(default_factory=dict)
    coming: Mapping[RetentionKind, Coming] = field(default_factory=dict)
    # The modules that talk to the network here.
    outgoing: Collection[str] = ()


def measured_section(facts: PrivacyFacts, words: Words) -> Section:
    """What is measured about whom, one part for each project."""
    by_project: dict[int, list[Measured]] = {}
    for each in facts.measured:
        by_project.setdefault(each.measure.project_id, []).append(each)
    heading = words.gettext("What is measured, about whom")
    if not by_project:
        return Section("measured", heading, [words.gettext("Nothing is measured yet.")])
    said = words.gettext("Only groups are counted, never single persons. The purpose is the project's own aim.")
    return Section("measured", heading, [said], parts=[_project(some, words) for some in by_project.values()])


def _project(measured: Sequence[Measured], words: Words) -> Section:
    project, purposes = measured[0].measure.project, measured[0].purposes
    purpose = (
        words.gettext("Purpose: %(aim)s", aim=join_list(purposes, words.language))
        if purposes
        else words.gettext("No aim is written yet, so the purpose is not stated.")
    )
    headers = [
        words.gettext("Measure"),
        words.gettext("What exactly is counted"),
        words.gettext("Who is counted in"),
        words.gettext("Groups"),
        words.gettext("How often"),
        words.gettext("Owner"),
        words.gettext("Who sees the numbers"),
        words.gettext("Numbers outside the project"),
    ]
    rows = [_row(each, words) for each in measured]
    return Section(f"project-{project.id}", project.title, [purpose], grid=Grid(project.title, headers, rows))


def _row(measured: Measured, words: Words) -> Sequence[str]:
    measure = measured.measure
    who = words.ngettext("%(n)s person", "%(n)s people", measured.n_inside)
    return [
        measure.name,
        measure.definition or _NOTHING,
        measure.inclusion or _NOTHING,
        join_list(measure.strata, words.language) or _NOTHING,
        frequency_phrase(measure.frequency, words),
        measure.owner.name if measure.owner is not None else words.gettext("the project lead"),
        words.gettext("%(who)s, chosen by the owner", who=who) if measure.is_narrowed else who,
        words.gettext("when they are large enough") if measured.leaves_project else words.gettext("never"),
    ]


def viewers_section(facts: PrivacyFacts, words: Words) -> Section:
    """Who sees what, as the rules have it."""
    headers = [words.gettext("Role"), *(label(sight, words).capitalize() for sight in Sight)]
    yes, no = words.gettext("yes"), words.gettext("no")
    rows = [
        [label(viewer, words).capitalize(), *(yes if seen[sight] else no for sight in Sight)]
        for viewer, seen in facts.viewers.items()
    ]
    heading = words.gettext("Who sees what")
    narrowed = words.gettext("The owner of a measure may let fewer of the project's people see its numbers.")
    return Section("viewers", heading, [narrowed], grid=Grid(heading, headers, rows))


def threshold_section(facts: PrivacyFacts, words: Words) -> Section:
    """Which counts are hidden outside the projects, with examples that the rule itself has answered."""
    smallest = facts.organization.smallest_shown
    rule = Rule(smallest)
    examples = [
        (Count(smallest - 1, _WHOLE), N_("%(n)s of %(whole)s children")),
        (Count(_WHOLE - 1, _WHOLE), N_("%(n)s of %(whole)s children, so that one is left")),
        (Count(0, _FEW), N_("%(n)s of %(whole)s children: nobody in a small group")),
        (Count(_MANY, _WHOLE), N_("%(n)s of %(whole)s children")),
    ]
    hidden, shown = words.gettext("hidden for privacy"), words.gettext("shown")
    rows = [
        [
            words.gettext(said, n=int(count.numerator), whole=int(count.denominator or 0)),
            hidden if rule.hides(count) else shown,
        ]
        for count, said in examples
    ]
    heading = words.gettext("Small numbers")
    return Section(
        "threshold",
        heading,
        [
            words.gettext("Outside the projects, 1–%(largest)s people are hidden.", largest=smallest - 1),
            words.gettext(
                "Months are merged to quarters or half-years first, so that less is hidden. Hidden numbers cannot be "
                "computed from those that are shown."
            ),
        ],
        grid=Grid(
            words.gettext("Examples with the limit you have now"),
            [words.gettext("The team's number"), words.gettext("Outside the project it is")],
            rows,
        ),
    )


def leaving_section(facts: PrivacyFacts, words: Words) -> Section:
    """What leaves the program, and where it goes."""
    sends_mail = "mail" in facts.outgoing
    mails = [words.gettext(text) for text in MAILS.values()] if sends_mail else []
    none = [] if sends_mail else [words.gettext("No mail leaves: the installation has no mail server.")]
    requests = [words.gettext(OUTGOING[module]) for module in facts.outgoing] or [words.gettext("Nothing.")]
    files = [words.gettext(text) for text in (*FILES.values(), CALENDAR)]
    said = words.gettext("Everything stays in the installation, except this. No page asks another site for anything.")
    return Section(
        "leaving",
        words.gettext("What leaves the program"),
        [said],
        parts=[
            Section("leaving-mail", words.gettext("Mail"), none, mails),
            Section("leaving-files", words.gettext("What people take along themselves"), (), files),
            Section("leaving-requests", words.gettext("What the program asks others for"), (), requests),
        ],
    )


def kept_section(words: Words, with_places: bool = False) -> Section:
    """All that is kept about people, from the register of the database's columns; `with_places` names the columns."""
    headers = [
        words.gettext("What"),
        words.gettext("About whom"),
        words.gettext("What for"),
        words.gettext("How long"),
        *([words.gettext("Where in the database")] if with_places else []),
    ]
    lines: dict[tuple[str, ...], list[str]] = {}
    for held, places in about_people():
        line = (label(held.kind, words), label(held.about, words), label(held.why, words))
        # One line for each thing and time; without the places, one for each thing.
        key = (*line, how_long(held, words)) if with_places else line
        lines.setdefault(key, []).append(", ".join(places) if with_places else how_long(held, words))
    rows = [[*key, ". ".join(rest)] for key, rest in lines.items()]
    heading = words.gettext("What is kept about people, and how long")
    return Section("kept", heading, grid=Grid(heading, headers, rows, ends_in_names=with_places))


def how_long(held: Holding, words: Words) -> str:
    """How long it is kept, with the days that the program holds to."""
    said = label(held.kept, words)
    days = KEPT_DAYS.get(held.kept)
    return words.gettext("%(what)s; at most %(days)s", what=said, days=days_in_words(days, words)) if days else said


def retention_section(facts: PrivacyFacts, words: Words) -> Section:
    """What the organisation has decided, what has been erased by it, and what comes."""
    decided = {rule.kind: rule for rule in facts.rules}
    heading = words.gettext("How long the organisation keeps its data")
    headers = [
        words.gettext("What"),
        words.gettext("Kept for"),
        words.gettext("Last erased"),
        words.gettext("Erased within a month"),
    ]
    rows = [
        [
            label(kind, words),
            _decided(decided.get(kind), words),
            _gone(kind, facts.gone.get(kind), words),
            _coming(kind, facts.coming.get(kind), words),
        ]
        for kind in RetentionKind
    ]
    backups = words.gettext(
        "What is erased here is still in backups that were made before, until those are thrown away."
    )
    return Section("retention", heading, [backups], grid=Grid(heading, headers, rows))


def _decided(rule: Kept | None, words: Words) -> str:
    if rule is None:
        return words.gettext("Until somebody deletes it")
    return months_in_words(rule.months, words)


def _gone(kind: RetentionKind, gone: Gone | None, words: Words) -> str:
    if gone is None:
        return words.gettext("nothing yet")
    return f"{date_long(gone.on, words.language)}: {things_in_words(kind, gone.n, words)}"


def _coming(kind: RetentionKind, coming: Coming | None, words: Words) -> str:
    if coming is None:
        return words.gettext("nothing")
    return words.gettext(
        "%(things)s, from %(day)s",
        things=things_in_words(kind, coming.n, words),
        day=date_long(coming.first, words.language),
    )


def about_you_section(words: Words) -> Section:
    """What is kept about those who use the program, in their own words."""
    heading = words.gettext("What is kept about you")
    return Section(
        "you",
        heading,
        points=[
            words.gettext("Your name, e-mail address and language, as long as you have an account."),
            words.gettext("Your password as a digest that cannot be read back."),
            words.gettext("Where you are signed in: browser, system and when. You end it yourself on your own page."),
            words.gettext("Which roles and tasks you have, and had."),
            words.gettext(
                "What you have changed and when, in the history, so that mistakes can be found and undone. Colleagues "
                "who see the same project read it."
            ),
            words.gettext("What you are writing and have not saved. Nobody else sees it."),
            words.gettext("Not where you are, and not what you look at."),
        ],
    )

"""The tables of a download that hold what a team does together: whom it concerns, links, meetings, stars."""

from typing import Final

from qi_tracker.exchange.export_columns import (
    Column,
    Holds,
    Noun,
    id_column,
    project_columns,
    rows_inside,
    same_column,
)
from qi_tracker.i18n.translate import NP_
from qi_tracker.vocabulary import StakeholderKind

STAKEHOLDERS: Final = Noun(
    "stakeholders",
    NP_("sheet", "Those it concerns"),
    (
        *project_columns(lambda one: one.project),
        Column("kind", NP_("column", "What they are to the work"), Holds.CHOICE, lambda one: one.kind, StakeholderKind),
        same_column("name", NP_("column", "Who")),
        same_column("involvement", NP_("column", "How they take part")),
    ),
    rows_inside(lambda taken: taken.stakeholders),
)

DOCUMENT_LINKS: Final = Noun(
    "document_links",
    NP_("sheet", "Links"),
    (
        *project_columns(lambda link: link.project),
        same_column("title", NP_("column", "Document")),
        same_column("address", NP_("column", "Address")),
        id_column("idea_id", lambda link: link.change_idea_id),
    ),
    rows_inside(lambda taken: taken.links),
)

MEETINGS: Final = Noun(
    "meetings",
    NP_("sheet", "Meetings"),
    (
        id_column("id", lambda meeting: meeting.id),
        *project_columns(lambda meeting: meeting.project),
        same_column("held_on", NP_("column", "Held on"), Holds.DAY),
        same_column("note", NP_("column", "Note")),
        same_column("completed_at", NP_("column", "Completed at"), Holds.MOMENT),
    ),
    rows_inside(lambda taken: taken.meetings),
)

MEETING_DECISIONS: Final = Noun(
    "meeting_decisions",
    NP_("sheet", "Decisions of meetings"),
    (
        *project_columns(lambda decision: decision.meeting.project),
        id_column("meeting_id", lambda decision: decision.meeting_id),
        Column("meeting", NP_("column", "Held on"), Holds.DAY, lambda decision: decision.meeting.held_on),
        same_column("text", NP_("column", "Decision")),
    ),
    rows_inside(lambda taken: taken.meeting_decisions),
)

# What a group came to together, and never what one gave.
STARS: Final = Noun(
    "star_arms",
    NP_("sheet", "Quality stars"),
    (
        id_column("round_id", lambda arm: arm.star_round.id),
        *project_columns(lambda arm: arm.star_round.project),
        Column("title", NP_("column", "What it is about"), Holds.TEXT, lambda arm: arm.star_round.title),
        Column("closed_at", NP_("column", "Scoring ended"), Holds.MOMENT, lambda arm: arm.star_round.closed_at),
        Column("dimension", NP_("column", "Arm"), Holds.DIMENSIONS, lambda arm: [arm.dimension]),
        Column("n_answers", NP_("column", "Answers"), Holds.WHOLE, lambda arm: arm.result.n_answers),
        Column("median", NP_("column", "Median"), Holds.NUMBER, lambda arm: arm.result.median),
        Column("lowest", NP_("column", "Lowest"), Holds.WHOLE, lambda arm: arm.result.lowest),
        Column("highest", NP_("column", "Highest"), Holds.WHOLE, lambda arm: arm.result.highest),
        Column(
            "is_chosen",
            NP_("column", "Chosen to work on"),
            Holds.TRUTH,
            lambda arm: arm.dimension in arm.star_round.chosen,
        ),
        Column("comment", NP_("column", "What the group said"), Holds.TEXT, lambda arm: arm.star_round.comment),
    ),
    rows_inside(lambda taken: taken.star_arms),
)

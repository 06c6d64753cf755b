"""What is said of a change idea: the corners of the board, of the kunnskapstriangel, and what to think of."""

from collections.abc import Mapping

from qi_tracker.i18n.translate import N_, NP_, Words
from qi_tracker.method.ideas import Corner, IdeaNote, Quadrant

_QUADRANTS: Mapping[Quadrant, tuple[str, str]] = {
    Quadrant.FIRST: NP_("board", "Begin here"),
    Quadrant.LARGE: NP_("board", "Larger effort: plan it well"),
    Quadrant.SMALL: NP_("board", "Take it when it suits"),
    Quadrant.DOUBTFUL: NP_("board", "Think again"),
}
_CORNERS: Mapping[Corner, tuple[str, str]] = {
    Corner.RESEARCH: NP_("corner", "Research"),
    Corner.STAFF: NP_("corner", "Staff experience"),
    Corner.USERS: NP_("corner", "Users' knowledge"),
}
_NOTES: Mapping[IdeaNote, str] = {
    IdeaNote.COMPENSATING: N_(
        "A compensating idea makes life better here and now. It does not change the family's income, so do not expect "
        "it to show in the poverty rate."
    ),
    IdeaNote.OUT_OF_REACH: N_(
        "You have said that you can do little about this yourselves. Is there a part of it that you can?"
    ),
    IdeaNote.NO_OWNER: N_("Nobody looks after it yet. An idea that is being tried needs a name and a date."),
    IdeaNote.NOT_WATCHED: N_("No measure tells whether it is really carried out."),
    IdeaNote.NO_KNOWLEDGE: N_("Nothing is written yet about what it builds on."),
}


def quadrant_name(quadrant: Quadrant, words: Words) -> str:
    """What to do with what stands in that corner of the board."""
    return words.pgettext(*_QUADRANTS[quadrant])


def corner_name(corner: Corner, words: Words) -> str:
    """The kind of knowledge."""
    return words.pgettext(*_CORNERS[corner])


def idea_note(note: IdeaNote, words: Words) -> str:
    """One sentence to think of."""
    return words.gettext(_NOTES[note])

"""What each score of a quality star stands for: six statements for each dimension, from 0 to 5. Our own words."""

from collections.abc import Mapping
from typing import Final

from qi_tracker.i18n.translate import N_, Words
from qi_tracker.vocabulary import Dimension

_ANCHORS: Final[Mapping[Dimension, tuple[str, ...]]] = {
    Dimension.EFFECTIVE: (
        N_("We do not know whether what we do helps."),
        N_("We believe that it helps, but have nothing to show for it."),
        N_("It helps some, and we have only single stories to show for it."),
        N_("It helps many, and some of what we do is known to work."),
        N_("It helps most people, and our own numbers show it."),
        N_("It helps those who need it most, our numbers have shown it for long, and we stop what does not help."),
    ),
    Dimension.SAFE: (
        N_("Somebody has been let down, and we have changed nothing since."),
        N_("Much can go wrong, and it is mostly luck when it does not."),
        N_("We know some of the dangers, and each of us meets them in their own way."),
        N_("We have routines for what matters most, and mostly follow them."),
        N_("We follow the routines, speak up when something goes wrong, and learn from it."),
        N_("People feel safe with us, and we see the dangers before anything happens."),
    ),
    Dimension.INVOLVING: (
        N_("We decide for people without asking them."),
        N_("We tell people what we have decided."),
        N_("We ask now and then, but it seldom changes anything."),
        N_("We ask regularly, and some of it is used."),
        N_("Users take part when we plan, and are told what their answers led to."),
        N_("Users decide together with us, also children and others who are seldom heard."),
    ),
    Dimension.COORDINATED: (
        N_("Nobody knows what the others do."),
        N_("People must carry their story from office to office themselves."),
        N_("We work together when somebody takes the first step."),
        N_("We have agreed who does what, and it mostly holds."),
        N_("People have one person to turn to, and nobody is lost when others take over."),
        N_("Those who get help meet one service, also when staff or offices change."),
    ),
    Dimension.RESOURCEFUL: (
        N_("Most of our time goes to what helps nobody."),
        N_("We do much twice, and wait a lot."),
        N_("We see what is wasted, but seldom do anything about it."),
        N_("We have cut some of the waste, and use people where they are needed."),
        N_("We know what things cost in time and money, and use both where they help most."),
        N_("Hardly anything is wasted, and what we save becomes more help."),
    ),
    Dimension.FAIR: (
        N_("Those who need it most get no help."),
        N_("Only those who know about us and ask, get help."),
        N_("Many get help, but money, language or where they live decides a lot."),
        N_("Most people get help in time, and we know whom we do not reach."),
        N_("We seek out those whom we do not reach, and more of them come."),
        N_("Everybody gets the help they need, whoever they are, and our numbers show it."),
    ),
}
# For what an installation has added itself.
_OF_ANY: Final = (
    N_("We do nothing about it."),
    N_("We have begun to talk about it."),
    N_("Some of us do it now and then."),
    N_("Most of us do it, most of the time."),
    N_("All of us do it, and our own numbers show it."),
    N_("It has worked well for long, and others can learn from us."),
)


def anchors(dimension: str, words: Words) -> list[str]:
    """What 0, 1, 2, 3, 4 and 5 mean for a dimension, by its key; an installation's own has the same six as all of them.

    They are said by the team about its own services.
    """
    known = Dimension(dimension) if dimension in set(Dimension) else None
    return [words.gettext(each) for each in (_ANCHORS[known] if known is not None else _OF_ANY)]

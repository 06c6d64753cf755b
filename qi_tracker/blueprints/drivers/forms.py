"""The forms of the chain: a node, a driver, a link, and the measure of an idea."""

from collections.abc import Iterable, Sequence

from wtforms import RadioField, SelectField
from wtforms.validators import InputRequired

from qi_tracker.blueprints.common.forms import BaseForm, ChoiceField, LongTextField, TextField, options
from qi_tracker.blueprints.common.words import current_words
from qi_tracker.i18n.chain import KINDS
from qi_tracker.i18n.translate import N_
from qi_tracker.method.chain import RANK, NodeKind
from qi_tracker.models import ChangeIdea, Driver, Measure
from qi_tracker.services.drivers import Chain, DriverDetails, Hypothesis, Link, Node
from qi_tracker.vocabulary import ChainStep, DriverPlace

LONGEST_TITLE = 300
# What can be made here, in the order that most begin with, and what each is.
_MADE_HERE = {
    NodeKind.PRIMARY: N_("What must change for the aim to be reached. Two to five are usual."),
    NodeKind.SECONDARY: N_("What must be in place for a primary driver to change."),
    NodeKind.IDEA: N_("Something you can do in another way, and try."),
    NodeKind.IMPACT: N_("What comes of it in the long run, with many other causes."),
}
_BY_PLACE = N_("As its place says")


def measure_options(measures: Sequence[Measure]) -> list[tuple[int, str]]:
    """(measure id, name) of none, and of the project's."""
    return [(0, current_words().gettext("None yet")), *((measure.id, measure.name) for measure in measures)]


def node_options(nodes: Iterable[Node], empty: str | None = None) -> list[tuple[str, str]]:
    """(key, name with what it is); `empty` is a msgid."""
    words = current_words()
    found = [(node.key, f"{words.pgettext(*KINDS[node.kind])}: {node.title}") for node in nodes]
    return [("", words.gettext(empty)), *found] if empty is not None else found


class NodeForm(BaseForm):
    """A new node: what it is, what it is called, and what it is tied to."""

    place = RadioField(N_("What do you want to add?"), [InputRequired()])
    title = TextField(N_("What is it called?"), [InputRequired()], longest=LONGEST_TITLE)
    target = SelectField(N_("What does it lead to?"))
    because = LongTextField(N_("Why do you believe that?"))
    measure_id = SelectField(N_("Which measure shows it?"), coerce=int)
    description = LongTextField(N_("More about it"))

    def offer(self, chain: Chain, measures: Sequence[Measure]) -> None:
        """Fill in what can be chosen."""
        words = current_words()
        pairs = [(kind.value, words.pgettext(*KINDS[kind])) for kind in _MADE_HERE]
        self.place.choices = options(pairs, [words.gettext(hint) for hint in _MADE_HERE.values()])
        can_be_tied = [node for node in chain.nodes if node.kind is not NodeKind.IDEA]
        self.target.choices = options(node_options(can_be_tied, N_("Nothing yet")))
        self.measure_id.choices = options(measure_options(measures))

    @property
    def kind(self) -> NodeKind:
        """What is added."""
        return NodeKind(self.place.data)

    def tied(self, made: Node, chain: Chain) -> Hypothesis | None:
        """What is said of it and what it is tied to: an impact comes of that, all else leads to it."""
        other = chain.node(self.target.data)
        return in_order(made, other, self.because.data or "") if other is not None else None


def in_order(one: Node, other: Node, because: str) -> Hypothesis:
    """The hypothesis that leads from the earlier of two nodes to the later."""
    source, target = (one, other) if RANK[one.kind] <= RANK[other.kind] else (other, one)
    return Hypothesis(source, target, because)


class DriverForm(BaseForm):
    """A driver, or an impact beyond the aim."""

    title = TextField(N_("What is it called?"), [InputRequired()], longest=LONGEST_TITLE)
    place = ChoiceField(N_("Where does it stand?"), DriverPlace)
    measure_id = SelectField(N_("Which measure shows it?"), coerce=int)
    description = LongTextField(N_("More about it"))
    step = ChoiceField(N_("What is it in the logic chain?"), ChainStep, empty=_BY_PLACE)

    def offer(self, measures: Sequence[Measure]) -> None:
        """Fill in which measures can be chosen."""
        self.measure_id.choices = options(measure_options(measures))

    def fill(self, driver: Driver) -> None:
        """Show what the driver is now."""
        self.process(data=present_driver(driver))

    def details(self) -> DriverDetails:
        """What the service takes."""
        return DriverDetails(
            title=self.title.data,
            description=self.description.data or "",
            place=self.place.data,
            step=self.step.data,
            measure_id=self.measure_id.data or None,
        )


def present_driver(driver: Driver) -> dict[str, object]:
    """The driver as the form's fields hold it; also theirs in a conflict."""
    return {
        "title": driver.title,
        "place": driver.place,
        "measure_id": driver.measure.id if driver.measure is not None else 0,
        "description": driver.description,
        "step": driver.step or "",
        "version": driver.version,
    }


class LinkForm(BaseForm):
    """If this, then that, because …"""

    # One hypothesis.
    together = (("source", "target"),)

    source = SelectField(N_("If this happens …"), [InputRequired()])
    target = SelectField(N_("… then this happens"), [InputRequired()])
    because = LongTextField(N_("Why do you believe that?"))

    def offer(self, chain: Chain) -> None:
        """Fill in what can be chosen."""
        self.source.choices = options(node_options(node for node in chain.nodes if node.kind is not NodeKind.IMPACT))
        self.target.choices = options(node_options(node for node in chain.nodes if node.kind is not NodeKind.IDEA))

    def said(self, chain: Chain) -> Hypothesis:
        """What the service takes."""
        source, target = chain.node(self.source.data), chain.node(self.target.data)
        assert source is not None and target is not None, "only nodes of the chain can be chosen"
        return Hypothesis(source, target, self.because.data or "")


def present_link(link: Link) -> dict[str, object]:
    """The link as the form's fields hold it; also theirs in a conflict."""
    assert link.row is not None, "only hypotheses have a form"
    return {
        "source": link.source,
        "target": link.target,
        "because": link.row.because,
        "version": link.row.version,
    }


class IdeaMeasureForm(BaseForm):
    """What tells whether an idea is really carried out."""

    measure_id = SelectField(N_("Which measure shows that it is carried out?"), coerce=int)

    def offer(self, measures: Sequence[Measure]) -> None:
        """Fill in which measures can be chosen."""
        self.measure_id.choices = options(measure_options(measures))


def present_idea(idea: ChangeIdea) -> dict[str, object]:
    """The idea as the form's fields hold it; also theirs in a conflict."""
    return {"measure_id": idea.measure.id if idea.measure is not None else 0, "version": idea.version}

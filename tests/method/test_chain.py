"""Where a chain is weak: each rule by an example, and what is no weakness."""

import pytest

from qi_tracker.method.chain import (
    STEP_OF,
    LinkFacts,
    NodeFacts,
    NodeKind,
    Weakness,
    WeaknessCode,
    weaknesses_of,
)
from qi_tracker.method.poverty_words import speaks_of_poverty_rate
from qi_tracker.vocabulary import ChainStep, IdeaStatus, MeasureKind, ProjectNature


def node(key: str, kind: NodeKind, **facts: object) -> NodeFacts:
    values = {"step": STEP_OF[kind], **facts}
    return NodeFacts(key, kind, **values)  # type: ignore[arg-type]  # each test gives what its node differs in


AIM = node("aim", NodeKind.AIM, measure=MeasureKind.OUTCOME, texts=("Flere barn blir med",))
DRIVER = node("driver", NodeKind.PRIMARY, measure=MeasureKind.PROCESS)
IDEA = node("idea", NodeKind.IDEA, status=IdeaStatus.TESTING)
LINKS = [LinkFacts("idea", "driver"), LinkFacts("driver", "aim")]


def codes(nodes: list[NodeFacts], links: list[LinkFacts] = LINKS) -> list[tuple[WeaknessCode, str]]:
    return [(weakness.code, weakness.node) for weakness in weaknesses_of(nodes, links)]


def test_a_whole_chain_is_weak_nowhere() -> None:
    assert weaknesses_of([AIM, DRIVER, IDEA], LINKS) == ()


def test_a_link_to_what_nothing_measures_lacks_an_indicator() -> None:
    driver = node("driver", NodeKind.PRIMARY)
    assert weaknesses_of([AIM, driver, IDEA], LINKS) == (Weakness(WeaknessCode.WITHOUT_INDICATOR, "driver", ("idea",)),)


def test_a_sub_aim_is_a_part_and_no_hypothesis() -> None:
    aim, part = node("aim", NodeKind.AIM), node("part", NodeKind.SUB_AIM)
    assert codes([aim, part], [LinkFacts("part", "aim", is_hypothesis=False)]) == []


@pytest.mark.parametrize("status", [IdeaStatus.IDEA, IdeaStatus.ABANDONED])
def test_an_activity_that_nobody_carries_out_is_weak(status: IdeaStatus) -> None:
    idea = node("idea", NodeKind.IDEA, status=status)
    assert codes([AIM, DRIVER, idea]) == [(WeaknessCode.NOT_CARRIED_OUT, "idea")]


@pytest.mark.parametrize("status", [IdeaStatus.TESTING, IdeaStatus.ADOPTED, IdeaStatus.PRACTICE])
def test_an_activity_that_is_carried_out_is_not(status: IdeaStatus) -> None:
    assert codes([AIM, DRIVER, node("idea", NodeKind.IDEA, status=status)]) == []


def test_output_and_outcome_are_kept_apart() -> None:
    output = node("driver", NodeKind.PRIMARY, measure=MeasureKind.OUTCOME)
    assert codes([AIM, output, IDEA]) == [(WeaknessCode.OUTPUT_AS_OUTCOME, "driver")]
    said = node("driver", NodeKind.PRIMARY, step=ChainStep.OUTCOME, measure=MeasureKind.OUTCOME)
    assert codes([AIM, said, IDEA]) == []
    by_process = node("aim", NodeKind.AIM, measure=MeasureKind.PROCESS)
    assert codes([by_process, DRIVER, IDEA]) == [(WeaknessCode.OUTCOME_BY_PROCESS, "aim")]


def test_what_leads_nowhere_is_named() -> None:
    assert codes([AIM, DRIVER, IDEA], []) == [
        (WeaknessCode.IDEA_LEADS_NOWHERE, "idea"),
        (WeaknessCode.DRIVER_LEADS_NOWHERE, "driver"),
        (WeaknessCode.DRIVER_WITHOUT_IDEA, "driver"),
    ]
    assert codes([AIM, node("idea", NodeKind.IDEA, status=IdeaStatus.ABANDONED)], []) == []


def test_an_idea_counts_for_a_driver_by_way_of_another() -> None:
    below = node("below", NodeKind.SECONDARY, measure=MeasureKind.PROCESS)
    links = [LinkFacts("idea", "below"), LinkFacts("below", "driver"), LinkFacts("driver", "aim")]
    assert codes([AIM, DRIVER, below, IDEA], links) == []


def test_a_compensating_idea_tied_to_how_many_are_poor_is_told_so() -> None:
    idea = node("idea", NodeKind.IDEA, status=IdeaStatus.TESTING, nature=ProjectNature.COMPENSATING)
    impact = node("impact", NodeKind.IMPACT, measure=MeasureKind.OUTCOME, texts=("Færre barn i lavinntekt",))
    links = [*LINKS, LinkFacts("aim", "impact")]
    assert weaknesses_of([AIM, DRIVER, idea, impact], links) == (
        Weakness(WeaknessCode.COMPENSATING_FOR_RATE, "idea", ("impact",)),
    )
    preventive = node("idea", NodeKind.IDEA, status=IdeaStatus.TESTING, nature=ProjectNature.PREVENTIVE)
    assert codes([AIM, DRIVER, preventive, impact], links) == []


def test_links_in_a_ring_end() -> None:
    ring = [LinkFacts("driver", "aim"), LinkFacts("aim", "driver"), LinkFacts("idea", "driver")]
    assert codes([AIM, DRIVER, IDEA], ring) == []


@pytest.mark.parametrize(
    ("text", "is_rate"),
    [
        ("Færre barn i lavinntekt", True),
        ("Andel barn 0–17 år i familier med vedvarende lavinntekt", True),
        ("Færre barn lever i familier med lavinntekt innen 2027", True),
        ("Lavinntektsandelen går ned", True),
        ("Redusere barnefattigdommen i kommunen", True),
        ("Færre barn i låginntekt", True),
        ("Fewer children living in low income", True),
        ("Less child poverty", True),
        ("Mer tilhørighet (Ungdata), ikke lavinntektsandel", False),
        ("Flere barn i familier med lavinntekt blir med", False),
        ("Andelen barn i familier med lavinntekt som har en aktivitet", False),
        ("Andel barn med fritidsaktivitet i familier med lavinntekt", False),
        ("Færre barn i familier med lavinntekt står utenfor", False),
        ("Barn trives", False),
    ],
)
def test_how_many_are_poor_is_told_from_who_they_are(text: str, is_rate: bool) -> None:
    assert speaks_of_poverty_rate(text) is is_rate

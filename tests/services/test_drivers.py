"""The chain: what leads to what, in which order, and what comes and goes with a node."""

import pytest
from flask import Flask

from qi_tracker.errors import InvalidInput, StaleVersion
from qi_tracker.extensions import db
from qi_tracker.method.chain import NodeKind
from qi_tracker.models import Aim, ChangeIdea, Driver, DriverLink, Project
from qi_tracker.services.bin import restore
from qi_tracker.services.change_ideas import delete_idea
from qi_tracker.services.drivers import (
    Chain,
    DriverDetails,
    Hypothesis,
    Node,
    chain_of,
    connect,
    create_driver,
    create_idea_of,
    delete_driver,
    disconnect,
    edit_driver,
    edit_link,
    measure_idea,
    move_driver,
    move_to,
)
from qi_tracker.services.places import key_of
from qi_tracker.vocabulary import ChainStep, DriverPlace, IdeaStatus
from tests.inside import inside
from tests.people import Who, World


def project_of(world: World) -> Project:
    return db.session.get_one(Project, world.lerkevik["project_id"])


def chain(world: World) -> Chain:
    return chain_of(project_of(world))


def driver_of(world: World) -> Driver:
    return db.session.get_one(Driver, world.lerkevik["driver_id"])


def link_of(world: World) -> DriverLink:
    return db.session.get_one(DriverLink, world.lerkevik["driver_link_id"])


def new(world: World, title: str, place: DriverPlace = DriverPlace.PRIMARY) -> Node:
    driver = create_driver(project_of(world), DriverDetails(title, "", place, None, None))
    return at(world, driver)


def at(world: World, thing: Aim | Driver | ChangeIdea) -> Node:
    node = chain(world).node(key_of(thing))
    assert node is not None
    return node


def aim(world: World) -> Node:
    return at(world, db.session.get_one(Aim, world.lerkevik["aim_id"]))


def idea(world: World) -> ChangeIdea:
    return db.session.get_one(ChangeIdea, world.lerkevik["idea_id"])


def pairs(world: World) -> list[tuple[str, str]]:
    return [(link.source.split("-")[0], link.target.split("-")[0]) for link in chain(world).links]


ALL = [("change_ideas", "drivers"), ("drivers", "aims")]


def test_the_nodes_are_ideas_drivers_and_aims_with_their_links(app: Flask, world: World) -> None:
    with inside(app, world.people[Who.LEAD]):
        found = chain(world)
        assert [node.kind for node in found.nodes] == [NodeKind.AIM, NodeKind.PRIMARY, NodeKind.IDEA]
        assert [node.step for node in found.nodes] == [ChainStep.OUTCOME, ChainStep.OUTPUT, ChainStep.ACTIVITY]
        assert pairs(world) == ALL


def test_links_vanish_with_a_node_and_come_back_with_it(app: Flask, world: World) -> None:
    with inside(app, world.people[Who.LEAD]):
        driver = driver_of(world)
        delete_driver(driver, driver.version)
        assert pairs(world) == []
        restore(driver, driver.version)
        assert pairs(world) == ALL
        found = idea(world)
        delete_idea(found, found.version)
        assert pairs(world) == [("drivers", "aims")]
        restore(found, found.version)
        assert pairs(world) == ALL


def test_two_taken_apart_are_connected_again_from_the_bin(app: Flask, world: World) -> None:
    with inside(app, world.people[Who.LEAD]):
        link = link_of(world)
        disconnect(link, link.version)
        assert pairs(world) == [("drivers", "aims")]
        restore(link, link.version)
        assert pairs(world) == ALL


def test_a_link_leads_onward_and_only_once(app: Flask, world: World) -> None:
    with inside(app, world.people[Who.LEAD]):
        project, driver = project_of(world), at(world, driver_of(world))
        for said in (Hypothesis(aim(world), driver, ""), Hypothesis(driver, new(world, "En til"), "")):
            with pytest.raises(InvalidInput) as refused:
                connect(project, said)
            assert refused.value.code == "link_goes_back"
        with pytest.raises(InvalidInput) as refused:
            connect(project, Hypothesis(driver, aim(world), ""))
        assert refused.value.code == "linked_already"
        impact = new(world, "Flere hører til", DriverPlace.IMPACT)
        connect(project, Hypothesis(aim(world), impact, "De er sammen."))
        assert ("aims", "drivers") in pairs(world)


def test_a_link_gets_another_end_and_reason(app: Flask, world: World) -> None:
    with inside(app, world.people[Who.LEAD]):
        link, other = link_of(world), new(world, "En til")
        edit_link(link, link.version, Hypothesis(at(world, idea(world)), other, "Ny grunn"))
        assert (link.to_driver_id, link.because) == (other.thing.id, "Ny grunn")
        with pytest.raises(StaleVersion):
            edit_link(link, 1, Hypothesis(at(world, idea(world)), aim(world), ""))


def test_a_driver_stays_between_what_it_is_connected_to(app: Flask, world: World) -> None:
    with inside(app, world.people[Who.LEAD]):
        driver = driver_of(world)
        as_impact = DriverDetails(driver.title, "", DriverPlace.IMPACT, None, None)
        with pytest.raises(InvalidInput) as refused:
            edit_driver(driver, driver.version, as_impact)
        assert refused.value.code == "links_in_the_way"
        edit_driver(driver, driver.version, DriverDetails("Ny", "", DriverPlace.SECONDARY, ChainStep.OUTCOME, None))
        assert at(world, driver).kind is NodeKind.SECONDARY
        assert at(world, driver).step is ChainStep.OUTCOME


def test_drivers_change_places_with_those_that_lead_to_the_same(app: Flask, world: World) -> None:
    with inside(app, world.people[Who.LEAD]):
        first, project = driver_of(world), project_of(world)
        new(world, "Løs")
        third, fourth = new(world, "Tredje"), new(world, "Fjerde")
        for node in (third, fourth):
            connect(project, Hypothesis(node, aim(world), ""))

        def order() -> list[str]:
            return [node.title.split()[0] for node in chain(world).nodes if node.kind is NodeKind.PRIMARY]

        assert order() == ["Familiene", "Løs", "Tredje", "Fjerde"]
        move_driver(first, first.version, 1)
        assert order() == ["Løs", "Tredje", "Familiene", "Fjerde"]
        move_driver(first, first.version, -1)
        assert order() == ["Løs", "Familiene", "Tredje", "Fjerde"]
        move_driver(first, first.version, -1)
        assert order() == ["Løs", "Familiene", "Tredje", "Fjerde"]
        last = fourth.thing
        assert isinstance(last, Driver)
        move_to(last, last.version, first)
        assert order() == ["Løs", "Fjerde", "Familiene", "Tredje"]
        secondary = new(world, "Under", DriverPlace.SECONDARY).thing
        assert isinstance(secondary, Driver)
        with pytest.raises(InvalidInput):
            move_to(first, first.version, secondary)


def test_an_idea_that_was_put_away_is_seen_only_while_it_leads_somewhere(app: Flask, world: World) -> None:
    with inside(app, world.people[Who.LEAD]):
        found, link = idea(world), link_of(world)
        found.status = IdeaStatus.ABANDONED
        db.session.flush()
        assert chain(world).node(key_of(found)) is not None
        disconnect(link, link.version)
        assert chain(world).node(key_of(found)) is None


def test_an_idea_is_made_and_gets_a_measure_here(app: Flask, world: World) -> None:
    with inside(app, world.people[Who.LEAD]):
        made = create_idea_of(project_of(world), "Ringe alle", "", None)
        measure_idea(made, made.version, world.lerkevik["measure_id"])
        db.session.refresh(made)
        assert at(world, made).measure is not None


def test_sub_aims_are_parts_of_the_aim_at_the_top(app: Flask, world: World) -> None:
    with inside(app, world.people[Who.LEAD]):
        own = {"organization_id": world.lerkevik["organization_id"], "project_id": world.lerkevik["project_id"]}
        part = Aim(**own, statement="Del", parent_id=world.lerkevik["aim_id"])
        db.session.add(part)
        db.session.flush()
        deeper = Aim(**own, statement="Del av del", parent_id=part.id)
        db.session.add(deeper)
        db.session.flush()
        parts = [link for link in chain(world).links if link.row is None]
        assert {link.target for link in parts} == {f"aims-{world.lerkevik['aim_id']}"}
        assert len(parts) == 2

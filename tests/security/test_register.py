"""The register of security requirements is whole, names what is there, and is in step with its page."""

from tests.security.register import PAGE, problems, read_register, render

# How many requirements the standard has at each level.
LEVELS = {1: 70, 2: 183}
AT_LEAST_BY_TESTS = 90


def test_every_requirement_of_both_levels_is_answered() -> None:
    requirements = read_register()
    assert {level: sum(each.level == level for each in requirements) for level in LEVELS} == LEVELS


def test_what_the_register_names_is_there() -> None:
    assert list(problems(read_register())) == []


def test_most_requirements_are_held_by_tests() -> None:
    assert sum(each.way == "tests" for each in read_register()) >= AT_LEAST_BY_TESTS


def test_only_what_comes_with_another_sign_in_waits() -> None:
    waiting = [each for each in read_register() if each.way == "waits"]
    assert [each.number for each in waiting if not ("TOTP" in str(each.shown_by) or "OIDC" in str(each.shown_by))] == []


def test_the_page_is_in_step() -> None:
    assert PAGE.read_text("utf-8") == render(read_register()), "Run `python3 dev.py prove register`."


def test_a_test_that_is_not_there_is_seen() -> None:
    planted = '["1.1.1"]\nlevel = 2\nabout = "x"\ntests = ["security/test_register.py::test_made_up", "nowhere.py::*"]'
    assert len(list(problems(read_register(planted)))) == 2


def test_a_heading_that_is_not_there_is_seen() -> None:
    planted = '["1.1.1"]\nlevel = 2\nabout = "x"\ninspection = "README.md#made-up"'
    assert len(list(problems(read_register(planted)))) == 1

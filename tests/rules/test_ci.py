"""CI runs what the README tells a person to run, and nothing beside it."""

from collections.abc import Iterator

from tests.rules.source_tree import ROOT


def ci_problems(script: str, readme: str) -> Iterator[str]:
    """What CI does differently from a person."""
    commands = [line.removeprefix("exec ") for line in script.splitlines() if line.strip() and line[0] != "#"]
    commands = [line for line in commands if not line.startswith(("set ", "cd "))]
    if commands != ["python3 dev.py test"]:
        yield f"CI runs {commands}, not just `python3 dev.py test`."
    for command in commands:
        if f"\n{command} " not in readme:
            yield f"The README does not tell of `{command}`, which CI runs."


def test_ci_runs_the_command_of_the_readme() -> None:
    script = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    assert list(ci_problems(script, (ROOT / "README.md").read_text(encoding="utf-8"))) == []


def test_planted_other_command_is_found() -> None:
    assert list(ci_problems("set -e\nexec python3 dev.py test -k fast\n", "\npython3 dev.py test # all\n"))
    assert list(ci_problems("exec python3 dev.py test\n", "make test"))
    assert not list(ci_problems("exec python3 dev.py test\n", "\npython3 dev.py test # all\n"))

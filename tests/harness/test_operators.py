"""Slips are found in the source by their shape, each by itself, and nothing that computes nothing is changed."""

import ast

from tests.prove.operators import changes

SOURCE = '''
"""Text with 1 number."""
LIMIT: int = 7


@lru_cache(maxsize=5)
def mean(values: list[float | None] = None, is_whole: bool = False) -> float | None:
    """Text with 2 numbers."""
    there = [value for value in values if value is not None]
    if len(there) < LIMIT or not is_whole:
        raise ValueError(f"{3} are too few")
    there.sort(reverse=True)
    for one, other in zip(there, there[1:], strict=True):
        assert one <= other + 4
    return -max(there) / 2
'''


def found() -> dict[str, str]:
    return {f"{change.function}: {change.what}".lstrip(": "): change.source for change in changes(SOURCE)}


def test_each_slip_is_found_once() -> None:
    assert sorted(found()) == sorted([
        "7 → 8", "7 → 6",
        "mean: False → True",
        "mean: for … if value is not None → for … whatever",
        "mean: value is not None → value is None",
        "mean: if len(there) < LIMIT or not is_whole → if not (len(there) < LIMIT or not is_whole)",
        "mean: raise ValueError(f'{3} are too few') → pass",
        "mean: len(there) < LIMIT or not is_whole → len(there) < LIMIT and (not is_whole)",
        "mean: len(there) < LIMIT → len(there) <= LIMIT", "mean: len(there) < LIMIT → len(there) >= LIMIT",
        "mean: not is_whole → is_whole",
        "mean: there.sort(reverse=True) → pass", "mean: True → False",
        "mean: 1: → :", "mean: 1 → 2", "mean: 1 → 0",
        "mean: return -max(there) / 2 → return None", "mean: -max(there) / 2 → -max(there) * 2",
        "mean: -max(there) → max(there)", "mean: max → min", "mean: 2 → 3", "mean: 2 → 1",
    ])  # fmt: skip


def test_each_differs_in_its_slip_alone() -> None:
    whole = ast.unparse(ast.parse(SOURCE)).splitlines()
    for what, source in found().items():
        lines = source.splitlines()
        assert sum(one != other for one, other in zip(whole, lines, strict=True)) == 1, what


def test_two_of_the_same_name_are_told_apart() -> None:
    assert [change.what for change in changes("a = 1 + 1\n")] == [
        "1 + 1 → 1 - 1", "1 → 2", "1 → 0", "1 → 2 (2)", "1 → 0 (2)"
    ]  # fmt: skip


def test_a_function_is_told_by_its_lines_and_a_constant_by_its_own() -> None:
    lines = {change.function: change.lines for change in changes(SOURCE)}
    assert lines == {"": (3, 3), "mean": (8, 15)}


def test_of_a_large_number_half_is_taken() -> None:
    assert [change.what for change in changes("a = 1e100\n")] == ["1e+100 → 1.5000000000000001e+100", "1e+100 → 5e+99"]

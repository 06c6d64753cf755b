"""The evidence of imports names what it stumbles over, and measures a bomb in a process of its own."""

from typing import Any

import pytest

from tests.exchange import fuzzing
from tests.exchange.hostile_files import one_far_cell
from tests.prove import imports


def test_input_that_is_neither_read_nor_refused_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """The planted defect: one input in a batch is stumbled over."""
    third = fuzzing.fuzzed(2, imports.SEED)

    def stumbling(fuzzed: Any) -> None:
        if fuzzed == third:
            raise fuzzing.UnhandledError("IndexError()")

    monkeypatch.setattr(imports, "BATCH", 4)
    monkeypatch.setattr(fuzzing, "answer", stumbling)
    codes, stumbled = imports.fuzz_batch(0)
    assert (dict(codes), stumbled) == ({"": 3}, ["2: IndexError()"])


def test_bomb_is_met_and_measured() -> None:
    met = imports.meet_bomb(one_far_cell())
    assert met["code"] == "too_many_columns"
    assert met["kilobytes"] == len(one_far_cell()) / 1024

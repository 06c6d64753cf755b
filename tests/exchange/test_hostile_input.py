"""The whole of the hostile vectors that an import can meet: each is read or refused as it says, in words."""

import json
from datetime import date
from pathlib import Path

import pytest

from qi_tracker.errors import InvalidInput
from qi_tracker.exchange import raw_table, xlsx_guard
from qi_tracker.exchange.messages import problem_sentence, refusal_sentence
from qi_tracker.exchange.preview import preview
from qi_tracker.exchange.read_settings import AUTOMATIC
from qi_tracker.i18n.translate import words_for
from qi_tracker.vocabulary import Language
from tests.exchange import fuzzing
from tests.exchange.hostile_files import FILES, READ, large_sheet, one_far_cell
from tests.exchange.test_numbers import POLICY

TODAY = date(2026, 3, 1)
HOSTILE = json.loads((Path(__file__).parents[1] / "data/vectors/hostile_input.json").read_text(encoding="utf-8"))
NAMED = "file name with .. / NUL / RTL / 255 bytes / quotes / CRLF"  # held by blueprints/test_table_shapes.py
CASES = [(name, at) for name, made in FILES.items() for at in range(len(made))]
FUZZED = 20_000


def test_every_file_of_the_vectors_is_made() -> None:
    assert {*FILES, NAMED} == set(HOSTILE["files"])


@pytest.mark.parametrize(("name", "at"), CASES, ids=[f"{name}-{at}" for name, at in CASES])
def test_file_is_read_or_refused_in_words(name: str, at: int) -> None:
    make, code = FILES[name][at]
    try:
        found = preview(make(), TODAY)
    except InvalidInput as refused:
        assert refused.code == code
        sentences = [refusal_sentence(refused, words_for(language)) for language in Language]
    else:
        assert [point.value for point in found.points] == {READ: [5, 6], "+1": [5, 6, 7], "no_rows": []}[code]
        sentences = (
            [problem_sentence(found.problems[0], words_for(one)) for one in Language] if code == "no_rows" else []
        )
    assert len(set(sentences)) == len(sentences)
    assert not any("%(" in sentence for sentence in sentences)


@pytest.mark.parametrize(("text", "says"), HOSTILE["numbers_nb"].items())
def test_number_in_a_column_is_read_or_doubted(text: str, says: float | str) -> None:
    """A file decides by column: only "1.5", alone in its column, is read where a field would ask."""
    found = preview(f"Dato;Verdi\n01.01.2025;{text}\n01.02.2025;7\n", TODAY)
    wanted = 1.5 if text == "1.5" else POLICY[text] if isinstance(says, str) else says
    if isinstance(wanted, str):
        assert [problem.code for problem in found.problems] == [wanted]
        assert text[:40] in problem_sentence(found.problems[0], words_for(Language.BOKMAL))
        assert 4 not in [point.value for point in found.points]
    else:
        assert [point.value for point in found.points] == [wanted, 7]


@pytest.mark.parametrize("text", HOSTILE["text"], ids=range(len(HOSTILE["text"])))
def test_text_is_a_text_wherever_it_stands(text: str) -> None:
    if len(text) > raw_table.MAX_CELL_CHARACTERS:
        with pytest.raises(InvalidInput, match="wrong_file_type"):
            preview(f"Dato;Verdi;Merknad\n01.01.2025;5;{text}\n", TODAY)
        return
    for column in range(3):
        cells = ["01.01.2025", "5", "x"]
        names = ["Dato", "Verdi", "Merknad"]
        for row in (names, cells):
            changed = list(row)
            changed[column] = text
            table = [changed, cells] if row is names else [names, changed]
            preview("\n".join(";".join(line) for line in table), TODAY)
    found = preview(f'Dato;Verdi;Merknad\n01.01.2025;5;"a{text}b"\n', TODAY)
    # What no text has in it is taken out, and line ends are all of one kind.
    kept = text.translate(dict.fromkeys(map(ord, "\x00\ufffe"))).replace("\r\n", "\n")
    assert found.points[0].comment == f"a{kept}b"


def test_guard_that_is_a_limit_out_lets_the_bomb_through(monkeypatch: pytest.MonkeyPatch) -> None:
    """The planted defect: with room for the whole sheet the far cell is measured and not refused."""
    monkeypatch.setattr(xlsx_guard, "MAX_AREA", 1_048_576 * 16_384)
    measured = xlsx_guard.measure_workbook(one_far_cell())
    assert measured["A"].last_column == 16_384


def test_sheet_that_unpacks_to_too_much_is_refused_by_what_was_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xlsx_guard, "MAX_UNPACKED_BYTES", 1024 * 1024)
    with pytest.raises(InvalidInput, match="unpacked_too_large"):
        preview(large_sheet(2), TODAY)


# --- fuzz ------------------------------------------------------------------------------------------------------------


def test_twenty_thousand_spoilt_inputs_are_read_or_refused() -> None:
    refused = [fuzzing.answer(fuzzing.fuzzed(number)) for number in range(FUZZED)]
    assert None in refused
    assert len(set(refused)) > 5


def test_unhandled_error_is_seen_by_the_fuzz() -> None:
    """The planted defect: a reader that stumbles over one cell in some thousands."""

    def stumbling(source: bytes | str, today: date, settings: object) -> None:
        if isinstance(source, str) and "1_000" in source:
            raise KeyError("1_000")
        raise InvalidInput("empty_file")

    with pytest.raises(fuzzing.UnhandledError, match="KeyError"):
        for number in range(1_000):
            fuzzing.answer(fuzzing.fuzzed(number), stumbling)


def test_code_without_a_sentence_is_seen_by_the_fuzz() -> None:
    def wordless(*_: object) -> None:
        raise InvalidInput("nobody_said_why")

    with pytest.raises(fuzzing.UnhandledError, match="nobody_said_why"):
        fuzzing.answer(fuzzing.Fuzzed("x", AUTOMATIC), wordless)

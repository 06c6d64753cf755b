"""Widths are guessed on the safe side, and what cannot be drawn is taken out."""

from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from qi_tracker.charts.lettering import clean, shorten, text_width
from qi_tracker.charts.process import FONT_FOLDER
from tests.charts.samples import HOSTILE

SENTENCES = (
    "Andel barn i målgruppen med minst én aktivitet",
    "12 på rad over medianen",
    "Median før 40,5 dager",
    "MÅL 60 % – ÅRLIG GJENNOMSNITT «WWW»",
    "−1 234 567,89 kroner ≈ n",
)


@pytest.mark.parametrize("font", ["Inter-Regular.ttf", "Inter-SemiBold.ttf"])
@pytest.mark.parametrize("sentence", SENTENCES)
def test_guess_is_never_narrower_than_the_typeface_and_not_much_wider(font: str, sentence: str) -> None:
    width = _measured(FONT_FOLDER / font, sentence, 15)
    assert width <= text_width(sentence, 15) <= width * 1.25


def _measured(path: Path, text: str, size: float) -> float:
    with TTFont(path) as font:
        names, advances = font.getBestCmap(), font["hmtx"]
        return sum(advances[names.get(ord(letter), ".notdef")][0] for letter in text) * size / font["head"].unitsPerEm


def test_what_turns_or_breaks_a_line_is_taken_out() -> None:
    cleaned = clean(HOSTILE + "\ud800\nny\tlinje\u2028")
    assert not set(cleaned) & set("\u0000\u202e\ud800\n\t\u2028")
    assert "שלום" in cleaned
    cleaned.encode()


@pytest.mark.parametrize("room", [0, 5, 20, 60, 200, 1000])
def test_shortened_text_has_room(room: float) -> None:
    short = shorten("Spør «Hva har barnet lyst til?»", 15, room)
    assert text_width(short, 15) <= room
    assert short == "" or short.endswith("…") or room == 1000

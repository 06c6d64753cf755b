"""File names after what people wrote: readable, and no more than a name on any system."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.http import parse_options_header

from qi_tracker.exchange.file_names import attachment, file_name
from tests.blueprints.refusals import PERSONAL_NUMBER


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Barn med aktivitet", "Barn med aktivitet.csv"),
        ("Ærlig ønske på blå skjema", "Ærlig ønske på blå skjema.csv"),
        ("A\u030arlig", "Årlig.csv"),
        ("Ja/nei: 50 % < mål?", "Ja-nei- 50 % - mål.csv"),
        ("../../etc/passwd", "etc-passwd.csv"),
        ("..", "indikator.csv"),
        ("   ", "indikator.csv"),
        ("💡", "💡.csv"),
        ("-rf", "rf.csv"),
        ("CON", "_CON.csv"),
        ("com1.txt", "_com1.txt.csv"),
        ("Konflikter", "Konflikter.csv"),
        ('a"; filename="x.exe', "a-; filename=-x.exe.csv"),
        ("a\r\nSet-Cookie: x=1", "a Set-Cookie- x=1.csv"),
        ("a\x00b\u202egnp.exe\u200b", "abgnp.exe.csv"),
        ("=1+1", "=1+1.csv"),
        ("\ud800", "indikator.csv"),
        (f"For {PERSONAL_NUMBER}", "indikator.csv"),
    ],
)
def test_a_title_becomes_a_name(title: str, name: str) -> None:
    assert file_name(title, "csv", "indikator") == name


@given(st.text(max_size=300))
def test_whatever_is_written_the_name_fits_everywhere(title: str) -> None:
    name = file_name(title, "xlsx", "indikator")
    assert len(name.encode()) <= 140
    assert name.endswith(".xlsx")
    assert not set(name) & set('\\/:*?"<>|\r\n\t\x00')
    assert name[0] not in ".-~ "


def test_a_download_has_its_name_in_every_reader() -> None:
    assert attachment("Barn med aktivitet", "csv", "indikator") == 'attachment; filename="Barn med aktivitet.csv"'
    header = attachment("Ærlig 50 %", "pdf", "indikator")
    assert header == "attachment; filename=\"indikator.pdf\"; filename*=UTF-8''%C3%86rlig%2050%20%25.pdf"


@given(st.text(max_size=100))
def test_whatever_is_written_the_header_is_one_line_of_ascii(title: str) -> None:
    header = attachment(title, "csv", "indikator")
    assert header.isascii() and header.isprintable()
    _, options = parse_options_header(header)
    assert options["filename"] == file_name(title, "csv", "indikator")

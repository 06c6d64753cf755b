"""`prove exports` sees what LibreOffice would compute or lose, and claims nothing where there is no LibreOffice."""

import shutil
from xml.etree import ElementTree

import pytest

from tests.prove import exports
from tests.prove.exports import UNKNOWN, _File, _look, _Seen

_NAMES = (
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
)
_ZERO = '<table:table-cell office:value-type="string">0301</table:table-cell>'
_LOST = '<table:table-cell office:value-type="float">301</table:table-cell>'
_FORMULA = '<table:table-cell table:formula="of:=1+1" office:value-type="float">2</table:table-cell>'


def seen(cell: str, written: int = 2) -> _Seen:
    """What is found in one sheet with a heading and this cell."""
    row = f"<table:table-row>{cell}</table:table-row>"
    empty = '<table:table-row table:number-rows-repeated="900"><table:table-cell/></table:table-row>'
    opened = f"<a {_NAMES}><table:table>{row}{row}{empty}</table:table></a>"
    found = _Seen()
    _look(_File("a.xlsx", b"", [written], has_number=True), ElementTree.fromstring(opened), found)
    return found


def test_what_is_sound_is_sound() -> None:
    found = seen(_ZERO)
    assert (found.files, found.sheets, found.rows, found.formulas) == (1, 1, 2, 0)
    assert found.differing == found.without_zero == []


def test_formulas_lost_zeros_and_lost_rows_are_counted() -> None:
    assert seen(_FORMULA).formulas == 2
    assert seen(_LOST).without_zero == ["a.xlsx"]
    assert seen(_ZERO, written=3).differing == ["a.xlsx"]


def test_without_libreoffice_nothing_is_claimed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda _name: None)
    assert [figure.value for figure in exports.measure(lambda _what: None)] == [UNKNOWN]

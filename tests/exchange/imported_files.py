"""Fifteen files in the shapes that people keep their numbers in, with numbers of our own, and what they hold."""

import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date

import xlsxwriter  # type: ignore[import-untyped]  # ships no types

from qi_tracker.exchange.read_settings import AUTOMATIC, ReadSettings

Point = tuple[str, str, float | None, float | None, float | None]
"""First day of the period, group, numerator, denominator, value."""

MONTHS = ("jan", "feb", "mar", "apr", "mai", "jun", "jul", "aug", "sep", "okt", "nov", "des")


@dataclass(frozen=True)
class ImportedFile:
    """A file, the points that it holds, and what a person must decide before these come out.

    `decisions` are counted: one for each setting or role that is not the program's own.
    """

    name: str
    make: Callable[[], bytes]
    points: Sequence[Point]
    settings: ReadSettings = AUTOMATIC
    decisions: tuple[str, ...] = field(default=())


def _book(fill: Callable[[xlsxwriter.Workbook], None]) -> bytes:
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as book:
        fill(book)
    return file.getvalue()


def _written(sheet: xlsxwriter.worksheet.Worksheet, rows: Sequence[Sequence[object]]) -> None:
    for at, row in enumerate(rows):
        for column, value in enumerate(row):
            if value is not None:
                sheet.write(at, column, value)


def _text(rows: str, encoding: str = "utf-8", line_end: str = "\n") -> bytes:
    return rows.strip("\n").replace("\n", line_end).encode(encoding)


# 1. Months side by side, one series, the year only in the title, a sum last.
def wide_months_year_in_title() -> bytes:
    return _text(
        """
Henvendelser til familieteamet 2025;;;;;;;;
;;;;;;;;
;jan;feb;mar;apr;mai;jun;Sum;Snitt
Antall henvendelser;14;17;12;19;22;15;99;16,5
Kilde: eget fagsystem;;;;;;;;
""",
        "cp1252",
        "\r\n",
    )


# 2. Months with their year side by side, numerator and denominator in rows, in UTF-16.
def wide_pair_in_rows() -> bytes:
    return _text(
        """
Oppmøte\tjan 2025\tfeb 2025\tmars 2025\tapril 2025\tHittil i år
Teller\t31\t28\t35\t33\t127
Nevner\t40\t37\t41\t42\t160
Andel\t77,5 %\t75,7 %\t85,4 %\t78,6 %\t79,4 %
""",
        "utf-16",
    )


# 3. Years merged over the months, schools as rows, a total row and a total column.
def wide_merged_years_by_school() -> bytes:
    def fill(book: xlsxwriter.Workbook) -> None:
        sheet = book.add_worksheet("Fravær")
        sheet.write(0, 0, "Elever med mye fravær")
        sheet.merge_range(2, 1, 2, 2, 2024)
        sheet.merge_range(2, 3, 2, 4, 2025)
        sheet.write_row(3, 0, ["Skole", "nov", "des", "jan", "feb", "Totalt"])
        _rows_from(sheet, 4, [["Lia skole", 7, 9, 6, 5, 27], ["Haug skole", 11, 12, 10, 8, 41]])
        _rows_from(sheet, 6, [["Sum", 18, 21, 16, 13, 68]])

    return _book(fill)


def _rows_from(sheet: xlsxwriter.worksheet.Worksheet, first: int, rows: Sequence[Sequence[object]]) -> None:
    for at, row in enumerate(rows, start=first):
        sheet.write_row(at, 0, row)


# 4. Quarters merged over numerator and denominator.
def wide_quarters_over_pairs() -> bytes:
    def fill(book: xlsxwriter.Workbook) -> None:
        sheet = book.add_worksheet("Svar")
        for at, quarter in enumerate(["1. kvartal 2025", "2. kvartal 2025", "3. kvartal 2025"]):
            sheet.merge_range(0, 1 + 2 * at, 0, 2 + 2 * at, quarter)
            sheet.write_row(1, 1 + 2 * at, ["Fornøyde", "I alt"])
        sheet.write_row(2, 0, ["Foreldre", 18, 25, 21, 27, 24, 28])

    return _book(fill)


# 5. A calendar: years down, months across.
def wide_years_by_months() -> bytes:
    rows = [
        "År;" + ";".join(MONTHS) + ";Sum",
        "2023;" + ";".join(str(20 + at) for at in range(12)) + ";306",
        "2024;" + ";".join(str(30 - at) for at in range(12)) + ";294",
    ]
    return _text("\n".join(rows))


# 6. Months down, years across.
def wide_months_by_years() -> bytes:
    return _text(
        """
Måned,2023,2024,2025
Januar,5,7,4
Februar,6,8,3
Mars,9,2,1
""",
        "utf-8-sig",
    )


# 7. One row for each number, its indicator in a column; numerator and denominator said by the names.
def long_with_indicators() -> bytes:
    rows = ["Periode|Indikator|Tall|Merknad"]
    for month, (part, whole) in enumerate([(12, 20), (13, 21), (15, 19)], start=1):
        rows += [f"2025-{month:02}|Teller|{part}|", f"2025-{month:02}|Nevner|{whole}|"]
    return _text("\n".join(rows))


# 8. The same with four indicators that are no pair, and units as rows: one must be chosen.
def long_with_four_indicators() -> bytes:
    names = ["Nye saker", "Avsluttede saker", "Hjemmebesøk", "Samtaler"]
    rows = ["Måned;Enhet;Indikator;Verdi"]
    for month in (1, 2, 3):
        for at, name in enumerate(names):
            rows += [f"0{month}.2025;Nord;{name};{10 * at + month}", f"0{month}.2025;Sør;{name};{10 * at + month + 5}"]
    return _text("\n".join(rows), "latin-1")


# 9. Two rows of headings, units under them, a repeated heading in the middle, subtotals, sources below.
def long_with_clutter() -> bytes:
    def fill(book: xlsxwriter.Workbook) -> None:
        sheet = book.add_worksheet("Rapport")
        sheet.merge_range(0, 0, 0, 4, "Ventetid og oppmøte, helsestasjonen")
        sheet.merge_range(2, 0, 3, 0, "Måned")
        sheet.merge_range(2, 1, 2, 2, "Oppmøte")
        sheet.merge_range(2, 4, 2, 5, "Annet")
        sheet.write_row(3, 1, ["Møtt", "Innkalt", None, "Kommentar", "Saksnr"])
        sheet.write_row(4, 1, ["antall", "antall"])
        _rows_from(sheet, 5, [["jan. 2025", 30, 40], ["feb. 2025", 32, 41], ["mars 2025", 29, 39]])
        _rows_from(sheet, 8, [["1. kvartal 2025", 91, 120]])
        _rows_from(sheet, 9, [[None, "Møtt", "Innkalt", None, "Kommentar", "Saksnr"]])
        _rows_from(sheet, 10, [["april 2025", 33, 42, None, "ny innkalling"], ["mai 2025", 35, 43]])
        _rows_from(sheet, 12, [["Totalt", 159, 205]])
        sheet.write(14, 0, "Kilde: journalsystemet")
        sheet.write(15, 0, "Note: påsken er med i april")

    return _book(fill)


# 10. Dates down, schools side by side, with a total and a blank column between.
def groups_side_by_side() -> bytes:
    return _text(
        """
Uke;Lia skole;Haug skole;Vik skole;;Totalt
uke 1 2025;3;5;2;;10
uke 2 2025;4;4;1;;9
uke 3 2025;2;6;..;;8
"""
    )


# 11. Dates down, schools merged over numerator and denominator.
def groups_over_pairs() -> bytes:
    return _text(
        """
;Lia skole;;Haug skole;
Dato;Teller;Nevner;Teller;Nevner
31.01.2025;12;20;9;15
28.02.2025;13;20;11;16
31.03.2025;15;21;10;14
"""
    )


# 12. One sheet a year, months without a year; a hidden sheet with lists.
def one_sheet_a_year() -> bytes:
    def fill(book: xlsxwriter.Workbook) -> None:
        for year, start in ((2023, 10), (2024, 20)):
            sheet = book.add_worksheet(str(year))
            _rows_from(sheet, 0, [["Måned", "Antall", "Kommentar"], ["Januar", start], ["Februar", start + 1]])
            _rows_from(sheet, 3, [["Mars", start + 2], ["Sum", 3 * start + 3]])
        book.add_worksheet("Lister").write(0, 0, "Nord")
        book.get_worksheet_by_name("Lister").hide()

    return _book(fill)


# 13. One sheet for each school.
def one_sheet_a_school() -> bytes:
    def fill(book: xlsxwriter.Workbook) -> None:
        for name, start in (("Lia skole", 10), ("Haug skole", 12)):
            sheet = book.add_worksheet(name)
            _rows_from(sheet, 0, [["Dato", "Møtt", "Innkalt"]])
            _rows_from(sheet, 1, [["2025-01-31", start, 20], ["2025-02-28", start + 1, 21]])

    return _book(fill)


# 14. Sections: a unit's name alone, then its numerator and denominator.
def wide_with_sections() -> bytes:
    return _text(
        """
Indikator;Q1 2025;Q2 2025;Q3 2025
Lia barnehage;;;
Med plan;5;6;8
Barn totalt;10;11;12
Haug barnehage;;;
Med plan;7;7;9
Barn totalt;14;15;15
Gjennomsnitt;9;9,8;11
""",
        "utf-16-le",
    )


# 15. Real dates and per cents of a spreadsheet, hidden rows, numbers as text, a total row above.
def long_with_real_cells() -> bytes:
    def fill(book: xlsxwriter.Workbook) -> None:
        sheet = book.add_worksheet("Ark1")
        day, share = book.add_format({"num_format": "dd.mm.yy"}), book.add_format({"num_format": "0.0%"})
        _rows_from(sheet, 0, [["Måned", "Andel i tide", None, "Merknad"], ["I alt", 0.55]])
        for at, (month, value) in enumerate([(1, 0.5), (2, 0.625), (3, 0.525)], start=2):
            sheet.write_datetime(at, 0, date(2025, month, 1), day)
            sheet.write_number(at, 1, value, share)
        sheet.write(3, 3, "ny rutine")
        sheet.set_row(2, None, None, {"hidden": True})

    return _book(fill)


def _months(year: int, values: Sequence[float | None], first: int = 1) -> list[Point]:
    return [(f"{year}-{at:02}-01", "", None, None, value) for at, value in enumerate(values, start=first)]


FILES = (
    ImportedFile("wide_months_year_in_title.csv", wide_months_year_in_title, _months(2025, [14, 17, 12, 19, 22, 15])),
    ImportedFile(
        "wide_pair_in_rows.csv",
        wide_pair_in_rows,
        [
            ("2025-01-01", "", 31, 40, None),
            ("2025-02-01", "", 28, 37, None),
            ("2025-03-01", "", 35, 41, None),
            ("2025-04-01", "", 33, 42, None),
        ],
    ),
    ImportedFile(
        "wide_merged_years_by_school.xlsx",
        wide_merged_years_by_school,
        [
            ("2024-11-01", "Lia skole", None, None, 7),
            ("2024-11-01", "Haug skole", None, None, 11),
            ("2024-12-01", "Lia skole", None, None, 9),
            ("2024-12-01", "Haug skole", None, None, 12),
            ("2025-01-01", "Lia skole", None, None, 6),
            ("2025-01-01", "Haug skole", None, None, 10),
            ("2025-02-01", "Lia skole", None, None, 5),
            ("2025-02-01", "Haug skole", None, None, 8),
        ],
    ),
    ImportedFile(
        "wide_quarters_over_pairs.xlsx",
        wide_quarters_over_pairs,
        [
            ("2025-01-01", "", 18, 25, None),
            ("2025-04-01", "", 21, 27, None),
            ("2025-07-01", "", 24, 28, None),
        ],
    ),
    ImportedFile(
        "wide_years_by_months.csv",
        wide_years_by_months,
        [
            *_months(2023, [20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31]),
            *_months(2024, [30, 29, 28, 27, 26, 25, 24, 23, 22, 21, 20, 19]),
        ],
    ),
    ImportedFile(
        "wide_months_by_years.csv",
        wide_months_by_years,
        [*_months(2023, [5, 6, 9]), *_months(2024, [7, 8, 2]), *_months(2025, [4, 3, 1])],
    ),
    ImportedFile(
        "long_with_indicators.csv",
        long_with_indicators,
        [
            ("2025-01-01", "", 12, 20, None),
            ("2025-02-01", "", 13, 21, None),
            ("2025-03-01", "", 15, 19, None),
        ],
    ),
    ImportedFile(
        "long_with_four_indicators.csv",
        long_with_four_indicators,
        [
            ("2025-01-01", "Nord", None, None, 21),
            ("2025-01-01", "Sør", None, None, 26),
            ("2025-02-01", "Nord", None, None, 22),
            ("2025-02-01", "Sør", None, None, 27),
            ("2025-03-01", "Nord", None, None, 23),
            ("2025-03-01", "Sør", None, None, 28),
        ],
        ReadSettings(series="Hjemmebesøk"),
        ("which of four indicators",),
    ),
    ImportedFile(
        "long_with_clutter.xlsx",
        long_with_clutter,
        [
            ("2025-01-01", "", 30, 40, None),
            ("2025-02-01", "", 32, 41, None),
            ("2025-03-01", "", 29, 39, None),
            ("2025-04-01", "", 33, 42, None),
            ("2025-05-01", "", 35, 43, None),
        ],
    ),
    ImportedFile(
        "groups_side_by_side.csv",
        groups_side_by_side,
        [
            ("2024-12-30", "Lia skole", None, None, 3),
            ("2024-12-30", "Haug skole", None, None, 5),
            ("2024-12-30", "Vik skole", None, None, 2),
            ("2025-01-06", "Lia skole", None, None, 4),
            ("2025-01-06", "Haug skole", None, None, 4),
            ("2025-01-06", "Vik skole", None, None, 1),
            ("2025-01-13", "Lia skole", None, None, 2),
            ("2025-01-13", "Haug skole", None, None, 6),
            ("2025-01-13", "Vik skole", None, None, None),
        ],
    ),
    ImportedFile(
        "groups_over_pairs.csv",
        groups_over_pairs,
        [
            ("2025-01-01", "Lia skole", 12, 20, None),
            ("2025-01-01", "Haug skole", 9, 15, None),
            ("2025-02-01", "Lia skole", 13, 20, None),
            ("2025-02-01", "Haug skole", 11, 16, None),
            ("2025-03-01", "Lia skole", 15, 21, None),
            ("2025-03-01", "Haug skole", 10, 14, None),
        ],
    ),
    ImportedFile(
        "one_sheet_a_year.xlsx", one_sheet_a_year, [*_months(2023, [10, 11, 12]), *_months(2024, [20, 21, 22])]
    ),
    ImportedFile(
        "one_sheet_a_school.xlsx",
        one_sheet_a_school,
        [
            ("2025-01-01", "Lia skole", 10, 20, None),
            ("2025-02-01", "Lia skole", 11, 21, None),
            ("2025-01-01", "Haug skole", 12, 20, None),
            ("2025-02-01", "Haug skole", 13, 21, None),
        ],
    ),
    ImportedFile(
        "wide_with_sections.csv",
        wide_with_sections,
        [
            ("2025-01-01", "Lia barnehage", 5, 10, None),
            ("2025-01-01", "Haug barnehage", 7, 14, None),
            ("2025-04-01", "Lia barnehage", 6, 11, None),
            ("2025-04-01", "Haug barnehage", 7, 15, None),
            ("2025-07-01", "Lia barnehage", 8, 12, None),
            ("2025-07-01", "Haug barnehage", 9, 15, None),
        ],
    ),
    ImportedFile("long_with_real_cells.xlsx", long_with_real_cells, _months(2025, [50, 62.5, 52.5])),
)

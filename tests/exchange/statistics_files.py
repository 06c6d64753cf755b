"""Files of official statistics as they are downloaded, made here: Bufdir's ZIP, and Statistics Norway's tables.

None is a copy of a real one. They have what those have: a title, source and date above or below, kommuner with number
and name, years as columns or rows, merged headings, notes beneath, and cells that are hidden or have no number.
"""

import io
import zipfile
from collections.abc import Mapping, Sequence

from tests.exchange.workbooks import Value, workbook

YEARS = (2021, 2022, 2023)
BUFDIR_NUMBERS: Sequence[Sequence[Value]] = (
    ("0301", "Oslo", 17.1, 16.4, 15.2),
    ("1103", "Stavanger", 9.9, "*", 9.1),
    ("1580", "Haram", None, None, ":"),
    ("5001", "Trondheim - Tråante", 7.5, 7.25, "skjult"),
    ("9999", "Uoppgitt kommune", ".", "..", "..."),
)


def bufdir_wide(numbers: Sequence[Sequence[Value]] = BUFDIR_NUMBERS) -> bytes:
    """One indicator, a kommune a row and a year a column."""
    return workbook(
        {
            "Data": [
                ("Barn i lavinntektshusholdninger, andel (prosent)",),
                ("Kilde: Statistisk sentralbyrå",),
                ("Sist oppdatert: 12.03.2025",),
                (),
                ("Kommunenummer", "Kommune", *YEARS),
                *numbers,
                (),
                ("* Tall er skjult av hensyn til personvern",),
            ]
        }
    )


def bufdir_long() -> bytes:
    """Another, with a row for each year and two columns of numbers; the spreadsheet has taken a zero away."""
    return workbook(
        {
            "Om": [("Tallene er hentet fra Kommunemonitor",)],
            "Tall": [
                ("Meldinger til barnevernet",),
                ("Kilde", "SSB / Bufdir"),
                (),
                ("Knr", "Kommune", "Aldersgruppe", "År", "Antall", "Per 1000 barn"),
                (301, "Oslo", "0-5 år", 2022, 1200, 25.5),
                (301, "Oslo", "0-5 år", 2023, 1250, 26.5),
                (301, "Oslo", "6-12 år", 2022, 900, 20.5),
                (301, "Oslo", "6-12 år", 2023, "<5", "*"),
                (5001, "Trondheim", "0-5 år", 2022, 300, 22.5),
                (5001, "Trondheim", "0-5 år", 2023, 310, 23.5),
                (5001, "Trondheim", "6-12 år", 2022, 280, 19.5),
            ],
        }
    )


def statistics_norway_xlsx() -> bytes:
    """As the table's page gives it: what is counted above the years, a name once for the rows beneath it."""
    return workbook(
        {
            "08764": [
                ("08764: Personer under 18 år i husholdninger med lavinntekt, etter region, kjønn og år",),
                (),
                (None, None, "Personer", None, "EU-skala 60 prosent", None),
                (None, None, "2022", "2023", "2022", "2023"),
                ("0301 Oslo", "Gutter", 12000, 11800, 15.1, 14.9),
                (None, "Jenter", 11500, 11400, 15.2, ":"),
                ("5001 Trondheim", "Gutter", 2100, 2050, 8.1, 8.2),
                (None, "Jenter", 2000, "..", 8.3, 8.4),
                (),
                (". = Ikke mulig å oppgi tall",),
                (),
                ("Sist endret:",),
                ("20250227 08:00",),
                (),
                ("Kilde:",),
                ("Statistisk sentralbyrå",),
                ("Kontakt:",),
                ("Kontakt Kontaktesen, +47 00 00 00 00",),
            ]
        }
    )


def statistics_norway_csv(delimiter: str = ";", decimal: str = ",") -> bytes:
    """A title, a blank line, and quoted cells in Windows' encoding."""
    rows = (
        ("region", "EU-skala 60 prosent 2022", "EU-skala 60 prosent 2023"),
        ("0301 Oslo", f"15{decimal}1", f"14{decimal}9"),
        ("1580 Haram", "..", ":"),
        ("5001 Trondheim", f"8{decimal}2", "0"),
    )
    lines = ['"08764: Lavinntekt, etter region, statistikkvariabel og år"', ""]
    lines += [
        delimiter.join(f'"{cell}"' if at == 0 or row is rows[0] else cell for at, cell in enumerate(row))
        for row in rows
    ]
    return "\r\n".join(lines).encode("cp1252")


def zipped(files: Mapping[str, bytes]) -> bytes:
    """The files as one ZIP."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return data.getvalue()


def bufdir_zip() -> bytes:
    """Two indicators, and a text about them."""
    return zipped(
        {
            "kommunemonitor/lavinntekt.xlsx": bufdir_wide(),
            "kommunemonitor/meldinger.xlsx": bufdir_long(),
            "kommunemonitor/les meg.txt": b"Kilde: Bufdir",
        }
    )

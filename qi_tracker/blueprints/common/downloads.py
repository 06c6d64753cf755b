"""What a person takes along of a project or an organisation, in each format. One entry each."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from flask import Response

from qi_tracker.blueprints.common.dimensions import dimension_choices
from qi_tracker.blueprints.common.words import current_language, current_words
from qi_tracker.exchange.export_json import json_export
from qi_tracker.exchange.export_nouns import LONG_FORM, NOUNS, NOUNS_OF_MEASURE
from qi_tracker.exchange.export_tables import Wording, export_tables
from qi_tracker.exchange.export_text import csv_export, zip_export
from qi_tracker.exchange.export_xlsx import xlsx_export
from qi_tracker.exchange.file_names import attachment
from qi_tracker.i18n.translate import N_
from qi_tracker.services.exports import TakenAlong


@dataclass(frozen=True, slots=True)
class Download:
    """A kind of file: the end of its address, its type, what it is called, and what makes it of a title and content."""

    address: str
    mimetype: str
    label: str
    make: Callable[[str, TakenAlong], bytes]

    @property
    def ending(self) -> str:
        """Of the file's name."""
        return self.address.rpartition(".")[2]


def _wording() -> Wording:
    return Wording(current_words(), dict(dimension_choices()))


def _xlsx(title: str, taken: TakenAlong) -> bytes:
    return xlsx_export(title, export_tables(NOUNS, taken, _wording()))


def _csv(_title: str, taken: TakenAlong) -> bytes:
    (table,) = export_tables([LONG_FORM], taken, _wording())
    return csv_export(table, current_language())


def _zip(_title: str, taken: TakenAlong) -> bytes:
    return zip_export(export_tables(NOUNS, taken, _wording()), current_language())


def _json(_title: str, taken: TakenAlong) -> bytes:
    return json_export(NOUNS, taken)


def _json_of_measure(_title: str, taken: TakenAlong) -> bytes:
    return json_export(NOUNS_OF_MEASURE, taken)


_JSON: Final = "application/json"

# End of the endpoint → format. A new one is an entry here.
DOWNLOADS: Final[Mapping[str, Download]] = {
    "all_xlsx": Download(
        "all.xlsx",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        N_("Everything for Excel (XLSX)"),
        _xlsx,
    ),
    "all_csv": Download("all-numbers.csv", "text/csv", N_("All numbers as text (CSV)"), _csv),
    "all_zip": Download("all.zip", "application/zip", N_("Everything as text files (CSV in a ZIP)"), _zip),
    "all_json": Download("all.json", _JSON, N_("Everything for other programs (JSON)"), _json),
}
OF_MEASURE: Final = Download(
    "measure.json", _JSON, N_("The measure and its numbers for other programs (JSON)"), _json_of_measure
)


def downloaded(kind: Download, title: str, taken: TakenAlong, otherwise: str) -> Response:
    """The file, named after what is in it; `otherwise` where that makes no name."""
    answer = Response(kind.make(title, taken), mimetype=kind.mimetype)
    answer.headers["Content-Disposition"] = attachment(title, kind.ending, otherwise)
    return answer

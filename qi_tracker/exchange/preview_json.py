"""An import preview as the JSON that `qi-tracker import-preview --json` prints. Its keys are a contract with others."""

from collections.abc import Mapping

from qi_tracker.errors import InvalidInput
from qi_tracker.exchange.import_preview import ImportPoint, ImportPreview
from qi_tracker.exchange.messages import problem_sentence, refusal_sentence
from qi_tracker.exchange.problems import Problem
from qi_tracker.i18n.translate import Words

Json = dict[str, object]


def preview_json(preview: ImportPreview, words: Words) -> Json:
    """Plain values: dates ISO, what is absent None. A column is called by its name, without one by its letter."""
    source_rows = {row.number: place[0] for row in preview.rows for place in row.places[-1:] if place}
    return {
        "format": preview.format.value,
        "encoding": preview.encoding,
        "delimiter": preview.delimiter,
        "decimal": preview.decimal,
        "date_order": preview.date_order.value if preview.date_order else None,
        "rows": len(preview.rows),
        "columns": [{"name": column.name, "role": column.role.value} for column in preview.columns],
        "points": [_point_json(point) for point in preview.points],
        "problems": [_problem_json(problem, preview, source_rows, words) for problem in preview.problems],
    }


def refusal_json(error: InvalidInput, words: Words) -> Json:
    """The same shape for a file that could not be read: no points, and one problem that says why."""
    problem = {"row": None, "column": None, "code": error.code, "message": refusal_sentence(error, words)}
    absent: Json = dict.fromkeys(("format", "encoding", "delimiter", "decimal", "date_order"))
    return absent | {"rows": 0, "columns": [], "points": [], "problems": [problem]}


def _point_json(point: ImportPoint) -> Json:
    return {
        "date": point.date.isoformat(),
        "numerator": point.numerator,
        "denominator": point.denominator,
        "value": point.value,
        "comment": point.comment,
    }


def _problem_json(problem: Problem, preview: ImportPreview, source_rows: Mapping[int, int], words: Words) -> Json:
    column = None if problem.column is None else preview.columns[problem.column].label
    return {
        "row": None if problem.row is None else source_rows.get(problem.row, problem.row),
        "column": column,
        "code": problem.code.value,
        "message": problem_sentence(problem, words),
    }

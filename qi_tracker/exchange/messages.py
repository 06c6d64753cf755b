"""Codes of tables and typed numbers → sentences in English, the source language of the catalogues.

Hand a table to `i18n.errors.error_sentence(error, words, mappings=(SENTENCES,))`. A new code: add it here and translate
it in `catalogues/nb/exchange.po` and `catalogues/nn/exchange.po`.
"""

from collections.abc import Mapping

from qi_tracker.errors import InvalidInput
from qi_tracker.exchange.problems import Problem, ProblemCode
from qi_tracker.i18n.errors import error_sentence
from qi_tracker.i18n.translate import N_, Words

FILE_SENTENCES: Mapping[str, str] = {
    "file_not_found": N_("The file “%(file)s” cannot be opened. Check its name and where it is."),
    "no_number_that_day": N_("There is no number on %(date)s to leave out. Write one of the dates in the file."),
    "chart_not_written": N_("The chart cannot be written to “%(file)s”. Check that the folder is there and is yours."),
    "chart_wrong_ending": N_("The chart is written as .svg, .png or .pdf. Give “%(file)s” one of those endings."),
    "freeze_in_phases": N_("With several phases, say how many points of each the lines rest on: --fix-after."),
    "freeze_holds_nothing": N_("There is no number until %(date)s to rest the lines on. Choose a later day."),
    "empty_file": N_("There is nothing to read here. Choose a file with a table in it, or copy the cells once more."),
    "file_too_large": N_("The file is larger than %(limit_mb)s MB. Keep only the table you need, and try again."),
    "unpacked_too_large": N_(
        "The file grows too large when it is opened. Copy the table to a new workbook, and choose that one."
    ),
    "password_protected": N_("The file is protected by a password. Save a copy without it, and choose the copy."),
    "old_excel_file": N_("This is an old Excel file (.xls). Open it in Excel, save it as .xlsx, and choose that one."),
    "open_document_file": N_("This is an OpenDocument file (.ods). Save it as .xlsx or .csv, and choose that one."),
    "wrong_file_type": N_(
        "This is not a table. Choose an Excel file (.xlsx) or a text file (.csv), or paste the cells."
    ),
    "damaged_file": N_("The file cannot be opened. Open it in Excel, save it under a new name, and choose that one."),
    "unsafe_file": N_(
        "The file has parts that do not belong in a table, so it was not opened. "
        "Copy the table to a new workbook, and choose that one."
    ),
    "unreadable_text": N_("The letters in the file cannot be read. Save it as CSV UTF-8, and choose that one."),
    "sheet_not_found": N_("There is no such sheet in the file. Choose another one."),
    "too_many_rows": N_("The table has more than %(limit)s rows. Divide it, and take one part at a time."),
    "too_many_columns": N_("The table has more than %(limit)s columns. Keep only those you need, and try again."),
}
"""The whole file or paste was refused (`InvalidInput` from `preview`)."""

STATISTICS_SENTENCES: Mapping[str, str] = {
    "statistics_wrong_file": N_(
        "This is no statistics that can be read here. Choose a JSON-stat file, a table from Statistics Norway "
        "(.xlsx or .csv), or Bufdir’s files as one .zip."
    ),
    "statistics_damaged": N_("The file was damaged on its way. Fetch it once more from where it came."),
    "statistics_inconsistent": N_(
        "The numbers and the headings in the file do not fit together, so nothing was read. "
        "Fetch it once more from where it came."
    ),
    "statistics_too_large": N_(
        "The table has more than %(limit)s numbers. Choose fewer years, places or groups where you fetch it."
    ),
    "statistics_ambiguous": N_(
        "Numbers such as 1.500 can be read in two ways here. "
        "Fetch the table as an Excel file (.xlsx), and choose that one."
    ),
    "statistics_empty": N_("The table has no numbers. Choose more where you fetch it."),
    "statistics_only_links": N_(
        "The file has only links to statistics, and no numbers. Open one of the tables it names, and fetch that one."
    ),
    "statistics_several": N_("There are %(count)s tables in the file. Choose one of them."),
    "statistics_not_found": N_("There is no such table in the file. Choose another one."),
}
"""Official statistics were refused (`InvalidInput` from `read_statistics`)."""

PROBLEM_SENTENCES: Mapping[ProblemCode, str] = {
    ProblemCode.NO_ROWS: N_("There are no rows below the column names."),
    ProblemCode.NO_DATE_COLUMN: N_("No column has dates. Choose the one that says which day, week or month it is."),
    ProblemCode.NO_NUMBER_COLUMN: N_("No column has numbers. Choose the one that has what you count or measure."),
    ProblemCode.TWO_DATE_COLUMNS: N_(
        "Both “%(chosen)s” and “%(others)s” can be the date. “%(chosen)s” is used. Choose another if that is wrong."
    ),
    ProblemCode.AMBIGUOUS_DECIMAL: N_(
        "“%(text)s” can be read in two ways. Here “%(decimal)s” is the decimal sign. Choose the other if that is wrong."
    ),
    ProblemCode.SEVERAL_SERIES: N_(
        "The table has several series. “%(chosen)s” is read. Choose another if that is wrong: %(others)s."
    ),
    ProblemCode.TOTALS_LEFT_OUT: N_("Left out, because it sums up the rest: %(names)s."),
    ProblemCode.HIDDEN_SHEETS: N_("These sheets are hidden in the file, and are not read: %(names)s."),
    ProblemCode.HIDDEN_ROWS: N_("Some rows or columns are hidden in the file. They are read like the others."),
    ProblemCode.SHEETS_ALIKE: N_("These sheets have the same columns, and can be read together: %(names)s."),
    ProblemCode.SHEETS_TOGETHER: N_("These sheets have the same columns, and are read together: %(names)s."),
    ProblemCode.MISSING_DATE: N_("The date is missing. Write it, or leave the row out."),
    ProblemCode.BAD_DATE: N_("“%(text)s” is not a date. Write day, month and year, or leave the row out."),
    ProblemCode.DATE_WITHOUT_YEAR: N_("“%(text)s” has no year. Write the year too."),
    ProblemCode.FUTURE_DATE: N_("%(date)s has not come yet. Correct the date, or leave the row out."),
    ProblemCode.DUPLICATE_DATE: N_(
        "Row %(first_row)s has the same period. Correct the date, or leave one of the rows out."
    ),
    ProblemCode.TEXT_IN_NUMBER: N_("“%(text)s” is not a number. Write it with digits only, or empty the cell."),
    ProblemCode.FORMULA_ERROR: N_("The formula here gave “%(text)s”. The number counts as missing."),
    ProblemCode.SUPPRESSED_VALUE: N_("“%(text)s” hides a small number. It counts as missing, never as a number."),
    ProblemCode.AMBIGUOUS_NUMBER: N_(
        "“%(text)s” can be read in two ways. Write it with the same decimal sign as the rest of the column."
    ),
    ProblemCode.LEADING_ZERO: N_("“%(text)s” begins with zero and looks like a code. Write the number without it."),
    ProblemCode.NUMBER_TOO_LARGE: N_("“%(text)s” is too large to be right. Correct it, or empty the cell."),
    ProblemCode.NEGATIVE_NUMBER: N_("%(number)s is below zero. Check that it is right."),
    ProblemCode.NUMERATOR_ABOVE_DENOMINATOR: N_(
        "The numerator (%(numerator)s) is larger than the denominator (%(denominator)s). "
        "Correct one of them, or swap the columns."
    ),
    ProblemCode.ZERO_DENOMINATOR: N_("The denominator is zero, so this period has no value."),
    ProblemCode.MISSING_NUMERATOR: N_("The numerator is missing, so this period has no value."),
    ProblemCode.MISSING_DENOMINATOR: N_("The denominator is missing, so this period has no value."),
    ProblemCode.PERSONAL_NUMBER: N_(
        "This cell seems to hold a national identity number. Take it out of the table: "
        "nothing about single persons is stored here."
    ),
    ProblemCode.TOTAL_ROW: N_("This row sums up other rows, so it is left out."),
    ProblemCode.NOT_A_DATA_ROW: N_("This row has no numbers, so it is left out."),
    ProblemCode.UNITS_ROW: N_("This row only says what the numbers are counted in, so it is left out."),
    ProblemCode.REPEATED_HEADING: N_("This row repeats the column names, so it is left out."),
    ProblemCode.DUPLICATE_LEFT_OUT: N_("Row %(row)s has the same period, so this one is left out, as you chose."),
    ProblemCode.ADDED_TO_ANOTHER: N_("This row is added to row %(row)s, which has the same period."),
}
"""Something in the table is wrong or doubtful (`ImportPreview.problems`)."""

FIELD_SENTENCES: Mapping[str, str] = {
    "text_in_number": N_("This is not a number. Write it with digits only."),
    "formula_error": N_("This is not a number. Write it with digits only."),
    "suppressed_value": N_("Write the number itself, or leave the field empty if it is hidden."),
    "ambiguous_number": N_("This can be read in two ways. Write 1.5 for one and a half, and 1500 without a comma."),
    "leading_zero": N_("A number does not begin with zero. Write it without the zeros in front."),
    "number_too_large": N_("The number is too large to be right. Correct it."),
    "missing_date": N_("The date is missing. Write day, month and year."),
    "bad_date": N_("This is not a date. Write day, month and year."),
    "date_without_year": N_("The year is missing. Write day, month and year."),
}
"""A number or date typed in a field by itself was refused (`parse_typed_number`, `parse_date`)."""

SENTENCES: Mapping[str, str] = {
    **FILE_SENTENCES,
    **STATISTICS_SENTENCES,
    **{code.value: sentence for code, sentence in PROBLEM_SENTENCES.items()},
}
"""Everything that reading a table can say."""


def problem_sentence(problem: Problem, words: Words) -> str:
    """The problem in the reader's language."""
    return error_sentence(InvalidInput(problem.code.value, field=None, **problem.params), words, (SENTENCES,))


def refusal_sentence(error: InvalidInput, words: Words) -> str:
    """Why a file or paste could not be read at all, in the reader's language."""
    return error_sentence(error, words, (SENTENCES,))

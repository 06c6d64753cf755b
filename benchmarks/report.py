"""The race's outcome in words; `python3 -m benchmarks` sets up what it needs and prints it."""

import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from benchmarks import entries
from benchmarks.agreement import differences, require_agreement
from benchmarks.contestants.contestant import Answers
from benchmarks.peers import ensure_peers, version_of
from benchmarks.race import ROUNDS, Entry, Outcome, Times, race
from benchmarks.values import POINTS, whole_series, with_missing, write_series

UNKNOWN: Final = "UNKNOWN: the package could not be installed or started"


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the report: what, and how long or how much."""

    what: str
    value: str


Outcomes = Mapping[Entry, Outcome]


def measure(tell: Callable[[str], None]) -> list[Line]:
    """Race everybody once, and say what came out.

    Raises
    ------
    Disagreement
        If our answers are not those of the plain loop.
    """
    tell("preparing the other packages")
    peers = ensure_peers()
    pythons = {name: Path(sys.executable) for name in ("ours", "plain_loop", "bare")}
    pythons |= {name: peers for name in entries.PEERS if peers is not None}
    with tempfile.TemporaryDirectory() as folder:
        whole, missing = Path(folder) / "whole", Path(folder) / "missing"
        values = whole_series(entries.GROWTH[-1])
        write_series(values, whole)
        write_series(with_missing(values[: entries.SERIES]), missing)
        del values
        everybody = [
            *entries.run_charts_of(whole, has_missing=False),
            *entries.run_charts_of(missing, has_missing=True),
            *entries.one_chart(whole),
            *entries.i_charts(whole),
            *entries.growth(whole),
            *entries.kinds(whole),
        ]
        tell(f"{len(everybody)} contestants, {ROUNDS} rounds")
        outcomes = race(everybody, pythons, require_ours_right)
    names = {peer: version_of(package) if peers else package for peer, package in entries.PEERS.items()}
    return [
        *_many(outcomes, entries.run_charts_of(whole, has_missing=False), names, "nothing missing"),
        *_many(outcomes, entries.run_charts_of(missing, has_missing=True), names, "one point of 20 missing"),
        *_one(outcomes, whole, names),
        *_growth(outcomes, entries.growth(whole)),
        *_i_charts(outcomes, entries.i_charts(whole), names),
        *_kinds(outcomes, entries.kinds(whole)),
    ]


def require_ours_right(answers: Mapping[Entry, Answers]) -> None:
    """Our run charts are those of the plain loop, on the same values.

    Raises
    ------
    Disagreement
        If one number of one series is not.
    """
    judges = {entry.file: found for entry, found in answers.items() if entry.contestant == "plain_loop"}
    for entry, found in answers.items():
        if entry.contestant == "ours" and entry.work in (entries.RUN_CHARTS, entries.ONE_BY_ONE) and not entry.is_alone:
            require_agreement(judges[entry.file], found, entry.key)


def _many(outcomes: Outcomes, raced: Sequence[Entry], names: Mapping[str, str], what: str) -> Iterator[Line]:
    ours, plain = raced[0], next(entry for entry in raced if entry.contestant == "plain_loop")
    judge = outcomes[plain].answers
    where = f"{entries.SERIES:,} run charts of {POINTS} points, {what}"
    yield Line(where, f"{_span(Times(tuple(one * entries.SERIES for one in outcomes[ours].times.rounds)))}")
    for entry in raced[1:]:
        if entry.contestant == "bare":
            slower = outcomes[ours].times.in_terms_of(outcomes[entry].times)
            yield Line(f"… a bare {_bare(entry)}", f"ours takes {_ratio(slower)} as long")
        elif entry not in outcomes:
            yield Line(f"… {names[entry.contestant]}", UNKNOWN)
        else:
            name = names.get(entry.contestant, "a plain Python loop")
            ratio = outcomes[entry].times.in_terms_of(outcomes[ours].times)
            yield Line(f"… {name}", f"takes {_ratio(ratio)} as long; {_differs(judge, outcomes[entry], entry)}")


def _bare(entry: Entry) -> str:
    return {
        "sort and compare": "`np.sort`, middle and comparison",
        "sort and compare by portion": "`np.sort`, middle and comparison, 8,192 series at a time",
        "read": "sum, which reads every number once",
    }[entry.work]


def _differs(judge: Mapping[str, Sequence[float]], outcome: Outcome, entry: Entry) -> str:
    if entry.contestant == "plain_loop":
        return "every answer the same"
    found = differences(judge, outcome.answers)
    wrong = ", ".join(f"{name} in {count:,}" for name, count in found.items() if count)
    rules = "" if "signal" in found else ", has other rules"
    return f"of {entry.n_series:,} series differ: {wrong or 'none'}{rules}"


def _one(outcomes: Outcomes, file: Path, names: Mapping[str, str]) -> Iterator[Line]:
    by_work = {entry.work: outcomes[entry] for entry in entries.one_chart(file) if entry in outcomes}
    ours, whole = by_work[entries.ONE_BY_ONE], by_work["analyse run"]
    many = entries.run_charts_of(file, has_missing=False)
    plain = next(outcomes[entry] for entry in many if entry.contestant == "plain_loop")
    yield Line("one run chart, its numbers: median, runs, crossings, limits, signal", _span(ours.times))
    slower = ours.times.in_terms_of(plain.times)
    yield Line("… a plain Python loop for the same numbers", f"ours takes {_ratio(slower)} as long")
    yield Line("one whole analysis: rows by date to points, phases, verdict", _span(whole.times))
    steps = {"checking every row": by_work["validate"].times, "preparing by date": by_work["prepare"].times}
    steps["the numbers themselves"] = ours.times
    shares = {name: times.in_terms_of(whole.times).typical for name, times in steps.items()}
    shares["comparison, verdict and points of the result"] = 1 - sum(shares.values())
    yield Line("… of it", ", ".join(f"{name} {share:.0%}" for name, share in shares.items()))
    theirs = by_work.get("run charts whole")
    longer = f"takes {_ratio(theirs.times.in_terms_of(whole.times))} as long" if theirs else UNKNOWN
    yield Line(f"… {names['clinical_qikit']}, `qic`, with its table and rules", longer)


def _growth(outcomes: Outcomes, raced: Sequence[Entry]) -> Iterator[Line]:
    usual = next(outcomes[entry].times for entry in raced if entry.n_series == entries.SERIES)
    for entry in raced:
        outcome = outcomes[entry]
        share = _ratio(outcome.times.in_terms_of(usual))
        yield Line(
            f"{entry.n_series:,} run charts, each",
            f"{_span(outcome.times)}, {share} the time at {entries.SERIES:,}; {_memory(outcome, entry)}",
        )


def _memory(outcome: Outcome, entry: Entry) -> str:
    if outcome.memory is None:
        return "memory UNKNOWN on this system"
    most, before = outcome.memory
    values = entry.n_series * POINTS * 8
    return (
        f"most memory {most / 1e6:.0f} MB, {values / 1e6:.1f} of it the values and {(most - before) / 1e6:.0f} the work"
    )


def _i_charts(outcomes: Outcomes, raced: Sequence[Entry], names: Mapping[str, str]) -> Iterator[Line]:
    ours, screened = (outcomes[entry] for entry in raced[:2])
    yield Line("one I chart, whole analysis", _span(ours.times))
    for entry in raced[2:]:
        what = f"… {names[entry.contestant]}, its limits alone"
        if entry not in outcomes:
            yield Line(what, UNKNOWN)
            continue
        outcome = outcomes[entry]
        fewest = min(
            (differences(judge.answers, outcome.answers) for judge in (ours, screened)),
            key=lambda each: sum(each.values()),
        )
        wrong = ", ".join(f"{name} in {count}" for name, count in fewest.items() if count)
        ratio = _ratio(outcome.times.in_terms_of(ours.times))
        yield Line(what, f"takes {ratio} as long; of {entry.n_series} series differ: {wrong or 'none'}")


def _kinds(outcomes: Outcomes, raced: Sequence[Entry]) -> Iterator[Line]:
    run = outcomes[raced[0]].times
    times = {entry.work.removeprefix("analyse "): outcomes[entry].times for entry in raced}
    each = (f"{kind} {_span(took)} = {_digits(took.in_terms_of(run).typical)} ×" for kind, took in times.items())
    yield Line("one whole analysis of each kind, in terms of a run chart", ", ".join(each))


def _ratio(times: Times) -> str:
    """The median round, and the lowest and highest."""
    return f"{_digits(times.typical)} × ({_digits(min(times.rounds))}–{_digits(max(times.rounds))})"


def _span(times: Times) -> str:
    """The same with the unit that suits."""
    unit, factor = next((unit, factor) for unit, factor in UNITS if times.typical * factor >= 1 or unit == "ns")
    low, typical, high = (_digits(factor * each) for each in (min(times.rounds), times.typical, max(times.rounds)))
    return f"{typical} {unit} ({low}–{high})"


UNITS: Final = (("s", 1.0), ("ms", 1e3), ("µs", 1e6), ("ns", 1e9))


def _digits(number: float) -> str:
    if number >= 10:
        return f"{number:,.0f}"
    return f"{number:.1f}" if number >= 1 else f"{number:.2g}"


def main() -> None:
    """Print the report."""
    lines = measure(lambda what: print(f"  {what} …", flush=True))
    width = max(len(line.what) for line in lines)
    print(f"Median round, and in brackets the lowest and highest of {ROUNDS}.")
    for line in lines:
        print(f"{line.what:<{width}}  {line.value}")


if __name__ == "__main__":
    main()

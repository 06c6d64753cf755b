"""The import: bombs in a process of their own, a million spoilt inputs, and a large workbook raced against pandas."""

import io
import json
import random
import resource
import statistics
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from datetime import date, timedelta
from typing import Final

import pandas as pd

from devtools.places import ROOT
from qi_tracker.errors import InvalidInput
from qi_tracker.exchange.preview import preview
from tests.exchange import fuzzing
from tests.exchange.hostile_files import large_sheet, one_far_cell
from tests.exchange.workbooks import Value, workbook
from tests.prove.figures import Figure

INPUTS: Final = 1_000_000
BATCH: Final = 2_000
CORES: Final = 2
ROWS: Final = 20_000
ROUNDS: Final = 5
SEED: Final = "prove"
SHEET_MEGABYTES: Final = 74
_KB_PER_MB: Final = 1024
TODAY: Final = date(2026, 3, 1)
# How each bomb is made in the process that measures.
BOMBS: Final[Mapping[str, Callable[[], bytes]]] = {
    "XLSX of a few kB that claims 1,048,576 × 16,384 cells": one_far_cell,
    "XLSX of more than 7 MB whose sheet is 74 MB unpacked": lambda: large_sheet(SHEET_MEGABYTES),
    "the same with rows that come again, so that the file is small": lambda: large_sheet(SHEET_MEGABYTES, 400),
}


def measure(tell: Callable[[str], None]) -> Sequence[Figure]:
    """All of it."""
    return [*_bombs(tell), *_race(tell), *_fuzz(tell)]


def _bombs(tell: Callable[[str], None]) -> Iterator[Figure]:
    for name in BOMBS:
        tell(name)
        done = subprocess.run(
            [sys.executable, "-m", "tests.prove.imports", name], cwd=ROOT, check=True, capture_output=True, text=True
        )
        seen = json.loads(done.stdout)
        what = f"refused as `{seen['code']}`" if seen["code"] else "**read**"
        memory = f"{seen['more_mb']:.0f} MB for it, {seen['peak_mb']:.0f} MB in all"
        yield Figure(f"{name}, {seen['kilobytes']:,.0f} kB", f"{what} in {seen['seconds']:.2f} s; {memory}")


def meet_bomb(made: bytes) -> dict[str, object]:
    """What happens when this process is handed the bomb: code, seconds and memory."""
    # What reading any table loads is not the bomb's.
    preview("Dato;Verdi\n2025-01-01;5\n", TODAY)
    before = _peak_mb()
    began = time.perf_counter()
    code = ""
    try:
        preview(made, TODAY)
    except InvalidInput as refused:
        code = refused.code
    seconds = time.perf_counter() - began
    peak = _peak_mb()
    kilobytes = len(made) / _KB_PER_MB
    return {"code": code, "seconds": seconds, "more_mb": peak - before, "peak_mb": peak, "kilobytes": kilobytes}


def _peak_mb() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / _KB_PER_MB


def large_workbook() -> bytes:
    """20,000 days with numerator, denominator and now and then a comment."""
    chance = random.Random(SEED)
    first = TODAY - timedelta(days=ROWS + 1)
    rows: list[list[Value]] = [["Dato", "Teller", "Nevner", "Kommentar"]]
    for at in range(ROWS):
        whole = chance.randint(1, 60)
        comment = "ny rutine" if at % 50 == 0 else None
        rows.append([first + timedelta(days=at), float(chance.randint(0, whole)), float(whole), comment])
    return workbook({"Tall": rows})


def _race(tell: Callable[[str], None]) -> Iterator[Figure]:
    data = large_workbook()
    runners: dict[str, Callable[[], object]] = {
        "our preview": lambda: preview(data, TODAY),
        "pandas.read_excel, openpyxl (its default)": lambda: pd.read_excel(io.BytesIO(data), engine="openpyxl"),
        "pandas.read_excel, calamine": lambda: pd.read_excel(io.BytesIO(data), engine="calamine"),
    }
    assert len(preview(data, TODAY).points) == ROWS
    seconds: dict[str, list[float]] = {name: [] for name in runners}
    for at in range(ROUNDS):
        tell(f"round {at + 1} of {ROUNDS} against pandas")
        for name, run in runners.items():
            began = time.perf_counter()
            run()
            seconds[name].append(time.perf_counter() - began)
    median = {name: statistics.median(times) for name, times in seconds.items()}
    ours, *others = median
    yield Figure(f"XLSX of {ROWS:,} rows to a preview, median of {ROUNDS} rounds", f"{median[ours]:.2f} s")
    for name in others:
        yield Figure(f"{name}: ratio", f"**{median[ours] / median[name]:.2f}** ({median[name]:.2f} s)")


def _fuzz(tell: Callable[[str], None]) -> Iterator[Figure]:
    """All inputs, on all cores; what the import stumbles over is named by the input's number."""
    codes: Counter[str] = Counter()
    stumbled: list[str] = []
    n_done = 0
    with ProcessPoolExecutor(CORES) as pool:
        for batch in as_completed([pool.submit(fuzz_batch, first) for first in range(0, INPUTS, BATCH)]):
            found, errors = batch.result()
            codes.update(found)
            stumbled += errors
            n_done += BATCH
            if n_done % (INPUTS // 50) == 0:
                tell(f"{n_done:,} of {INPUTS:,} inputs, {len(stumbled)} unhandled")
    read = codes.pop("", 0)
    yield Figure("spoilt inputs", f"{INPUTS:,}")
    yield Figure("unhandled errors", f"**{len(stumbled)}**" + "".join(f"; {error}" for error in stumbled[:5]))
    yield Figure("read", f"{read:,}")
    yield Figure("refused in words", ", ".join(f"`{code}` {n:,}" for code, n in codes.most_common()))


def fuzz_batch(first: int) -> tuple[Counter[str], list[str]]:
    """Codes of the refusals of one batch ("" for read), and the inputs that were neither."""
    codes: Counter[str] = Counter()
    stumbled = []
    for number in range(first, first + BATCH):
        try:
            codes[fuzzing.answer(fuzzing.fuzzed(number, SEED)) or ""] += 1
        except fuzzing.UnhandledError as error:
            stumbled.append(f"{number}: {error}")
    return codes, stumbled


def _main() -> None:
    name, *rest = sys.argv[1:]
    if rest:
        sys.stdout.buffer.write(BOMBS[name]())
    else:
        # Made in another process, so that only meeting it is measured here.
        command = [sys.executable, "-m", "tests.prove.imports", name, "make"]
        print(json.dumps(meet_bomb(subprocess.run(command, cwd=ROOT, check=True, capture_output=True).stdout)))


if __name__ == "__main__":
    _main()

"""A child that dies or hangs is replaced, and nobody notices; a drawing that is known asks nobody."""

import os
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from qi_tracker.charts import process
from qi_tracker.charts.client import Renderer
from qi_tracker.charts.process import PACKAGE
from qi_tracker.charts.renderer import code_version
from qi_tracker.charts.request import SparkRequest
from qi_tracker.errors import RenderingFailed

# Children that answer as the real one does, fail as it might, and write down that they were started.
ECHO = """
import sys, json, os
from qi_tracker.charts.wire import Reply, read_message, write_message
folder = sys.argv[1]
open(os.path.join(folder, str(os.getpid())), "w").close()
def starts(): return len(os.listdir(folder))
def answer(ok, text): write_message(sys.stdout.buffer, Reply(ok, text).to_bytes())
while (content := read_message(sys.stdin.buffer)) is not None:
    BEHAVE
"""
GOOD = "answer(True, b'<svg>' + content[-60:-2] + b'</svg>')"


def child(folder: Path, behave: str) -> tuple[str, ...]:
    folder.mkdir(exist_ok=True)
    return (sys.executable, "-c", ECHO.replace("BEHAVE", behave), str(folder))


def started_in(folder: Path) -> int:
    return len(list(folder.iterdir()))


def spark(number: float) -> SparkRequest:
    return SparkRequest((float(number),), None)


@pytest.fixture
def starts(tmp_path: Path) -> Path:
    return tmp_path / "starts"


def renderer_with(behave: str, tmp_path: Path, timeout_seconds: float = 20.0) -> Renderer:
    command = child(tmp_path / "starts", behave)
    return Renderer(tmp_path / "cache", timeout_seconds=timeout_seconds, command=command)


def test_a_child_that_has_drawn_much_makes_way_for_a_new_one(
    tmp_path: Path, starts: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(process, "MOST_ASKED", 3)
    renderer = renderer_with(GOOD, tmp_path)
    drawn = [renderer.svg(spark(number)) for number in range(7)]
    assert len(set(drawn)) == 7
    assert started_in(starts) == 3


def test_nothing_runs_before_the_first_drawing(tmp_path: Path, starts: Path) -> None:
    renderer = renderer_with(GOOD, tmp_path)
    assert renderer.child_pid is None
    renderer.svg(spark(1))
    renderer.svg(spark(2))
    assert started_in(starts) == 1
    renderer.close()


def test_known_drawing_asks_no_child(tmp_path: Path, starts: Path) -> None:
    first = renderer_with(GOOD, tmp_path)
    drawn = first.svg(spark(1))
    first.close()
    second = renderer_with(GOOD, tmp_path)
    assert second.svg(spark(1)) == drawn
    assert second.child_pid is None
    assert started_in(starts) == 1


def test_killed_child_is_noticed_by_no_one(tmp_path: Path, starts: Path) -> None:
    renderer = renderer_with(GOOD, tmp_path)
    for number in range(4):
        renderer.svg(spark(number))
        pid = renderer.child_pid
        assert pid is not None
        os.kill(pid, signal.SIGKILL)
    assert renderer.svg(spark(9)).startswith("<svg")
    assert started_in(starts) == 5
    renderer.close()


@pytest.mark.parametrize("deaths", [1, 2])
def test_child_that_dies_while_drawing_is_replaced(tmp_path: Path, starts: Path, deaths: int) -> None:
    renderer = renderer_with(f"os._exit(1) if starts() <= {deaths} else {GOOD}", tmp_path)
    assert renderer.svg(spark(1)).startswith("<svg")
    assert started_in(starts) == deaths + 1
    renderer.close()


def test_child_that_hangs_is_killed_and_asked_again_once(tmp_path: Path, starts: Path) -> None:
    renderer = renderer_with(f"import time\n    time.sleep(600) if starts() == 1 else {GOOD}", tmp_path, 1.5)
    began = time.monotonic()
    assert renderer.svg(spark(1)).startswith("<svg")
    assert time.monotonic() - began < 15
    assert started_in(starts) == 2
    renderer.close()


def test_drawing_that_always_hangs_fails_and_then_rests_without_stopping_others(tmp_path: Path, starts: Path) -> None:
    behave = f"import time\n    time.sleep(600) if b'666' in content else {GOOD}"
    renderer = renderer_with(behave, tmp_path, 1.5)
    with pytest.raises(RenderingFailed):
        renderer.svg(spark(666))
    began = time.monotonic()
    with pytest.raises(RenderingFailed):
        renderer.svg(spark(666))
    assert time.monotonic() - began < 0.5
    assert started_in(starts) == 2
    assert renderer.svg(spark(1)).startswith("<svg")
    renderer.close()


def test_child_that_never_reads_does_not_block_a_long_request(tmp_path: Path) -> None:
    command = (sys.executable, "-c", "import time; time.sleep(600)")
    renderer = Renderer(tmp_path / "cache", timeout_seconds=0.5, command=command)
    with pytest.raises(RenderingFailed):
        renderer.svg(SparkRequest(tuple(float(number) for number in range(100_000)), None))
    renderer.close()


def test_refused_drawing_fails_without_a_new_child(tmp_path: Path, starts: Path) -> None:
    renderer = renderer_with("answer(False, b'KeyError')", tmp_path)
    with pytest.raises(RenderingFailed):
        renderer.svg(spark(1))
    assert started_in(starts) == 1
    renderer.close()


def test_program_that_is_not_there_fails_in_words(tmp_path: Path) -> None:
    renderer = Renderer(tmp_path / "cache", command=("/no/such/program",))
    with pytest.raises(RenderingFailed):
        renderer.svg(spark(1))


def test_child_that_cannot_start_is_tried_for_two_charts_and_not_for_thirty(tmp_path: Path, starts: Path) -> None:
    renderer = renderer_with("os._exit(1)", tmp_path)
    for number in range(30):
        with pytest.raises(RenderingFailed):
            renderer.svg(spark(number))
    assert started_in(starts) == 6
    renderer.close()


def test_threads_share_one_child_and_each_gets_its_own_drawing(tmp_path: Path, starts: Path) -> None:
    renderer = renderer_with(GOOD, tmp_path)
    with ThreadPoolExecutor(8) as threads:
        drawn = list(threads.map(lambda number: renderer.svg(spark(number % 20)), range(80)))
    assert all(f"{float(number % 20)}]" in svg for number, svg in enumerate(drawn))
    assert started_in(starts) == 1
    renderer.close()


def test_half_a_file_is_drawn_again(tmp_path: Path) -> None:
    renderer = renderer_with(GOOD, tmp_path)
    drawn = renderer.svg(spark(1))
    (kept,) = (tmp_path / "cache").iterdir()
    kept.write_bytes(b"<svg>")
    assert renderer.svg(spark(1)) == drawn
    kept.write_bytes(b"")
    assert renderer.svg(spark(1)) == drawn
    renderer.close()


def test_cache_that_cannot_be_written_costs_only_time(tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("a file where the folder should be")
    renderer = renderer_with(GOOD, tmp_path)
    assert renderer.svg(spark(1)) == renderer.svg(spark(1))
    renderer.close()


def test_child_ends_with_its_renderer(tmp_path: Path) -> None:
    renderer = renderer_with(GOOD, tmp_path)
    renderer.start()
    pid = renderer.child_pid
    assert pid is not None
    del renderer
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)


def test_closed_renderer_starts_no_child_again(tmp_path: Path) -> None:
    renderer = renderer_with(GOOD, tmp_path)
    renderer.close()
    with pytest.raises(RenderingFailed):
        renderer.svg(spark(1))


@pytest.mark.parametrize("ending", ["sys.exit()", "os.kill(os.getpid(), signal.SIGKILL)"])
def test_child_ends_with_the_web_process(tmp_path: Path, ending: str) -> None:
    program = f"""
import os, signal, sys
from pathlib import Path
from qi_tracker.charts.client import Renderer
from qi_tracker.charts.process import PACKAGE
renderer = Renderer(Path({str(tmp_path)!r}))
renderer.start()
print(renderer.child_pid, flush=True)
{ending}
"""
    ended = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=30, check=False)
    pid = int(ended.stdout)
    for _ in range(100):
        if not _is_running(pid):
            return
        time.sleep(0.1)
    pytest.fail("the child outlived the web process")


def _is_running(pid: int) -> bool:
    try:
        return "Z" not in Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2]
    except FileNotFoundError:
        return False


def test_forked_process_starts_a_child_of_its_own(tmp_path: Path, starts: Path) -> None:
    program = f"""
import os, sys
from tests.charts.test_renderer import GOOD, renderer_with, spark
from pathlib import Path
renderer = renderer_with(GOOD, Path({str(tmp_path)!r}))
renderer.svg(spark(1))
before = renderer.child_pid
forked = os.fork()
if forked == 0:
    drawn = renderer.svg(spark(2))
    renderer.close()
    os._exit(0 if "2.0]" in drawn else 1)
assert os.waitpid(forked, 0)[1] == 0
assert "3.0]" in renderer.svg(spark(3))
assert renderer.child_pid == before
"""
    subprocess.run([sys.executable, "-c", program], cwd=PACKAGE.parent, timeout=60, check=True)
    assert started_in(starts) == 2


def test_version_names_the_code() -> None:
    assert len(code_version()) == 64

"""What one process of the tests has compiled, the others find."""

import subprocess
import sys
from pathlib import Path

ASKED = "import sys, qi_tracker.errors as found; print(sys.dont_write_bytecode, found.__cached__)"


def test_program_that_a_test_starts_finds_what_is_compiled() -> None:
    said = subprocess.run([sys.executable, "-c", ASKED], capture_output=True, check=True, text=True).stdout.split()
    assert said[0] == "False"
    assert Path(said[1]).exists()

"""`python3 -m benchmarks`: set up what it needs, race, and print the table.

Runs on any Python from 3.11, like dev.py; the race itself runs in the project's environment.
"""

import subprocess
import sys

from devtools.environment import Level, ensure_environment
from devtools.places import PYTHON, ROOT

if __name__ == "__main__":
    ensure_environment(Level.DEVELOP)
    sys.exit(subprocess.run([PYTHON, "-m", "benchmarks.report"], check=False, cwd=ROOT).returncode)

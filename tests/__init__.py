"""The tests mirror `qi_tracker/`; what several of them use stands in this folder itself."""

import os
import sys

# Some machines keep Python from writing what it has compiled. The tests start hundreds of programs, and each of them
# would compile all of it anew, libraries and all: more work than the tests themselves.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False

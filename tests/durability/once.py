"""`python -m tests.durability.once DEFECT …`: the program in this process, with a defect planted, or with `none`."""

import sys

from qi_tracker.cli import main
from tests.durability.standby import prepare

if __name__ == "__main__":
    prepare("" if sys.argv[1] == "none" else sys.argv[1])
    sys.exit(main(sys.argv[2:]))

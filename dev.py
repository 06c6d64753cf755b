#!/usr/bin/env python3
"""The one way in: `python3 dev.py run | test | check | prove | setup | lock`. Sets up all it needs, then does it.

Needs Python 3.11 or newer and git, nothing else. How each thing is set up lives in `devtools/`.
"""

import sys

if sys.version_info < (3, 11):  # noqa: UP036  # an older Python must get this sentence, not a traceback
    sys.exit("qi_tracker needs Python 3.11 or newer; this is %d.%d. Install it from your system's packages or python.org." % sys.version_info[:2])  # fmt: skip  # noqa: E501, UP031

from devtools.commands import main

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

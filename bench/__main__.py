"""`python -m bench`; `--help` says what can be asked for.

Imports nothing by itself: what is measured runs in processes that read this file too, and must stay small.
"""

import sys

if __name__ == "__main__":
    from bench.cli import main

    sys.exit(main(sys.argv[1:]))

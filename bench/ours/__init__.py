"""Our side of each row. Imports nothing but the application, so that its memory is a worker's memory."""

import sys

# structlog takes in rich where it finds it: 3 MB that only development tools bring, and no installation has.
sys.modules.setdefault("rich", None)  # type: ignore[arg-type]

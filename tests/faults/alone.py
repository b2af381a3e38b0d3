"""A story in a process of its own, where nothing can be forked (Windows): each act is told on a line.

python -m tests.faults.alone FOLDER IDS ACT …
"""

import json
import sys
from pathlib import Path

from tests.faults.desk import Volumes
from tests.faults.stories import Office, play


def main() -> None:
    """Play the acts on the case in a folder."""
    folder, ids, *order = sys.argv[1:]
    volumes = Volumes(Path(folder))
    play(Office(volumes, json.loads(ids)), volumes, order, lambda message: print(message, flush=True))


if __name__ == "__main__":
    main()

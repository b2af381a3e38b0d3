"""The entry of NarcDesk: the window by default, a headless command for an administrator."""

import sys
from pathlib import Path

from narcdesk import cli, dumps


def main(argv: list[str]) -> int:
    """Open the window, or run a command of `narcdesk.cli`; `demo` does its work first and opens the window after."""
    dumps.forbid()
    return cli.main(argv, _window)


def _window(folder: Path | None) -> int:
    from ui.app import open_window  # the commands never import Qt

    return open_window(folder)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

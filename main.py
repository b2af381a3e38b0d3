"""The entry of NarcDesk: the window by default, a headless command for an administrator."""

import sys
from pathlib import Path

from narcdesk import cli


def main(argv: list[str]) -> int:
    """Open the window, or run a command of `narcdesk.cli`; `demo` does its work first and opens the window after."""
    if not argv or argv[0] == "--register":
        return _window(Path(argv[1]) if len(argv) > 1 else None)
    status = cli.main(argv)
    if status == 0 and argv[0] == "demo":
        asked = cli.parse(argv)
        if not asked.no_window:
            return _window_after_demo(asked.folder / "register")
    return status


def _window(folder: Path | None) -> int:
    from ui.app import open_window  # the commands never import Qt

    return open_window(folder)


def _window_after_demo(folder: Path) -> int:
    from ui.app import NO_SCREEN, has_screen

    if not has_screen():
        print(NO_SCREEN, file=sys.stderr)  # the demo is done all the same; standard output may be JSON
        return 0
    return _window(folder)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

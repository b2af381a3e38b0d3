"""The entry of NarcDesk: the window by default, a headless command for an administrator."""

import sys

from narcdesk import cli


def main(argv: list[str]) -> int:
    """Open the window, or run a command of `narcdesk.cli`; `demo` does its work first and opens the window after."""
    if not argv or argv[0] == "--register":
        from ui.app import open_window

        return open_window(argv[1] if len(argv) > 1 else None)
    status = cli.main(argv)
    if status == 0 and argv[0] == "demo" and not {"--no-window", "--json"} & set(argv):
        from ui.app import open_demo

        return open_demo(argv[1:])
    return status


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

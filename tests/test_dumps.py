"""The process leaves no dump of its memory: asked of the system in a process of its own."""

import subprocess
import sys
from pathlib import Path

ASKED = """
import sys
from narcdesk import dumps
dumps.forbid()
if sys.platform == "win32":
    import ctypes
    flags = ctypes.c_ulong()
    here = ctypes.windll.kernel32.GetCurrentProcess()
    try:
        answer = ctypes.windll.kernel32.WerGetFlags(here, ctypes.byref(flags))
    except AttributeError:
        answer = 1
    print(0 if answer or flags.value & 1 else "heap is reported")  # Wine answers that it has none
else:
    import resource
    print(resource.getrlimit(resource.RLIMIT_CORE)[0])
"""


def test_no_dump_is_left() -> None:
    root = Path(__file__).parents[1]
    done = subprocess.run([sys.executable, "-c", ASKED], cwd=root, capture_output=True, encoding="utf-8", check=True)
    assert done.stdout.strip() == "0"


def test_the_program_asks_for_it_before_anything_else() -> None:
    text = (Path(__file__).parents[1] / "main.py").read_text(encoding="utf-8")
    assert text.index("dumps.forbid()") < text.index("cli.main(argv")

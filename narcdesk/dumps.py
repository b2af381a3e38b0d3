"""Nothing of this process's memory is written down when it falls: no core dump, no heap in a report of Windows."""

import ctypes
import sys
from contextlib import suppress
from pathlib import Path

_NO_HEAP = 0x1  # WER_FAULT_REPORTING_FLAG_NOHEAP


def forbid() -> None:
    """Ask the system for that, once at the start; a system that cannot is none that we could mend."""
    if sys.platform == "win32":
        with suppress(OSError, AttributeError):  # Wine has not all of it
            ctypes.windll.kernel32.WerSetFlags(_NO_HEAP)
        if getattr(sys, "frozen", False):  # else it would speak for every program of Python
            with suppress(OSError, AttributeError):
                ctypes.windll.wer.WerAddExcludedApplication(Path(sys.executable).name, False)
    else:
        import resource

        _soft, hard = resource.getrlimit(resource.RLIMIT_CORE)
        resource.setrlimit(resource.RLIMIT_CORE, (0, hard))

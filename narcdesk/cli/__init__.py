"""The headless face: the same actions for an administrator, a scheduled task, or whoever receives a batch.

Exit status: 0 done and good; 1 the honest answer is "no"; 2 it could not be done, with one sentence on standard error.
Nothing here imports Qt. A password is read from standard input or asked for, never taken from the command line.
"""

import _thread
import json
import os
import sys
import threading
import traceback
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path

from narcdesk.cli import usage
from narcdesk.cli.commands import COMMANDS
from narcdesk.errors import UserError

UNFINISHED = "Незаконченное действие в реестр не внесено."
INTERRUPTED = f"Прервано. {UNFINISHED}"


def main(argv: Sequence[str], open_window: Callable[[Path | None], int]) -> int:
    """Run one command and give its exit status; without a command, and after a demo, the window is opened."""
    _speak_utf8()
    sys.unraisablehook = _once_more
    if usage.wants_help(argv):
        return 0 if _say(usage.HELP) else 2
    try:
        arguments = usage.parse(argv)
        if arguments.command == usage.WINDOW:
            return open_window(arguments.register)
        answer = COMMANDS[arguments.command](arguments)
    except UserError as error:
        return _failed(str(error))
    except KeyboardInterrupt:
        return _failed(INTERRUPTED)
    except Exception as error:
        return _failed(INTERRUPTED if _comes_of_ctrl_c(error) else _bug(error))
    if not _say(json.dumps(answer.data, ensure_ascii=False) if arguments.json else "\n".join(answer.said)):
        return 2
    if arguments.command == "demo" and not arguments.no_window:
        open_window(arguments.folder / "register")  # the demo is done, whether it can be looked at or not
    return 0 if answer.good else 1


def _once_more(lost: "sys.UnraisableHookArgs") -> None:
    """Ctrl+C that came while Python cleared up after something: there it would be printed and forgotten."""
    if lost.exc_type is KeyboardInterrupt:
        # A moment later: at once it would come within this very hook, and be lost again.
        threading.Timer(0.05, _thread.interrupt_main).start()
    else:
        sys.__unraisablehook__(lost)


def _speak_utf8() -> None:
    """A Windows pipe may be in cp1251 or cp866: what programs say to one another is UTF-8 everywhere."""
    # Notepad and PowerShell put a mark before the text, which is no part of a password.
    for stream, encoding in ((sys.stdin, "utf-8-sig"), (sys.stdout, "utf-8"), (sys.stderr, "utf-8")):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding=encoding, errors="replace")


def _say(text: str) -> bool:
    """Print the answer; False, with a sentence, when whoever should read it is gone or its disk is full."""
    try:
        if sys.stdout is None:
            raise OSError("closed")
        print(text, flush=True)
    except OSError:
        _failed("Сделанное осталось в силе, но ответ вывести некуда: вывод закрыт или на его диске нет места.")
        with suppress(OSError, AttributeError):  # or Python would complain of the same in English when it ends
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return False
    return True


def _failed(sentence: str) -> int:
    with suppress(OSError):
        print(sentence, file=sys.stderr, flush=True)
    return 2


def _comes_of_ctrl_c(error: BaseException | None) -> bool:
    """Whether it was raised by something that Ctrl+C had left half done, as a session in the midst of a flush."""
    while error is not None and not isinstance(error, KeyboardInterrupt):
        error = error.__cause__ or error.__context__
    return error is not None


def _bug(error: Exception) -> str:
    """Which error and where, without its text: that may hold what was typed about a patient."""
    place = traceback.extract_tb(error.__traceback__)[-1]
    where = f"{Path(place.filename).name}, строка {place.lineno}"
    return f"Ошибка в самой программе: {type(error).__name__} ({where}). {UNFINISHED} Сообщите о ней разработчику."

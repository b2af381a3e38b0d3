"""What can be wrong with a register's folder, each with its own sentence."""

from pathlib import Path
from typing import Any

from narcdesk.errors import UserError
from narcdesk.files import DiskTrouble, NoSpace, NotWritable

RESTORE = "Восстановите реестр из последней резервной копии. Повреждённую папку не удаляйте."


class WrongPassword(UserError):
    """The login or the password does not fit; which of the two is not said."""

    def __init__(self) -> None:
        super().__init__(
            "Неверное имя для входа или пароль.",
            do="Проверьте раскладку клавиатуры и Caps Lock и наберите пароль ещё раз.",
        )


class Damaged(UserError):
    """A file of the register is missing, cut or changed by something other than this program."""

    def __init__(self, what: str, *, do: str = RESTORE) -> None:
        super().__init__(what, lost="Программа ничего не изменила.", do=do)


class TooNew(UserError):
    """The file was written by a newer edition of the program."""

    def __init__(self, file: str) -> None:
        super().__init__(
            f"Файл «{file}» записан более новой версией программы.",
            do="Обновите программу на этом компьютере и откройте реестр снова.",
        )


class InUse(UserError):
    """Another copy of the program, here or on another computer, owns the register."""

    def __init__(self, holder: str = "") -> None:
        super().__init__(
            f"Реестр уже открыт: {holder}." if holder else "Реестр уже открыт другой программой.",
            do="Перейдите в открытое окно программы или закройте его и повторите.",
        )


class NoRegister(UserError):
    """The folder holds no register."""

    def __init__(self, folder: Path) -> None:
        super().__init__(
            f"В папке «{folder}» нет реестра.",
            do="Выберите папку, где лежат файлы register.db и keys.json, или создайте новый реестр.",
        )


class AlreadyThere(UserError):
    """A register would be created over another one."""

    def __init__(self, folder: Path) -> None:
        super().__init__(
            f"В папке «{folder}» уже лежат файлы реестра.",
            do="Откройте этот реестр или выберите для нового другую, пустую папку.",
        )


def damage(error: BaseException) -> UserError | None:
    """The sentence for an error of the database engine, or None when it is a mistake of the program.

    Takes the engine's own error or SQLAlchemy's wrapping of it. The engine's text is not passed on.
    """
    cause: Any = getattr(error, "orig", None) or error
    code = getattr(cause, "sqlite_errorcode", None)
    if code is None:
        return None
    match code & 0xFF:  # the low byte is the kind, the rest the detail
        case 5 | 6:  # BUSY, LOCKED
            return InUse()
        case 8:  # READONLY
            return NotWritable(
                "Файл реестра «register.db» защищён от записи.",
                do="Снимите защиту от записи и откройте реестр снова.",
            )
        case 10 | 14:  # IOERR, CANTOPEN
            return DiskTrouble(
                "Диск не смог прочитать или записать файл реестра «register.db».",
                lost="Записанное раньше не изменилось; последнее действие не сохранено.",
                do="Проверьте, что диск подключён и исправен, и повторите.",
            )
        case 11 | 26:  # CORRUPT, NOTADB
            return Damaged("Файл реестра «register.db» повреждён.")
        case 13:  # FULL
            return NoSpace(
                "На диске, где лежит реестр, кончилось место.",
                lost="Записанное раньше цело; последнее действие не сохранено.",
                do="Освободите место на диске и повторите действие.",
            )
        case _:
            return None

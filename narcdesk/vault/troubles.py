"""What can be wrong with the folder of a register, each with its own sentence."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from narcdesk.errors import UserError
from narcdesk.files import DiskTrouble, NoSpace

_KEPT = "Сохранённое раньше цело."

# Kinds of SQLite's result codes (the low byte): www.sqlite.org/rescode.html
_BUSY, _LOCKED, _READONLY, _IOERR, _CORRUPT, _FULL, _CANTOPEN, _CONSTRAINT, _NOTADB = 5, 6, 8, 10, 11, 13, 14, 19, 26
_SAID = {  # by the engine where its driver tells no code: while copying
    "database is locked": _BUSY,
    "database table is locked": _LOCKED,
    "disk I/O error": _IOERR,
    "database disk image is malformed": _CORRUPT,
    "database or disk is full": _FULL,
    "unable to open database file": _CANTOPEN,
    "file is not a database": _NOTADB,
}


class WrongPassword(UserError):
    """The login or the password does not fit; which of the two is not said."""

    def __init__(self) -> None:
        super().__init__(
            "Неверное имя для входа или пароль.",
            do="Проверьте раскладку клавиатуры и Caps Lock и наберите пароль ещё раз.",
        )


class Damaged(UserError):
    """A file of the register is missing, cut, or changed by something other than this program."""

    def __init__(
        self,
        what: str,
        *,
        lost: str = "Программа в этой папке ничего не изменила.",
        do: str = "Сохраните папку как есть и восстановите реестр из резервной копии.",
    ) -> None:
        super().__init__(what, lost=lost, do=do)


class OtherKey(UserError):
    """A copy of the register is closed by a key that the register had before."""

    def __init__(self) -> None:
        super().__init__(
            "Эта копия закрыта прежним ключом реестра.",
            do="Проверить её можно восстановлением в новую папку: с паролем или словами восстановления тех дней.",
        )


class TooNew(UserError):
    """A file was written by a newer edition of the program; `what` says which."""

    def __init__(self, what: str) -> None:
        super().__init__(what, do="Обновите программу на этом компьютере и откройте реестр снова.")


class InUse(UserError):
    """Another program, here or on another computer, has the register open; `holder` says who, where known."""

    def __init__(self, holder: str = "") -> None:
        super().__init__(
            f"Реестр уже открыт: {holder}." if holder else "Реестр уже открыт другой программой.",
            do="Перейдите в то окно или закройте его и откройте реестр снова.",
        )


class LeftOpen(UserError):
    """The register lies on another computer and was not closed there by `holder`, who may be working still."""

    def __init__(self, holder: str) -> None:
        super().__init__(
            f"Реестр в сетевой папке не был закрыт: {holder}.",
            do="Возможно, там ещё работают. Убедитесь, что та программа закрыта, и откройте реестр ещё раз: "
            "второй раз вопроса не будет.",
        )


class NoRegister(UserError):
    """The folder holds no register."""

    def __init__(self, folder: Path) -> None:
        if folder.is_dir():
            what = f"В папке «{folder}» нет реестра."
        else:
            found = f"«{folder}» — файл, а не папка" if folder.exists() else f"такой папки нет: «{folder}»"
            what = f"Здесь нет реестра: {found}."
        super().__init__(
            what,
            do="Выберите папку, в которой лежат файлы register.db и keys.json, или создайте новый реестр.",
        )


class AlreadyThere(UserError):
    """A register would be created over another one."""

    def __init__(self, folder: Path) -> None:
        super().__init__(
            f"В папке «{folder}» уже лежат файлы реестра.",
            do="Откройте этот реестр или выберите для нового другую папку.",
        )


def damage(error: BaseException, *, writes: bool = False) -> UserError | None:
    """The sentence for an error of the database engine; None when the error is a mistake of the program.

    `writes`: it came where writing is let; elsewhere a refusal to write is such a mistake.
    Takes the engine's own error or SQLAlchemy's wrapping of it; the engine's text goes no further.
    """
    cause: Any = getattr(error, "orig", None) or error
    code = getattr(cause, "sqlite_errorcode", None)
    kind = code & 0xFF if isinstance(code, int) else _SAID.get(str(cause))
    # One reading that failed looks like damage to the cipher, and what it then refuses comes as a lack of memory.
    # A number of the journal that is taken: pages of two moments lie in one file, as after an older copy of a part.
    is_torn = kind == _CONSTRAINT and "audit_" in str(cause)
    # After a page that does not decrypt the engine may take the whole file for one that it must not write.
    is_shut = kind == _READONLY and writes
    if kind in (_CORRUPT, _NOTADB) or is_torn or is_shut or isinstance(cause, MemoryError):
        return Damaged(
            "Файл реестра «register.db» повреждён или не читается.",
            lost="Начатое действие не внесено.",
            do="Закройте реестр и откройте снова. Если это повторится, сохраните папку как есть и восстановите реестр "
            "из резервной копии.",
        )
    if kind in (_BUSY, _LOCKED):
        return InUse()
    if kind == _FULL:
        return NoSpace(
            "На диске, где лежит реестр, кончилось место.",
            lost=_KEPT,
            do="Освободите место и повторите действие.",
        )
    if kind in (_IOERR, _CANTOPEN):
        return DiskTrouble(
            "Диск не смог прочитать или записать файл реестра «register.db».",
            lost=_KEPT,
            do="Проверьте, что диск подключён и исправен и что на нём есть место, и повторите действие.",
        )
    return None


@contextmanager
def in_sentences(*, writes: bool = False) -> Iterator[None]:
    """Inside it, an error of the engine that `damage` knows is raised as its sentence."""
    try:
        yield
    except Exception as error:
        found = damage(error, writes=writes)
        if found is None:
            raise
        raise found from error

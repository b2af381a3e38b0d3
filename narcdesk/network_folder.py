"""A register on another computer: refused, unless its head allows it here, with an entry of the journal."""

from pathlib import Path

from narcdesk.register import Clock, Register, local_clock
from narcdesk.vault import network

RISK = (
    "Если связь прервётся посреди записи, файл может испортиться; замкам сетевых папок нельзя верить, и двое могут "
    "открыть реестр разом. Делайте резервные копии чаще. Разрешение запомнит этот компьютер, в журнале будет запись."
)


def open_allowed(folder: Path, login: str, password: str, *, clock: Clock = local_clock) -> Register:
    """Open a register in a folder of another computer and allow that on this one: for the head alone.

    Raises Forbidden for anybody else, and what `Register.open` raises; then nothing stays allowed.
    """
    with network.trying(folder):
        register = Register.open(folder, login, password, clock=clock)
    try:
        with register.write("keys.allow_network"):
            pass
        network.allow(folder)
    except BaseException:
        register.close()
        raise
    return register

"""What every command is made of: how it gets into the register, and the answer it gives."""

import argparse
import getpass
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from narcdesk.cli.usage import UsageError

if TYPE_CHECKING:
    from narcdesk.register import Register  # a command imports what it works with: `verify` opens no register


@dataclass
class Answer:
    """What a command found: for a program (`data`), for a person (`said`), and whether it is good."""

    data: dict[str, Any]
    said: list[str] = field(default_factory=list)
    good: bool = True


def open_register(arguments: argparse.Namespace, *, pages_first: bool = False) -> "Register":
    """The register that the command line names, unlocked by its person."""
    from narcdesk import vault
    from narcdesk.register import Register

    login = login_of(arguments, lambda: vault.logins(arguments.register))
    return Register.open(arguments.register, login, password_of(arguments), pages_first=pages_first)


def login_of(arguments: argparse.Namespace, known: Callable[[], list[str]]) -> str:
    """Who signs in: as told, or the only one that there is."""
    if arguments.user:
        return str(arguments.user)
    logins = known()
    if len(logins) != 1:
        raise UsageError("В реестре несколько сотрудников.", do="Укажите, кто входит: --user ИМЯ")
    return logins[0]


def password_of(arguments: argparse.Namespace) -> str:
    """The password, from the first line of standard input or asked for."""
    return _password(arguments, "Пароль", "первой строкой")


def second_password_of(arguments: argparse.Namespace) -> str:
    """The password of who confirms, from the next line of standard input or asked for."""
    return _password(arguments, "Пароль второго сотрудника", "второй строкой, после вашего")


def _password(arguments: argparse.Namespace, called: str, where: str) -> str:
    if sys.stdin is None or not (arguments.password_stdin or sys.stdin.isatty()):
        raise UsageError("Не указан пароль.", do="Передайте его на стандартный ввод: --password-stdin")
    typed = sys.stdin.readline() if arguments.password_stdin else f"{getpass.getpass(f'{called}: ')}\n"
    if not typed:  # nothing came, not even an empty line
        raise UsageError(f"{called} не передан: стандартный ввод пуст.", do=f"Передайте его {where}.")
    return typed.rstrip("\r\n")


def warn(register: "Register") -> None:
    """What was found at unlocking, or could not be looked at, does not stop a command, but must be read."""
    for said in (*register.findings, *register.notes):
        print(f"Внимание: {said}", file=sys.stderr)

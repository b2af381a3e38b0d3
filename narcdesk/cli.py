"""The headless face: the same actions for an administrator, a scheduled task, or whoever receives a batch.

Exit status: 0 done and good; 1 the honest answer is "no"; 2 it could not be done, with one sentence on standard error.
Nothing here imports Qt. A password is read from standard input or asked for, never taken from the command line.
"""

import argparse
import getpass
import json
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NoReturn

from narcdesk import VERSION
from narcdesk.errors import UserError

HELP = f"""NarcDesk {VERSION}: рабочее место наркологического кабинета

Использование:
  main.py [--register ПАПКА]                            открыть окно программы
  main.py demo ПАПКА [--patients 200] [--seed 1] [--no-window]
                                                        учебный реестр и вся работа на нём
  main.py selftest                                      самопроверка программы
  main.py check --register ПАПКА                        проверить реестр и его журнал
  main.py import-providers ФАЙЛ --register ПАПКА [--apply]
                                                        список организаций: разница и её применение
  main.py print НОМЕР --register ПАПКА --out ФАЙЛ.pdf   бумаги одной заявки
  main.py export --register ПАПКА --recipient municipal --period 2026|2026-Q3 --out ПАПКА
                                                        обезличенная выгрузка для комиссии
  main.py verify ПАКЕТ [--public-key ФАЙЛ]              проверить выгрузку по самому файлу

Общие ключи:
  --json                  ответ одним объектом JSON
  --user ИМЯ              кто входит (можно не указывать, если в реестре один сотрудник)
  --password-stdin        пароль — первая строка стандартного ввода

Код завершения: 0 — сделано, всё хорошо; 1 — ответ «нет» (найдены ошибки); 2 — сделать не удалось.
"""


@dataclass
class Answer:
    """What a command found: for a program (`data`), for a person (`said`), and whether it is good."""

    data: dict[str, Any]
    said: list[str] = field(default_factory=list)
    good: bool = True


class UsageError(UserError):
    """The command line cannot be understood."""


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        raise UsageError("Команда записана неверно.", lost="", do="Список команд: main.py --help")


def main(argv: Sequence[str]) -> int:
    """Run one command and give its exit status."""
    _speak_utf8()
    if not argv or argv[0] in ("-h", "--help", "help"):
        print(HELP)
        return 0
    try:
        arguments = parse(argv)
        answer = COMMANDS[arguments.command](arguments)
    except UserError as error:
        print(str(error), file=sys.stderr)
        return 2
    if arguments.json:
        print(json.dumps(answer.data, ensure_ascii=False))
    else:
        print("\n".join(answer.said))
    return 0 if answer.good else 1


def parse(argv: Sequence[str]) -> argparse.Namespace:
    """What the command line asks for; raises UsageError."""
    return _parser().parse_args(argv)


def _speak_utf8() -> None:
    """A Windows pipe may be in cp1251 or cp866: what programs say to one another is UTF-8 everywhere."""
    # Notepad and PowerShell put a mark before the text, which is no part of a password.
    for stream, encoding in ((sys.stdin, "utf-8-sig"), (sys.stdout, "utf-8"), (sys.stderr, "utf-8")):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding=encoding, errors="replace")


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(add_help=False)
    commands = parser.add_subparsers(dest="command", required=True, parser_class=_Parser)

    def command(name: str, *, opens_register: bool = False) -> argparse.ArgumentParser:
        made: argparse.ArgumentParser = commands.add_parser(name, add_help=False)
        made.add_argument("--json", action="store_true")
        if opens_register:
            made.add_argument("--register", type=Path, required=True)
            made.add_argument("--user", default="")
            made.add_argument("--password-stdin", action="store_true")
        return made

    demo = command("demo")
    demo.add_argument("folder", type=Path)
    demo.add_argument("--patients", type=int, default=200)
    demo.add_argument("--seed", type=int, default=1)
    demo.add_argument("--no-window", action="store_true")
    command("selftest")
    command("check", opens_register=True)
    providers = command("import-providers", opens_register=True)
    providers.add_argument("file", type=Path)
    providers.add_argument("--apply", action="store_true")
    printing = command("print", opens_register=True)
    printing.add_argument("number")
    printing.add_argument("--out", type=Path, required=True)
    export = command("export", opens_register=True)
    export.add_argument("--recipient", required=True, choices=("municipal", "regional", "public", "medical"))
    export.add_argument("--period", required=True)
    export.add_argument("--out", type=Path, required=True)
    export.add_argument("--confirm", default="")
    verify = command("verify")
    verify.add_argument("batch", type=Path)
    verify.add_argument("--public-key", type=Path)
    return parser


def _open(arguments: argparse.Namespace) -> Any:
    """The register that the command line names, unlocked by its person."""
    from narcdesk import vault
    from narcdesk.register import Register

    login = arguments.user
    if not login:
        logins = vault.logins(arguments.register)
        if len(logins) != 1:
            raise UsageError("В реестре несколько сотрудников.", lost="", do="Укажите, кто входит: --user ИМЯ")
        login = logins[0]
    if arguments.password_stdin:
        password = sys.stdin.readline().rstrip("\r\n")
    elif sys.stdin.isatty():
        password = getpass.getpass("Пароль: ")
    else:
        raise UsageError("Не указан пароль.", lost="", do="Передайте его на стандартный ввод: --password-stdin")
    return Register.open(arguments.register, login, password)


def _demo(arguments: argparse.Namespace) -> Answer:
    from narcdesk import demo

    if not 1 <= arguments.patients <= 100_000:
        raise UsageError("Учебных пациентов может быть от 1 до 100 000.", lost="")
    made = demo.run(arguments.folder, patients=arguments.patients, seed=arguments.seed)
    said = [
        f"Учебный реестр: {made['register']} (пациентов: {made['patients']}, секунд: {made['seconds']})",
        f"Вход: имя {made['user']}, пароль {made['password']}",
        *(f"Бумаги: {path}" for path in made["pdf"]),
        f"Выгрузка для комиссии, проверена: {made['batch']}",
    ]
    return Answer(made, said)


def _selftest(arguments: argparse.Namespace) -> Answer:
    from narcdesk import demo

    versions = demo.selftest()
    said = ["Самопроверка пройдена.", *(f"{name} {version}" for name, version in versions.items())]
    return Answer({"ok": True, "versions": versions}, said)


def _check(arguments: argparse.Namespace) -> Answer:
    from narcdesk import schema, vault

    try:
        register = _open(arguments)
    except vault.Damaged as error:  # the password was right, so this is the answer and no failure to look
        return Answer({"ok": False, "problems": [str(error)], "audit_entries": 0}, [str(error)], good=False)
    try:
        problems = list(dict.fromkeys([*register.findings, *schema.check(register)]))
        entries = register.head.seq
    finally:
        register.close()
    said = problems or [f"Реестр цел: страницы, журнал ({entries} записей) и строки сходятся."]
    return Answer({"ok": not problems, "problems": problems, "audit_entries": entries}, said, not problems)


def _import_providers(arguments: argparse.Namespace) -> Answer:
    from narcdesk.registry import applying

    register = _open(arguments)
    try:
        proposal = applying.propose(register, arguments.file)
        if arguments.apply:
            applying.apply(register, proposal)
    finally:
        register.close()
    data = {**proposal.counts(), "applied": arguments.apply}
    done = "Разница внесена в реестр." if arguments.apply else "Ничего не изменено: для внесения добавьте --apply."
    return Answer(data, [*proposal.sentences(), done], not data["errors"])


def _print(arguments: argparse.Namespace) -> Answer:
    import hashlib

    from narcdesk import applications
    from narcdesk.files import write_atomically
    from narcdesk.forms import papers

    register = _open(arguments)
    try:
        application = applications.by_number(register, arguments.number)
        pdf = papers.pdf(register, papers.prepare(register, application.id))
        write_atomically(arguments.out, pdf)
    finally:
        register.close()
    sha256 = hashlib.sha256(pdf).hexdigest()
    return Answer({"pdf": str(arguments.out), "sha256": sha256}, [f"Бумаги заявки: {arguments.out}"])


def _export(arguments: argparse.Namespace) -> Answer:
    from narcdesk.commission import export
    from narcdesk.dates import Period

    if arguments.recipient != "municipal":
        raise UserError("Выгрузки для этого получателя в программе пока нет.", lost="Ничего не записано.")
    register = _open(arguments)
    try:
        written = export.export(register, arguments.recipient, Period.parse(arguments.period), arguments.out)
    finally:
        register.close()
    data = {"batch": str(written.path), "sha256": written.sha256, "risk": written.risk}
    return Answer(data, [f"Выгрузка: {written.path}", *written.risk.values()])


def _verify(arguments: argparse.Namespace) -> Answer:
    from narcdesk.commission import verification
    from narcdesk.files import trouble

    try:
        key = arguments.public_key.read_bytes() if arguments.public_key else None
    except OSError as error:
        raise trouble(error, arguments.public_key) from error
    found = verification.verify(arguments.batch, key)
    said = found.problems or ["Выгрузка подлинна и не изменена." if key else "Выгрузка не изменена.", *found.notes]
    return Answer({"ok": found.ok, "problems": list(found.problems)}, list(said), found.ok)


COMMANDS: dict[str, Callable[[argparse.Namespace], Answer]] = {
    "demo": _demo,
    "selftest": _selftest,
    "check": _check,
    "import-providers": _import_providers,
    "print": _print,
    "export": _export,
    "verify": _verify,
}

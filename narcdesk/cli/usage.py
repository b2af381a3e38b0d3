"""What can be asked on the command line, and what is said to whoever asks it wrongly."""

import argparse
import re
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

from narcdesk import VERSION
from narcdesk.errors import UserError

HELP = f"""NarcDesk {VERSION}: рабочее место наркологического кабинета

Использование:
  main.py [--register ПАПКА]                            открыть окно программы
  main.py demo ПАПКА [--patients 200] [--seed 1] [--no-window]
                                                        учебный реестр и вся работа на нём
  main.py selftest                                      самопроверка программы
  main.py check --register ПАПКА                        проверить реестр и его журнал
  main.py import-providers ФАЙЛ --register ПАПКА [--as-of ДД.ММ.ГГГГ] [--over-newer] [--apply [--close-many]]
                                                        список организаций: разница и её применение
  main.py import-patients ФАЙЛ --register ПАПКА [--apply]
                                                        список пациентов: что нового и внесение
  main.py print НОМЕР --register ПАПКА --out ФАЙЛ.pdf   бумаги одной заявки
  main.py export --register ПАПКА --recipient municipal|regional|public|medical
                  --period 2026|2026-Q3 --out ПАПКА [--confirm ИМЯ] [--more]
                                                        обезличенная выгрузка для комиссии; --confirm — второй
                                                        сотрудник, его пароль — вторая строка ввода
  main.py verify ПАКЕТ [--public-key ФАЙЛ]              проверить выгрузку по самому файлу
  main.py open ПАКЕТ.hpke --private-key ФАЙЛ --out ПАПКА [--password-stdin]
                                                        открыть зашифрованную выгрузку своим закрытым ключом
  main.py recipient-key --out ПАПКА [--password-stdin]  пара ключей получателя: открытый ключ отдают организациям
  main.py consolidate ПАПКА-ИЛИ-ПАКЕТ… --keys ПАПКА --out ПАПКА
                                                        сводная по области из выгрузок районов
  main.py checking-page --out ПАПКА                     страница, которая проверяет выгрузку в браузере без сети
  main.py backup --register ПАПКА --to ПАПКА            зашифрованная копия, открытая и сосчитанная после записи;
                                                        без --user и пароля копируются закрытые файлы
  main.py restore КОПИЯ --to ПАПКА [--recovery-stdin]   реестр из копии: по паролю или словам восстановления

Общие ключи:
  --json                  ответ одним объектом JSON
  --user ИМЯ              кто входит (можно не указывать, если в реестре один сотрудник)
  --password-stdin        пароль — первая строка стандартного ввода
  --recovery-stdin        слова восстановления — в стандартном вводе, все 24
  --close-many            закрыть организации, которых нет в списке, даже если таких больше половины
  --as-of ДД.ММ.ГГГГ      на какой день верны сведения списка, если в нём это не сказано
  --over-newer            внести и то, о чём в реестре есть сведения новее
  --more                  записи о случаях (medical) подробнее: у каждой группы записей свои ступени обобщения

Код завершения: 0 — сделано, всё хорошо; 1 — ответ «нет» (найдены ошибки); 2 — сделать не удалось.
"""

WINDOW = "window"  # what is asked when no command is named; it is no word of the command line
_BEFORE_COMMAND = ("--register", "--user")  # options with a value that may stand before the command

_HOW = "Список команд: main.py --help"


class UsageError(UserError):
    """The command line cannot be understood."""

    def __init__(self, what: str, *, do: str = _HOW) -> None:
        super().__init__(what, lost="", do=do)


def wants_help(argv: Sequence[str]) -> bool:
    """Whether the list of commands is asked for, in whatever place."""
    return bool({"-h", "--help"} & set(argv)) or list(argv[:1]) == ["help"]


def parse(argv: Sequence[str]) -> argparse.Namespace:
    """What the command line asks for; raises UsageError."""
    for word in argv:
        if not _is_text(word):
            shown = word.encode("utf-8", "replace").decode()
            raise UsageError(f"Имя «{shown}» записано не в UTF-8.", do="Переименуйте файл или папку и повторите.")
    at = _place_of_command(argv)
    if at is None:
        return _window_parser().parse_args(argv, argparse.Namespace(command=WINDOW))
    command = argv[at]
    parser = _parsers().get(command)
    if parser is None:
        raise UsageError(f"Команды «{command}» нет.")
    return parser.parse_args([*argv[:at], *argv[at + 1 :]], argparse.Namespace(command=command))


def _is_text(word: str) -> bool:
    try:
        word.encode()
    except UnicodeEncodeError:  # Python keeps such bytes of the system as halves of characters
        return False
    return True


def _place_of_command(argv: Sequence[str]) -> int | None:
    at = 0
    while at < len(argv) and argv[at].startswith("-"):
        at += 2 if argv[at] in _BEFORE_COMMAND else 1
    return at if at < len(argv) else None


_WRONG = (  # what argparse says, and the same for the person
    (r"the following arguments are required: (.+)", "Не указано: {}."),
    (r"unrecognized arguments: (.+)", "Лишнее в команде: {}."),
    (r"argument (.+?): expected one argument", "После {} не хватает значения."),
    (r"argument (.+?): invalid choice: (?:'|\")(.*)(?:'|\") \(.*", "{}: значение «{}» не подходит."),
    (r"argument (.+?): invalid int value: (?:'|\")(.*)(?:'|\")", "{}: нужно целое число, а не «{}»."),
    (r"argument (.+?): ignored explicit argument .*", "У {} значения не бывает."),
)


class _Parser(argparse.ArgumentParser):
    def __init__(self) -> None:
        super().__init__(add_help=False, allow_abbrev=False)

    def error(self, message: str) -> NoReturn:
        for pattern, sentence in _WRONG:
            if match := re.fullmatch(pattern, message, re.DOTALL):
                raise UsageError(sentence.format(*match.groups()))
        raise UsageError("Команда записана неверно.")


def _window_parser() -> _Parser:
    parser = _Parser()
    parser.add_argument("--register", type=Path)
    return parser


def _parsers() -> dict[str, _Parser]:
    """The commands and what each may be told."""
    found: dict[str, _Parser] = {}

    def command(name: str, *, opens_register: bool = False) -> _Parser:
        found[name] = made = _Parser()
        made.add_argument("--json", action="store_true")
        if opens_register:
            made.add_argument("--register", type=Path, required=True)
            made.add_argument("--user", default="")
            made.add_argument("--password-stdin", action="store_true")
        return made

    demo = command("demo")
    demo.add_argument("folder", metavar="ПАПКА", type=Path)
    demo.add_argument("--patients", type=int, default=200)
    demo.add_argument("--seed", type=int, default=1)
    demo.add_argument("--no-window", action="store_true")
    command("selftest")
    command("check", opens_register=True)
    providers = command("import-providers", opens_register=True)
    providers.add_argument("file", metavar="ФАЙЛ", type=Path)
    providers.add_argument("--apply", action="store_true")
    providers.add_argument("--close-many", action="store_true")
    providers.add_argument("--as-of", default="", metavar="ДД.ММ.ГГГГ")
    providers.add_argument("--over-newer", action="store_true")
    people = command("import-patients", opens_register=True)
    people.add_argument("file", metavar="ФАЙЛ", type=Path)
    people.add_argument("--apply", action="store_true")
    printing = command("print", opens_register=True)
    printing.add_argument("number", metavar="НОМЕР")
    printing.add_argument("--out", type=Path, required=True)
    export = command("export", opens_register=True)
    export.add_argument("--recipient", required=True, choices=("municipal", "regional", "public", "medical"))
    export.add_argument("--period", required=True)
    export.add_argument("--out", type=Path, required=True)
    export.add_argument("--confirm", default="")
    export.add_argument("--more", action="store_true")
    backup = command("backup", opens_register=True)
    backup.add_argument("--to", type=Path, required=True)
    restore = command("restore")
    restore.add_argument("backup", metavar="КОПИЯ", type=Path)
    restore.add_argument("--to", type=Path, required=True)
    restore.add_argument("--user", default="")
    restore.add_argument("--password-stdin", action="store_true")
    restore.add_argument("--recovery-stdin", action="store_true")
    verify = command("verify")
    verify.add_argument("batch", metavar="ПАКЕТ", type=Path)
    verify.add_argument("--public-key", type=Path)
    opening = command("open")
    opening.add_argument("batch", metavar="ПАКЕТ", type=Path)
    opening.add_argument("--private-key", type=Path, required=True)
    opening.add_argument("--out", type=Path, required=True)
    opening.add_argument("--password-stdin", action="store_true")
    pair = command("recipient-key")
    pair.add_argument("--out", type=Path, required=True)
    pair.add_argument("--password-stdin", action="store_true")
    page = command("checking-page")
    page.add_argument("--out", type=Path, required=True)
    region = command("consolidate")
    region.add_argument("batches", metavar="ПАПКА-ИЛИ-ПАКЕТ", type=Path, nargs="+")
    region.add_argument("--keys", type=Path, required=True)
    region.add_argument("--out", type=Path, required=True)
    return found

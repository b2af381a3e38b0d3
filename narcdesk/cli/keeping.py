"""The commands about the register as a whole: `check`, `backup`, `restore`. Damage is their answer, not a failure."""

import argparse
import sys
from contextlib import closing
from datetime import datetime
from pathlib import Path

from narcdesk.cli.opening import Answer, login_of, open_register, password_of
from narcdesk.cli.usage import UsageError
from narcdesk.dates import plural
from narcdesk.errors import UserError
from narcdesk.files import lies_in, make_folder


def check(arguments: argparse.Namespace) -> Answer:
    """Pages, chain, rows, anchor."""
    from narcdesk import schema, vault

    problems: list[str] = []
    notes: list[str] = []
    entries = 0
    try:
        with closing(open_register(arguments, pages_first=True)) as register:
            problems += register.findings
            entries, notes = register.head.seq, register.notes
            problems += schema.check(register)
    except (vault.Damaged, vault.TooNew) as error:  # the answer, and no failure to look
        problems.append(str(error))
    problems = list(dict.fromkeys(problems))
    journal = plural(entries, "запись", "записи", "записей")
    said = problems or [f"Реестр цел: страницы, журнал ({journal}) и строки сходятся."]
    return Answer(
        {"ok": not problems, "problems": problems, "audit_entries": entries, "notes": notes},
        [*said, *notes],
        good=not problems,
    )


def backup(arguments: argparse.Namespace) -> Answer:
    """A backup that was opened; without a person, one of the closed files."""
    from narcdesk import vault

    if lies_in(arguments.to / "копия", arguments.register):
        raise UserError("Копия лежала бы в папке самого реестра.", lost="", do="Назовите другую папку для копий.")
    opened = bool(arguments.user or arguments.password_stdin)
    try:
        return _backup_opened(arguments) if opened else _backup_closed(arguments)
    except (vault.Damaged, vault.TooNew) as error:
        nothing = {"backup": None, "rows": None, "head": None, "opened": False}
        return Answer({**nothing, "problems": [str(error)]}, [str(error)], good=False)


def _backup_opened(arguments: argparse.Namespace) -> Answer:
    from narcdesk import backup_plan

    with closing(open_register(arguments)) as register:
        make_folder(arguments.to)
        made = backup_plan.make(register, backup_plan.Why.COMMAND, folders=[arguments.to])
    path, facts = made.paths[0], made.facts
    assert facts is not None  # it was opened and counted
    rows = plural(facts.total, "строка", "строки", "строк")
    found = {"rows": facts.total, "head": facts.head.text, "tables": facts.rows}
    said = [f"Резервная копия сделана, открыта и сосчитана ({rows}): {path}", *_thinned(made.thinned)]
    gone = [str(one) for one in made.thinned]
    return Answer({"backup": str(path), **found, "opened": True, "thinned": gone}, said)


def _backup_closed(arguments: argparse.Namespace) -> Answer:
    from narcdesk import backups, vault
    from narcdesk.backups import Remembered, remember

    vault.logins(arguments.register)  # so that no folder is made where there is no register
    make_folder(arguments.to)
    moment = datetime.now().astimezone()
    path, said = backups.copy_closed(arguments.register, arguments.to, moment)
    remember(said.register_id, Remembered(path, moment, opened=False))
    gone = backups.thin(path, said.register_id)
    told = [f"Файлы реестра скопированы, прочитаны обратно и совпали: {path}", _UNOPENED, *_thinned(gone)]
    data = {"backup": str(path), "rows": None, "head": None, "opened": False, "thinned": [str(one) for one in gone]}
    return Answer(data, told)


_UNOPENED = "Без пароля копия не открыта и не сосчитана: укажите --user и --password-stdin, чтобы её проверить."


def _thinned(gone: list[Path]) -> list[str]:
    return [f"Старые копии прорежены: убрано {len(gone)}."] * bool(gone)


def restore(arguments: argparse.Namespace) -> Answer:
    """A register from a backup, on any computer."""
    from narcdesk import backups

    backups.must_be_free(arguments.to)
    try:
        if arguments.recovery_stdin:
            unlock = backups.by_words(_words())
        else:
            login = login_of(arguments, lambda: backups.logins(arguments.backup))
            backups.glance(arguments.backup)  # nobody is asked for a password in vain
            unlock = backups.by_password(login, password_of(arguments))
        made = backups.restore(arguments.backup, arguments.to, unlock)
    except backups.WrongBackup as error:
        nothing = {"register": None, "rows": None, "head": None}
        return Answer({**nothing, "problems": [str(error)]}, [str(error)], good=False)
    notes = [made.missing] * bool(made.missing)
    rows = plural(made.facts.total, "строка", "строки", "строк")
    said = f"Реестр восстановлен, открыт и сосчитан ({rows}, копия от {made.manifest.made_at:%d.%m.%Y %H:%M})"
    found = {"rows": made.facts.total, "head": made.facts.head.text, "tables": made.facts.rows}
    told = [f"{said}: {made.folder}", *notes, *[made.let_in] * bool(made.let_in)]
    return Answer({"register": str(made.folder), **found, "notes": notes}, told)


def _words() -> str:
    """The words of recovery, however many lines they take."""
    words = sys.stdin.read().strip() if sys.stdin is not None else ""
    if not words:
        raise UsageError("Слова восстановления не переданы: стандартный ввод пуст.", do="Передайте все 24 слова.")
    return words

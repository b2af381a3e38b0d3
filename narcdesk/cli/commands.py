"""The commands: each opens what it needs, does one thing and tells what came of it."""

import argparse
import hashlib
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from narcdesk.cli import keeping, receiving
from narcdesk.cli.opening import Answer, open_register, second_password_of, warn
from narcdesk.cli.usage import UsageError
from narcdesk.dates import Period, parse_day, plural
from narcdesk.errors import UserError
from narcdesk.files import lies_in

if TYPE_CHECKING:
    from narcdesk.applications import Application
    from narcdesk.register import Register


def _demo(arguments: argparse.Namespace) -> Answer:
    from narcdesk import demo

    if not 1 <= arguments.patients <= 100_000:
        raise UsageError("Учебных пациентов может быть от 1 до 100 000.", do="")
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


def _import_providers(arguments: argparse.Namespace) -> Answer:
    from narcdesk.registry import applying

    with closing(open_register(arguments)) as register:
        warn(register)
        proposal = applying.propose(register, arguments.file)
        as_of = parse_day(arguments.as_of, today=register.today(), lean="past") if arguments.as_of else proposal.as_of
        applying.must_be_source(proposal.source.title, as_of, register.today())
        proposal = proposal.on(as_of, over_newer=arguments.over_newer)
        if arguments.apply:
            if proposal.difference.closes_many and not arguments.close_many:
                gone = plural(len(proposal.difference.gone), "организация", "организации", "организаций")
                raise UserError(
                    f"В списке нет больше половины известных организаций, они были бы закрыты: {gone}.",
                    lost="Ничего не изменено.",
                    do="Проверьте, весь ли это список. Если весь, добавьте --close-many.",
                )
            applying.apply(register, proposal)
    data = {**proposal.counts(), "applied": arguments.apply}
    done = "Разница внесена в реестр." if arguments.apply else "Ничего не изменено: для внесения добавьте --apply."
    return Answer(data, [*proposal.sentences(applied=arguments.apply), done], not data["errors"])


def _import_patients(arguments: argparse.Namespace) -> Answer:
    from narcdesk import patient_lists

    with closing(open_register(arguments)) as register:
        warn(register)
        file = patient_lists.open_list(arguments.file)
        grid = patient_lists.likeliest(file)
        columns = patient_lists.columns_of(grid, remembered=patient_lists.last_columns(register))
        proposal = patient_lists.propose(register, file, grid, columns, patient_lists.Answers())
        data = {**patient_lists.counts(register, proposal), "applied": arguments.apply}
        if arguments.apply:
            patient_lists.take(register, proposal)
    said = [
        f"Людей в списке: {len(proposal.rows)}. Новых {data['new']}, дополнить {data['changed']}, "
        f"без изменений {data['unchanged']}, пропущено {data['skipped']}.",
        *(f"Строка {one['row']}, {one['column']}: {one['message']}" for one in data["errors"]),
        *(f"Строка {one['row']}: {one['message']}" for one in data["duplicates"]),
        *proposal.passed_over,
    ]
    done = "Список внесён в реестр." if arguments.apply else "Ничего не изменено: для внесения добавьте --apply."
    return Answer(data, [*said, done], not data["errors"])


def _print(arguments: argparse.Namespace) -> Answer:
    from narcdesk import applications, documents
    from narcdesk.files import make_folder
    from narcdesk.forms import papers

    _must_be_for_papers(arguments.out, arguments.register)
    with closing(open_register(arguments)) as register:
        warn(register)
        application = applications.by_number(register, arguments.number)
        _must_be_of(register, application, arguments.out)
        made = papers.prepare(register, application.id)
        pdf = papers.pdf(register, made)
        make_folder(arguments.out.parent)
        documents.save_as(register, [paper.id for paper in made], arguments.out, pdf)
    sha256 = hashlib.sha256(pdf).hexdigest()
    return Answer({"pdf": str(arguments.out), "sha256": sha256}, [f"Бумаги заявки: {arguments.out}"])


def _must_be_for_papers(out: Path, register: Path) -> None:
    """A new name or an older PDF, and outside the register: a paper must never take the place of anything else."""
    if lies_in(out, register):
        raise UserError(f"Файл «{out.name}» лежал бы в папке реестра.", do="Назовите другую папку для бумаг.")
    if not out.exists():
        return
    if not out.is_file():
        raise UserError(f"«{out}» — не обычный файл.", do="Назовите файл, в который записать бумаги: --out ФАЙЛ.pdf")
    try:
        with out.open("rb") as file:
            is_paper = file.read(5) == b"%PDF-"
    except OSError:
        is_paper = False
    if not is_paper:
        raise UserError(f"Файл «{out.name}» уже есть, и это не PDF.", do="Назовите другой файл.")


def _must_be_of(register: "Register", application: "Application", out: Path) -> None:
    """An older PDF gives way only to papers of its own application: those that were printed of it come out again."""
    from narcdesk import documents
    from narcdesk.forms import papers

    if not out.exists():
        return
    there = out.read_bytes()
    if not any(papers.pdf(register, laid) == there for laid in documents.sets_of(register, application.id)):
        raise UserError(
            f"Файл «{out.name}» уже есть, и это не бумаги заявки № {application.number}.",
            lost="Он остался как был, ничего не напечатано.",
            do="Назовите другой файл.",
        )


def _export(arguments: argparse.Namespace) -> Answer:
    from narcdesk.commission import export, policy, tightening
    from narcdesk.commission.cohorts import export as records
    from narcdesk.commission.cohorts.policy import RECIPIENT

    period = Period.parse(arguments.period)
    are_cases = arguments.recipient == RECIPIENT
    if not are_cases and arguments.recipient not in {one.recipient for one in policy.all_policies()}:
        raise UserError(
            "Выгрузки для этого получателя в программе пока нет.",
            lost="Ничего не записано.",
            do="Есть --recipient municipal, regional, public и medical.",
        )
    if arguments.more and not are_cases:
        raise UsageError(
            "Подробнее бывают только записи о случаях.", do="Уберите --more или назовите --recipient medical."
        )
    if lies_in(arguments.out / "выгрузка", arguments.register):
        raise UserError("Выгрузка лежала бы в папке реестра.", lost="Ничего не записано.", do="Назовите другую папку.")
    with closing(open_register(arguments)) as register:
        warn(register)
        rules = None
        if not are_cases:  # of records of cases it is said first whether there are enough of them
            with register.read() as session:
                rules = tightening.in_force(session, arguments.recipient, register.today())
        if not arguments.confirm and rules and rules.second_person:
            raise UsageError(
                "Эту выгрузку должен подтвердить второй сотрудник.",
                do="Укажите его: --confirm ИМЯ, а его пароль — второй строкой стандартного ввода.",
            )
        second = (arguments.confirm, second_password_of(arguments)) if arguments.confirm else None
        if are_cases:
            written = records.export(register, period, arguments.out, second, more=arguments.more)
        else:
            written = export.export(register, arguments.recipient, period, arguments.out, second)
        notes = [*register.notes, *[_LAST_COPY] * bool(register.notes)]
    data = {"batch": str(written.path), "sha256": written.sha256, "risk": written.risk, "notes": notes}
    return Answer(data, [f"Выгрузка: {written.path}", *written.risk.values(), *notes[len(register.notes) :]])


_LAST_COPY = (
    "Если за этот период уже выгружали, убедитесь, что открыта последняя копия реестра: старая об этом не знает."
)


COMMANDS: dict[str, Callable[[argparse.Namespace], Answer]] = {
    "demo": _demo,
    "selftest": _selftest,
    "check": keeping.check,
    "import-providers": _import_providers,
    "import-patients": _import_patients,
    "print": _print,
    "export": _export,
    "verify": receiving.verify,
    "open": receiving.open_sealed,
    "recipient-key": receiving.recipient_key,
    "checking-page": receiving.checking_page,
    "consolidate": receiving.consolidate,
    "backup": keeping.backup,
    "restore": keeping.restore,
}

"""The register of applications: who may stand on it, its papers as one package, its sending, and what it exports."""

import hashlib
from datetime import date
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest

from narcdesk import applications, batches, consents, deaths, disclosures, letters, list_exports, patients, taking_back
from narcdesk.applications import Application, Status
from narcdesk.dates import parse_partial_day
from narcdesk.errors import Invalid
from narcdesk.forms import packages, sheets
from narcdesk.forms.scopes.application_batch import age_group
from narcdesk.letters import Letter, LetterState, NoGround
from narcdesk.list_exports import OutList
from narcdesk.register import Register
from tests import factories
from tests.papers import text_of

TODAY = date(2026, 3, 16)


def ready(register: Register, surname: str, **changes: str) -> Application:
    person = factories.patient(register, surname=surname, snils="", policy_number="", **changes)
    factories.both_consents(register, person.id)
    return applications.submit(register, factories.application(register, person.id).id)


def drawn(register: Register, *chosen: Application, kind: str = "named") -> Letter:
    with register.together():
        batch = batches.draw(register, {"kind": kind}, [one.id for one in chosen])
        return batches.write_to_authority(register, batch, {"words": "Просим рассмотреть вместе."})


def withdraw(register: Register, application: Application) -> None:
    sheet = consents.listing(register, application.patient_id)[0]
    consents.withdraw(register, sheet.id, TODAY, "заявление")


def statuses(register: Register, *found: Application) -> list[Status]:
    return [applications.one(register, one.id).status for one in found]


# Who may stand on it


def test_one_whose_consent_is_gone_is_kept_back_with_a_sentence_and_the_others_are_not(
    training_register: Register,
) -> None:
    first, second, third = (ready(training_register, name) for name in ("Котов", "Лапин", "Мухин"))
    factories.asked(training_register)  # a draft is not offered
    withdraw(training_register, second)
    deaths.note(training_register, third.patient_id, TODAY)
    told = {one.patient.split()[0]: one.hindrance for one in batches.ready(training_register)}
    assert told == {
        "Котов": "",
        "Лапин": "согласие на передачу врачебной тайны органу — нет: отозвано 16.03.2026",
        "Мухин": "пациент умер 16.03.2026",
    }
    with pytest.raises(Invalid) as refused:
        drawn(training_register, first, second, third)
    assert [problem.message for problem in refused.value.problems] == [
        f"З-2026-0002, Лапин И. П.: {told['Лапин']}",
        f"З-2026-0003, Мухин И. П.: {told['Мухин']}",
    ]
    assert batches.listing(training_register) == []  # nothing of it stayed
    drawn(training_register, first)
    (line,) = batches.listing(training_register)
    assert (line.count, line.open, line.letter.state) == (1, 0, LetterState.DRAFT)


def test_nobody_stands_on_two_registers_at_once(training_register: Register) -> None:
    first = ready(training_register, "Котов")
    letter = drawn(training_register, first)
    with pytest.raises(Invalid, match=r"уже стоит в реестре от 16\.03\.2026"):
        drawn(training_register, first)
    letters.cancel(training_register, letter.id, "не нужен")
    assert [one.hindrance for one in batches.ready(training_register)] == [""]


def test_an_empty_register_and_a_foreign_kind_are_refused(register: Register) -> None:
    with pytest.raises(Invalid, match="отметьте хотя бы одну"):
        batches.draw(register, {"kind": "named"}, [])
    first = ready(register, "Котов")  # Volgograd: no source tells of the kind, so names it is
    with pytest.raises(Invalid, match="«с кодами вместо имён» порядок региона не допускает"):
        batches.draw(register, {"kind": "coded"}, [first.id])


def test_a_register_and_its_letter_are_taken_back_in_one_step(training_register: Register) -> None:
    drawn(training_register, ready(training_register, "Котов"))
    step = training_register.last
    assert step is not None
    assert step.actions == ("batches.draw", "letters.draft")
    taking_back.take_back(training_register, step)
    assert batches.listing(training_register) == []


# Its package


def test_the_package_is_letter_register_and_sets_with_the_stamp_on_every_page(
    training_register: Register,
) -> None:
    first, second = ready(training_register, "Котов"), ready(training_register, "Лапин")
    letter = packages.issue(training_register, drawn(training_register, second, first).id)
    found = packages.package(training_register, letter)
    of_case = ("zayavka", "zayavlenie", "consent_personal_data", "consent_secrecy", "attachments")
    assert [paper.form for paper in found] == ["pismo_s_reestrom", "reestr_zayavok", *of_case, *of_case]
    rows = [
        "1\tЗ-2026-0001\t16.03.2026\tКотов Илья Петрович\t12.03.1988\tМ\t404620, р. п. Заречье, пер. Садовый, д. 4\t\t"
        "добровольное согласие\tуслуги по комплексной реабилитации и ресоциализации\t180\t\t"
        "С-2026-0001 от 16.03.2026\tС-2026-0002 от 16.03.2026\t4",
        "2\tЗ-2026-0002\t16.03.2026\tЛапин Илья Петрович\t12.03.1988\tМ\t404620, р. п. Заречье, пер. Садовый, д. 4\t\t"
        "добровольное согласие\tуслуги по комплексной реабилитации и ресоциализации\t180\t\t"
        "С-2026-0003 от 16.03.2026\tС-2026-0004 от 16.03.2026\t4",
    ]
    expected = hashlib.sha256("\n".join(rows).encode()).hexdigest()
    assert packages.fingerprint(training_register, letter) == expected
    pages = text_of(packages.pdf(training_register, letter))
    assert len(pages) > 8
    for page in pages:
        assert "Содержит сведения, составляющие врачебную тайну" in page
        assert f"SHA-256 реестра {expected}" in page
    said = " ".join(pages[0].split())
    for part in ("И-2026-0001", "2 заявки", "Реестр заявок, листов: 1", "листов: 8", "Зимин Алексей Николаевич"):
        assert part in said, part
    assert "Просим рассмотреть вместе." in said
    assert packages.pdf(training_register, letter) == packages.pdf(training_register, letter)


def test_a_coded_register_names_nobody(training_register: Register) -> None:
    first = ready(training_register, "Котов", birth="12.03.1988")
    letter = packages.issue(training_register, drawn(training_register, first, kind="coded").id)
    own = packages.package(training_register, letter)[1]
    (line,) = own.contents["lines"]
    assert (line["who"], line["birth"], line["address"], line["sex"]) == ("К-00001", "20–39 лет", "", "М")
    assert "Котов" not in str(own.contents)


@pytest.mark.parametrize(
    ("birth", "group"),
    [
        ("16.03.2012", "до 14 лет"),
        ("16.03.2011", "15–17 лет"),
        ("17.03.2006", "18–19 лет"),
        ("16.03.2006", "20–39 лет"),
        ("16.03.1986", "40–59 лет"),
        ("1960", "60 лет и старше"),
    ],
)
def test_an_age_is_told_as_the_yearly_statistics_has_it(birth: str, group: str) -> None:
    assert age_group(parse_partial_day(birth, today=TODAY), TODAY) == group


# Its sending


def test_all_are_sent_at_once_and_each_has_his_line_in_the_log(training_register: Register) -> None:
    first, second, other = (ready(training_register, name) for name in ("Котов", "Лапин", "Мухин"))
    letter = packages.issue(training_register, drawn(training_register, first, second).id)
    assert statuses(training_register, first, second) == [Status.READY, Status.READY]  # a number is no sending
    sheets.send(training_register, letter.id, TODAY, "курьером")
    assert statuses(training_register, first, second, other) == [Status.SENT, Status.SENT, Status.READY]
    step = applications.way(training_register, second.id)[-1]
    assert (step.event, step.on, step.document) == ("send", TODAY, "И-2026-0001")
    (told,) = disclosures.of_patient(training_register, second.patient_id)
    assert told.what == "реестр заявок; заявка № З-2026-0002 с комплектом бумаг"
    assert (told.basis, told.letter) == ("согласия № С-2026-0003, С-2026-0004", "И-2026-0001")
    assert disclosures.of_patient(training_register, other.patient_id) == []
    (line,) = batches.listing(training_register)
    assert (line.count, line.open) == (2, 2)


def test_a_consent_withdrawn_after_the_number_stops_the_sending_and_the_rest_go_anew(
    training_register: Register,
) -> None:
    first, second = ready(training_register, "Котов"), ready(training_register, "Лапин")
    letter = packages.issue(training_register, drawn(training_register, first, second).id)
    withdraw(training_register, first)
    (why, advice) = sheets.objections(training_register, letter.id)
    assert why.startswith("З-2026-0001, Котов И. П.: согласие на передачу врачебной тайны органу — нет: отозвано")
    assert advice == "составьте реестр заново, остальные заявки войдут в него"
    with pytest.raises(NoGround):
        sheets.send(training_register, letter.id, TODAY, "курьером")
    assert statuses(training_register, first, second) == [Status.READY, Status.READY]
    assert disclosures.of_patient(training_register, second.patient_id) == []
    made = packages.issue(training_register, packages.anew(training_register, letter.id).id)
    assert (made.number, made.words) == ("И-2026-0002", "Просим рассмотреть вместе.")
    assert letters.one(training_register, letter.id).state is LetterState.CANCELLED
    sheets.send(training_register, made.id, TODAY, "курьером")
    assert statuses(training_register, first, second) == [Status.READY, Status.SENT]


# What it exports


def test_the_register_goes_into_a_table_with_typed_days_and_its_fingerprint(
    training_register: Register, tmp_path: Path
) -> None:
    first = ready(training_register, "Котов")
    letter = packages.issue(training_register, drawn(training_register, first).id)
    sheets.send(training_register, letter.id, TODAY, "курьером")
    applications.granted(training_register, first.id, TODAY, "реш. 3")
    columns, rows = packages.table(training_register, letter)
    listed = OutList("Реестр заявок", packages.said_of(training_register, letter), columns, rows)
    path = list_exports.export(training_register, tmp_path / "реестр.xlsx", listed)
    book = openpyxl.load_workbook(BytesIO(path.read_bytes()))
    sheet = book["Список"]
    titles = [cell.value for cell in sheet[1]]
    row = dict(zip(titles, (cell.value for cell in sheet[2]), strict=True))
    assert (row["Пациент"], row["Номер заявки"], row["Срок, дней"]) == ("Котов Илья Петрович", "З-2026-0001", 180)
    assert row["Дата рождения, возраст"].date() == date(1988, 3, 12)
    assert row["Решение органа"] == "решено выдать № реш. 3 от 16.03.2026"
    assert sheet.freeze_panes == "A2"
    about = {cells[0].value: cells[1].value for cells in book["О выгрузке"].iter_rows()}
    assert f"SHA-256 {packages.fingerprint(training_register, letter)}" in about["Отбор"]


def test_a_duplicate_letter_of_one_person_with_two_applications_is_one_line(training_register: Register) -> None:
    first = ready(training_register, "Котов")
    other = applications.submit(
        training_register, factories.application(training_register, first.patient_id, days="90").id
    )
    letter = packages.issue(training_register, drawn(training_register, first, other).id)
    sheets.send(training_register, letter.id, TODAY, "курьером")
    (told,) = disclosures.of_patient(training_register, first.patient_id)
    assert told.what == "реестр заявок; заявка № З-2026-0001, З-2026-0002 с комплектом бумаг"
    assert patients.one(training_register, first.patient_id).surname == "Котов"

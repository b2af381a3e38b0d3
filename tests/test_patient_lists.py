"""The office's old list of patients: read without inventing, compared, taken in as one step, taken back as one step."""

from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from narcdesk import diagnoses, journal, observation, patient_lists, patients, schema, search, taking_back
from narcdesk.dates import PartialDay
from narcdesk.errors import Forbidden, UserError
from narcdesk.observation import EndGround
from narcdesk.patient_lists import SAME, SKIP, TAKE, Answers, Choice, PersonRow, cells, report
from narcdesk.patient_lists.titles import recognise
from narcdesk.register import Register
from narcdesk.spreadsheets.grid import BadList
from narcdesk.staff import Role
from tests import factories
from tests.canonical import canonical
from tests.factories import Clock
from tests.patient_lists import ILYIN, LVOVA, NAMELESS, TITLES, UNBORN, YOUNG, proposed, written

TODAY = date(2026, 3, 16)


@pytest.mark.parametrize(
    ("title", "facts"),
    [
        ("№ п/п", set()),
        ("Ф.И.О.", {"full_name"}),
        ("Фамилия, имя, отчество больного", {"full_name"}),
        ("ФИО, год рождения", {"full_name", "birth"}),
        ("Фамилия", {"surname"}),
        ("Имя", {"given"}),
        ("Отчество", {"patronymic"}),
        ("Пол", {"sex"}),
        ("Д.р.", {"birth"}),
        ("Дата рождения", {"birth"}),
        ("Год рожд.", {"birth"}),
        ("СНИЛС", {"snils"}),
        ("Полис ОМС", {"policy_number"}),
        ("Паспортные данные", {"document"}),
        ("Адрес (прописка)", {"address"}),
        ("Домашний адрес", {"address"}),
        ("Тел.", {"phone"}),
        ("Диагноз по МКБ-10", {"diagnosis"}),
        ("Дата постановки диагноза", {"diagnosed_on"}),
        ("Дата взятия на учет", {"taken_on"}),
        ("Поставлен на Д учет", {"taken_on"}),
        ("Состоит на учёте с", {"taken_on"}),
        ("Дата снятия с учета, причина", {"ended_on", "end_ground"}),
        ("Снят", {"ended_on"}),
        ("Причина снятия с учёта", {"end_ground"}),
        ("Мать, отец (ФИО)", {"representative"}),
        ("Законный представитель", {"representative"}),
        ("Лечащий врач (ФИО)", set()),
        ("Адрес родителей", set()),
        ("Решение суда", set()),
        ("Примечание", {"remark"}),
    ],
)
def test_a_title_tells_its_fact_and_never_that_of_somebody_else(title: str, facts: set[str]) -> None:
    assert set(recognise(title)) <= facts or not facts
    assert bool(recognise(title)) == bool(facts)


@pytest.mark.parametrize(
    ("cell", "birth"),
    [
        ("12.03.1987", "1987-03-12"),
        ("12.03.87", "1987-03-12"),
        ("12/3/1987 г.р.", "1987-03-12"),
        ("12 марта 1987 г.", "1987-03-12"),
        ("март 1987", "1987-03"),
        ("1987 г. р.", "1987"),
        (1987, "1987"),
        (12031987, "1987-03-12"),
        (2031987, "1987-03-02"),
        (31848, "1987-03-12"),  # days of Excel from 30.12.1899
        (datetime(1987, 3, 12), "1987-03-12"),
    ],
)
def test_a_birth_date_is_read_in_the_shapes_of_old_lists(cell: Any, birth: str) -> None:
    assert cells.birth(cell, TODAY).value == PartialDay.from_iso(birth)


@pytest.mark.parametrize(
    "cell",
    ["32.13.1987", "до 1980", "примерно 40 лет", datetime(1900, 1, 1), "12.03.2087", 7, "вчера", "с", "м-300", "-5"],
)
def test_what_is_no_date_is_not_made_one(cell: Any) -> None:
    told = cells.birth(cell, TODAY)
    assert told.value is None
    assert told.doubt


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("F11.2 2 ст", "F11.2x2Н"),
        ("F10.2 II ст.", "F10.2x2"),
        ("Ф10.2", "F10.2"),
        ("F 10,2 ст. 3", "F10.2x3"),
        ("F19.2н 2ст.", "F19.2x2Н"),
        ("F11.242Н", "F11.242Н"),
        ("F10.1", "F10.1"),
        ("Синдром зависимости от алкоголя F10.232 ремиссия", "F10.232"),
    ],
)
def test_a_diagnosis_is_read_by_its_code_and_stage(cell: str, code: str) -> None:
    assert diagnoses.code_of(cells.diagnosis(cell).value) == code


@pytest.mark.parametrize(
    "cell", ["хр. алкоголизм 2 ст", "F19.2 2 ст", "F10.2, F11.1", "F10", "F10.211 3 ст", "F45.0", "здоров"]
)
def test_a_diagnosis_that_does_not_tell_all_is_left_in_words(cell: str) -> None:
    told = cells.diagnosis(cell)
    assert told.value is None
    assert told.doubt


def test_names_of_one_cell_are_told_apart_and_initials_stay_initials() -> None:
    assert cells.name("ИЛЬИН ПЁТР СЕМЁНОВИЧ") == cells.Name("Ильин", "Пётр", "Семёнович")
    assert cells.name("Львова (Серова) Анна Ильинична") == cells.Name("Львова", "Анна", "Ильинична", aside="Серова")
    assert cells.name("12. Мамедов Али Гасан оглы").patronymic == "Гасан оглы"
    assert cells.name("Котов Лев Петрович, 1975 г.р.").birth == "1975"
    initials = cells.name("Котов Л.П.")
    assert (initials.given, initials.patronymic, bool(initials.doubt)) == ("Л.", "П.", True)


def row_of(register: Register, folder: Path, row: list[object], answers: Answers | None = None) -> PersonRow:
    (read,) = proposed(register, written(folder, row), answers).rows
    return read


def test_what_the_list_does_not_tell_stays_unknown(register: Register, tmp_path: Path) -> None:
    kept = patient_lists.take(register, proposed(register, written(tmp_path, LVOVA)))
    assert kept is not None
    (found,) = search.patients(register, "Львова").rows
    card = patients.one(register, found.id)
    assert (card.birth, card.snils, card.phone, card.policy_number) == (PartialDay(1990), "", "", "")
    assert (card.came_from, card.legal_ground) == ("unknown", "unknown")
    assert card.came_on == date(2012, 4, 3)
    assert "В скобках при имени: Серова" in card.remark


def test_a_row_becomes_a_card_with_diagnosis_observation_representative_and_note(
    register: Register, tmp_path: Path
) -> None:
    patient_lists.take(register, proposed(register, written(tmp_path, ILYIN, LVOVA, YOUNG)))
    ilyin, lvova, young = (
        patients.one(register, search.patients(register, name).rows[0].id) for name in ("Ильин", "Львова", "Яров")
    )
    assert (ilyin.full_name, ilyin.sex, ilyin.snils) == ("Ильин Пётр Семёнович", "m", "00100100100")
    (diagnosis,) = diagnoses.history(register, ilyin.id)
    assert (diagnosis.code, diagnosis.made_on) == ("F11.2x2Н", date(2015, 2, 1))
    assert "Решение суда: АП, Заречный р/с, 12.01.2015" in ilyin.remark
    assert "ходит сам" in ilyin.remark
    (episode,) = observation.episodes(register, lvova.id)
    assert (episode.taken_on, episode.ended_on) == (date(2012, 4, 3), date(2020, 6, 5))
    assert episode.end_ground is EndGround.MOVED
    (mother,) = patients.representatives(register, young.id)
    assert (mother.full_name, mother.kinship) == ("Ярова Вера Петровна", "mother")
    assert schema.check(register) == []


def test_an_observation_that_ended_with_death_marks_the_death(register: Register, tmp_path: Path) -> None:
    row = [*ILYIN]
    row[7] = "смерть 03.03.2021"
    patient_lists.take(register, proposed(register, written(tmp_path, row)))
    card = patients.one(register, search.patients(register, "Ильин").rows[0].id)
    (episode,) = observation.episodes(register, card.id)
    assert (card.died_on, episode.ended_on, episode.end_ground) == (
        date(2021, 3, 3),
        date(2021, 3, 3),
        EndGround.DEATH,
    )


@pytest.mark.parametrize(
    ("row", "column", "message"),
    [
        (NAMELESS, "Ф.И.О.", "Не хватает фамилии или имени"),
        (UNBORN, "Дата рождения", "Нет даты рождения"),
        ([*ILYIN[:2], "32.13.1987", *ILYIN[3:]], "Дата рождения", "Месяца 13 нет: месяцы от 1 до 12"),
        ([*ILYIN[:2], "1.1.2020", *ILYIN[3:]], "Дата взятия на учёт", "Дата обращения: раньше дня рождения"),
        ([1, "Ким Мун", *ILYIN[2:]], "Пол", "Пол не указан"),
        ([*ILYIN[:6], "", *ILYIN[7:]], "Дата обращения", "Нет даты обращения"),
        ([*ILYIN[:7], "01.01.2014 выезд", *ILYIN[8:]], "Снят с учёта (дата, причина)", "Дата снятия: между взятием"),
    ],
)
def test_an_error_names_row_column_what_is_wrong_and_what_to_do(
    register: Register, tmp_path: Path, row: list[object], column: str, message: str
) -> None:
    proposal = proposed(register, written(tmp_path, row))
    errors = [one for one in proposal.complaints if one.severity == "error"]
    assert any(one.row == 2 and one.column == column and one.message.startswith(message) for one in errors), errors
    assert all(one.do for one in errors)
    assert proposal.choices[2] == Choice(SKIP)
    assert not proposal.choose(proposal.rows[0], Choice(TAKE))


def test_a_cell_mended_by_hand_makes_the_row_fit(register: Register, tmp_path: Path) -> None:
    proposal = proposed(register, written(tmp_path, ILYIN, UNBORN))
    bad = proposal.rows[1]
    mended = patient_lists.mend(register, proposal, bad, "birth", "7.8.1969")
    assert mended.rows[1].birth == PartialDay(1969, 8, 7)
    assert mended.choices[bad.row].action == TAKE
    kept = patient_lists.take(register, mended)
    assert kept is not None
    assert kept.entered == 2


def test_a_wrong_check_number_warns_and_is_kept_with_its_reason(register: Register, tmp_path: Path) -> None:
    row = [*ILYIN]
    row[4] = "112-233-445 94"
    proposal = proposed(register, written(tmp_path, row))
    (doubt,) = [one for one in proposal.complaints if one.fact == "snils"]
    assert doubt.severity == "doubt"
    patient_lists.take(register, proposal)
    card = patients.one(register, search.patients(register, "Ильин").rows[0].id)
    assert (card.snils, card.odd) == ("11223344594", {"snils": "так в старом списке"})


def test_the_same_file_twice_changes_nothing(register: Register, tmp_path: Path) -> None:
    path = written(tmp_path, ILYIN, LVOVA, YOUNG, NAMELESS, UNBORN, ILYIN)
    assert patient_lists.take(register, proposed(register, path)) is not None
    before, head = canonical(register), register.head
    again = proposed(register, path)
    assert [again.choices[row.row].action for row in again.rows] == [SAME, SAME, SAME, SKIP, SKIP, SKIP]
    assert patient_lists.take(register, again) is None
    assert (canonical(register), register.head) == (before, head)


def test_one_undo_takes_all_of_it_back(register: Register, tmp_path: Path) -> None:
    known = factories.patient(register, surname="Львова", given="Анна", patronymic="Ильинична", birth="1990", sex="f")
    before = canonical(register)
    patient_lists.take(register, proposed(register, written(tmp_path, ILYIN, LVOVA, YOUNG)))
    assert patients.count(register) == 3
    step = register.last
    assert step is not None
    assert taking_back.may(register, step)
    taking_back.take_back(register, step)
    assert patients.count(register) == 1
    assert diagnoses.history(register, known.id) == []
    assert observation.episodes(register, known.id) == []
    assert patients.one(register, known.id).remark == ""
    assert schema.check(register) == []
    assert canonical(register) == before


def test_the_same_person_gets_what_his_card_lacks_and_nothing_written_over(register: Register, tmp_path: Path) -> None:
    known = factories.patient(
        register,
        surname="Ильин",
        given="Петр",
        patronymic="Семенович",
        birth="12.03.1987",
        sex="m",
        snils="",
        registration_address="г. Заречный",
    )
    proposal = proposed(register, written(tmp_path, ILYIN))
    assert proposal.choices[2].action == SAME
    kept = patient_lists.take(register, proposal)
    assert kept is not None
    assert (kept.entered, kept.added_to) == (0, 1)
    card = patients.one(register, known.id)
    assert (card.surname, card.given, card.registration_address) == ("Ильин", "Петр", "г. Заречный")
    assert card.snils == "00100100100"
    assert [one.code for one in diagnoses.history(register, known.id)] == ["F11.2x2Н"]


def test_a_person_of_the_same_snils_and_another_name_is_left_to_the_clerk(register: Register, tmp_path: Path) -> None:
    factories.patient(register, surname="Другов", given="Илья", birth="01.01.1960", snils="001-001-001 00")
    proposal = proposed(register, written(tmp_path, ILYIN))
    assert proposal.choices[2] == Choice(SKIP)
    (alike,) = proposal.alike[2]
    assert alike.full_name.startswith("Другов")
    proposal.choose(proposal.rows[0], Choice(SAME, alike))
    assert patient_lists.take(register, proposal) is not None


def test_the_report_and_the_journal_hold_no_name_and_no_value_of_a_cell(register: Register, tmp_path: Path) -> None:
    proposal = proposed(register, written(tmp_path, ILYIN, LVOVA, YOUNG, NAMELESS, UNBORN))
    kept = patient_lists.take(register, proposal)
    assert kept is not None
    text = report.as_text(proposal, kept)
    assert "Новых карт: 3" in text
    assert "Строка 6, Дата рождения: Нет даты рождения" in text
    for name in ("Ильин", "ИЛЬИН", "Львова", "Серова", "Яров", "Котов", "Заречье", "1987"):
        assert name not in text
    entry = journal.listing(register, journal.Wanted())[0]
    assert (entry.action, entry.subject) == ("Внесён старый список пациентов", "несколько карт")
    assert patient_lists.last_columns(register)["full_name"] == "Ф.И.О."


def test_a_nurse_may_take_the_list_but_not_its_diagnoses(register: Register, tmp_path: Path, clock: Clock) -> None:
    path = written(tmp_path, ILYIN)
    with factories.signed_in(register, Role.NURSE, clock) as nurse:
        proposal = proposed(nurse, path)
        assert any("нет права вносить диагнозы" in one.message for one in proposal.complaints)
        patient_lists.take(nurse, proposal)
        found = search.patients(nurse, "Ильин").rows[0]
        assert diagnoses.history(nurse, found.id) == []
        assert "Диагноз, как в старом списке: F11.2 2 ст" in patients.one(nurse, found.id).remark


def test_an_administrator_sees_no_list(register: Register, tmp_path: Path, clock: Clock) -> None:
    path = written(tmp_path, ILYIN)
    with factories.signed_in(register, Role.ADMINISTRATOR, clock) as administrator, pytest.raises(Forbidden):
        proposed(administrator, path)


def test_a_cancel_in_the_midst_leaves_nothing(register: Register, tmp_path: Path) -> None:
    proposal = proposed(register, written(tmp_path, ILYIN, LVOVA))
    head = register.head

    def cancelled(_done: int, _of: int) -> None:
        raise InterruptedError

    with pytest.raises(InterruptedError):
        patient_lists.take(register, proposal, progress=cancelled)
    assert (patients.count(register), register.head) == (0, head)
    assert patient_lists.take(register, proposal) is not None


def test_what_changed_since_the_dry_run_stops_the_whole_list_with_its_row(
    register: Register, tmp_path: Path, clock: Clock
) -> None:
    proposal = proposed(register, written(tmp_path, LVOVA, ILYIN))
    clock.go(date(2014, 1, 1))  # Ilyin was taken in 2015
    with pytest.raises(UserError) as stopped:
        patient_lists.take(register, proposal)
    assert "Строка 2" in stopped.value.what or "Строка 3" in stopped.value.what
    assert patients.count(register) == 0


def test_a_book_with_merged_heads_section_rows_and_totals_is_read_as_people(register: Register, tmp_path: Path) -> None:
    path = tmp_path / "Наркоучёт.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        book.add_worksheet("Титул").write(0, 0, "Кабинет нарколога")
        sheet = book.add_worksheet("2015-2020")
        sheet.merge_range(0, 0, 0, 5, "Список состоящих на учёте на 01.01.2020")
        sheet.merge_range(1, 0, 2, 0, "№")
        sheet.merge_range(1, 1, 2, 1, "ФИО")
        sheet.merge_range(1, 2, 2, 2, "Дата рождения")
        sheet.merge_range(1, 3, 1, 4, "Учёт")
        sheet.write_row(2, 3, ["взят на учёт", "снят"])
        sheet.merge_range(1, 5, 2, 5, "Диагноз")
        sheet.write_row(3, 0, [1, 2, 3, 4, 5, 6])
        sheet.merge_range(4, 0, 4, 5, "Алкоголизм")
        as_date = book.add_format({"num_format": "dd.mm.yyyy"})
        sheet.write_row(5, 0, [1, "Ильин Пётр Семёнович"])
        sheet.write_datetime(5, 2, datetime(1987, 3, 12), as_date)
        sheet.write_row(5, 3, ["01.02.2015", "", "F10.2 2ст"])
        sheet.write_row(6, 0, ["Итого", 1])
    file = patient_lists.open_list(path)
    grid = patient_lists.likeliest(file)
    assert grid.sheet == "2015-2020"
    proposal = proposed(register, path)
    (row,) = proposal.rows
    assert (row.row, row.full_name, row.taken_on) == (6, "Ильин Пётр Семёнович", date(2015, 2, 1))
    assert row.diagnosis is not None
    assert len(proposal.passed_over) == 3


def test_a_sheet_without_names_says_so(register: Register, tmp_path: Path) -> None:
    path = tmp_path / "Склад.csv"
    path.write_text("Товар;Цена\nБинт;12\n", encoding="utf-8")
    with pytest.raises(BadList, match="фамили"):
        proposed(register, path)


def test_the_titles_of_the_tests_are_all_understood() -> None:
    assert [bool(recognise(title)) for title in TITLES] == [False, *[True] * 8, False, True]

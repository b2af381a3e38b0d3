"""The main job from the first start to the lock, in the real windows, by a person who only reads and types.

A head nurse starts the program for the first time, makes a register for her office in Volgograd oblast, and reads its
recovery sheet back. A man comes from the police; she types his card with a СНИЛС that fails its check, because his
paper says so. The doctor writes the diagnosis by its code and takes him under observation; he signs three consents.
She loads the region's list of providers from a workbook with titles, merged cells and one bad cell, compares two of
them, and applies for him: the paper grows beside the form, the application gets its number and goes into a file. The
authority returns it once, then grants it; the certificate is written down and a provider chosen. In April the quarter
is counted for the commission and leaves without a name in it. The journal remembers. She locks the desk, unlocks it.

What is replaced: the day, and what the program would have asked aloud (`heard`).
"""

import zipfile
from collections.abc import Iterator
from datetime import date
from functools import partial
from pathlib import Path

import pypdf
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFileDialog

from narcdesk import schema, vault
from narcdesk.commission import verification
from narcdesk.register import Register
from tests import factories
from tests.ui.conftest import Heard
from tests.ui.person import CTRL, Person, wait
from tests.ui.walk_providers import compare_two_providers, load_the_list_of_providers, region_list
from ui.batch_dialogs import ToldDialog
from ui.medium_dialog import MediumDialog
from ui.recovery_sheet import SheetDialog
from ui.session import Session

Key = Qt.Key
LOGIN, PASSWORD = "зимина", "берёза у тихой реки"
NAME = "Воробьёв Илья Петрович"
ACTS = ("Заведена карта", "Подана заявка", "Записана выгрузка для комиссии")
CANARIES = ("Воробьёв", "Воробьев", "Петрович", "1123344599", "000-00-11")


@pytest.fixture
def session(qapp: QApplication, tmp_path: Path, state: Path, clock: factories.Clock, heard: Heard) -> Iterator[Session]:
    """The program before its first window; it runs on the day of the clock."""
    qapp.setAttribute(Qt.ApplicationAttribute.AA_DontUseNativeDialogs, True)
    run = Session(
        create=partial(Register.create, clock=clock, kdf=vault.QUICK),
        opener=partial(Register.open, clock=clock),
    )
    yield run
    qapp.setAttribute(Qt.ApplicationAttribute.AA_DontUseNativeDialogs, False)
    for window in (run.beginning, run.unlocking, run.window):
        if window is not None:
            window.hide()
            window.deleteLater()
    if run.window is not None:
        run.window.desk.register.close()


@pytest.fixture
def person() -> Person:
    """Who sits before the screen."""
    return Person()


def test_the_whole_way_of_one_person_in_windows(
    session: Session, person: Person, heard: Heard, clock: factories.Clock, tmp_path: Path
) -> None:
    folder, stick = tmp_path / "Реестр кабинета", tmp_path / "Флешка комиссии"
    stick.mkdir()
    make_the_register(session, person, folder)
    enter_the_patient(person)
    find_him_in_the_wrong_layout(person)
    write_the_diagnosis(person)
    take_under_observation(person)
    sign_the_consents(person)
    load_the_list_of_providers(person, region_list(tmp_path))
    compare_two_providers(person)
    apply_for_him(person)
    save_the_set_as_a_file(person, tmp_path / "комплект.pdf")
    follow_the_way(person, clock)
    record_the_certificate(person)
    choose_a_provider(person)
    see_what_is_due(person, clock)
    send_the_quarter_to_the_commission(person, stick)
    look_into_the_journal(person)
    lock_and_unlock(session, person, folder)
    go_home(session, person, folder)
    assert heard.told == []
    again = Register.open(folder, LOGIN, PASSWORD, clock=clock)
    assert schema.check(again) == []
    again.close()


def test_from_the_first_start_to_the_number_by_keys_alone(session: Session, person: Person, tmp_path: Path) -> None:
    make_the_register(session, person, tmp_path / "Реестр кабинета")
    enter_the_patient(person)
    write_the_diagnosis(person)
    take_under_observation(person)
    sign_the_consents(person)
    person.opens_tab("Обзор")
    person.presses_button("Подать заявку", back=True)
    fill_the_application(person)
    submit_it_with_its_papers(person)
    assert person.reached == [
        *("Наблюдение", "Диагноз", "Наблюдение", "Взять"),
        *("Согласия", "Согласие", "Согласие", "Согласие", "факт наблюдения", "диагноз", "проведённое лечение"),
        *("Обзор", "Подать заявку", "аспорт", "ыписк"),
    ]
    assert person.tabs <= 35  # of all the way; more would be a way round


# The first start


def make_the_register(session: Session, person: Person, folder: Path) -> None:
    session.begin()
    person.sees("Новый реестр · шаг 1 из 4")
    person.is_at("Полное название")
    person.fills("ГБУЗ «Заречная центральная районная больница»", "ГБУЗ «Заречная ЦРБ»")
    person.press(Key.Key_Return)  # the usual name of the office stands there
    person.fills("404620, р. п. Заречье, ул. Больничная, д. 1", "8 (84400) 0-00-00", "", "", "")
    person.press(Key.Key_Return)  # the chief's post too
    person.fills("Е. В. Соколова", "Заречный муниципальный район", "волг")
    person.is_at("Дальше")  # the last Enter leads to the button and does not press it
    person.press(Key.Key_Return)
    person.sees("шаг 2 из 4")
    person.fills("Зимина", "Анна", "Николаевна", "врач психиатр-нарколог", LOGIN, PASSWORD, PASSWORD)
    person.press(Key.Key_Return)
    person.sees("шаг 3 из 4")
    person.is_at("Папка")
    person.types_over(str(folder))
    person.press(Key.Key_Return)
    person.press(Key.Key_Return)
    person.sees("шаг 4 из 4")
    person.is_at("Папка для копий")
    person.saves()  # it may be named later
    assert wait(lambda: session.window is not None)
    assert session.window is not None
    session.window.showNormal()  # the screen of a test is too small for the paper beside the form
    session.window.resize(1366, 768)
    read_the_sheet_back(session.window.desk.register)
    person.sees("Сегодня", "На сегодня дел нет", "Зимина А. Н., заведующий")


def read_the_sheet_back(register: Register) -> None:
    """The sheet of recovery words is on the screen before anything else; what is typed here belongs to no way."""
    person, words = Person(), register.keys.words()
    assert wait(lambda: isinstance(QApplication.activeModalWidget(), SheetDialog))
    dialog = person.waits_for("Лист со словами восстановления")
    assert isinstance(dialog, SheetDialog)
    person.sees("1. Напечатайте лист", "3. Наберите с листа два слова")
    person.goes_to(f"Слово № {dialog.numbers[0]}")
    person.fills(*(words[number - 1] for number in dialog.numbers))
    person.saves()


# The patient


def enter_the_patient(person: Person) -> None:
    person.press(Key.Key_N, CTRL)
    person.waits_for("Новый пациент")
    person.is_at("Фамилия")
    person.answers(
        {
            "Фамилия": "Воробьёв",
            "Имя": "Илья",
            "Отчество": "Петрович",
            "Пол": "муж",
            "Дата рождения": "12031988",
            "СНИЛС": "112 334 455 99",
        }
    )
    person.sees("не сходится")
    person.fills("так в свидетельстве")  # Enter has led to where the reason is asked for
    person.answers(  # the policy is the unified one, the document a passport, and he came today
        {
            "Номер полиса": "1234567890123452",
            "Серия": "1808",
            "Номер документа": "123456",
            "Дата выдачи": "20 апреля 2008",
            "Кем выдан": "ОУФМС Заречного района",
            "Код подразделения": "340001",
            "Адрес регистрации": "404620, р. п. Заречье, пер. Садовый, д. 4",
            "Населённый пункт": "р. п. Заречье",
            "Город или село": "город",
            "Телефон": "89000000011",
            "Кто направил": "мвд",
            "Основание": "добров",
        }
    )
    person.saves()
    person.waits_for("NarcDesk")
    person.sees(NAME, "мужчина · 38 лет (12.03.1988)", "оставлено так: так в свидетельстве")


def find_him_in_the_wrong_layout(person: Person) -> None:
    person.press(Key.Key_Escape)
    person.sees("Новый пациент")
    person.press(Key.Key_F, CTRL)
    person.fills("djhj,m`d")
    person.sees(NAME)  # under the box; alone, so that Enter opens his card
    person.press(Key.Key_Return)
    person.sees("Нет действующего согласия на медицинскую помощь")


def write_the_diagnosis(person: Person) -> None:
    person.opens_tab("Наблюдение")
    person.presses_button("Диагноз")
    person.waits_for("Диагноз")
    person.is_at("Код МКБ-10")
    person.fills("F11.242Н")
    person.saves()
    person.sees("F11.242Н")


def take_under_observation(person: Person) -> None:
    person.opens_tab("Наблюдение")
    person.presses_button("Взять")
    person.waits_for("Взять под наблюдение")
    person.saves()
    person.sees("идёт, ДН-2015")


def sign_the_consents(person: Person) -> None:
    person.opens_tab("Согласия")
    begin_a_consent(person, "медиц")
    person.saves()
    look_at_the_sheet(person)
    person.sees("на медицинскую помощь")
    begin_a_consent(person, "персон")
    person.saves()
    look_at_the_sheet(person)
    person.sees("на обработку персональных данных")
    begin_a_consent(person, "тайн")
    for told in ("факт наблюдения", "диагноз", "проведённое лечение"):
        person.goes_to(told)
        person.press(Key.Key_Space)
    person.saves()
    look_at_the_sheet(person)
    person.sees("на передачу врачебной тайны", "факт наблюдения, диагноз, проведённое лечение")


def begin_a_consent(person: Person, kind: str) -> None:
    person.presses_button("Согласие")
    person.waits_for("Согласие")
    person.fills(kind)


def look_at_the_sheet(person: Person) -> None:
    person.sees("лист 1 из")
    person.press(Key.Key_Escape)
    person.waits_for("NarcDesk")


# The providers


def apply_for_him(person: Person) -> None:
    person.press(Key.Key_2, CTRL)
    person.fills("воробьёв")
    person.presses_button("Подать заявку", back=True)
    fill_the_application(person)
    submit_it_with_its_papers(person)


def fill_the_application(person: Person) -> None:
    person.sees("Заявка на сертификат", "Что просим")
    person.is_at("Срок курса")
    person.fills("180", "стац", "")  # the provider is chosen once the certificate is there


def submit_it_with_its_papers(person: Person) -> None:
    for paper in ("аспорт", "ыписк"):
        person.goes_to(paper)
        person.press(Key.Key_Space)
    person.sees("ПРОЕКТ")
    person.saves()
    person.sees("Заявка З-2026-0001", "Отправлена…")


def save_the_set_as_a_file(person: Person, path: Path) -> None:
    person.press(Key.Key_P, CTRL)
    person.waits_for("Комплект заявки З-2026-0001")
    named = person.then(QFileDialog, lambda: person.names_a_file(path))
    person.presses_button("Сохранить как файл")
    named()
    person.sees("Он не зашифрован")
    person.press(Key.Key_Escape)
    with pypdf.PdfReader(path) as paper:
        text = " ".join(" ".join(page.extract_text() for page in paper.pages).split())
    assert NAME in text
    assert "З-2026-0001" in text
    assert "ПРОЕКТ" not in text


def follow_the_way(person: Person, clock: factories.Clock) -> None:
    steps = (
        (17, "Заявка отправлена в орган", "исх. 14"),
        (18, "Орган зарегистрировал заявку", "вх. 8"),
        (20, "Орган вернул заявку на доработку", "нет выписки"),
        (23, "Заявка отправлена в орган", "исх. 15"),
        (24, "Орган зарегистрировал заявку", "вх. 9"),
        (30, "Орган решил выдать", "3-р"),
    )
    for day, heading, said in steps:
        clock.go(date(2026, 3, day))
        if "вернул" in heading:
            person.presses_button("Возвращена")
        else:
            person.press(Key.Key_Return, CTRL)
        person.waits_for(heading)
        person.types(said)
        person.saves()
        person.sees(f"{day:02}.03.2026", said)


def record_the_certificate(person: Person) -> None:
    person.press(Key.Key_Return, CTRL)
    person.waits_for("Записать сертификат")
    person.fills("34-00001", "", "10.04.2026", "", "180000")
    person.saves()
    person.sees("34-00001", "10.04.2026", "180 дней", "180 000,00 ₽", "не выбрана")


def choose_a_provider(person: Person) -> None:
    person.press(Key.Key_Return, CTRL)
    person.waits_for("Выбор организации")
    person.fills("исток")
    person.press(Key.Key_Return)
    person.waits_for("NarcDesk")
    person.sees("АНО «Исток»")


# The day, the quarter, the end


def see_what_is_due(person: Person, clock: factories.Clock) -> None:
    clock.go(date(2026, 4, 2))
    person.press(Key.Key_1, CTRL)  # the card that lies over the section
    person.press(Key.Key_1, CTRL)
    person.press(Key.Key_F5)
    person.sees("четверг, 2 апреля 2026", NAME)


def send_the_quarter_to_the_commission(person: Person, stick: Path) -> None:
    person.press(Key.Key_5, CTRL)
    person.sees("I квартал 2026 года")
    person.press(Key.Key_Return, CTRL)
    person.sees("Точные числа остаются в кабинете")
    person.opens_tab("Что уйдёт")
    person.sees("Что теряется", "Отпечаток ключа")
    named = person.then(MediumDialog, partial(person.chooses_a_folder, stick))
    told = person.then(ToldDialog, lambda: read_what_was_written(person))
    person.press(Key.Key_E, CTRL)
    named()
    told()
    [batch] = stick.iterdir()
    assert verification.verify(batch).ok
    with zipfile.ZipFile(batch) as package:
        written = b"".join([batch.read_bytes(), *[package.read(part) for part in package.namelist()]])
    for canary in CANARIES:
        for encoding in ("utf-8", "utf-16-le", "cp1251", "cp866"):
            assert canary.encode(encoding) not in written


def read_what_was_written(person: Person) -> None:
    person.sees("Выгрузка записана", "Файл прочитан с носителя заново")
    person.press(Key.Key_Return)


def look_into_the_journal(person: Person) -> None:
    person.press(Key.Key_7, CTRL)
    person.sees("Журнал", *ACTS)


def lock_and_unlock(session: Session, person: Person, folder: Path) -> None:
    person.press(Key.Key_2, CTRL)
    person.press(Key.Key_L, CTRL)
    person.sees("Закрыто на замок")
    vault.unlock(folder, LOGIN, PASSWORD).close()  # nobody holds the file
    person.is_at("Пароль")
    person.fills("не тот пароль")
    person.sees("Неверное имя для входа или пароль.")
    person.types_over(PASSWORD)
    person.press(Key.Key_Return)
    person.waits_for("ЦРБ")
    person.sees(NAME)


def go_home(session: Session, person: Person, folder: Path) -> None:
    ended: list[bool] = []
    session.ended.connect(lambda: ended.append(True))
    person.window().close()
    assert wait(lambda: ended == [True])
    vault.unlock(folder, LOGIN, PASSWORD).close()

"""The keys in windows: strength while one types, the wait, coming back by the words, the sheet, a new key."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot

from narcdesk import administration, journal, recovery, vault
from narcdesk.names import other_layout
from narcdesk.register import Register
from narcdesk.staff import Role
from tests import factories
from tests.factories import PASSWORD, Clock
from tests.ui.conftest import Heard
from tests.ui.fit import assert_fits, assert_mnemonics
from tests.ui.hands import focus_on, in_next_dialog, press, type_text
from ui import printing
from ui.desk import Desk
from ui.fields.new_password import NewPasswordField
from ui.keys_tab import DueSheet
from ui.main_window import MainWindow
from ui.pieces import Banner
from ui.recovery_dialogs import DrillDialog
from ui.recovery_sheet import SheetDialog
from ui.session import Session
from ui.settings_page import SettingsPage
from ui.today_page import TodayPage
from ui.unlock import UnlockWindow

NEW = "ольха над быстрой рекой"
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def desk(tmp_path: Path, state: Path) -> Iterator[Desk]:
    register = factories.register(tmp_path / "реестр кабинета")
    administration.hire(
        register,
        {"surname": "Рябинина", "given": "Ольга", "login": "ряб", "role": "nurse"},
        "тихая вода у моста",
        kdf=vault.QUICK,
    )
    made = Desk(register)
    yield made
    made.register.close()


@pytest.fixture
def window(qtbot: QtBot, desk: Desk) -> MainWindow:
    made = MainWindow(desk)
    qtbot.addWidget(made)
    made.resize(1366, 768)
    made.show()
    return made


def latin(path: Path) -> frozenset[str]:
    return frozenset(re.findall("[A-Za-z]+", str(path)))


def settings(window: MainWindow, tab: str) -> SettingsPage:
    window.pages.go(7)
    page = window.pages.page
    assert isinstance(page, SettingsPage)
    page.tabs.setCurrentIndex(next(at for at in range(page.tabs.count()) if page.tabs.tabText(at) == tab))
    QApplication.processEvents()
    return page


# A new password


def test_how_hard_a_password_is_to_guess_stands_under_it_while_it_is_typed(qtbot: QtBot) -> None:
    field = NewPasswordField("password", "Пароль", lambda: ["Зимин"])
    qtbot.addWidget(field)
    focus_on(field.control)
    hint = field.note.text.text()
    assert "не короче 10 знаков" in hint.lower()
    said = []
    for letters in ("gfhjkm", "12345", "!"):
        type_text(field.line, letters)
        said.append(field.note.text.text())
    assert said == [
        "Пока слабый: короче 10 знаков.",
        "Пока слабый: это частое слово, набранное в другой раскладке.",
        "Пока слабый: это частый пароль или слово.",
    ]
    field.line.clear()
    type_text(field.line, "Зимин1985!!")
    assert "имя" in field.note.text.text()
    field.line.clear()
    type_text(field.line, "берёза у тихой реки")
    assert field.note.text.text() == "Хороший пароль."
    field.line.selectAll()
    press(field.line, Qt.Key.Key_Delete)
    assert field.note.text.text() == hint
    assert "берёза" not in field.typed()  # it goes into no draft


# The wait


def seconds_of(said: str) -> int:
    found = re.search(r"через (\d+) секунд", said)
    return int(found[1]) if found else 0


def test_the_wait_is_seen_counting_down_and_another_person_does_not_wait(qtbot: QtBot, desk: Desk) -> None:
    folder = desk.register.folder
    desk.register.close()
    window = UnlockWindow(folder)
    qtbot.addWidget(window)
    window.show()
    window.login.set_value("zimin")
    for _ in range(5):
        window.password.set_value("мимо")
        window.unlock()
    assert not window.open_button.isEnabled()
    first = seconds_of(window.said)
    assert 0 < first <= 30
    qtbot.waitUntil(lambda: 0 < seconds_of(window.said) < first)
    assert_fits(window, allowed=latin(folder))
    other = UnlockWindow(folder)  # started anew, it waits on
    qtbot.addWidget(other)
    other.login.set_value("zimin")
    other.login.edited.emit()
    assert not other.open_button.isEnabled()
    other.login.set_value("ряб")
    other.login.edited.emit()
    assert other.open_button.isEnabled()
    assert other.said == ""
    other.password.set_value("тихая вода у моста")
    other.unlock()
    assert other.register is not None
    other.register.close()
    desk.register = other.register


def test_a_wrong_layout_and_wrong_tries_are_told_kindly_after_signing_in(
    qtbot: QtBot, desk: Desk, heard: Heard
) -> None:
    folder = desk.register.folder
    desk.register.close()
    with pytest.raises(vault.WrongPassword):
        vault.unlock(folder, "zimin", "мимо")
    session = Session(folder)
    session.begin()
    window = session.unlocking
    assert window is not None
    window.login.set_value("zimin")
    window.password.set_value(other_layout(PASSWORD))
    window.unlock()
    assert session.window is not None
    (said,) = heard.informed
    assert "на этом компьютере: 1 неудачная попытка" in said
    assert "Пароль набран в другой раскладке; программа его узнала." in said
    session.window.desk.register.close()
    session.window.deleteLater()


# The sheet and the drill


def shown_words(dialog: SheetDialog, desk: Desk) -> dict[int, str]:
    words = desk.register.keys.words()
    return {number: words[number - 1] for number in dialog.numbers}


def test_a_sheet_is_kept_once_its_two_words_are_typed_back(window: MainWindow, desk: Desk, heard: Heard) -> None:
    page = settings(window, "Кл&ючи")
    assert_fits(window)
    page.keys.sheet_button.click()
    dialog = page.findChild(SheetDialog)
    assert isinstance(dialog, SheetDialog)
    QApplication.processEvents()
    assert_fits(dialog)
    assert_mnemonics(dialog)
    right = shown_words(dialog, desk)
    dialog.form[f"word_{dialog.numbers[0]}"].set_value("автор" if right[dialog.numbers[0]] != "автор" else "абзац")
    dialog.form[f"word_{dialog.numbers[1]}"].set_value(right[dialog.numbers[1]])
    dialog.done_button.click()
    assert dialog.form[f"word_{dialog.numbers[0]}"].is_wrong
    assert desk.ask(recovery.standing).made_on is None
    focus_on(dialog.form[f"word_{dialog.numbers[0]}"].control)
    dialog.form[f"word_{dialog.numbers[0]}"].set_value("")
    type_text(dialog.form[f"word_{dialog.numbers[0]}"].control, other_layout(right[dialog.numbers[0]]))
    press(dialog.form[f"word_{dialog.numbers[0]}"].control, Qt.Key.Key_Return, CTRL)
    assert not dialog.isVisible()
    assert desk.ask(recovery.standing).made_on == factories.DAY
    assert heard.informed == ["Лист сделан. Через год программа предложит проверить слова."]


def test_the_job_of_the_printer_is_named_by_nobody(
    window: MainWindow, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    jobs: list[str] = []
    monkeypatch.setattr(printing, "_can_choose", lambda: True)

    def chosen(_parent: object, printer: printing.QPrinter) -> bool:
        jobs.append(printer.docName())
        return False

    monkeypatch.setattr(printing, "_chosen", chosen)
    dialog = SheetDialog(window, desk)
    dialog.print_button.click()
    assert jobs == ["NarcDesk"]
    dialog.reject()


def test_today_reminds_the_head_and_nobody_else(
    window: MainWindow, desk: Desk, heard: Heard, qtbot: QtBot, clock: Clock
) -> None:
    window.pages.go(0)
    page = window.pages.page
    assert isinstance(page, TodayPage)
    QApplication.processEvents()
    (banner,) = page.due_sheet.findChildren(Banner)
    assert banner.text.text() == "Листа со словами восстановления нет: если пароль забудут, реестр не открыть."
    assert banner.button is not None
    assert_fits(window)
    banner.button.click()
    dialog = page.due_sheet.findChild(SheetDialog)
    assert isinstance(dialog, SheetDialog)
    for number, word in shown_words(dialog, desk).items():
        dialog.form[f"word_{number}"].set_value(word)
    dialog.done_button.click()
    page.refresh()
    assert page.due_sheet.isHidden()
    with factories.signed_in(desk.register, Role.NURSE, clock) as register:
        due = DueSheet(Desk(register), page)
        qtbot.addWidget(due)
        due.refresh()
        assert due.isHidden()


def test_the_drill_tells_a_wrong_word_and_then_that_the_sheet_is_good(
    qtbot: QtBot, window: MainWindow, desk: Desk, heard: Heard
) -> None:
    words = recovery.words(desk.register)
    settings(window, "Кл&ючи").keys.drill_button.click()
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, DrillDialog)
    typed = list(words)
    typed[0], typed[1] = words[1], words[0]
    dialog.words._fill(0, typed)
    dialog.button.click()
    if words[0] != words[1]:
        assert "№ 1 и № 2" in dialog.said
    QApplication.processEvents()
    assert_fits(dialog)
    assert_mnemonics(dialog)
    dialog.words._fill(0, words)
    dialog.button.click()
    assert not dialog.isVisible()
    assert desk.ask(recovery.standing).drilled_on == factories.DAY
    assert heard.informed == ["Слова верны: они открывают этот реестр. Опечатайте конверт снова."]


# A new key, and who is let in


def test_a_new_key_leads_on_to_a_new_sheet(qtbot: QtBot, window: MainWindow, desk: Desk, heard: Heard) -> None:
    page, key = settings(window, "Кл&ючи"), desk.register.keys.key_id
    heard.answer = "stay"
    page.keys.rekey_button.click()
    assert desk.register.keys.key_id == key
    heard.answer = "rekey"
    page.keys.rekey_button.click()
    qtbot.waitUntil(lambda: page.keys.findChild(SheetDialog) is not None)
    assert desk.register.keys.key_id != key
    assert heard.asked == ["Перешифровать реестр?"] * 2
    dialog = page.keys.findChild(SheetDialog)
    assert isinstance(dialog, QDialog)
    dialog.reject()
    assert [one.action for one in desk.ask(journal.listing, journal.Wanted())[:3]] == [
        "Показаны слова восстановления",
        "Реестр перешифрован",
        "Начато перешифрование реестра",
    ]


def test_who_leaves_may_be_followed_by_a_new_key(qtbot: QtBot, window: MainWindow, desk: Desk, heard: Heard) -> None:
    page, key = settings(window, "С&отрудники"), desk.register.keys.key_id
    page.people.go_to([person.login for person in page.people.rows.rows].index("ряб"))
    heard.answer = "rekey"
    page.dismiss()
    qtbot.waitUntil(lambda: page.findChild(SheetDialog) is not None)
    dialog = page.findChild(SheetDialog)
    assert isinstance(dialog, QDialog)
    dialog.reject()
    assert desk.register.keys.key_id != key
    assert vault.logins(desk.register.folder) == ["zimin"]


def test_the_head_gives_another_a_new_password(window: MainWindow, desk: Desk, heard: Heard) -> None:
    page = settings(window, "С&отрудники")
    logins = [person.login for person in page.people.rows.rows]
    page.people.go_to(logins.index("zimin"))
    assert not page._reset.isEnabled()
    page.people.go_to(logins.index("ряб"))
    assert page._reset.isEnabled()
    QApplication.processEvents()
    assert_fits(window)

    def type_it(dialog: QDialog) -> None:
        assert_fits(dialog)
        form = dialog.form  # type: ignore[attr-defined]
        for name in ("password", "again"):
            form[name].set_value(NEW)
        dialog.save()  # type: ignore[attr-defined]

    in_next_dialog(type_it)
    page.reset_password()
    folder = desk.register.folder
    desk.register.close()
    Register.open(folder, "ряб", NEW).close()
    desk.register = Register.open(folder, "zimin", PASSWORD, clock=Clock())

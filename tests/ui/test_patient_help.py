"""Plans, stays, patronage and what helps beside them, as they are written down from the card and from «Сегодня»."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from narcdesk import courses, families, groups, injecting, occupations, patronage, stays, tasks, treatments
from narcdesk.forms import papers
from narcdesk.patients import Patient
from narcdesk.tasks import What
from narcdesk.treatments import StepKind, StepMark
from tests import factories
from tests.papers import one_line, text_of
from tests.test_tasks_of_help import KINDS
from tests.ui.conftest import Heard
from tests.ui.fit import assert_fits, assert_mnemonics
from tests.ui.hands import press, type_text
from tests.ui.office import CTRL, active, card, choose, fill, form, front, happens, no_form, office_window, save
from ui.desk import Desk
from ui.form_dialog import FormDialog
from ui.groups_dialog import GroupsDialog
from ui.main_window import MainWindow
from ui.patient_courses import CoursesTab
from ui.patient_patronage import PatronageTab
from ui.pdf_view import PdfDialog
from ui.taking_up import PLACES
from ui.today_page import TodayPage


def again(dialog: FormDialog, **typed: str) -> None:
    """Type over what stands in fields, lists among them: Tab marks it all."""
    for name, text in typed.items():
        control = dialog.form[name].control
        control.setFocus(Qt.FocusReason.TabFocusReason)
        press(control, Qt.Key.Key_A, CTRL)
        type_text(control, text)
        press(control, Qt.Key.Key_Return)


def of_courses(window: MainWindow) -> CoursesTab:
    tab = card(window, "courses").made["courses"]
    assert isinstance(tab, CoursesTab)
    return tab


def of_patronage(window: MainWindow) -> PatronageTab:
    tab = card(window, "patronage").made["patronage"]
    assert isinstance(tab, PatronageTab)
    return tab


def test_a_plan_of_the_commission_with_its_visits_and_a_stage(window: MainWindow, desk: Desk, patient: Patient) -> None:
    tab = of_courses(window)
    assert not tab.schedule_button.isVisible()
    tab.plan()
    dialog = form()
    assert not dialog.form["protocol"].isVisible()
    choose(dialog, kind="амбулаторный этап")
    again(dialog, decider="врачебная")
    assert dialog.form["protocol"].isVisible()
    fill(dialog, need="вернулся из стационара")
    save(dialog)  # the commission's number and day are not there yet
    assert dialog.form["protocol"].is_wrong
    fill(dialog, protocol="14", protocol_on="12.03.2026")
    assert_fits(dialog)
    save(dialog)
    assert no_form()
    tab.schedule()
    dialog = form()
    fill(dialog, due_on="16.03.2026", every="7")
    again(dialog, times="3")
    save(dialog)
    assert no_form()
    steps = desk.ask(treatments.steps, patient.id)
    assert [f"{step.due_on:%d.%m}" for step in steps] == ["16.03", "23.03", "30.03"]
    tab.steps.table.setFocus()
    press(tab.steps.table, Qt.Key.Key_Return)
    dialog = form()
    fill(dialog, note="жалоб нет")
    save(dialog)
    assert no_form()
    tab.enter_stage()
    dialog = form()
    fill(dialog, stage="восстановительный")
    save(dialog)
    assert no_form()
    steps = desk.ask(treatments.steps, patient.id)
    assert [(step.kind, step.mark) for step in steps if step.mark] == [
        (StepKind.VISIT, StepMark.DONE),
        (StepKind.STAGE, StepMark.DONE),
    ]
    tab.plans.table.setFocus()
    assert [column.text(tab.plans.facts[0]) for column in tab.plans.table.rows.columns][-2:] == [
        "восстановительный",
        "Окончить",
    ]
    press(tab.plans.table, Qt.Key.Key_Return)
    dialog = form()
    choose(dialog, outcome="завершён")
    save(dialog)
    assert no_form()
    assert not tab.schedule_button.isVisible()
    assert_fits(window)


def test_the_number_of_a_protocol_that_was_typed_for_nothing_does_not_stay(
    window: MainWindow, desk: Desk, patient: Patient
) -> None:
    of_courses(window).plan()
    dialog = form()
    choose(dialog, kind="лечение")
    again(dialog, decider="врачебная")
    fill(dialog, need="F11", protocol="14", protocol_on="12.03.2026")
    again(dialog, decider="врач")
    save(dialog)
    assert no_form()
    [plan] = desk.ask(treatments.listing, patient.id)
    assert (plan.protocol, plan.protocol_on) == ("", None)


def test_a_stay_is_marked_in_the_order_in_which_it_goes(window: MainWindow, desk: Desk, patient: Patient) -> None:
    desk.do(window, courses.start, patient.id, {"kind": "social", "started_on": "02.03.2026", "place": "Исток"})
    tab = of_courses(window)
    said = []
    for more in ({"on": "02.03.2026"}, {"on": "04.03.2026", "act": "14", "act_on": "03.03.2026"}, {"on": "10.03.2026"}):
        tab.mark_stay()
        dialog = form()
        said.append(dialog.form["kind"].typed())
        assert dialog.form["act"].isVisible() is ("act" in more)
        again(dialog, **more)
        save(dialog)
        assert no_form()
    tab.mark_stay()
    assert form().form["kind"].typed() == "вернулся"
    assert said == ["прибыл", "подтверждено актом", "отсутствует"]
    save(form())
    assert no_form()
    [course] = desk.ask(courses.listing, patient.id)
    assert desk.ask(stays.of_patient, patient.id)[course.id].days == 9 + 1
    assert tab.courses.table.rows.columns[2].text(course) == "идёт, 10 дней"
    assert_fits(window)


def test_the_programme_is_looked_at_again(window: MainWindow, desk: Desk, patient: Patient) -> None:
    tab = of_patronage(window)
    tab.begin_patronage()
    dialog = form()
    fill(dialog, goals="работа", responsible="Рябинина В. П.", measures="центр занятости")
    assert_fits(dialog)
    save(dialog)
    assert no_form()
    tab.amend()
    dialog = form()
    fill(dialog, until="16.03.2027")
    save(dialog)
    assert no_form()
    tab.contact()
    dialog = form()
    choose(dialog, way="визит", sober="да")
    again(dialog, test="отрицательный")
    fill(dialog, work="склад", family="с матерью", risks="прежняя компания", help="психолог", next_on="+14")
    assert_fits(dialog)
    assert_mnemonics(dialog)
    save(dialog)
    assert no_form()
    [programme] = desk.ask(patronage.listing, patient.id)
    assert (f"{programme.until:%d.%m.%Y}", programme.measures) == ("16.03.2027", "центр занятости")
    assert tab.contacts.table.rows.columns[2].text(tab.contacts.facts[0]) == "трезв, тест отрицательный"
    assert_fits(window)


def test_work_family_groups_and_injecting_use_are_written_down(
    window: MainWindow, desk: Desk, patient: Patient
) -> None:
    tab = of_patronage(window).support
    assert not tab.talk_button.isVisible()  # nobody agreed to it yet
    tab.note_occupation()
    choose(form(), kind="работает")
    save(form())
    assert no_form()
    tab.give_help()
    choose(form(), kind="учёба")
    fill(form(), sent_to="колледж")
    save(form())
    assert no_form()
    tab.help.table.setFocus()
    press(tab.help.table, Qt.Key.Key_Return)
    choose(form(), result="принят")
    save(form())
    assert no_form()
    tab.enter_member()
    fill(form(), name="Воробьёва Анна", phone="8 900 000-00-11")
    choose(form(), tie="мать")
    save(form())
    assert no_form()
    tab.talk()
    assert form().form["member_id"].typed() == "Воробьёва Анна, мать"  # there is nobody else
    choose(form(), kind="тренинг")
    save(form())
    assert no_form()
    tab.withdraw_member()
    save(form())
    assert no_form()
    assert not tab.talk_button.isVisible()
    tab.note_injecting()
    choose(form(), state="инъекционно не")
    fill(form(), source="осмотр")
    save(form())
    assert no_form()
    assert [fact.kind.label for fact in desk.ask(occupations.listing, patient.id)] == ["работает"]
    assert [given.result for given in desk.ask(occupations.help_given, patient.id)] == ["enrolled"]
    assert [talk.kind.label for talk in desk.ask(families.talks, patient.id)] == ["тренинг"]
    assert [member.phone for member in desk.ask(families.listing, patient.id)] == [""]
    assert [fact.state.value for fact in desk.ask(injecting.listing, patient.id)] == ["no"]
    assert_fits(window)


def test_a_group_is_told_by_the_persons_word_and_the_directory_knows_nobody(
    window: MainWindow, desk: Desk, patient: Patient
) -> None:
    tab = of_patronage(window).support
    tab.open_directory()
    assert happens(lambda: isinstance(QApplication.activeModalWidget(), GroupsDialog))
    directory = QApplication.activeModalWidget()
    assert isinstance(directory, GroupsDialog)
    active(directory)
    directory.enter()
    choose(form(), kind="группа взаимопомощи")
    fill(form(), name="Группа «Рассвет»", days="вт, 19:00")
    save(form())
    assert happens(lambda: QApplication.activeModalWidget() is directory)
    assert_fits(directory)
    assert_mnemonics(directory)
    directory.groups.table.setFocus()
    directory.groups.table.go_to(0)
    press(directory.groups.table, Qt.Key.Key_Return)
    fill(form(), place="дом культуры")
    save(form())
    assert happens(lambda: QApplication.activeModalWidget() is directory)
    press(directory.print_button, Qt.Key.Key_Space)
    assert happens(lambda: isinstance(QApplication.activeModalWidget(), PdfDialog))
    paper = QApplication.activeModalWidget()
    assert isinstance(paper, PdfDialog)
    paper.reject()
    directory.accept()
    assert no_form()
    tab.note_visit()
    dialog = form()
    choose(dialog, group="Группа")
    assert dialog.form["said"].typed() == "Группа «Рассвет»"
    save(dialog)
    assert no_form()
    assert [told.said for told in desk.ask(groups.listing, patient.id)] == ["Группа «Рассвет»"]
    [group] = desk.ask(groups.directory)
    assert (group.place, group.days) == ("дом культуры", "вт, 19:00")


def test_the_papers_of_a_plan_and_of_patronage_say_what_the_card_says(
    window: MainWindow, desk: Desk, patient: Patient
) -> None:
    register, who = desk.register, patient.id
    decided = {"decided_on": "02.03.2026", "need": "окончен стационар", "conditions": "outpatient"}
    by = {"decider": "commission", "protocol": "14", "protocol_on": "02.03.2026"}
    plan = treatments.plan(register, who, {"kind": "outpatient", "until": "30.04.2026", **decided, **by})
    (step,) = treatments.schedule(register, plan.id, {"kind": "visit", "due_on": "10.03.2026"})
    treatments.mark(register, step.id, factories.DAY, StepMark.DONE, "жалоб нет")
    typed = {"opened_on": "02.03.2026", "goals": "трезвость\nработа", "responsible": "Рябинина В. П."}
    programme = patronage.begin(register, who, typed)
    contact = {"on": "10.03.2026", "way": "visit", "sober": "да", "test": "clean", "risks": "прежняя компания"}
    patronage.contact(register, programme.id, contact)
    window.pages.page.refresh()
    wanted = {
        of_courses(window).print_plan: ("протокол № 14 от 02.03.2026", "окончен стационар", "до 30.04.2026"),
        of_courses(window).print_steps: ("10.03.2026 Явка", "выполнено 16.03.2026", "жалоб нет"),
        of_patronage(window).print_programme: ("Рябинина В. П.", "1 трезвость", "2 работа"),
        of_patronage(window).print_sheet: ("трезв, тест отрицательный", "прежняя компания", "визит"),
    }
    for show, said in wanted.items():
        show()
        assert happens(lambda: isinstance(QApplication.activeModalWidget(), PdfDialog))
        paper = QApplication.activeModalWidget()
        assert isinstance(paper, PdfDialog)
        text = one_line(text_of(desk.ask(papers.pdf, list(paper._papers))))
        for words in (patient.full_name, *said):
            assert words in text
        paper.reject()
        assert no_form()


@pytest.mark.parametrize("what", KINDS)
def test_what_is_due_is_done_from_the_first_screen(
    qtbot: QtBot, desk: Desk, patient: Patient, heard: Heard, what: What
) -> None:
    KINDS[what][0](desk.register, patient.id)
    window = office_window(qtbot, desk)
    page = front(window, TodayPage)
    [task] = desk.ask(tasks.today)
    assert task.what is what
    assert_fits(window)
    press(page.table, Qt.Key.Key_Return)
    dialog = form()
    shown = card(window)
    assert list(shown._tabs)[shown.tabs.currentIndex()] == PLACES[what].tab
    assert_fits(dialog)
    dialog.reject()

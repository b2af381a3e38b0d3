"""The journal of certificates: every line that was written down, corrections as new lines that name the wrong ones."""

from datetime import date

import pytest
from pytestqt.qtbot import QtBot

from narcdesk import certificate_journal, certificates, courses, provider_acts, providers
from narcdesk.courses import Outcome
from narcdesk.dates import Period
from narcdesk.forms import papers, sheets
from narcdesk.register import Register
from tests import factories
from tests.factories import DAY, Clock
from tests.papers import one_line, text_of
from ui.application_page import ApplicationPage
from ui.certificates_page import CertificatesPage
from ui.desk import Desk

YEAR = Period.parse("2026")


@pytest.fixture
def kept(training_register: Register, clock: Clock) -> Register:
    """Three certificates: one used, paid and told of by an act; one lost by mistake; one lost and given again."""
    register = training_register
    providers.take_list(register, title="список", as_of=DAY, new=[{"name": "АНО «Исток»"}], changed={}, gone=[])
    used, mistaken, lost = (
        factories.certified(register, factories.asked(register).id, number=f"УЧ-{number}") for number in (1, 2, 3)
    )
    certificates.choose_provider(register, used.id, 1)
    course = courses.start(register, used.patient_id, {"kind": "social", "started_on": DAY}, certificate_id=used.id)
    certificates.lost(register, mistaken.id, DAY, "украден")
    certificates.corrected(register, mistaken.id, "нашёлся")
    certificates.lost(register, lost.id, DAY)
    typed = {"number": "УЧ-4", "issued_on": DAY, "days": "180"}
    certificates.record(register, lost.application_id, typed)
    clock.go(date(2026, 3, 20))
    courses.finish(register, course.id, date(2026, 3, 20), Outcome.FINISHED)
    act = {"number": "3", "on": "20.03.2026", "since": DAY, "until": "20.03.2026", "price": "1000", "amount": "5000"}
    provider_acts.record(register, used.id, act)
    clock.go(date(2027, 1, 11))
    certificates.settled(register, used.id, date(2027, 1, 11), "реш. 8")
    return register


def test_every_line_stands_under_its_number_and_corrections_refer(kept: Register) -> None:
    lines = certificate_journal.journal(kept, YEAR)
    assert [(line.id, line.certificate.number, line.said.replace("\u00a0", " ")) for line in lines] == [
        (1, "УЧ-1", "Выдан; решение реш. 3 от 16.03.2026"),
        (2, "УЧ-2", "Выдан; решение реш. 3 от 16.03.2026"),
        (3, "УЧ-3", "Выдан; решение реш. 3 от 16.03.2026"),
        (4, "УЧ-1", "Принят организацией; АНО «Исток»"),
        (5, "УЧ-2", "Утрачен; украден"),
        (6, "УЧ-2", "Запись исправлена; исправлена строка № 5; Утрачен: нашёлся"),
        (7, "УЧ-3", "Утрачен"),
        (8, "УЧ-4", "Выдан; решение реш. 3 от 16.03.2026; вместо № УЧ-3"),
        (9, "УЧ-1", "Курс окончен; по актам 5 дней, 5 000,00 ₽; завершён"),
    ]
    assert lines[0].sheet == "УЧ-1, выдан 16.03.2026, обратиться до 15.05.2026, 180 дней"
    assert (lines[0].birth, lines[0].document) == ("12.03.1988", "паспорт гражданина РФ 1808 123456")
    assert {line.by for line in lines} == {"Зимин А. Н."}
    (paid,) = certificate_journal.journal(kept, Period.parse("2027"))
    assert (paid.id, paid.said.replace("\u00a0", " ")) == (10, "Оплачен (погашен); по актам 5 дней, 5 000,00 ₽; реш. 8")


def test_the_paper_has_every_line_and_a_place_for_the_hand(kept: Register) -> None:
    text = one_line(text_of(papers.pdf(kept, [sheets.prepare(kept, "zhurnal_sertifikatov", YEAR)])))
    assert "Записано: 9 строк." in text
    assert "исправлена строка № 5" in text
    assert "по актам 5 дней, 5 000,00 руб." in text
    assert text.count("Воробьёв Илья Петрович") == 9


def test_the_page_turns_years_and_leads_to_the_application(qtbot: QtBot, kept: Register) -> None:
    page = CertificatesPage(Desk(kept))
    qtbot.addWidget(page)
    page.refresh()
    assert [line.id for line in page.table.rows.rows] == [10]
    page.turn(-1)
    assert len(page.table.rows.rows) == 9
    opened: list[object] = []
    page.opens.connect(opened.append)
    page.open_application(page.table.rows.rows[3])
    (application,) = opened
    assert isinstance(application, ApplicationPage)

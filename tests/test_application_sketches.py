"""What stands on the screen before it is saved; the list; what each application waits for."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from pypdf import PdfReader

from narcdesk import applications, certificates, tasks
from narcdesk.applications import NotAllowed, Sketch, Status
from narcdesk.applications.checklist import SECTION_CONSENT, SECTION_PAPERS, SECTION_RIGHT, Mark
from narcdesk.errors import Invalid, NotFound
from narcdesk.forms import papers
from narcdesk.register import Register
from tests import factories

TODAY = factories.DAY


@pytest.fixture
def clock() -> factories.Clock:
    return factories.Clock()


@pytest.fixture
def register(tmp_path: Path, clock: factories.Clock) -> Iterator[Register]:
    opened = factories.register(tmp_path / "реестр района", clock, region_code="00")
    yield opened
    opened.close()


def typed(register: Register, begun: Sketch, *at_hand: str, **values: str) -> Sketch:
    sheets = {code: (2, date(2026, 3, 10)) for code in at_hand}
    return applications.sketch(register, begun, values, instrument="", provider_id=None, papers=sheets)


def text_of(pdf: bytes, tmp_path: Path) -> str:
    path = tmp_path / "комплект.pdf"
    path.write_bytes(pdf)
    with PdfReader(path) as reader:
        return "\n".join(page.extract_text() for page in reader.pages)


def test_a_new_application_begins_with_the_ground_of_the_card(register: Register) -> None:
    patient = factories.patient(register, legal_ground="released")
    begun = applications.blank(register, patient.id)
    assert begun.application.circumstance == "released"
    assert begun.application.instrument == "certificate"
    assert begun.application.status is Status.DRAFT
    assert applications.listing(register) == []
    with pytest.raises(NotFound):
        applications.blank(register, patient.id + 1)


def test_the_checklist_and_the_papers_say_what_is_on_the_screen(register: Register, tmp_path: Path) -> None:
    patient = factories.patient(register)
    factories.diagnosis(register, patient.id)
    begun = applications.blank(register, patient.id)
    before = {line.code: line for line in applications.check_sketch(register, begun)}
    assert before["П2"].mark is Mark.MISSING
    shown = typed(register, begun, "П2", days="120", earlier="сертификат УЧ-00007")
    after = {line.code: line for line in applications.check_sketch(register, shown)}
    assert after["П2"].mark is Mark.THERE
    assert after["П2"].said == "от 10.03.2026, листов: 2"
    assert after["days"].said == "просим дней: 120"
    drawn = text_of(papers.preview(register, shown), tmp_path)
    assert "120 дней" in drawn
    assert "Выписка из медицинской карты" in drawn
    assert "ПРОЕКТ" in drawn
    assert applications.listing(register) == []


def test_what_cannot_be_read_yet_stays_as_it_was(register: Register) -> None:
    patient = factories.patient(register)
    begun = typed(register, applications.blank(register, patient.id), days="120")
    shown = typed(register, begun, days="12о", circumstance="доброво")
    assert shown.application.days == 120
    assert shown.application.circumstance == "voluntary"


def test_a_kept_application_is_sketched_over_without_being_changed(register: Register) -> None:
    patient = factories.patient(register)
    kept = factories.application(register, patient.id, days="90")
    shown = typed(register, applications.saved(register, kept.id), "П1", days="60")
    assert (shown.application.id, shown.application.days) == (kept.id, 60)
    assert applications.one(register, kept.id).days == 90
    assert applications.papers(register, kept.id) == {}


def test_papers_at_hand_are_kept_with_a_new_application(register: Register) -> None:
    patient = factories.patient(register)
    kept = applications.start(
        register, patient.id, {"days": "90", "circumstance": "voluntary"}, papers={"П1": (3, None)}
    )
    assert {code: paper.sheets for code, paper in applications.papers(register, kept.id).items()} == {"П1": 3}


def test_every_line_of_the_checklist_stands_in_a_section(register: Register) -> None:
    patient = factories.patient(register)
    lines = applications.check_sketch(register, applications.blank(register, patient.id))
    sections = list(dict.fromkeys(line.section for line in lines))
    assert sections == [SECTION_CONSENT, SECTION_PAPERS, SECTION_RIGHT]
    assert [line.code for line in lines if line.blocks] == ["personal_data", "secrecy"]


def test_the_list_is_searched_and_sorted(register: Register) -> None:
    people = [
        ("Воробьёв", "112-233-445 95", "60"),
        ("Ёлкин", "", "180"),
        ("Воронов", "", "90"),
    ]
    for surname, snils, days in people:
        patient = factories.patient(register, surname=surname, snils=snils, policy_number="", document_number="")
        factories.application(register, patient.id, days=days)

    def found(**asked: object) -> list[str]:
        return [row.patient.split()[0] for row in applications.listing(register, **asked)]  # type: ignore[arg-type]

    assert found() == ["Воронов", "Ёлкин", "Воробьёв"]
    assert found(text="воро") == ["Воронов", "Воробьёв"]
    assert found(text="djhj,") == ["Воробьёв"]  # the same keys in the other layout
    assert found(text="елк") == ["Ёлкин"]
    assert found(order="days") == ["Воробьёв", "Воронов", "Ёлкин"]
    assert found(order="patient", descending=True) == ["Ёлкин", "Воронов", "Воробьёв"]
    assert found(size=1, page=1) == ["Ёлкин"]
    assert applications.counts(register) == {Status.DRAFT: 3}


def test_what_is_awaited_follows_the_way(register: Register, clock: factories.Clock) -> None:
    patient = factories.patient(register)
    factories.diagnosis(register, patient.id)
    kept = factories.application(register, patient.id)

    def said() -> tuple[str, str, date | None]:
        waits = certificates.awaited(register, [kept.id])[kept.id]
        return waits.title, waits.said, waits.due

    assert said() == ("Подать", "черновик, заявка не подана", None)
    with pytest.raises(NotAllowed):
        applications.submit(register, kept.id)
    factories.both_consents(register, patient.id)
    applications.submit(register, kept.id)
    assert said() == ("Отправить", "заявка подготовлена, не отправлена", TODAY)
    applications.send(register, kept.id, TODAY, "исх. 14")
    assert said()[1:] == ("ждём с 16.03.2026; срок решения пойдёт с регистрации органом", None)
    before = dict(applications.terms(register, applications.one(register, kept.id)))
    assert before["Решение органа"] == "10 рабочих дней со дня регистрации заявления"
    applications.registered(register, kept.id, TODAY, "вх. 8")
    after = dict(applications.terms(register, applications.one(register, kept.id)))
    assert after["Решение органа"] == "до 30.03.2026: 10 рабочих дней со дня регистрации заявления"
    assert after["Доработка"] == "5 рабочих дней со дня возврата на доработку"
    assert said() == ("Ответ органа", "решение должно быть до 30.03.2026", date(2026, 3, 30))
    waits = certificates.awaited(register, [kept.id])[kept.id]
    assert waits.brief(date(2026, 3, 30)) == "решение органа до 30.03.2026"
    assert waits.brief(date(2026, 3, 31)) == "просрочено 30.03: решение органа"
    assert [task.said for task in tasks.today(register)] == ["решение должно быть до 30.03.2026"]
    applications.returned(register, kept.id, TODAY, "нет выписки")
    assert said() == ("Доработать", "орган вернул: нет выписки; доработать до 23.03.2026", date(2026, 3, 23))
    applications.send(register, kept.id, TODAY, "исх. 15")
    applications.granted(register, kept.id, TODAY, "№ 3")
    assert said() == ("Сертификат", "решено выдать 16.03.2026, документ не записан", date(2026, 3, 19))
    certificates.record(
        register, kept.id, {"number": "УЧ-00001", "issued_on": TODAY, "days": "180", "valid_until": "15.05.2026"}
    )
    assert said() == ("Сертификат", "обратиться в организацию до 15.05.2026", date(2026, 5, 15))
    clock.go(date(2026, 5, 18))
    certificates.expire(register, certificates.listing(register, patient.id)[0].id)
    assert certificates.awaited(register, [kept.id]) == {}


def test_an_unset_term_of_the_region_is_said_to_be_unset(tmp_path: Path) -> None:
    register = factories.register(tmp_path / "область", region_code="34")
    patient = factories.patient(register)
    factories.both_consents(register, patient.id)
    kept = factories.application(register, patient.id)
    applications.submit(register, kept.id)
    applications.send(register, kept.id, TODAY, "исх. 14")
    waits = certificates.awaited(register, [kept.id])[kept.id]
    assert (waits.said, waits.due) == ("ждём с 16.03.2026; срок решения в профиле не задан", None)
    assert waits.brief(TODAY) == "решение органа, срок не задан"
    terms = applications.terms(register, applications.one(register, kept.id))
    assert {said for _, said in terms} == {"срок не задан в профиле"}
    register.close()


def test_sheets_and_days_that_cannot_be_read_lead_to_their_paper(register: Register) -> None:
    patient = factories.patient(register)
    kept = factories.application(register, patient.id)
    papers_typed = {"П1": ("два", "10.03.2026"), "П2": ("3", "31.02.2026"), "П3": (" 4 ", "")}
    with pytest.raises(Invalid) as caught:
        applications.amend(register, kept.id, {}, papers=papers_typed)
    assert [problem.field for problem in caught.value.problems] == ["П1", "П2"]
    assert applications.papers(register, kept.id) == {}
    del papers_typed["П1"], papers_typed["П2"]
    applications.amend(register, kept.id, {}, papers=papers_typed)
    applications.amend(register, kept.id, {}, papers={"П3": ("5", date(2026, 3, 2)), "П8": ("1", None)})
    found = applications.papers(register, kept.id)
    assert {code: (paper.sheets, paper.dated) for code, paper in found.items()} == {
        "П3": (5, date(2026, 3, 2)),
        "П8": (1, None),
    }

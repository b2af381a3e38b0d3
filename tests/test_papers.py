"""Papers of an application: what they say is what is allowed on the day on which they are printed."""

from datetime import date
from typing import Any

import pytest

from narcdesk import administration, applications, consents, documents, forms, journal, patients
from narcdesk.applications import Application, NotAllowed
from narcdesk.consents import ConsentKind
from narcdesk.errors import NotFound, UserError
from narcdesk.forms import gathering, papers
from narcdesk.journal import Wanted
from narcdesk.patients import Patient
from narcdesk.register import Register
from tests import factories
from tests.factories import DAY, Clock
from tests.papers import SHEETS, TEMPLATES, of_application, text_of, whole_set

FIVE = ["zayavka", "zayavlenie", "consent_personal_data", "consent_secrecy", "attachments"]  # in this order, at least
CHILD = {"document_kind": "birth", "document_series": "", "document_number": "II-АН 123456", "snils": ""}


def submitted(register: Register, **card: str) -> tuple[Patient, Application]:
    patient = factories.patient(register, **card)
    factories.diagnosis(register, patient.id)
    factories.both_consents(register, patient.id)
    application = factories.application(register, patient.id)
    return patient, applications.submit(register, application.id)


def said(register: Register, application: Application) -> dict[str, Any]:
    case = applications.saved(register, application.id)
    with register.read() as session:
        return gathering.of_application(register, session, case.application, case.papers)


def test_gathered_contents_are_what_the_forms_may_name(register: Register) -> None:
    patient, application = submitted(register)
    assert forms.mismatches("application", said(register, application)) == []
    (sheet, *_) = consents.listing(register, patient.id)
    with register.read() as session:
        assert forms.mismatches("consent", gathering.of_consent(register, session, sheet)) == []


def test_a_set_lies_in_order_and_comes_again_to_the_same_bytes(register: Register) -> None:
    _, application = submitted(register)
    made = papers.prepare(register, application.id)
    assert [paper.form for paper in made] == whole_set(DAY)
    assert [form for form in whole_set(DAY) if form in FIVE] == FIVE
    again = papers.prepare(register, application.id)
    assert [paper.id for paper in again] == [paper.id for paper in made]
    assert papers.pdf(register, again) == papers.pdf(register, made)


class Stopped(Exception):
    """The person pressed Cancel."""


def test_many_sets_are_one_job_that_can_be_stopped(register: Register) -> None:
    listed = [submitted(register, document_number=f"10000{number}")[1] for number in range(3)]
    made = [paper for application in listed for paper in papers.prepare(register, application.id)]
    steps: list[tuple[int, int]] = []

    def stop_at_the_second(done: int, of: int) -> None:
        steps.append((done, of))
        if done == 1:
            raise Stopped

    with pytest.raises(Stopped):
        papers.pdf(register, made, stop_at_the_second)
    assert steps == [(0, len(made)), (1, len(made))]
    steps.clear()
    pdf = papers.pdf(register, made, lambda done, of: steps.append((done, of)))
    assert steps == [(done, len(made)) for done in range(len(made) + 1)]
    alone = [page for paper in made for page in text_of(papers.pdf(register, [paper]))]
    assert text_of(pdf) == alone  # each with its own page numbers


def test_a_sheet_printed_alone_is_the_one_in_the_set(register: Register) -> None:
    patient, application = submitted(register)
    alone = [papers.prepare_consent(register, sheet.id) for sheet in consents.listing(register, patient.id)]
    before = {paper.id: papers.pdf(register, [paper]) for paper in alone}
    made = papers.prepare(register, application.id)
    in_set = [paper for paper in made if paper.consent_id is not None]
    assert {paper.id for paper in in_set} == set(before)
    assert [papers.pdf(register, [paper]) for paper in in_set] == [before[paper.id] for paper in in_set]
    # The other way round, and for a second application of the same person.
    assert papers.prepare_consent(register, in_set[0].consent_id or 0).id == in_set[0].id
    applications.withdrawn(register, application.id, DAY, "передумал")
    second = applications.submit(register, factories.application(register, patient.id).id)
    shared = {paper.id for paper in papers.prepare(register, second.id)} & {paper.id for paper in made}
    assert shared == set(before)
    # Two sheets, and the papers of its own for each of the two applications.
    assert len(documents.listing(register, patient.id)) == len(SHEETS) + 2 * len(of_application(DAY))
    for one in (application, second):
        assert {paper.id for paper in documents.of_application(register, one.id)} >= shared


def test_another_sheet_takes_the_place_of_the_one_before(register: Register, clock: Clock) -> None:
    patient, application = submitted(register)
    old = {paper.form: paper.id for paper in papers.prepare(register, application.id)}
    clock.go(date(2026, 3, 20))
    (secrecy,) = (one for one in consents.listing(register, patient.id) if one.kind is ConsentKind.SECRECY)
    consents.withdraw(register, secrecy.id, date(2026, 3, 20), "письменно")
    given = {"recipient": secrecy.recipient, "purpose": "выдача сертификата", "given_on": "20.03.2026"}
    consents.give(register, patient.id, {**given, "kind": "secrecy"}, scope=["visit"])
    now = papers.prepare(register, application.id)
    kept = documents.of_application(register, application.id)
    assert [paper.id for paper in kept] == [paper.id for paper in now]
    assert [paper.form for paper in kept].count("consent_secrecy") == 1
    (sheet,) = (paper.id for paper in kept if paper.form == "consent_secrecy")
    assert sheet != old["consent_secrecy"]
    before = register.head.seq
    assert sheet in {paper.id for paper in papers.prepare(register, application.id)}
    with register.read() as session:
        assert session.query(documents.SetPaper).count() == 2 * len(old)  # laid twice, not a third time
    applications.withdrawn(register, application.id, date(2026, 3, 20), "передумал")
    assert [paper.id for paper in papers.prepare(register, application.id)] == [paper.id for paper in kept]
    assert register.head.seq > before


def test_a_changed_sheet_is_another_paper(register: Register) -> None:
    patient, application = submitted(register)
    (sheet, *_) = consents.listing(register, patient.id)
    first = papers.prepare_consent(register, sheet.id)
    patients.amend(register, patient.id, {"registration_address": "400001, г. Заречный, ул. Новая, д. 3"})
    second = papers.prepare_consent(register, sheet.id)
    assert second.id != first.id
    assert second.id in {paper.id for paper in papers.prepare(register, application.id)}


def test_what_leaves_for_paper_and_for_a_file_are_two_acts(register: Register) -> None:
    patient, _ = submitted(register)
    (sheet, *_) = consents.listing(register, patient.id)
    paper = papers.prepare_consent(register, sheet.id)
    documents.printed(register, paper.id)
    documents.saved(register, paper.id)
    newest, older, *_rest = journal.listing(register, Wanted())
    assert (older.action, newest.action) == ("Напечатан документ", "Документ записан в файл")
    assert newest.subject == older.subject == f"карта № {patient.card_number}, документ"
    with pytest.raises(NotFound):
        documents.saved(register, 404)


def test_a_reprint_says_only_what_is_allowed_on_its_own_day(register: Register, clock: Clock) -> None:
    patient, application = submitted(register)
    assert said(register, application)["application"]["diagnosis"] == "F11.242Н"
    clock.go(date(2026, 3, 20))
    for sheet in consents.listing(register, patient.id):
        consents.withdraw(register, sheet.id, date(2026, 3, 18), "устно")
    with pytest.raises(NotAllowed):
        papers.prepare(register, application.id)
    to = register.profile_on(DAY).authority.name
    given = {"recipient": to, "purpose": "выдача сертификата", "given_on": "20.03.2026"}
    consents.give(register, patient.id, {**given, "kind": "personal_data"})
    narrow = consents.give(register, patient.id, {**given, "kind": "secrecy"}, scope=["visit"])
    contents = said(register, application)
    assert contents["application"]["diagnosis"] == ""
    assert contents["application"]["date"] == "16.03.2026"  # the application's own date stays
    assert contents["consents"]["secrecy"] == {"number": narrow.number, "date": "20.03.2026"}
    sheets = {paper.form: paper.contents for paper in papers.prepare(register, application.id)}
    assert sheets["consent_secrecy"]["consent"]["number"] == narrow.number


def test_what_was_printed_before_the_end_is_drawn_again_after_it(register: Register, clock: Clock) -> None:
    patient, application = submitted(register)
    made = papers.prepare(register, application.id)
    applications.withdrawn(register, application.id, DAY, "передумал")
    clock.go(date(2026, 4, 1))
    for sheet in consents.listing(register, patient.id):
        consents.withdraw(register, sheet.id, date(2026, 4, 1), "письменно")
    assert [paper.id for paper in papers.prepare(register, application.id)] == [paper.id for paper in made]


@pytest.mark.parametrize("passports", [0, 3])
def test_the_list_counts_the_pages_that_are_drawn(register: Register, passports: int) -> None:
    _, application = submitted(register, surname="Константинопольская-Преображенская")
    if passports:
        applications.amend(register, application.id, {}, papers={"П1": (passports, None)})
    made = {paper.form: paper for paper in papers.prepare(register, application.id)}
    listed = made["attachments"].contents["attachments"]
    drawn = {
        TEMPLATES[form].title: str(len(text_of(papers.pdf(register, [paper]))))
        for form, paper in made.items()
        if TEMPLATES[form].enclosed
    }
    assert {TEMPLATES[form].title for form in ("zayavlenie", *SHEETS)} <= set(drawn)
    assert {row["title"]: row["sheets"] for row in listed if row["title"] in drawn} == drawn
    assert listed[0]["title"] == "Заявление гражданина"
    if passports:
        assert (listed[1]["title"], listed[1]["kind"]) == ("Паспорт с отметкой о регистрации", "копия")
    total = str(sum(map(int, drawn.values())) + passports)
    assert made["zayavka"].contents["totals"] == {"documents": str(len(listed)), "sheets": total}


def test_an_old_application_is_printed_on_the_forms_of_today(register: Register, clock: Clock) -> None:
    clock.go(date(2024, 5, 13))
    patient = factories.patient(register, came_on="01.05.2024")
    factories.both_consents(register, patient.id)
    application = applications.submit(register, factories.application(register, patient.id).id)
    made = papers.prepare(register, application.id)
    # What had no form then is neither drawn nor promised by the list.
    then = whole_set(date(2024, 5, 13))
    assert [paper.form for paper in made] == then
    assert {"zayavlenie", "consent_personal_data"}.isdisjoint(then)
    listed = {row["title"] for row in made[-1].contents["attachments"]}
    assert listed == {TEMPLATES[form].title for form in then if TEMPLATES[form].enclosed}
    (personal,) = (
        sheet for sheet in consents.listing(register, application.patient_id) if sheet.kind is ConsentKind.PERSONAL_DATA
    )
    with pytest.raises(UserError, match="Бланка"):
        papers.prepare_consent(register, personal.id)
    clock.go(DAY)
    again = papers.prepare(register, application.id)
    assert [paper.form for paper in again] == whole_set(DAY)
    assert len(again[-1].contents["attachments"]) == sum(TEMPLATES[form].enclosed for form in whole_set(DAY))


def test_who_has_no_document_is_told_before_printing(register: Register) -> None:
    nobody = dict.fromkeys(
        ("document_series", "document_number", "document_issued_on", "document_issued_by", "document_department"), ""
    )
    patient = factories.patient(register, document_kind="none", birth="02.1989", **nobody)
    factories.both_consents(register, patient.id)
    application = factories.application(register, patient.id)
    applications.amend(register, application.id, {}, papers={"П1": (2, None)})
    told = " | ".join(papers.doubts(register, application.id))
    for about in ("Дата рождения", "Документ, удостоверяющий личность", "Копия паспорта"):
        assert about in told
    assert "номер" not in told
    assert not set(papers.doubts(register, application.id)) & set(papers.blanks(register, application.id))
    contents = said(register, applications.submit(register, application.id))
    assert contents["patient"]["birth_date"] == "февраль 1989 г. (день неизвестен)"
    assert contents["attachments"] == []


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("12.02.1988", "12.02.1988"),
        ("02.1989", "февраль 1989 г. (день неизвестен)"),
        ("1989", "1989 г. (день и месяц неизвестны)"),
    ],
)
def test_a_birth_date_is_printed_as_far_as_it_is_known(register: Register, typed: str, printed: str) -> None:
    _, application = submitted(register, birth=typed)
    assert said(register, application)["patient"]["birth_date"] == printed


def test_names_of_organisations_begin_a_line_with_a_capital(register: Register) -> None:
    patient, application = submitted(register)
    contents = said(register, application)
    assert contents["authority"]["name"] == "Комитет социальной защиты населения Волгоградской области"
    assert contents["authority"]["name_dative"].startswith("Комитету")
    (sheet, *_) = consents.listing(register, patient.id)
    assert papers.prepare_consent(register, sheet.id).contents["consent"]["recipient"].startswith("Комитет")


def test_a_draft_that_was_withdrawn_has_no_clean_copy(register: Register) -> None:
    patient = factories.patient(register)
    application = factories.application(register, patient.id)
    applications.withdrawn(register, application.id, DAY, "передумал")
    with pytest.raises(UserError, match="после подачи"):
        papers.prepare(register, application.id)
    assert documents.listing(register, patient.id) == []


def test_parents_speak_for_minors_only(register: Register) -> None:
    mother = {"kinship": "mother", "surname": "Воробьёва", "given": "Мария"}
    grown = factories.patient(register, birth="01.02.2005", document_issued_on="", snils="")
    child = factories.patient(register, birth="01.02.2010", **CHILD)
    for patient in (grown, child):
        patients.appoint(register, patient.id, mother)
    with register.read() as session:
        assert patients.speaks_for(session, grown, DAY) is None
        speaking = patients.speaks_for(session, child, DAY)
    assert speaking is not None
    assert speaking.surname == "Воробьёва"


@pytest.mark.parametrize(
    ("typed", "printed"),
    [("наркологический кабинет", "Наркологический кабинет"), ("наркокабинет", "Наркокабинет")],
)
def test_the_cabinet_is_printed_as_it_is_called(register: Register, typed: str, printed: str) -> None:
    administration.amend_office(register, {"cabinet": typed})
    _, application = submitted(register)
    assert said(register, application)["office"]["cabinet"] == printed


def test_a_consent_has_its_sheet(register: Register) -> None:
    patient = factories.patient(register)
    (personal, secrecy) = factories.both_consents(register, patient.id)
    assert papers.prepare_consent(register, personal.id).form == "consent_personal_data"
    assert papers.prepare_consent(register, secrecy.id).form == "consent_secrecy"
    care = consents.give(register, patient.id, {"kind": "care", "given_on": DAY})
    assert papers.prepare_consent(register, care.id).form == "consent_care"
    assert all(papers.has_sheet(kind, DAY) for kind in ConsentKind)
    # 156-ФЗ made the consent to personal data a sheet of its own on 01.09.2025.
    assert papers.has_sheet(ConsentKind.PERSONAL_DATA, date(2025, 9, 1))
    assert not papers.has_sheet(ConsentKind.PERSONAL_DATA, date(2025, 8, 31))


def test_before_a_copy_is_printed_a_withdrawn_consent_is_told_of(register: Register) -> None:
    patient, application = submitted(register)
    made = papers.prepare(register, application.id)
    applications.send(register, application.id, DAY, "исх. 14")
    assert papers.cautions(register, made) == []
    assert papers.doubts(register, application.id) == []
    secrecy, _personal = consents.listing(register, patient.id)
    consents.withdraw(register, secrecy.id, DAY, "заявление")
    told = "Согласие на передачу врачебной тайны (отозвано 16.03.2026: передавать бумаги по нему нельзя)"
    assert papers.cautions(register, made) == [told]
    assert papers.doubts(register, application.id) == [told]
    sheets = {paper.consent_id: paper for paper in made if paper.consent_id}
    assert papers.cautions(register, [sheets[secrecy.id]]) == [told]
    applications.granted(register, application.id, DAY, "реш. 3")
    # The copies stay the office's own: nothing new is made, and the line is said.
    assert [paper.id for paper in papers.prepare(register, application.id)] == [paper.id for paper in made]
    assert papers.cautions(register, made) == [told]


def test_the_address_of_mail_of_the_card_stands_on_the_statement(register: Register) -> None:
    patient, application = submitted(register, email="vorobey@example.invalid")
    made = {paper.form: paper for paper in papers.prepare(register, application.id)}
    assert "vorobey@example.invalid" in " ".join(text_of(papers.pdf(register, [made["zayavlenie"]])))
    patients.amend(register, patient.id, {"email": ""})
    made = {paper.form: paper for paper in papers.prepare(register, application.id)}
    assert "Электронная почта" not in " ".join(text_of(papers.pdf(register, [made["zayavlenie"]])))

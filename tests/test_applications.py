"""An application's way: every move and every refused one, what the law blocks, numbers, dates, limits."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest

from narcdesk import applications, providers
from narcdesk.applications import Application, NotAllowed, Reply, ServiceForm, Status
from narcdesk.errors import Invalid, NotFound, UserError
from narcdesk.register import Register
from tests import factories
from tests.factories import Clock, asked

TODAY = date(2026, 3, 16)


def refused(told: pytest.ExceptionInfo[Invalid]) -> dict[str, str]:
    return {problem.field: problem.message for problem in told.value.problems}


# The machine of states

EVENTS: dict[str, Callable[[Register, int], Application]] = {
    "submit": applications.submit,
    "send": lambda register, id: applications.send(register, id, TODAY, "исх. 14"),
    "register": lambda register, id: applications.registered(register, id, TODAY, "вх. 8"),
    "return_back": lambda register, id: applications.returned(register, id, TODAY, "нет выписки"),
    "grant": lambda register, id: applications.granted(register, id, TODAY, "реш. 3"),
    "wait": lambda register, id: applications.queued(register, id, TODAY, "письмо 6"),
    "refuse": lambda register, id: applications.refused(register, id, TODAY, "реш. 4", "R02", "не тот паспорт"),
    "withdraw": lambda register, id: applications.withdrawn(register, id, TODAY, "передумал"),
}
WAY_TO: dict[Status, list[str]] = {
    Status.DRAFT: [],
    Status.READY: ["submit"],
    Status.SENT: ["submit", "send"],
    Status.REGISTERED: ["submit", "send", "register"],
    Status.RETURNED: ["submit", "send", "register", "return_back"],
    Status.WAITING: ["submit", "send", "register", "wait"],
    Status.GRANTED: ["submit", "send", "register", "grant"],
    Status.REFUSED: ["submit", "send", "refuse"],
    Status.WITHDRAWN: ["withdraw"],
}
LEADS_TO: dict[Status, dict[str, Status]] = {
    Status.DRAFT: {"submit": Status.READY, "withdraw": Status.WITHDRAWN},
    Status.READY: {"send": Status.SENT, "withdraw": Status.WITHDRAWN},
    Status.SENT: {
        "register": Status.REGISTERED,
        "return_back": Status.RETURNED,
        "wait": Status.WAITING,
        "grant": Status.GRANTED,
        "refuse": Status.REFUSED,
        "withdraw": Status.WITHDRAWN,
    },
    Status.REGISTERED: {
        "return_back": Status.RETURNED,
        "wait": Status.WAITING,
        "grant": Status.GRANTED,
        "refuse": Status.REFUSED,
        "withdraw": Status.WITHDRAWN,
    },
    Status.RETURNED: {"send": Status.SENT, "refuse": Status.REFUSED, "withdraw": Status.WITHDRAWN},
    Status.WAITING: {"grant": Status.GRANTED, "refuse": Status.REFUSED, "withdraw": Status.WITHDRAWN},
    Status.GRANTED: {},
    Status.REFUSED: {},
    Status.WITHDRAWN: {},
}


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Register]:
    """One training register for the whole table: each row is a patient of its own."""
    register = factories.register(tmp_path_factory.mktemp("заявки") / "Реестр", Clock(), region_code="00")
    yield register
    register.close()


@pytest.mark.parametrize("event", EVENTS)
@pytest.mark.parametrize("status", Status)
def test_every_event_in_every_state(office: Register, status: Status, event: str) -> None:
    id = asked(office).id
    for step in WAY_TO[status]:
        EVENTS[step](office, id)
    assert applications.one(office, id).status is status
    before = [step.event for step in applications.way(office, id)]
    assert before == ["start", *WAY_TO[status]]
    if event in LEADS_TO[status]:
        EVENTS[event](office, id)
        assert applications.one(office, id).status is LEADS_TO[status][event]
        assert [step.event for step in applications.way(office, id)] == [*before, event]
    else:
        with pytest.raises(UserError, match=f"Заявка в состоянии «{status.label}»"):
            EVENTS[event](office, id)
        assert applications.one(office, id).status is status
        assert [step.event for step in applications.way(office, id)] == before


def test_three_states_are_final() -> None:
    final = {state for state in Status if not LEADS_TO[state]}
    assert final == {Status.GRANTED, Status.REFUSED, Status.WITHDRAWN} == set(applications.FINAL)


def test_each_step_says_when_by_what_document_and_why(office: Register) -> None:
    id = asked(office).id
    for event in ("submit", "send", "return_back", "send", "refuse"):
        EVENTS[event](office, id)
    told = [(step.title, step.document, step.reason_code, step.note) for step in applications.way(office, id)]
    assert told == [
        ("Начата", "", "", ""),
        ("Подана, номер присвоен", "", "", ""),
        ("Направлена в орган", "исх. 14", "", ""),
        ("Возвращена на доработку", "", "", "нет выписки"),
        ("Направлена в орган", "исх. 14", "", ""),
        ("Отказано", "реш. 4", "R02", "не тот паспорт"),
    ]
    assert {step.on for step in applications.way(office, id)} == {TODAY}
    assert {step.by for step in applications.way(office, id)} == {office.person.id}


def test_a_refusal_has_a_reason_of_the_regions_list(office: Register) -> None:
    id = asked(office).id
    for event in WAY_TO[Status.SENT]:
        EVENTS[event](office, id)
    for code in ("R99", "", "A02"):  # A02 ends a certificate, it refuses no application
        with pytest.raises(Invalid) as told:
            applications.refused(office, id, TODAY, "реш. 4", code)
        assert refused(told) == {"reason_code": "Причина отказа: выберите из списка"}


def test_a_second_sending_forgets_the_first_answer(training_register: Register, clock: Clock) -> None:
    id = asked(training_register).id
    for event in WAY_TO[Status.RETURNED]:
        EVENTS[event](training_register, id)
    clock.go(date(2026, 3, 20))
    again = applications.send(training_register, id, date(2026, 3, 19), "исх. 15")
    assert (again.sent_on, again.registered_on, again.returned_on) == (date(2026, 3, 19), None, None)
    assert [step.event for step in applications.way(training_register, id)].count("send") == 2


# Numbers


def test_numbers_run_by_year_and_none_is_given_twice(register: Register, clock: Clock) -> None:
    first, second = asked(register).id, asked(register).id
    assert applications.submit(register, first).number == "З-2026-0001"
    applications.withdrawn(register, first, TODAY, "передумал")
    with pytest.raises(UserError):
        applications.submit(register, first)
    assert applications.submit(register, second).number == "З-2026-0002"
    clock.go(date(2027, 1, 11))
    third = asked(register).id
    assert applications.submit(register, third).number == "З-2027-0001"
    assert applications.one(register, first).number == "З-2026-0001"
    assert applications.by_number(register, "2").id == second
    with pytest.raises(UserError, match="несколько: З-2026-0001, З-2027-0001"):
        applications.by_number(register, "1")


def test_a_submission_that_fails_takes_no_number(register: Register) -> None:
    empty = factories.application(register, factories.patient(register).id).id
    with pytest.raises(NotAllowed):
        applications.submit(register, empty)
    assert applications.submit(register, asked(register).id).number == "З-2026-0001"


def test_an_application_is_found_by_its_number(register: Register) -> None:
    application = applications.submit(register, asked(register).id)
    assert applications.by_number(register, " З-2026-0001 ").id == application.id
    assert applications.by_number(register, "1").id == application.id
    with pytest.raises(NotFound):
        applications.by_number(register, "2")
    with pytest.raises(NotFound, match="З-2026-0002") as told:
        applications.by_number(register, "З-2026-0002")
    assert told.value.do == "Проверьте номер: он вида З-2026-0001."
    assert factories.application(register, application.patient_id).shown_number == "без номера"


# Limits and dates


def test_more_days_than_the_region_gives_are_not_asked_for(training_register: Register) -> None:
    long = asked(training_register, days="181").id
    with pytest.raises(Invalid) as told:
        applications.submit(training_register, long)
    assert refused(told) == {"days": "Срок курса: в регионе не больше 180 дней"}
    applications.amend(training_register, long, {"days": "180"})
    assert applications.submit(training_register, long).days == 180


def test_each_document_of_a_region_has_its_own_limit(training_register: Register) -> None:
    application = asked(training_register, days="91")
    assert application.instrument == "certificate"
    applications.amend(training_register, application.id, {}, instrument="referral")
    with pytest.raises(Invalid, match="не больше 90 дней"):
        applications.submit(training_register, application.id)


def test_where_the_region_tells_no_limit_none_is_invented(register: Register) -> None:
    assert applications.submit(register, asked(register, days="365").id).days == 365


def test_no_days_at_all_are_not_submitted(register: Register) -> None:
    with pytest.raises(Invalid) as told:
        asked(register, days="0")
    assert refused(told) == {"days": "Срок курса, дней: не меньше 1"}


def test_an_event_cannot_lie_after_today(training_register: Register) -> None:
    id = asked(training_register).id
    applications.submit(training_register, id)
    with pytest.raises(Invalid) as told:
        applications.send(training_register, id, date(2026, 3, 17), "исх. 14")
    assert refused(told) == {"on": "Дата: не может быть позже сегодняшнего дня"}


def test_an_event_cannot_lie_before_the_one_before(training_register: Register, clock: Clock) -> None:
    id = asked(training_register).id
    applications.submit(training_register, id)
    clock.go(date(2026, 3, 30))
    with pytest.raises(Invalid) as told:
        applications.send(training_register, id, date(2026, 3, 15), "исх. 14")
    assert refused(told) == {"on": "Дата: раньше предыдущего шага, 16.03.2026"}
    applications.send(training_register, id, date(2026, 3, 18), "исх. 14")
    applications.registered(training_register, id, date(2026, 3, 23), "вх. 8")
    with pytest.raises(Invalid) as told:
        applications.granted(training_register, id, date(2026, 3, 20), "реш. 3")
    assert refused(told) == {"on": "Дата: раньше предыдущего шага, 23.03.2026"}
    granted = applications.granted(training_register, id, date(2026, 3, 23), "реш. 3")
    assert (granted.sent_on, granted.registered_on, granted.decided_on) == (
        date(2026, 3, 18),
        date(2026, 3, 23),
        date(2026, 3, 23),
    )


# Beginning and changing


def test_a_new_application_is_a_draft_under_the_profile_of_the_day(register: Register) -> None:
    patient = factories.patient(register)
    application = applications.start(
        register,
        patient.id,
        {"days": "180", "circumstance": "uk-73", "service_form": "residential", "reply": "post", "earlier": "нет"},
    )
    profile = register.profile_on(TODAY)
    assert application.status is Status.DRAFT
    assert (application.region_code, application.profile_edition) == ("34", profile.edition)
    assert application.made_on == TODAY
    assert application.instrument == "certificate"
    assert application.service_form is ServiceForm.RESIDENTIAL
    assert application.reply is Reply.POST
    assert applications.profile_of(application) == profile


def test_what_is_left_out_of_a_draft_is_told(register: Register) -> None:
    patient = factories.patient(register)
    with pytest.raises(Invalid) as told:
        applications.start(register, patient.id, {})
    assert refused(told) == {
        "days": "Срок курса, дней: нужно заполнить",
        "circumstance": "Основание: нужно заполнить",
    }


def test_for_nobody_and_for_no_document_nothing_is_begun(register: Register) -> None:
    with pytest.raises(NotFound, match="карты"):
        factories.application(register, 404)
    patient = factories.patient(register)
    with pytest.raises(NotFound, match="medal"):
        applications.start(register, patient.id, {"days": "9", "circumstance": "voluntary"}, instrument="medal")


def test_a_draft_changes_and_what_is_left_out_stays(register: Register) -> None:
    application = asked(register, days="90", earlier="З-12 от 2019 года")
    changed = applications.amend(register, application.id, {"days": "120"})
    assert (changed.days, changed.earlier, changed.circumstance) == (120, "З-12 от 2019 года", "voluntary")


def test_what_is_submitted_does_not_change(register: Register) -> None:
    application = asked(register)
    applications.submit(register, application.id)
    changes: list[tuple[dict[str, Any], dict[str, Any]]] = [
        ({"days": "90"}, {}),
        ({}, {"instrument": "referral"}),
        ({}, {"provider_id": None}),
    ]
    for typed, rest in changes:
        with pytest.raises(UserError, match="Поданную заявку менять нельзя"):
            applications.amend(register, application.id, typed, **rest)
    assert applications.one(register, application.id).days == 180


def test_papers_come_and_go_until_the_end(training_register: Register) -> None:
    application = asked(training_register)
    applications.amend(training_register, application.id, {}, papers={"П1": (2, None), "П8": (1, None)})
    applications.submit(training_register, application.id)
    applications.amend(training_register, application.id, {}, papers={"П1": (3, None), "П2": (4, date(2026, 3, 2))})
    kept = applications.papers(training_register, application.id)
    assert {code: (paper.sheets, paper.dated) for code, paper in kept.items()} == {
        "П1": (3, None),
        "П2": (4, date(2026, 3, 2)),
    }


# The provider


def listed(register: Register, *names: str) -> list[int]:
    providers.take_list(
        register, title="Список", as_of=TODAY, new=[{"name": name} for name in names], changed={}, gone=[]
    )
    return [provider.id for provider in providers.find(register)]


def close(register: Register, provider_id: int) -> None:
    providers.take_list(register, title="Список 2", as_of=TODAY, new=[], changed={}, gone=[provider_id])


GONE = {"provider_id": "Организация: в реестре её больше нет, выберите другую"}


def test_papers_alone_leave_the_chosen_provider(register: Register) -> None:
    first, second = listed(register, "Берег", "Исток")
    patient = factories.patient(register)
    application = applications.start(
        register, patient.id, {"days": "90", "circumstance": "voluntary"}, provider_id=first
    )
    assert applications.amend(register, application.id, {}, papers={"П1": (1, None)}).provider_id == first
    assert applications.amend(register, application.id, {"days": "91"}).provider_id == first
    assert applications.amend(register, application.id, {}, provider_id=second).provider_id == second
    assert applications.amend(register, application.id, {}, provider_id=None).provider_id is None


def test_a_provider_that_left_the_registry_is_not_chosen(register: Register) -> None:
    first, second = listed(register, "Берег", "Исток")
    close(register, first)
    patient = factories.patient(register)
    for provider_id in (first, 404):
        with pytest.raises(Invalid) as told:
            applications.start(
                register, patient.id, {"days": "90", "circumstance": "voluntary"}, provider_id=provider_id
            )
        assert refused(told) == GONE
    draft = applications.start(register, patient.id, {"days": "90", "circumstance": "voluntary"}, provider_id=second)
    with pytest.raises(Invalid) as told:
        applications.amend(register, draft.id, {}, provider_id=first)
    assert refused(told) == GONE


def test_a_provider_that_left_meanwhile_is_noticed_at_the_submission(register: Register) -> None:
    (only,) = listed(register, "Берег")
    application = asked(register)
    applications.amend(register, application.id, {}, provider_id=only)
    close(register, only)
    with pytest.raises(Invalid) as told:
        applications.submit(register, application.id)
    assert refused(told) == GONE

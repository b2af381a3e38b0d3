"""The office's own profile: each number by its act, from a day on; old papers keep theirs; one checked file."""

from datetime import date
from typing import Any

import pytest

from narcdesk import applications, certificates, journal, office_profile, profile, taking_back
from narcdesk.errors import Invalid, NotFound
from narcdesk.office import requisites
from narcdesk.profile import Profile, shelf
from narcdesk.register import Register
from tests import factories
from tests.factories import Clock

TODAY = date(2026, 3, 16)
BY_ACT = {"act_kind": "приказ комитета", "act_number": "15-п", "act_date": "02.02.2026"}
DECISION = {"value": "7", "unit": "working", "start": "receipt", **BY_ACT, "since": "16.03.2026"}


def refused(told: pytest.ExceptionInfo[Invalid]) -> dict[str, str]:
    return {problem.field: problem.message for problem in told.value.problems}


def today(register: Register) -> Profile:
    return register.profile_on(TODAY)


# Each number demands its act


def test_a_term_is_set_by_its_act(register: Register) -> None:
    assert office_profile.cell_of(register, "terms.decision").shown == "срок не задан"
    office_profile.amend(register, "terms.decision", DECISION)
    state = office_profile.cell_of(register, "terms.decision")
    assert state.shown == "7 рабочих дней со дня поступления документов"
    assert state.of_program == "срок не задан"
    assert (state.differs, state.standing) == (True, "задано кабинетом")
    assert (state.source, state.question) == ("приказ комитета от 02.02.2026 № 15-п", "")
    own = today(register)
    assert own.decision.source == "приказ комитета от 02.02.2026 № 15-п"
    assert own.acts[-1].shown == "приказ комитета от 02.02.2026 № 15-п"
    assert own.question("terms.decision") == ""
    assert own.question("terms.notify").endswith("?")  # nobody has answered that
    assert profile.in_force("34", TODAY).decision.value is None  # the program's own is as it was


def test_an_application_is_reckoned_by_it(register: Register) -> None:
    office_profile.amend(register, "terms.decision", DECISION)
    asked = factories.asked(register)
    applications.submit(register, asked.id)
    sent = applications.send(register, asked.id, TODAY, "исх. 14")
    # Monday 16 March 2026 and seven working days: 17, 18, 19, 20, 23, 24, 25 March.
    assert dict(applications.terms(register, sent))["Решение органа"] == (
        "до 25.03.2026: 7 рабочих дней со дня поступления документов"
    )


@pytest.mark.parametrize("left_out", ["act_kind", "act_number", "act_date"])
def test_without_its_act_nothing_is_kept(register: Register, left_out: str) -> None:
    with pytest.raises(Invalid) as told:
        office_profile.amend(register, "terms.decision", {**DECISION, left_out: ""})
    assert list(refused(told)) == [left_out]
    assert "без акта значение не записать" in refused(told)[left_out]
    assert office_profile.history(register) == []
    assert today(register) == profile.in_force("34", TODAY)


@pytest.mark.parametrize(
    ("key", "typed", "problems"),
    [
        ("terms.decision", {"unit": ""}, {"unit": "Каких: нужно заполнить"}),
        ("terms.decision", {"value": "семь"}, {"value": "Дней: нужно целое число"}),
        ("terms.decision", {"value": "0"}, {"value": "Дней: не меньше 1"}),
        ("terms.decision", {"act_date": "17.03.2026"}, {"act_date": "Дата акта: дата 17.03.2026 ещё не наступила"}),
        ("terms.decision", {"since": ""}, {"since": "Действует с: нужно заполнить"}),
        ("window", {"first": "32.01", "last": "31.10"}, {"first": "С: «01-32» — не день года вида 10-31"}),
        ("window", {"first": "01.10", "last": "31.03"}, {"last": "По: конец приема раньше начала"}),
        ("window", {"first": "01.10", "last": ""}, {"last": "По: нужно заполнить"}),
        (
            "tariff",
            {"kind": "weighted", "weights": "проживание = 2"},
            {"weights": "Веса услуг: «проживание = 2» — нужно вида «название = 0,8», не больше 1"},
        ),
        (
            "authority.name",
            {"name": "комитет", "name_genitive": "", "name_dative": "комитету"},
            {"name_genitive": "Кого, чего: нужно заполнить"},
        ),
    ],
)
def test_what_cannot_be_so_is_said(
    register: Register, key: str, typed: dict[str, str], problems: dict[str, str]
) -> None:
    cell = office_profile.cell_of(register, key).cell
    names = {field.name for field in office_profile.asked(cell)}
    whole = {name: value for name, value in {**DECISION, **typed}.items() if name in names}
    with pytest.raises(Invalid) as told:
        office_profile.amend(register, key, whole)
    assert refused(told) == problems
    assert office_profile.history(register) == []


def test_an_emptied_term_is_asked_about_again_and_needs_no_act(register: Register) -> None:
    office_profile.amend(register, "terms.decision", DECISION)
    emptied = dict.fromkeys(("value", "unit", "start", *BY_ACT), "")
    office_profile.amend(register, "terms.decision", {**emptied, "since": TODAY})
    state = office_profile.cell_of(register, "terms.decision")
    assert (state.shown, state.differs, state.source) == ("срок не задан", False, "")
    assert state.question == "За сколько дней орган принимает решение, в рабочих или календарных днях и с какого дня?"


# From a day on


def test_it_holds_from_its_day_and_older_papers_keep_theirs(register: Register, clock: Clock) -> None:
    before = factories.asked(register)
    office_profile.amend(register, "terms.decision", {**DECISION, "since": "01.04.2026"})
    assert register.profile_on(date(2026, 3, 31)).decision.value is None
    assert register.profile_on(date(2026, 4, 1)).decision.value == 7
    clock.go(date(2026, 4, 1))
    after = factories.asked(register)
    assert applications.profile_of(before).decision.value is None
    assert applications.profile_of(after).decision.value == 7
    office_profile.amend(register, "terms.decision", {**DECISION, "value": "9", "since": "01.04.2026"})
    assert register.profile_on(date(2026, 4, 1)).decision.value == 9
    assert applications.profile_of(after).decision.value == 7


def test_a_change_reaches_the_editions_that_follow_it(register: Register) -> None:
    office_profile.amend(
        register, "terms.notify", {**DECISION, "value": "3", "start": "decision", "since": "01.06.2026"}
    )
    office_profile.amend(register, "terms.decision", {**DECISION, "since": "01.04.2026"})
    spring, summer = register.profile_on(date(2026, 5, 1)), register.profile_on(date(2026, 6, 1))
    assert (spring.decision.value, spring.notify.value) == (7, None)
    assert (summer.decision.value, summer.notify.value) == (7, 3)


def test_an_edition_is_found_after_the_register_was_opened_again(register: Register, clock: Clock) -> None:
    office_profile.amend(register, "terms.decision", DECISION)
    asked = factories.asked(register)
    granted = asked.id
    applications.submit(register, granted)
    applications.send(register, granted, TODAY, "исх. 14")
    applications.granted(register, granted, TODAY, "реш. 3")
    certificate = certificates.record(register, granted, {"number": "А 1", "issued_on": TODAY, "days": "90"})
    office_profile.restore(register, "", TODAY)
    shelf._kept.clear()  # as in another run of the program
    with factories.opened_again(register, clock) as again:
        kept = applications.one(again, certificates.one(again, certificate.id).application_id)
        assert applications.profile_of(kept).decision.value == 7
        assert applications.profile_of(kept).edition == asked.profile_edition
        assert again.profile_on(TODAY).decision.value is None


def test_the_programs_edition_is_kept_with_what_was_made_under_it(register: Register) -> None:
    asked = factories.asked(register)
    factories.asked(register)
    with register.read() as session:
        rows = session.connection().exec_driver_sql(
            "SELECT edition, region_code, holds_from, count(*) FROM profile_editions GROUP BY edition"
        )
        assert [tuple(row) for row in rows] == [(asked.profile_edition, "34", None, 1)]


# Every cell


def test_every_cell_can_be_saved_as_it_stands(training_register: Register) -> None:
    """Whoever opens a cell and saves it changes nothing: the form loses nothing of the profile."""
    before = today(training_register)
    for state in office_profile.cells(training_register):
        values = office_profile.values_of(training_register, state.cell.key)
        act = BY_ACT if state.cell.by_act else {}
        if state.shown == "—":  # the line for one more
            continue
        office_profile.amend(training_register, state.cell.key, {**values, **act, "since": TODAY})
        assert not office_profile.cell_of(training_register, state.cell.key).differs, state.cell.key
    after = today(training_register)
    for name in ("instruments", "refusal_reasons", "end_reasons", "coupons", "unverified", "submission_modes"):
        assert getattr(after, name) == getattr(before, name), name
    assert [act.shown for act in after.acts] == [
        *(act.shown for act in before.acts),
        "приказ комитета от 02.02.2026 № 15-п",
    ]


WHOLE: dict[str, tuple[dict[str, Any], str]] = {
    "authority.name": (
        {"name": "комитет области", "name_genitive": "комитета области", "name_dative": "комитету области"},
        "комитет области",
    ),
    "authority.head_name": (
        {"head_post": "председатель", "head_post_dative": "председателю", "head_name": "И. И. Иванов"},
        "председатель, И. И. Иванов",
    ),
    "instruments.referral.max_course_days": ({"max_course_days": "120", "min_course_days": "30"}, "от 30 до 120 дней"),
    "instruments.certificate.eligibility": (
        {
            "min_age": "18",
            "residence": "permanent",
            "substances": "drugs",
            "need_observation": "yes",
            "need_finished_treatment": "no",
            "income_test": "no",
        },
        "с 18 лет; жительство постоянное, с регистрацией; наркотики; наблюдение: да; лечение: нет; доход: нет",
    ),
    "instruments.certificate.valid_from": ({"valid_from": "", "valid_to": "31.12.2025"}, "по 31.12.2025"),
    "terms.certificate_valid": (
        {"value": "60", "unit": "calendar", "start": "handing", "moves_from_day_off": True},
        "60 календарных дней со дня вручения, с выходного переносится",
    ),
    "submission_modes": (
        {"person": True, "post": True, "representative": False, "office_batch": False, "mfc": False, "portal": False},
        "сам гражданин, почтой",
    ),
    "register_kinds": ({"named": False, "coded": True}, "с кодами вместо имён"),
    "entry_points": ({"entry_points": "МФЦ района\nЦентр соцзащиты"}, "МФЦ района; Центр соцзащиты"),
    "window": ({"first": "01.02", "last": "31.10"}, "с 01.02 по 31.10"),
    "frequency": ({"count": "2", "per": "lifetime"}, "2 раза за всю жизнь"),
    "quota": ({"per_year": "40"}, "40 в год"),
    "attachments.П8": (
        {"title": "СНИЛС", "required": "yes", "condition": "", "copy": True, "max_age_days": ""},
        "обязателен, копия",
    ),
    "attachments.П12": (
        {"title": "фотография", "required": "no", "condition": "minor", "copy": False, "max_age_days": "90"},
        "не обязателен, для несовершеннолетнего, не старше 90 дней",
    ),
    "tariff": ({"kind": "per_day", "roubles": "1200", "weights": "проживание = 0,8"}, "1200 ₽ за день: проживание 0,8"),
    "extension": (
        {"allowed": "yes", "max_days": "30", "reasons": "болезнь"},
        "продлевают не больше чем на 30 дней: болезнь",
    ),
    "report": (
        {"act": "monthly", "marks_by_day": "yes", "deadline_day": "5", "calc_sheet": "no"},
        "акт каждый месяц, отметки по дням, к 5 числу",
    ),
    "coupons": ({"coupons": "начало\nконец"}, "начало; конец"),
    "number_mask": ({"number_mask": "ВО-{seq:05}"}, "ВО-{seq:05}"),
    "reasons.R10": ({"text": "нет мест"}, "нет мест"),
    "reasons.A08": ({"text": "вступил в брак", "reissue": True}, "вступил в брак"),
    "valid_from": ({"valid_from": "01.01.2026"}, "01.01.2026"),
}


@pytest.mark.parametrize("key", WHOLE)
def test_a_cell_is_set_shown_and_put_back(register: Register, key: str) -> None:
    typed, shown = WHOLE[key]
    before = {state.cell.key: state.shown for state in office_profile.cells(register)}
    act = BY_ACT if office_profile.cell_of(register, key).cell.by_act else {}
    office_profile.amend(register, key, {**typed, **act, "since": TODAY})
    state = office_profile.cell_of(register, key)
    assert (state.shown, state.differs) == (shown, True)
    others = {one.cell.key for one in office_profile.cells(register) if one.differs}
    assert others == {key}
    office_profile.restore(register, key, TODAY)
    after = {state.cell.key: state.shown for state in office_profile.cells(register)}
    assert after == before
    assert not any(one.differs for one in office_profile.cells(register))
    now, first = today(register), profile.in_force("34", TODAY)
    assert now.unverified == first.unverified
    assert (now.sources, now.instruments, now.attachments) == ((), first.instruments, first.attachments)


def test_a_paper_that_is_not_asked_for_any_more(register: Register) -> None:
    typed = {"title": "СНИЛС", "required": "none", "condition": "", "copy": True, "max_age_days": "", **BY_ACT}
    office_profile.amend(register, "attachments.П8", {**typed, "since": TODAY})
    assert "П8" not in {paper.code for paper in today(register).attachments}
    assert office_profile.cell_of(register, "attachments.П8").shown == "—"
    office_profile.restore(register, "attachments.П8", TODAY)
    assert [paper.code for paper in today(register).attachments] == [
        "П1",
        "П2",
        "П3",
        "П5",
        "П6",
        "П7",
        "П8",
        "П9",
        "П11",
    ]


def test_what_the_law_asks_for_stays_asked_for(register: Register) -> None:
    cell = office_profile.cell_of(register, "attachments.П6").cell
    offered = next(field for field in cell.fields if field.name == "required")
    assert offered.options(TODAY) == {"yes": "обязателен"}


def test_the_answer_to_the_whole_list_of_papers_closes_its_question(register: Register) -> None:
    for paper in profile.in_force("34", TODAY).attachments:
        if paper.required is None:
            key = f"attachments.{paper.code}"
            assert today(register).question("attachments")
            values = office_profile.values_of(register, key)
            office_profile.amend(register, key, {**values, "required": "yes", **BY_ACT, "since": TODAY})
    assert today(register).question("attachments") == ""


def test_there_is_no_such_cell(register: Register) -> None:
    with pytest.raises(NotFound):
        office_profile.amend(register, "terms.payment", DECISION)


# Its history


def test_the_history_tells_who_what_and_since_when(register: Register) -> None:
    office_profile.amend(register, "terms.decision", DECISION)
    office_profile.restore(register, "terms.decision", TODAY)
    told = [(one.holds_from, one.made_on, one.who, one.why) for one in office_profile.history(register)]
    assert told == [
        (TODAY, TODAY, "Зимин А. Н.", "Возвращено из программы: Сроки, Решение"),
        (
            TODAY,
            TODAY,
            "Зимин А. Н.",
            "Сроки, Решение: 7 рабочих дней со дня поступления документов (было: срок не задан)",
        ),
    ]
    entries = journal.listing(register, journal.Wanted(), limit=2)
    assert [entry.action for entry in entries][:2] == [
        "Возвращено значение из профиля программы",
        "Изменён профиль региона",
    ]


def test_a_change_is_taken_back(register: Register) -> None:
    asked = factories.asked(register)
    office_profile.amend(register, "terms.decision", DECISION)
    assert register.last is not None
    assert taking_back.may(register, register.last)
    taking_back.take_back(register, register.last)
    assert today(register).decision.value is None
    assert office_profile.history(register) == []
    assert applications.profile_of(asked).region_code == "34"


def test_the_office_may_move_to_another_region(register: Register) -> None:
    office_profile.amend(register, "terms.decision", DECISION)
    with register.write("office.amend") as session:
        requisites(session).region_code = "61"
    assert register.profile_on(TODAY).region_name == "Ростовская область"
    assert office_profile.history(register) == []

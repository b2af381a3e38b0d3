"""Referrals: who is sent here and comes, and whom the office sends on."""

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from narcdesk import (
    deaths,
    disclosures,
    history,
    mistakes,
    referrals,
    tasks,
)
from narcdesk.errors import Forbidden, Invalid, UserError
from narcdesk.forms import papers, sheets
from narcdesk.letters import NoGround
from narcdesk.referrals import Move, ReferralOut, ReferralState
from narcdesk.register import Register
from narcdesk.staff import Role
from narcdesk.struck import WITH_STRUCK
from tests import factories
from tests.factories import DAY, Clock
from tests.papers import one_line, text_of
from tests.referral_office import (
    DISPENSARY_NAME,
    due,
    let_go,
    letter_of,
    problems,
    sent_here,
    sent_on,
)


@pytest.fixture
def patient(register: Register) -> int:
    found = factories.patient(register)
    factories.diagnosis(register, found.id)
    return found.id


# In ----------------------------------------------------------------------------------------------------------------


def test_somebody_is_sent_comes_and_is_answered_about(register: Register, patient: int, clock: Clock) -> None:
    referral = sent_here(register, patient, appear_by="20.03.2026", answer_by="25.03.2026")
    assert referral.wants_answer  # a day to answer by says so
    assert due(register) == [
        ("Не пришёл", "направил отдел МВД России по району, явиться до 20.03.2026", date(2026, 3, 20)),
        ("Ответить", "ждёт ответа отдел МВД России по району, до 25.03.2026", date(2026, 3, 25)),
    ]
    assert referrals.came(register, referral.id, date(2026, 3, 14)).said == "пришёл 14.03.2026"
    assert [title for title, _, _ in due(register)] == ["Ответить"]
    letter = letter_of(register, referral)
    said = one_line(text_of(papers.pdf(register, [sheets.issue(register, letter.id)])))
    assert "По направлению № 12/3 от 10.03.2026, полученному 12.03.2026" in said
    assert "явился 14.03.2026" in said
    assert due(register) != []  # the paper is made, it has not left
    sheets.send(register, letter.id, DAY, "нарочным")
    kept = referrals.one_in(register, referral.id)
    assert (kept.answered_on, kept.answer_number) == (DAY, "И-2026-0001")
    assert due(register) == []
    (told,) = disclosures.of_patient(register, patient)
    assert (told.recipient, told.what, told.ground) == ("отдел МВД России по району", "Ответ на направление", "13.4.3")


def test_who_has_not_come_is_answered_about_as_such(register: Register, patient: int) -> None:
    letter = letter_of(register, sent_here(register, patient))
    said = one_line(text_of(papers.pdf(register, [sheets.issue(register, letter.id)])))
    assert "не явился" in said
    assert "явился 1" not in said


def test_no_day_is_computed_where_the_paper_names_none(register: Register, patient: int) -> None:
    sent_here(register, patient, wants_answer=True)
    assert set(due(register)) == {
        ("Не пришёл", "направил отдел МВД России по району, день явки не назван", None),
        ("Ответить", "ждёт ответа отдел МВД России по району, срок не назван", None),
    }


def test_the_paper_is_here_before_the_person(register: Register) -> None:
    who = {"surname": "Ласточкин", "given": "Пётр", "birth": "1990"}
    referral = sent_here(register, **who)
    assert referral.named == "Ласточкин Пётр, 1990"
    (task,) = tasks.today(register)
    assert (task.patient_id, task.who) == (tasks.NO_CARD, "Ласточкин Пётр, 1990, карты нет")
    with pytest.raises(UserError, match="ещё нет карты"):
        referrals.came(register, referral.id, DAY)
    made = factories.patient(
        register, surname="Ласточкин", given="Пётр", birth="05.06.1990", snils="", document_kind="none"
    )
    referrals.link(register, referral.id, made.id)
    with pytest.raises(UserError, match="уже связано"):
        referrals.link(register, referral.id, made.id)
    referrals.came(register, referral.id, DAY)
    assert [one.id for one in referrals.incoming(register, made.id)] == [referral.id]
    assert tasks.today(register) == []
    assert "Направление" in [event.title for event in history.events(register, made.id)]


@pytest.mark.parametrize(
    ("changed", "wrong"),
    [
        ({}, {"surname": "Фамилия: нужно заполнить, карты ещё нет", "given": "Имя: нужно заполнить, карты ещё нет"}),
        ({"surname": "Ласточкин", "given": "Пётр", "received_on": ""}, {"received_on": "Получено: нужно заполнить"}),
        (
            {"surname": "Ласточкин", "given": "Пётр", "document_on": "13.03.2026"},
            {"document_on": "Дата документа: позже дня, когда он получен"},
        ),
        (
            {"surname": "Ласточкин", "given": "Пётр", "appear_by": "09.03.2026"},
            {"appear_by": "Явиться до: раньше даты документа"},
        ),
        (
            {"surname": "Ласточкин", "given": "Пётр", "sender": "dragon"},
            {"sender": "Кто направил: выберите из справочника"},
        ),
        (
            {"surname": "Ласточкин", "given": "Пётр", "sender": "fskn"},
            {
                "sender": "Кто направил: на 12.03.2026 недействителен, по 05.04.2016, дела приняло: подразделение МВД "
                "России по контролю за оборотом наркотиков"
            },
        ),
    ],
)
def test_what_cannot_be_so_is_refused(register: Register, changed: dict[str, str], wrong: dict[str, str]) -> None:
    with pytest.raises(Invalid) as refused:
        sent_here(register, **changed)
    assert problems(refused) == wrong


def test_of_the_dead_nobody_is_waited_for(register: Register, patient: int) -> None:
    referral = sent_here(register, patient, appear_by="20.03.2026", wants_answer=True)
    deaths.note(register, patient, date(2026, 3, 13))
    assert tasks.today(register) == []
    assert referrals.waited_for(register) == []
    with pytest.raises(UserError, match=r"Пациент умер 13\.03\.2026"):
        referrals.came(register, referral.id, date(2026, 3, 14))
    with pytest.raises(UserError, match=r"Пациент умер 13\.03\.2026"):
        sent_here(register, patient, received_on=DAY)


def test_who_is_waited_for_no_more_may_come_after_all(register: Register, patient: int) -> None:
    referral = sent_here(register, patient)
    with pytest.raises(Invalid):
        referrals.close(register, referral.id, DAY, " ")
    referrals.close(register, referral.id, DAY, "уехал из района")
    assert tasks.today(register) == []
    assert referrals.one_in(register, referral.id).said == "не пришёл: уехал из района"
    assert referrals.came(register, referral.id, DAY).said == "пришёл 16.03.2026"


def test_the_list_of_those_waited_for_holds_the_oldest_first(register: Register, patient: int) -> None:
    later = sent_here(register, patient, received_on="15.03.2026")
    first = sent_here(register, surname="Ласточкин", given="Пётр")
    past = sent_here(register, patient)
    referrals.came(register, past.id, DAY)
    assert [one.id for one, _ in referrals.waited_for(register)] == [first.id, later.id]
    assert {one.id for one, _ in referrals.waited_for(register, with_past=True)} == {first.id, later.id, past.id}


# Out -----------------------------------------------------------------------------------------------------------------


def test_the_whole_way_to_the_dispensary_and_back(register: Register, patient: int, clock: Clock) -> None:
    referral = sent_on(register, patient, answer_by="30.03.2026")
    name = DISPENSARY_NAME
    assert due(register) == [("Отправить", f"направление не отправлено: {name}", DAY)]
    letter = letter_of(register, referral)
    said = one_line(text_of(papers.pdf(register, [sheets.issue(register, letter.id)])))
    for part in ("Форма № 057/у", "519н", "Воробьёв Илья Петрович", "F11.242Н", "стационарно", "И-2026-0001", name):
        assert part in said, part
    sheets.send(register, letter.id, DAY, "почтой")
    assert due(register) == [("Ответ", f"направлен 16.03.2026: {name}, ответ до 30.03.2026", date(2026, 3, 30))]
    clock.go(date(2026, 3, 31))
    assert tasks.today(register)[0].urgency.value == "overdue"
    referrals.move(register, referral.id, Move.ACCEPT, date(2026, 3, 20))
    assert due(register) == []
    clock.go(date(2026, 5, 1))
    with pytest.raises(Invalid) as refused:
        referrals.move(register, referral.id, Move.FINISH, date(2026, 5, 1), back_by=date(2026, 4, 30))
    assert problems(refused) == {"back_by": "Ждём к: раньше дня, когда закончено"}
    referrals.move(
        register,
        referral.id,
        Move.FINISH,
        date(2026, 4, 30),
        "курс окончен",
        back_by=date(2026, 5, 5),
        next_said="амбулаторный этап, явка раз в неделю",
    )
    assert due(register) == [("Вернуться", "ждём на амбулаторный этап к 05.05.2026", date(2026, 5, 5))]
    clock.go(date(2026, 5, 6))
    back = referrals.came_back(register, referral.id, date(2026, 5, 6))
    assert (back.said, back.next_said) == ("вернулся 06.05.2026", "амбулаторный этап, явка раз в неделю")
    assert due(register) == []
    assert [(step.state.value, step.on) for step in referrals.way(register, referral.id)] == [
        ("prepared", DAY),
        ("sent", DAY),
        ("accepted", date(2026, 3, 20)),
        ("done", date(2026, 4, 30)),
    ]
    events = [event.said for event in history.events(register, patient) if event.title == "Направление"]
    assert events[0] == f"вернулся на амбулаторный этап: {name}"
    assert f"{name} — исполнено: курс окончен" in events


def test_a_refusal_wants_its_reason_and_may_turn_out_a_mistake(register: Register, patient: int) -> None:
    referral = sent_on(register, patient)
    let_go(register, letter_of(register, referral))
    with pytest.raises(Invalid) as refused:
        referrals.move(register, referral.id, Move.REFUSE, DAY, "  ")
    assert problems(refused) == {"said": "Почему: нужно заполнить"}
    referrals.move(register, referral.id, Move.REFUSE, DAY, "нет мест")
    assert tasks.today(register) == []
    with pytest.raises(Invalid):
        referrals.step_back(register, referral.id, "")
    again = referrals.step_back(register, referral.id, "отказали другому")
    assert (again.state, again.state_said) == (ReferralState.SENT, "исх. № И-2026-0001")
    assert [step.is_back for step in referrals.way(register, referral.id)] == [False, False, False, True]
    with pytest.raises(UserError, match="Письмо уже ушло"):
        referrals.step_back(register, referral.id, "передумали")


def test_who_is_back_by_mistake_is_awaited_again(register: Register, patient: int) -> None:
    referral = sent_on(register, patient)
    let_go(register, letter_of(register, referral))
    referrals.move(register, referral.id, Move.FINISH, DAY, back_by=DAY)
    referrals.came_back(register, referral.id, DAY)
    referrals.step_back(register, referral.id, "это был другой")
    assert referrals.one_out(register, referral.id).said == "исполнено, ждём к 16.03.2026"
    assert referrals.step_back(register, referral.id, "и не исполнено").state is ReferralState.SENT
    assert referrals.one_out(register, referral.id).back_by is None


def test_a_cancelled_referral_lets_no_letter_go(register: Register, patient: int) -> None:
    referral = sent_on(register, patient)
    letter = letter_of(register, referral)
    sheets.issue(register, letter.id)
    referrals.move(register, referral.id, Move.CANCEL, DAY, "отказался ехать")
    with pytest.raises(NoGround, match="направление отменено"):
        sheets.send(register, letter.id, DAY, "почтой")
    assert disclosures.of_patient(register, patient) == []


def test_what_left_is_not_struck_out(register: Register, patient: int) -> None:
    referral = sent_on(register, patient)
    mistakes.strike_out(register, ReferralOut, sent_on(register, patient).id, "не тому")
    let_go(register, letter_of(register, referral))
    with pytest.raises(UserError, match="уже ушло"):
        mistakes.strike_out(register, ReferralOut, referral.id, "не тому")
    with register.read() as session:
        assert session.get(ReferralOut, referral.id, execution_options=WITH_STRUCK).struck_on is None


def test_for_a_medical_organisation_the_form_wants_all_its_answers(register: Register, patient: int) -> None:
    with pytest.raises(Invalid) as refused:
        sent_on(register, patient, care_sort="", care_form="", care_place="", purpose="")
    assert problems(refused) == {
        "purpose": "Цель: нужно заполнить",
        "care_sort": "Вид помощи: нужно для формы 057/у",
        "care_form": "Форма: нужно для формы 057/у",
        "care_place": "Условия: нужно для формы 057/у",
    }


def test_nobody_is_sent_to_a_body_that_is_no_more(register: Register, patient: int) -> None:
    with pytest.raises(Invalid) as refused:
        sent_on(register, patient, "fskn")
    assert problems(refused)["addressee"].startswith("Куда: на 16.03.2026 недействителен, по 05.04.2016")


@pytest.mark.parametrize("role", [Role.STATISTICIAN, Role.ADMINISTRATOR])
def test_who_sees_no_patient_sees_no_referral(register: Register, patient: int, clock: Clock, role: Role) -> None:
    referral = sent_here(register, patient)
    with factories.signed_in(register, role, clock) as opened:
        for look in (
            lambda: referrals.incoming(opened, patient),
            lambda: referrals.outgoing(opened, patient),
            lambda: referrals.waited_for(opened),
            lambda: referrals.one_in(opened, referral.id),
            lambda: referrals.came(opened, referral.id, DAY),
        ):
            with pytest.raises(Forbidden):
                look()


# Every way that it can take ------------------------------------------------------------------------------------------

NEXT = {  # written down by hand from the regulation's sense, not read from the program
    "prepared": {"cancel": "cancelled"},
    "sent": {"accept": "accepted", "refuse": "refused", "finish": "done", "cancel": "cancelled"},
    "accepted": {"refuse": "refused", "finish": "done", "cancel": "cancelled"},
    "refused": {},
    "done": {},
    "cancelled": {},
}


class OneReferral(RuleBasedStateMachine):
    """A referral under random hands: whatever is tried, it stands where the list by hand says."""

    register: Register
    clock: Clock
    patient: int

    @initialize()
    def begin(self) -> None:
        self.id = sent_on(self.register, self.patient, made_on=self.register.today()).id
        self.stack = [("prepared", self.register.today())]
        self.letter: int | None = None
        self.steps = 1
        self.log = len(disclosures.of_patient(self.register, self.patient))

    @rule(days=st.integers(0, 20))
    def time_passes(self, days: int) -> None:
        self.clock.go(self.register.today() + timedelta(days=days))

    @precondition(lambda self: self.stack[-1][0] == "prepared" and self.letter is None)
    @rule()
    def its_letter_leaves(self) -> None:
        letter = letter_of(self.register, referrals.one_out(self.register, self.id))
        let_go(self.register, letter, self.register.today())
        self.letter = letter.id
        self.stack.append(("sent", self.register.today()))
        self.steps += 1
        self.log += 1

    @rule(how=st.sampled_from(Move), back=st.integers(-25, 2), said=st.sampled_from(["", "так решили"]))
    def somebody_notes(self, how: Move, back: int, said: str) -> None:
        on, today = self.register.today() + timedelta(days=back), self.register.today()
        state, since = self.stack[-1]
        target = NEXT[state].get(how.value)
        fits = target is not None and since <= on <= today and (said or how.value in ("accept", "finish"))
        if fits:
            referrals.move(self.register, self.id, how, on, said)
            self.stack.append((str(target), on))
            self.steps += 1
        else:
            with pytest.raises(UserError):
                referrals.move(self.register, self.id, how, on, said)

    @rule(why=st.sampled_from(["", "записано не тому"]))
    def it_was_a_mistake(self, why: str) -> None:
        if why and len(self.stack) > 1 and self.stack[-1][0] != "sent":
            referrals.step_back(self.register, self.id, why)
            self.stack.pop()
            self.steps += 1
        else:
            with pytest.raises(UserError):
                referrals.step_back(self.register, self.id, why)

    @invariant()
    def it_stands_where_the_list_says(self) -> None:
        if not hasattr(self, "id"):
            return
        kept = referrals.one_out(self.register, self.id)
        assert (kept.state.value, kept.state_on) == self.stack[-1]
        assert len(referrals.way(self.register, self.id)) == self.steps
        assert len(disclosures.of_patient(self.register, self.patient)) == self.log
        titles = [task.title for task in tasks.of_patient(self.register, self.patient) if task.record_id == self.id]
        assert titles == {"prepared": ["Отправить"], "sent": ["Ответ"]}.get(kept.state.value, [])


def test_under_random_hands_it_stands_where_the_list_by_hand_says(
    register: Register, patient: int, clock: Clock
) -> None:
    class Here(OneReferral):
        pass

    Here.register, Here.clock, Here.patient = register, clock, patient
    case = Here.TestCase
    case.settings = settings(max_examples=8, stateful_step_count=12, suppress_health_check=list(HealthCheck))
    case("runTest").runTest()

"""Who may do what: the matrix of roles by hand, against every action that the program knows."""

import re
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

import narcdesk
from narcdesk import applications, search, tasks
from narcdesk.errors import Forbidden
from narcdesk.register import Register
from narcdesk.staff import Person, Role, by_login
from tests import factories
from tests.factories import Clock

PROGRAM = Path(narcdesk.__file__).parent
DOORS = re.compile(r"""\.(?:read|write|must|may)\(\s*f?["']([^"']+)["']""")

ACTIONS = sorted(
    {action for path in PROGRAM.rglob("*.py") for action in DOORS.findall(path.read_text(encoding="utf-8"))}
)
NOT_ABOUT_PATIENTS = {"staff", "office", "audit", "backups", "commission", "providers", "statistics"}


def person(role: Role) -> Person:
    return factories.head(role=role.value)


def test_the_actions_of_the_program_were_found_in_its_source() -> None:
    assert {"applications.submit", "patients.look", "staff.sign_in", "search.patients"} <= set(ACTIONS)
    assert all(re.fullmatch(r"[a-z]+\.[a-z_]+", action) for action in ACTIONS)


@pytest.mark.parametrize("action", ACTIONS)
def test_the_head_may_do_everything(action: str) -> None:
    assert person(Role.HEAD).may(action)


@pytest.mark.parametrize("action", ACTIONS)
def test_neither_administrator_nor_statistician_ever_touches_a_patient(action: str) -> None:
    if action.partition(".")[0] not in NOT_ABOUT_PATIENTS:
        assert not person(Role.ADMINISTRATOR).may(action)
        assert not person(Role.STATISTICIAN).may(action)


@pytest.mark.parametrize("action", ACTIONS)
def test_somebody_beside_the_head_may_do_it_or_it_is_his_alone(action: str) -> None:
    others = {role for role in Role if role is not Role.HEAD and person(role).may(action)}
    his_alone = {"commission.plan", "rules.set_cell", "audit.accept_copy", "staff.hire", "staff.dismiss"}
    his_alone |= {"forms.look", "forms.keep", "forms.put_back"}  # what leaves the office on its paper
    his_alone |= {"commission.recipient_key", "commission.tighten"}  # who may read what leaves, and how much
    his_alone |= {"commission.census"}  # against which it is judged
    assert others or action.startswith(("keys.", "profile.")) or action in his_alone


D, N, S, A = Role.DOCTOR, Role.NURSE, Role.STATISTICIAN, Role.ADMINISTRATOR
MATRIX: dict[str, set[Role]] = {  # whom, beside the head
    "staff.sign_in": {D, N, S, A},
    "staff.change_password": {D, N, S, A},
    "staff.take_back": {D, N, S, A},
    "staff.hire": set(),
    "staff.dismiss": set(),
    "keys.reset_password": set(),
    "keys.rekey": set(),
    "keys.show_words": set(),
    "patients.enter": {D, N},
    "patients.import_list": {D, N},
    "documents.export_list": {D, N},
    "statistics.count": {D, S},
    "statistics.export": {D, S},
    "statistics.print": {D, S},
    "infections.look_counted": {D},
    "patients.look": {D, N},
    "patients.amend": {D, N},
    "patients.appoint": {D, N},
    "consents.give": {D, N},
    "consents.withdraw": {D, N},
    "diagnoses.record": {D},
    "observation.move": {D, N},
    "observation.take": {D, N},
    "observation.visit": {D, N},
    "observation.regroup": {D, N},
    "observation.transfer": {D, N},
    "observation.decide": {D, N},
    "observation.pause": {D, N},
    "observation.resume": {D, N},
    "rules.look": {D, N},
    "rules.set_cell": set(),
    "profile.amend": set(),
    "profile.restore": set(),
    "profile.take_file": set(),
    "duties.receive": {D, N},
    "duties.journal": {D, N},
    "certificates.journal": {D, N},
    "duties.draw_list": {D, N},
    "batches.draw": {D, N},
    "batches.answer": {D, N},
    "letters.lists": {D, N},
    "applications.submit": {D, N},
    "applications.send": {D, N},
    "applications.grant": {D, N},
    "applications.wait": {D, N},
    "applications.correct": {D, N},
    "certificates.record": {D, N},
    "certificates.lose": {D, N},
    "certificates.suspend": {D, N},
    "certificates.settle": {D, N},
    "certificates.redeem": {D, N},
    "certificates.take_act": {D, N},
    "certificates.correct": {D, N},
    "courses.start": {D, N},
    "patronage.contact": {D, N},
    "refusals.record": {D, N},
    "refusals.tell": {D, N},
    "motivation.plan": {D, N},
    "motivation.step": {D, N},
    "motivation.done": {D, N},
    "motivation.close": {D, N},
    "talks.hold": {D, N},
    "talks.hold_group": {D, N},
    "talks.journal": {D, N},
    "memos.give": {D, N},
    "memos.sign": {D, N},
    "examinations.record": {D, N},
    "patronage.amend": {D, N},
    "treatments.plan": {D, N},
    "stays.mark": {D, N},
    "occupations.refer": {D, N},
    "families.talk": {D, N},
    "groups.enter": {D, N},
    "groups.visit": {D, N},
    "injecting.note": {D, N},
    "poisonings.record": {D, N},
    "patronage.move": {D, N},
    "documents.keep": {D, N},
    "letters.draft": {D, N},
    "letters.issue": {D, N},
    "letters.send": {D, N},
    "documents.printed": {D, N},
    "documents.saved": {D, N},
    "duties.told": {D, N},
    "choices.offer": {D, N},
    "choices.sign": {D, N},
    "providers.check": {D, N},
    "providers.drop_part": {D, N},
    "providers.exclude": {D, N},
    "providers.keep_part": {D, N},
    "providers.restore": {D, N},
    "providers.take_list": {D, N},
    "providers.tell": {D, N},
    "patients.tell_apart": {D, N},
    "merges.merge": {D},
    "merges.undo": {D},
    "referrals.receive": {D, N},
    "referrals.move": {D, N},
    "referrals.look": {D, N},
    "subjects.enter": {D, N},
    "subjects.look": {D, N},
    "search.patients": {D, N},
    "tasks.today": {D, N},
    "applications.listing": {D, N},
    "commission.preview": {D, S},
    "commission.census": set(),
    "commission.confirm": {D},
    "commission.export": {S},
    "commission.fail": {S},
    "commission.plan": set(),
    "commission.recipient_key": set(),
    "commission.tighten": set(),
    "forms.look": set(),
    "forms.keep": set(),
    "forms.put_back": set(),
    "office.create": {A},
    "office.amend_calendar": {A},
    "office.keep_duty_kind": {A},
    "office.set_duty_term": {A},
    "duties.amend": {D, N},
    "duties.prescribe": {D, N},
    "duties.evaded": {D, N},
    "duties.answered": {D, N},
    "audit.accept_copy": set(),
    "staff.add": set(),
    "staff.close": set(),
    "audit.check": {A},
    "backups.make": {D, N, S, A},
    "backups.plan": {A},
    "an.invented_one": set(),
    "patients": set(),
}


@pytest.mark.parametrize("action", MATRIX)
def test_the_matrix(action: str) -> None:
    assert person(Role.HEAD).may(action)
    assert {role for role in (D, N, S, A) if person(role).may(action)} == MATRIX[action]


def test_who_may_not_is_told_his_role_and_whom_to_ask() -> None:
    with pytest.raises(Forbidden) as told:
        person(Role.STATISTICIAN).must("patients.enter")
    assert told.value.what == "У роли «статистик» нет права на это действие."
    assert told.value.do == "Попросите заведующего выполнить его или дать вам другую роль."


@pytest.mark.parametrize("role", [Role.ADMINISTRATOR, Role.STATISTICIAN])
def test_lists_with_names_are_closed_to_those_who_see_no_patient(register: Register, clock: Clock, role: Role) -> None:
    patient = factories.patient(register)
    with factories.signed_in(register, role, clock) as opened:
        for look in (search.patients, tasks.today, applications.listing):
            with pytest.raises(Forbidden):
                look(opened)
        with pytest.raises(Forbidden):
            search.namesakes(opened, "Воробьёв", "Илья", "1988-03-12", "")
        with pytest.raises(Forbidden):
            factories.diagnosis(opened, patient.id)


def test_a_role_has_its_russian_name() -> None:
    assert [role.label for role in Role] == ["заведующий", "врач", "медсестра", "статистик", "администратор"]
    assert person(Role.HEAD).role_title == "заведующий"
    assert person(Role.HEAD).short_name == "Зимин А. Н."


def test_only_who_works_is_found_by_his_login(register: Register) -> None:
    with register.write("staff.add") as session:
        session.add(factories.head(login="орлова", closed_on=date(2026, 1, 9)))

    def found(session: Session, login: str) -> bool:
        return by_login(session, login) is not None

    with register.read() as session:
        assert found(session, "zimin")
        assert not found(session, "орлова")
        assert not found(session, "кто-то")

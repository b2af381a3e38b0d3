"""What is typed and not saved: kept aside, for its author alone, gone with the act that saves it."""

from pathlib import Path

import pytest
import sqlalchemy as sa

from narcdesk import drafts, observation, patients, schema
from narcdesk.audit import AuditEntry, AuditTouch
from narcdesk.drafts import Contents, Draft, Subject
from narcdesk.errors import Forbidden, Invalid, NotFound
from narcdesk.office import Office
from narcdesk.register import Register
from narcdesk.staff import Role
from tests import factories
from tests.factories import Clock

VISIT = Subject("observation.visit", "Явка", "Воробьёв Илья Петрович", patient_id=1)
CARD = Subject("patients.amend", "Воробьёв Илья Петрович", "карта № 1", patient_id=1, record_id=1, kind="patients")
TYPED = Contents({"typed": {"note": "был трезв,\nприш"}}, "note", 15)


def entries(register: Register) -> int:
    with register.read() as session:
        return session.scalar(sa.select(sa.func.count()).select_from(AuditEntry)) or 0


def test_a_draft_is_kept_without_a_word_in_the_journal(register: Register) -> None:
    factories.patient(register)
    before, head = entries(register), register.head
    first = drafts.keep(register, VISIT, TYPED, begun_seq=head.seq)
    again = drafts.keep(register, VISIT, Contents({"typed": {"note": "был"}}), begun_seq=head.seq, draft_id=first)
    assert again == first
    assert (entries(register), register.head) == (before, head)
    [kept] = drafts.mine(register)
    assert (kept.subject, kept.typed.values) == (VISIT, {"typed": {"note": "был"}})
    assert kept.kept_at == register.now()
    assert schema.check(register) == []
    drafts.drop(register, first)
    drafts.drop(register, first)
    assert drafts.mine(register) == []
    assert entries(register) == before
    assert schema.check(register) == []


def test_a_draft_outlives_the_session(register: Register, clock: Clock) -> None:
    drafts.keep(register, VISIT, TYPED, begun_seq=1)
    with factories.opened_again(register, clock) as opened:
        [kept] = drafts.mine(opened)
        assert kept.typed == TYPED


def test_nothing_but_drafts_goes_through_the_third_door(register: Register) -> None:
    with pytest.raises(RuntimeError, match="office"), register.aside() as session:
        session.get_one(Office, 1).phone = "+70000000000"
    with pytest.raises(RuntimeError, match="office"), register.aside() as session:
        session.delete(session.get(Office, 1))
    with register.read() as session:
        assert session.get_one(Office, 1).phone == "+78440000000"


def test_inside_an_act_the_third_door_is_as_narrow(register: Register) -> None:
    with pytest.raises(RuntimeError, match="office"), register.together(), register.aside() as session:
        session.get_one(Office, 1).phone = "+70000000000"
    with pytest.raises(RuntimeError, match="look"), register.read(), register.aside():
        pass


def test_a_draft_goes_with_the_act_that_saves_it(register: Register) -> None:
    patient = factories.patient(register)
    kept = drafts.keep(register, VISIT, TYPED, begun_seq=register.head.seq)
    with pytest.raises(Invalid), register.together():
        observation.visit(register, patient.id, {"on": "вчера не знаю"})
    assert [draft.id for draft in drafts.mine(register)] == [kept]
    with register.together():
        observation.visit(register, patient.id, {"on": register.today(), "kept": True, "test": "none"})
        drafts.drop(register, kept)
    assert drafts.mine(register) == []
    with register.read() as session:
        kinds = set(session.scalars(sa.select(AuditTouch.kind)))
    assert "drafts" not in kinds
    assert schema.check(register) == []


def test_another_person_reads_no_draft(register: Register, clock: Clock) -> None:
    mine = drafts.keep(register, VISIT, TYPED, begun_seq=1)
    author = register.person.id
    with factories.signed_in(register, Role.NURSE, clock) as other:
        assert drafts.mine(other) == []
        with pytest.raises(NotFound):
            drafts.one(other, mine)
        drafts.drop(other, mine)
        assert drafts.keep(other, VISIT, TYPED, begun_seq=1, draft_id=mine) != mine
        with pytest.raises(Forbidden):
            drafts.left_by(other, author)
    with factories.opened_again(other, clock) as again:
        assert drafts.one(again, mine).typed == TYPED
        assert drafts.left_by(again, author) == 1  # how much, and not what


def test_who_may_do_nothing_keeps_drafts_all_the_same(register: Register, clock: Clock) -> None:
    with factories.signed_in(register, Role.STATISTICIAN, clock) as other:
        drafts.keep(other, Subject("commission.targets", "План на 2026 год"), TYPED, begun_seq=1)
        assert len(drafts.mine(other)) == 1


def test_what_does_not_fit_any_more_says_so(register: Register) -> None:
    patients.enter(register, factories.card())
    begun = register.head.seq
    assert drafts.doubt(register, CARD, begun) == ""
    patients.look(register, 1)
    assert drafts.doubt(register, CARD, begun) == ""
    patients.amend(register, 1, {"phone": "8 900 000-00-12"})
    said = drafts.doubt(register, CARD, begun)
    assert "16.03.2026, Зимин А. Н." in said
    assert drafts.doubt(register, CARD, register.head.seq) == ""
    assert drafts.doubt(register, VISIT, begun) == ""  # a new visit does not change the card
    gone = Subject("patients.amend", "", patient_id=99, record_id=99, kind="patients")
    assert "больше нет" in drafts.doubt(register, gone, begun)
    other = Subject("courses.finish", "", patient_id=1, record_id=7, kind="courses")
    assert "больше нет" in drafts.doubt(register, other, begun)


def test_the_last_kept_stands_first(register: Register, clock: Clock) -> None:
    first = drafts.keep(register, VISIT, TYPED, begun_seq=1)
    factories.patient(register)
    second = drafts.keep(register, CARD, TYPED, begun_seq=1)
    clock.moment = clock.moment.replace(year=2001)  # the clock is wrong: the order is the journal's
    patients.look(register, 1)
    drafts.keep(register, VISIT, TYPED, begun_seq=1, draft_id=first)
    assert [draft.id for draft in drafts.mine(register)] == [first, second]


def test_a_copy_of_the_folder_shows_no_draft_to_who_has_no_key(register: Register) -> None:
    drafts.keep(register, VISIT, Contents({"typed": {"note": "приметное слово"}}), begun_seq=1)
    register.close()
    for path in Path(register.folder).iterdir():
        assert "приметное слово".encode() not in path.read_bytes()


def test_a_draft_waits_for_nobody(register: Register) -> None:
    """Other work has the register: the window is told at once and tries later."""
    import threading

    from narcdesk.errors import UserError

    inside, may_end = threading.Event(), threading.Event()

    def work() -> None:
        with register.read():
            inside.set()
            may_end.wait(60)

    thread = threading.Thread(target=work)
    thread.start()
    inside.wait(60)
    with pytest.raises(UserError, match="занят"):
        drafts.keep(register, VISIT, TYPED, begun_seq=1, patience=0.05)
    register.rest()
    may_end.set()
    thread.join()
    drafts.keep(register, VISIT, TYPED, begun_seq=1)


def test_a_table_of_the_models_is_either_checked_or_aside() -> None:
    checked = {table.name for table in schema.audited_tables()}
    assert Draft.__tablename__ not in checked
    assert "lock_rules" in checked

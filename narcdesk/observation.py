"""Dispensary observation: episodes with their groups, visits, and the dated facts that remission is made of.

The rule set of an episode is the order in force on the day it was taken (704 of 1988, 1034н of 2015, the order of
12.02.2026); terms come from `rules`, and a term that no source confirms gives no date.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, Session, mapped_column

from narcdesk import diagnoses, duties, patients, rules
from narcdesk.base import Base, Coded, coded
from narcdesk.dates import add_months, show
from narcdesk.diagnoses import Diagnosis, Group
from narcdesk.errors import Invalid, NotFound, Problem, UserError
from narcdesk.fields import Kind, asked, read
from narcdesk.patients import Patient
from narcdesk.register import Register
from narcdesk.struck import MayBeStruck


class EndGround(Coded):
    """Why an observation ended; one list for all rule sets."""

    RECOVERY = "recovery", "выздоровление, стойкая ремиссия"
    MOVED = "moved", "переезд"
    REFUSED = "refused", "письменный отказ"
    NO_SHOW = "no_show", "неявка, нет сведений"
    PRISON = "prison", "лишение свободы"
    WRONG = "wrong", "диагноз не подтверждён"
    DEATH = "death", "смерть"


BY_TEST = "тест на явке"  # the proof of a use that a positive test told of


class TestResult(Coded):
    """A test for substances at a visit."""

    __test__ = False  # for pytest: it is a test of the office

    CLEAN = "clean", "отрицательный"
    FOUND = "found", "положительный"
    NONE = "none", "не проводился"


class RemissionKind(Coded):
    """Facts of abstinence and of use, each with its proof."""

    LAST_USE = "last_use", "последнее употребление"
    ABSTINENT = "abstinent", "трезвость подтверждена"
    USE = "use", "употребление подтверждено"


class Episode(MayBeStruck, Base, kw_only=True):
    """One observation, from the day it was taken to the day it ended."""

    __tablename__ = "episodes"
    __table_args__ = (sa.Index("ix_episodes_patient_id_taken_on", "patient_id", "taken_on"),)

    id: Mapped[int] = mapped_column(init=False, primary_key=True)
    patient_id: Mapped[int] = mapped_column(sa.ForeignKey("patients.id"))
    rule_set: Mapped[str] = mapped_column(sa.String(16))
    taken_on: Mapped[date] = mapped_column(info=asked("Взят под наблюдение", Kind.PAST_DAY, required=True, width=12))
    first_in_life: Mapped[bool] = mapped_column(default=False, info=asked("Впервые в жизни", Kind.YES_NO))
    group: Mapped[str | None] = mapped_column(sa.String(8), default=None)
    ended_on: Mapped[date | None] = mapped_column(default=None)
    end_ground: Mapped[EndGround | None] = mapped_column(coded(EndGround), default=None)

    def is_open_on(self, day: date) -> bool:
        """On the books at the end of a day."""
        return self.taken_on <= day and (self.ended_on is None or day < self.ended_on)


class Visit(MayBeStruck, Base, kw_only=True):
    """A visit to the office: kept or not, the test, and the next day agreed."""

    __tablename__ = "visits"
    __table_args__ = (sa.Index("ix_visits_patient_id_on", "patient_id", "on"),)

    id: Mapped[int] = mapped_column(init=False, primary_key=True)
    patient_id: Mapped[int] = mapped_column(sa.ForeignKey("patients.id"))
    on: Mapped[date] = mapped_column(info=asked("Дата", Kind.PAST_DAY, required=True, width=12))
    kept: Mapped[bool] = mapped_column(default=True, info=asked("Явился", Kind.YES_NO))
    test: Mapped[TestResult] = mapped_column(
        coded(TestResult),
        default=TestResult.NONE,
        info=asked("Тест", Kind.CHOICE, choices=TestResult, width=20),
    )
    note: Mapped[str] = mapped_column(sa.Text, default="", info=asked("Динамика", Kind.LONG_TEXT, width=44))
    next_on: Mapped[date | None] = mapped_column(default=None, info=asked("Следующая явка", Kind.NEAR_DAY, width=12))
    by: Mapped[int] = mapped_column(sa.ForeignKey("staff.id"))

    def contradictions(self) -> list[Problem]:
        """What in it cannot be together."""
        problems = []
        if not self.kept and self.test is not TestResult.NONE:
            problems.append(Problem("test", "Тест: пациент не явился, результата быть не может"))
        if self.next_on is not None and self.next_on < self.on:
            problems.append(Problem("next_on", "Следующая явка: раньше этой"))
        return problems


class RemissionFact(MayBeStruck, Base, kw_only=True):
    """One dated fact about abstinence with its proof: remission is computed from these, never typed."""

    __tablename__ = "remission_facts"
    __table_args__ = (sa.Index("ix_remission_facts_patient_id_on", "patient_id", "on"),)

    id: Mapped[int] = mapped_column(init=False, primary_key=True)
    patient_id: Mapped[int] = mapped_column(sa.ForeignKey("patients.id"))
    kind: Mapped[RemissionKind] = mapped_column(
        coded(RemissionKind), info=asked("Факт", Kind.CHOICE, required=True, choices=RemissionKind, width=28)
    )
    on: Mapped[date] = mapped_column(info=asked("Дата", Kind.PAST_DAY, required=True, width=12))
    proof: Mapped[str] = mapped_column(
        sa.String(200), default="", info=asked("Чем подтверждено", Kind.TEXT, required=True, width=36)
    )


def take(
    register: Register,
    patient_id: int,
    typed: Mapping[str, Any],
    *,
    group: str | None = None,
    ended: tuple[date, EndGround] | None = None,
) -> Episode:
    """Take a patient under observation by the rule set of that day; one of before a later one comes with its end."""
    with register.write("observation.take") as session:
        patient = patients.known(session, patient_id)
        values = _read(Episode, typed, register.today())
        _must_be_alive(patient, "taken_on", "Взят под наблюдение", values["taken_on"])
        if ended is not None and not (values["taken_on"] <= ended[0] <= register.today()):
            raise Invalid([Problem("ended_on", "Дата снятия: между взятием и сегодняшним днём")])
        if ended is not None and ended[1] is EndGround.DEATH:
            raise Invalid([Problem("end_ground", "Причина снятия: смерть отмечают в карте пациента")])
        for other in session.scalars(sa.select(Episode).where(Episode.patient_id == patient_id)):
            _must_not_overlap(values["taken_on"], ended[0] if ended else None, other)
        order = rules.observation_rules(values["taken_on"])
        if group and group not in {known.code for known in order.groups}:
            raise Invalid([Problem("group", f"Группа: в порядке {order.id} такой нет")])
        episode = Episode(
            patient_id=patient_id,
            rule_set=order.id,
            group=group,
            ended_on=ended[0] if ended else None,
            end_ground=ended[1] if ended else None,
            **values,
        )
        session.add(episode)
    return episode


def _must_not_overlap(taken_on: date, ended_on: date | None, other: Episode) -> None:
    is_before = ended_on is not None and ended_on <= other.taken_on
    if is_before or (other.ended_on is not None and other.ended_on <= taken_on):
        return
    if other.ended_on is None:
        raise UserError("Пациент уже под наблюдением.", do="Завершите прежнее наблюдение.")
    later = f"есть более позднее, с {show(other.taken_on)}; укажите, когда до него кончилось это"
    said = later if taken_on < other.taken_on else f"прежнее — до {show(other.ended_on)}"
    raise Invalid([Problem("taken_on", f"Взят под наблюдение: {said}")])


def end(register: Register, episode_id: int, on: date, ground: EndGround) -> Episode:
    """End an observation on a ground."""
    with register.write("observation.end") as session:
        episode = session.get(Episode, episode_id)
        if episode is None:
            raise NotFound("Такого наблюдения в реестре нет.")
        if episode.ended_on is not None:
            raise UserError(
                f"Наблюдение уже завершено {show(episode.ended_on)}.",
                do="Если запись ошибочна, зачеркните её в карте и внесите заново.",
            )
        if not episode.taken_on <= on <= register.today():
            raise Invalid([Problem("ended_on", "Дата снятия: между взятием и сегодняшним днём")])
        episode.ended_on, episode.end_ground = on, ground
        patient = session.get_one(Patient, episode.patient_id)
        if ground is EndGround.DEATH:
            if patient.died_on not in (None, on):
                raise Invalid([Problem("ended_on", f"Дата снятия: смерть отмечена {show(patient.died_on)}")])
            patient.died_on = on
        else:
            patients.living(patient, on)
    return episode


def visit(register: Register, patient_id: int, typed: Mapping[str, Any]) -> Visit:
    """Write a visit down; a positive test is also a confirmed use."""
    with register.write("observation.visit") as session:
        patient = patients.known(session, patient_id)
        made = Visit(patient_id=patient_id, by=register.person.id, **_read(Visit, typed, register.today()))
        _must_be_alive(patient, "on", "Дата", made.on)
        if problems := made.contradictions():
            raise Invalid(problems)
        session.add(made)
        if made.test is TestResult.FOUND:
            session.add(RemissionFact(patient_id=patient_id, kind=RemissionKind.USE, on=made.on, proof=BY_TEST))
    return made


def note_remission(register: Register, patient_id: int, typed: Mapping[str, Any]) -> RemissionFact:
    """Write down a fact of abstinence or of use with its proof."""
    with register.write("observation.note_remission") as session:
        patient = patients.known(session, patient_id)
        fact = RemissionFact(patient_id=patient_id, **_read(RemissionFact, typed, register.today()))
        _must_be_alive(patient, "on", "Дата", fact.on)
        session.add(fact)
    return fact


def _must_be_alive(patient: Patient, field: str, title: str, day: date) -> None:
    if problems := patients.before_birth(patient, field, title, day):
        raise Invalid(problems)
    patients.living(patient, day)


def _read(table: type[Base], typed: Mapping[str, Any], today: date) -> dict[str, Any]:
    reading = read(table, typed, today, whole=True)
    if reading.problems:
        raise Invalid(reading.problems)
    return reading.values


def open_episode(session: Session, patient_id: int, day: date) -> Episode | None:
    """The observation that is going on."""
    return session.scalar(
        sa.select(Episode)
        .where(
            Episode.patient_id == patient_id,
            Episode.taken_on <= day,
            sa.or_(Episode.ended_on.is_(None), Episode.ended_on > day),
        )
        .order_by(Episode.taken_on.desc())
        .limit(1)
    )


def abstinent_since(session: Session, patient_id: int, day: date) -> date | None:
    """The day from which abstinence counts: the last known use, if it was confirmed on a later day."""
    return abstinent(session, day, patient_id).get(patient_id)


@dataclass(frozen=True)
class Rhythm:
    """How often a patient has to come: his order, his group by it, the interval of his state; None is not known."""

    order: rules.RuleSet
    group: rules.Group | None
    abstinent_since: date | None
    interval: rules.Interval | None

    @property
    def shown(self) -> str:
        """In words: «не реже чем раз в 2 месяца (не подтверждено, сверьте с приказом)»."""
        if self.interval is None or self.interval.every is None:
            return "срок следующей явки в порядке не найден, сверьте с приказом"
        doubt = "" if self.interval.confirmed else " (не подтверждено, сверьте с приказом)"
        return f"не реже чем {self.interval.shown}{doubt}"


def rhythm(session: Session, patient_id: int, day: date) -> Rhythm | None:
    """How often a patient under observation has to come as things stand on a day; None: not under observation."""
    episode = open_episode(session, patient_id, day)
    if episode is None:
        return None
    order = rules.rule_set(episode.rule_set)
    group = next((known for known in order.groups if known.code == episode.group), None)
    group = group or proposed_group(session, patient_id, order)
    since = abstinent_since(session, patient_id, day)
    counted_from = since if order.counts == "remission" else episode.taken_on
    interval = order.interval(group.code, full_months(counted_from, day)) if group else None
    return Rhythm(order, group, since, interval)


def proposed_group(session: Session, patient_id: int, order: rules.RuleSet) -> rules.Group | None:
    """The group of an order that a patient's diagnosis and court duties propose; the doctor decides."""
    diagnosis = diagnoses.present(session, patient_id)
    if diagnosis is None:
        return None
    return order.group_for(diagnosis.code, court_duty=duties.is_under_duty(session, patient_id))


def full_months(since: date | None, day: date) -> int:
    """Full months from a day to another; 0 when nothing is counted."""
    if since is None or since > day:
        return 0
    months = (day.year - since.year) * 12 + day.month - since.month
    return months if add_months(since, months) <= day else months - 1


def episodes(register: Register, patient_id: int) -> list[Episode]:
    """All observations of a patient, the newest first."""
    with register.read("patients.look") as session:
        return list(
            session.scalars(
                sa.select(Episode).where(Episode.patient_id == patient_id).order_by(Episode.taken_on.desc())
            )
        )


def visits(register: Register, patient_id: int) -> list[Visit]:
    """All visits of a patient, the newest first."""
    with register.read("patients.look") as session:
        return list(
            session.scalars(
                sa.select(Visit).where(Visit.patient_id == patient_id).order_by(Visit.on.desc(), Visit.id.desc())
            )
        )


def remission_facts(register: Register, patient_id: int) -> list[RemissionFact]:
    """All facts of abstinence and use, the newest first."""
    with register.read("patients.look") as session:
        return list(
            session.scalars(
                sa.select(RemissionFact)
                .where(RemissionFact.patient_id == patient_id)
                .order_by(RemissionFact.on.desc(), RemissionFact.id.desc())
            )
        )


def observed(session: Session, day: date) -> set[int]:
    """Patients under observation at the end of a day."""
    return set(
        session.scalars(
            sa.select(Episode.patient_id).where(
                Episode.taken_on <= day, sa.or_(Episode.ended_on.is_(None), Episode.ended_on > day)
            )
        )
    )


def in_groups(session: Session, groups: tuple[Group, ...], day: date) -> set[int]:
    """Patients who belong to one of the groups at the end of a day, as rows of form 37 count them.

    It is the diagnosis of that day. Who was taken under observation before his first diagnosis was written down
    belongs to the row of that diagnosis from the taking day on: a row is never without its persons.
    """
    return diagnoses.in_groups(session, groups, day) | {
        diagnosis.patient_id for diagnosis in first_ones_after(session, day) if diagnosis.group in groups
    }


def first_ones_after(session: Session, day: date, persons: Collection[int] | None = None) -> list[Diagnosis]:
    """First diagnoses, made after a day, of those (of these persons) who were under observation on it already."""
    first = (
        sa.select(Diagnosis.patient_id, sa.func.min(Diagnosis.made_on).label("made_on"))
        .group_by(Diagnosis.patient_id)
        .subquery()
    )
    query = (
        sa.select(Diagnosis)
        .join(first, sa.and_(first.c.patient_id == Diagnosis.patient_id, first.c.made_on == Diagnosis.made_on))
        .join(Episode, Episode.patient_id == Diagnosis.patient_id)
        .where(
            Diagnosis.made_on > day,
            Episode.taken_on <= day,
            sa.or_(Episode.ended_on.is_(None), Episode.ended_on > Diagnosis.made_on),
        )
        .order_by(Diagnosis.id.desc())  # of two of one day the one that was written first stays
    )
    if persons is not None:
        query = query.where(Diagnosis.patient_id.in_(persons))
    return list({diagnosis.patient_id: diagnosis for diagnosis in session.scalars(query)}.values())


def last_use(session: Session, day: date, patient_id: int | None = None) -> dict[int, date]:
    """The last use known by a day, of each patient who has one, or of one patient."""
    return _last_fact(session, day, (RemissionKind.LAST_USE, RemissionKind.USE), patient_id)


def abstinent(session: Session, day: date, patient_id: int | None = None) -> dict[int, date]:
    """Patients whose abstinence is confirmed by a day, and since when: their last use, confirmed on a later day."""
    used = last_use(session, day, patient_id)
    confirmed = _last_fact(session, day, (RemissionKind.ABSTINENT,), patient_id)
    return {person: since for person, since in used.items() if person in confirmed and confirmed[person] > since}


def _last_fact(
    session: Session, day: date, kinds: tuple[RemissionKind, ...], patient_id: int | None
) -> dict[int, date]:
    query = (
        sa.select(RemissionFact.patient_id, sa.func.max(RemissionFact.on).label("last"))
        .where(RemissionFact.on <= day, RemissionFact.kind.in_(kinds))
        .group_by(RemissionFact.patient_id)
    )
    if patient_id is not None:
        query = query.where(RemissionFact.patient_id == patient_id)
    return {row.patient_id: row.last for row in session.execute(query)}

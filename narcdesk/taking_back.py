"""Taking an act back right after it: every row stands as it stood before, and the journal keeps both.

Only in the same session and while nobody has gone on from what the act left. What was written down as new is struck out
where the office keeps its mistakes, and deleted where nothing hangs on it yet. Numbers that were given stay given.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from narcdesk.applications import ApplicationStep
from narcdesk.audit import Change, Left, Step
from narcdesk.base import Base
from narcdesk.certificates import Certificate, CertificateStep
from narcdesk.errors import UserError
from narcdesk.office import Counter
from narcdesk.patients import Patient
from narcdesk.register import Register
from narcdesk.struck import WITH_STRUCK, MayBeStruck

Progress = Callable[[int, int], object]  # steps done, of how many

REVERSIBLE = (
    "applications.amend",
    "backups.plan",
    "batches.answer",
    "batches.draw",
    "certificates.choose_provider",
    "certificates.take_act",
    "choices.offer",
    "choices.sign",
    "commission.census",
    "commission.plan",
    "commission.recipient_key",
    "commission.tighten",
    "consents.give",
    "consents.withdraw",
    "courses.finish",
    "courses.start",
    "diagnoses.record",
    "duties.amend",
    "duties.answered",
    "duties.appeared",
    "duties.broke",
    "duties.draw_list",
    "duties.evaded",
    "duties.finish",
    "duties.left",
    "duties.prescribe",
    "duties.receive",
    "examinations.record",
    "families.enter",
    "families.talk",
    "families.withdraw",
    "forms.keep",
    "forms.put_back",
    "groups.amend",
    "groups.enter",
    "groups.visit",
    "injecting.note",
    "letters.amend",
    "letters.answered",
    "letters.cancel",
    "letters.draft",
    "observation.decide",
    "memos.give",
    "memos.sign",
    "motivation.close",
    "motivation.done",
    "motivation.plan",
    "motivation.step",
    "observation.end",
    "observation.move",
    "observation.note_remission",
    "observation.pause",
    "observation.regroup",
    "observation.resume",
    "observation.take",
    "observation.transfer",
    "observation.visit",
    "occupations.answer",
    "occupations.note",
    "occupations.refer",
    "office.amend",
    "office.amend_calendar",
    "office.keep_duty_kind",
    "office.set_duty_term",
    "office.amend_locking",
    "patients.amend",
    "patients.import_list",
    "patients.appoint",
    "patients.note_death",
    "patients.release",
    "patients.strike_out",
    "patients.take_back_death",
    "patients.tell_apart",
    "patronage.amend",
    "patronage.begin",
    "patronage.close",
    "patronage.contact",
    "patronage.move",
    "poisonings.record",
    "profile.amend",
    "profile.restore",
    "profile.take_file",
    "providers.check",
    "providers.drop_part",
    "providers.exclude",
    "providers.keep_part",
    "providers.note_call",
    "providers.restore",
    "providers.take_list",
    "providers.tell",
    "refusals.record",
    "stays.mark",
    "talks.hold",
    "talks.hold_group",
    "treatments.begin",
    "treatments.enter_stage",
    "treatments.finish",
    "treatments.mark",
    "treatments.plan",
    "treatments.schedule",
    "rules.set_cell",
    "referrals.came",
    "referrals.came_back",
    "referrals.close",
    "referrals.link",
    "referrals.move",
    "referrals.prepare",
    "referrals.receive",
    "referrals.step_back",
    "subjects.amend",
    "subjects.close",
    "subjects.enter",
)

_WENT_OUT = "бумага уже ушла или вышла из кабинета"
_NUMBERED = "номер уже дан, и он не даётся дважды"
_DECIDED = "это решение органа, его запись исправляют новой записью"
_ANSWERED = "неверную запись возвращают назад на странице заявки, кнопкой «Записано неверно», с причиной"
_KEYS = "ключи и пароли меняются только вперёд"
_TRACE = "это запись о том, что уже было сделано"

FINAL: dict[str, str] = {  # why the others cannot be taken back, in the words of the person
    "applications.carry_over": _ANSWERED,
    "applications.correct": "исправленное записывают заново",
    "applications.grant": _ANSWERED,
    "applications.refuse": _ANSWERED,
    "applications.register": _ANSWERED,
    "applications.return_back": _ANSWERED,
    "applications.send": _WENT_OUT,
    "applications.start": "черновик заявки никуда не ушёл, его можно отозвать",
    "applications.submit": _NUMBERED,
    "applications.wait": _ANSWERED,
    "applications.withdraw": _ANSWERED,
    "audit.accept_copy": _TRACE,
    "audit.export": _WENT_OUT,
    "backups.fail": _TRACE,
    "backups.make": _TRACE,
    "certificates.annul": _ANSWERED,
    "certificates.correct": "исправленное записывают заново",
    "certificates.expire": _ANSWERED,
    "certificates.lose": _ANSWERED,
    "certificates.record": _DECIDED,
    "certificates.redeem": _ANSWERED,
    "certificates.resume": _ANSWERED,
    "certificates.settle": _ANSWERED,
    "certificates.suspend": _ANSWERED,
    "commission.confirm": _TRACE,
    "commission.export": _WENT_OUT,
    "commission.fail": _TRACE,
    "disclosures.record": _WENT_OUT,
    "documents.export_list": _WENT_OUT,
    "documents.keep": _NUMBERED,
    "documents.prepare": _NUMBERED,
    "documents.printed": _WENT_OUT,
    "documents.saved": _WENT_OUT,
    "duties.told": _WENT_OUT,
    "letters.issue": _NUMBERED,
    "letters.send": _WENT_OUT,
    "infections.cancel": "эти сведения записывают заново",
    "infections.look": _TRACE,
    "infections.look_counted": _TRACE,
    "infections.record": "для этих сведений есть своя отмена, с причиной",
    "keys.allow_network": "папку перестают разрешать, перенеся реестр на этот компьютер",
    "keys.begin_rekey": _KEYS,
    "keys.drill": _TRACE,
    "keys.recover": _KEYS,
    "keys.rekey": _KEYS,
    "keys.reset_password": _KEYS,
    "keys.sheet": _WENT_OUT,
    "keys.show_words": _TRACE,
    "merges.merge": "карты разделяет отмена объединения в списке похожих карт",
    "merges.undo": "карты объединяют заново",
    "office.create": "реестр уже создан",
    "office.trust_clock": _TRACE,
    "patients.enter": _NUMBERED,
    "patients.look": _TRACE,
    "patients.look_counted": _TRACE,
    "refusals.tell": _WENT_OUT,
    "staff.change_password": _KEYS,
    "staff.dismiss": _KEYS,
    "staff.hire": _KEYS,
    "staff.note_failures": _TRACE,
    "staff.sign_in": _TRACE,
    "statistics.export": _WENT_OUT,
    "statistics.print": _WENT_OUT,
    "staff.take_back": "отменённое делают заново",
}

_GONE_ON = UserError(
    "Отменить уже нельзя: после этого действия те же записи изменены.",
    do="Исправьте их обычным образом; прежнее видно в истории.",
)
_HANGS_ON = UserError(
    "Отменить уже нельзя: на созданное этим действием опираются другие записи.",
    do="Сначала отмените или зачеркните их.",
)


def may(register: Register, step: Step) -> bool:
    """Whether the person may take an act back: he has the right to all of it, and nothing of it is final."""
    return bool(step.actions) and all(action in REVERSIBLE and register.person.may(action) for action in step.actions)


def take_back(register: Register, step: Step, *, progress: Progress = lambda done, of: None) -> Step:
    """Bring every row that an act left to what it was before. Raises Forbidden, and UserError with the reason why not.

    Rows that nobody had before are struck out as a mistake, or deleted where their kind knows no mistakes.
    """
    for action in step.actions:
        register.person.must(action)
    if not may(register, step):
        reasons = {reason for action in step.actions if (reason := FINAL.get(action))}
        why = "; ".join(sorted(reasons)) or "оно сложено из нескольких"
        raise UserError(f"Это действие не отменяется: {why}.", do="Исправьте записи обычным образом.")
    # Each is looked for and compared, and what is new goes.
    told = _Told(progress, 2 * len(step.rows) + sum(map(_is_new, step.rows)))
    with register.write("staff.take_back") as session:
        made: list[Base] = []
        # What hangs on a card that this very act made goes with the card, and nobody is left to be mistaken of.
        new_cards = {left.row.id for left in step.rows if _is_new(left) and isinstance(left.row, Patient)}
        for left, row in list(_rows(session, step, told)):
            if left.change is Change.UPDATE:
                for name, value in left.before.items():
                    setattr(row, name, value)
            elif isinstance(row, MayBeStruck) and getattr(row, "patient_id", None) not in new_cards:
                row.struck_on, row.struck_by = register.today(), register.person.id
                row.struck_why = "отменено сразу после записи"
            elif isinstance(row, Certificate):
                row.take_back()
            elif isinstance(row, CertificateStep | ApplicationStep):
                session.add(row.undone(register.today(), register.person.id))
            else:
                made.append(row)
        _delete(session, made, told)
    return step


@dataclass
class _Told:
    """How far it is; whoever is told may raise, and then nothing of it stays."""

    progress: Progress
    of: int
    done: int = 0

    def more(self, rows: int) -> None:
        """So many more are done."""
        self.done += rows
        self.progress(min(self.done, self.of), self.of)


def _rows(session: Session, step: Step, told: _Told) -> Iterator[tuple[Left, Base]]:
    """Every row of the step as it stands now; raises UserError where it is not as the act left it."""
    there = _there(session, step, told)
    for place, left in enumerate(step.rows):
        if not place % _CHUNK:
            told.more(min(_CHUNK, len(step.rows) - place))
        if isinstance(left.row, Counter):
            continue
        now = there.get((type(left.row), sa.inspect(left.row).identity))
        if now is None or not left.is_as_left(now):
            raise _GONE_ON
        yield left, now


def _is_new(left: Left) -> bool:
    return left.change is Change.INSERT


_CHUNK = 500  # rows asked for, or deleted, at once


def _there(session: Session, step: Step, told: _Told) -> dict[tuple[type[Base], Any], Base]:
    """The rows of a step as they stand now, by their kind and key: an import leaves sixty thousand of them."""
    wanted: dict[type[Base], list[Any]] = {}
    for left in step.rows:
        wanted.setdefault(type(left.row), []).append(sa.inspect(left.row).identity)
    found: dict[tuple[type[Base], Any], Base] = {}
    for kind, keys in wanted.items():
        columns = sa.inspect(kind).primary_key
        for start in range(0, len(keys), _CHUNK):
            some = keys[start : start + _CHUNK]
            is_one = columns[0].in_([key[0] for key in some]) if len(columns) == 1 else sa.tuple_(*columns).in_(some)
            rows = session.scalars(sa.select(kind).where(is_one), execution_options=WITH_STRUCK)
            found |= {(kind, sa.inspect(row).identity): row for row in rows}
            told.more(len(some))
    return found


def _delete(session: Session, made: list[Base], told: _Told) -> None:
    """Delete rows, those that refer to others first; raises UserError where something newer refers to them."""
    try:
        session.flush()
        by_table: dict[str, list[Base]] = {}
        for row in made:
            by_table.setdefault(row.__tablename__, []).append(row)
        for table in reversed(Base.metadata.sorted_tables):
            rows = by_table.get(table.name, [])
            for start in range(0, len(rows), _CHUNK):
                for row in rows[start : start + _CHUNK]:
                    session.delete(row)
                session.flush()
                told.more(len(rows[start : start + _CHUNK]))
    except IntegrityError as error:
        raise _HANGS_ON from error

"""Writing a confirmed list down: new cards in one act, what known cards lack by the office's own acts; all or none."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, Session, mapped_column

from narcdesk import deaths, diagnoses, observation, patients
from narcdesk.base import Base, add_many
from narcdesk.diagnoses import Diagnosis
from narcdesk.errors import UserError
from narcdesk.observation import Episode
from narcdesk.office import next_number
from narcdesk.patient_lists.proposal import SAME, SKIP, TAKE, Progress, Proposal
from narcdesk.patient_lists.rows import PersonRow, episode_of
from narcdesk.patients import Patient, Representative
from narcdesk.register import Register

_CHUNK = 500  # rows written, and ids asked for, at once


class PatientList(Base, kw_only=True):
    """An old list that was taken in: which file, how its columns were read, and how much came of it; no names."""

    __tablename__ = "patient_lists"

    id: Mapped[int] = mapped_column(init=False, primary_key=True)
    file_name: Mapped[str] = mapped_column(sa.String(255))
    file_sha256: Mapped[str] = mapped_column(sa.String(64), index=True)
    sheet: Mapped[str] = mapped_column(sa.String(120), default="")
    taken_on: Mapped[date]
    taken_by: Mapped[int] = mapped_column(sa.ForeignKey("staff.id"))
    columns: Mapped[dict[str, str]]  # fact -> title of the column, proposed again next time
    answers: Mapped[dict[str, Any]]  # what was said for all rows at once
    rows: Mapped[int]
    entered: Mapped[int]
    added_to: Mapped[int]  # known cards that got something they lacked
    skipped: Mapped[int]


def take(register: Register, proposal: Proposal, *, progress: Progress = lambda done, of: None) -> PatientList | None:
    """Write down what was decided, as one step that can be taken back whole; None: the register held all of it.

    Raises UserError with the number of the row that could not be taken; then nothing is.
    """
    register.person.must("patients.import_list")
    today = register.today()
    new = [row for row in proposal.rows if proposal.choices[row.row].action == TAKE]
    joined = [row for row in proposal.rows if proposal.choices[row.row].action == SAME]
    known = {row.row: one.patient_id for row in joined if (one := proposal.choices[row.row].known) is not None}
    lacks = _what_they_lack(register, joined, known)
    if not new and not lacks:
        return None
    for right, is_needed in (
        ("patients.enter", bool(new)),
        ("diagnoses.record", any(row.diagnosis for row in new)),
        ("observation.take", any(row.taken_on for row in new)),
        ("patients.appoint", any(row.representative for row in new)),
    ):
        if is_needed:
            register.person.must(right)
    steps = len(new) + len(lacks)
    with register.together():
        with register.write("patients.import_list") as session:
            _enter(session, new, today, lambda done: progress(done, steps))
            kept = PatientList(
                file_name=proposal.file.name[:255],
                file_sha256=proposal.file.sha256,
                sheet=proposal.grid.sheet[:120],
                taken_on=today,
                taken_by=register.person.id,
                columns=proposal.columns.remembered,
                answers=proposal.answers.as_json(),
                rows=len(proposal.rows),
                entered=len(new),
                added_to=len(lacks),
                skipped=proposal.count(SKIP),
            )
            session.add(kept)
        for done, (row, acts) in enumerate(lacks):
            progress(len(new) + done, steps)
            with _in_row(row):
                for act in acts:
                    act()
    return kept


def counts(register: Register, proposal: Proposal) -> dict[str, Any]:
    """What the command line answers before anything is written."""
    joined = [row for row in proposal.rows if proposal.choices[row.row].action == SAME]
    known = {row.row: one.patient_id for row in joined if (one := proposal.choices[row.row].known) is not None}
    lacks = len(_what_they_lack(register, joined, known))
    return {
        "new": proposal.count(TAKE),
        "changed": lacks,
        "gone": 0,  # whoever is not in an old list is none the less a patient
        "unchanged": len(joined) - lacks,
        "skipped": proposal.count(SKIP),
        "errors": [one.as_json() for one in proposal.complaints if one.severity == "error"],
        "duplicates": [
            {"row": one.row, "message": f"{one.message}. {one.do}."} for one in proposal.complaints if one.is_duplicate
        ],
        "rows": [{"row": row.row, **row.cells} for row in proposal.rows],
    }


class _in_row:  # noqa: N801  (used as a context, read as words)
    """Names the row in the error of what failed in it."""

    def __init__(self, row: PersonRow) -> None:
        self._row = row

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        if isinstance(error, UserError):
            raise UserError(
                f"Строка {self._row.row}: {error.what}",
                lost="Ничего из списка не внесено.",
                do="Исправьте или пропустите эту строку и повторите.",
            ) from error


def _enter(session: Session, rows: Sequence[PersonRow], today: date, progress: Callable[[int], object]) -> None:
    """New cards with all that hangs on them, each through the same checks as a card that is typed."""
    if not rows:
        return
    first = next_number(session, "card", 0, len(rows)) - len(rows) + 1
    for start in range(0, len(rows), _CHUNK):
        progress(start)
        some = rows[start : start + _CHUNK]
        cards = [_card(row, first + start + place, today) for place, row in enumerate(some)]
        add_many(session, cards)
        add_many(session, [fact for row, card in zip(some, cards, strict=True) for fact in _facts(row, card, today)])
    progress(len(rows))


def _card(row: PersonRow, number: int, today: date) -> Patient:
    with _in_row(row):
        card = patients.drawn_up(row.card, today, {}, row.odd)
    card.card_number, card.died_on = number, row.died_on()
    return card


def _facts(row: PersonRow, card: Patient, today: date) -> Iterator[Base]:
    with _in_row(row):
        if row.diagnosis is not None:
            yield diagnoses.drawn_up(card, row.diagnosis, today)
        if row.taken_on is not None:
            yield episode_of(card, row, today)
        if row.representative is not None:
            yield patients.representative_of(card.id, row.representative, today)


# What known cards lack


def _what_they_lack(
    register: Register, rows: Sequence[PersonRow], known: Mapping[int, int]
) -> list[tuple[PersonRow, list[Callable[[], object]]]]:
    """For each row of a known person the acts that add what the card does not hold; rows that add nothing are left out.

    What the card says already is never written over.
    """
    ids = sorted(set(known.values()))
    with register.read("patients.look") as session:
        cards = {card.id: card for card in _each(session, ids)}
        have = {
            table: set(session.scalars(sa.select(table.patient_id).where(table.patient_id.in_(ids[:_CHUNK]))))
            if len(ids) <= _CHUNK
            else set(session.scalars(sa.select(table.patient_id)))
            for table in (Diagnosis, Episode, Representative)
        }
    found = []
    for row in rows:
        card = cards.get(known[row.row])
        if card is not None and (acts := _acts(register, row, card, have)):
            found.append((row, acts))
    return found


def _each(session: Session, ids: Sequence[int]) -> Iterator[Patient]:
    for start in range(0, len(ids), _CHUNK):
        yield from session.scalars(sa.select(Patient).where(Patient.id.in_(ids[start : start + _CHUNK])))


_NOT_ADDED = ("came_from", "came_on", "legal_ground", "policy_kind", "remark")


def _acts(
    register: Register, row: PersonRow, card: Patient, have: Mapping[Any, set[int]]
) -> list[Callable[[], object]]:
    """What a row adds to a card, as the office's own acts."""
    acts: list[Callable[[], object]] = []
    missing = {
        name: value for name, value in row.card.items() if value and name not in _NOT_ADDED and not getattr(card, name)
    }
    told = [line for line in str(row.card.get("remark", "")).splitlines() if line not in card.remark]
    if told:
        missing["remark"] = "\n".join(filter(None, [card.remark, *told]))
    if missing.keys() & {"document_series", "document_number"} and (card.document_series or card.document_number):
        missing = {name: value for name, value in missing.items() if not name.startswith("document_")}
    if missing:
        odd = {**card.odd, **{name: why for name, why in row.odd.items() if name in missing}}
        acts.append(lambda: patients.amend(register, card.id, missing, odd=odd))
    facts, taken_on, death = row.diagnosis, row.taken_on, row.died_on()
    if facts is not None and card.id not in have[Diagnosis]:
        acts.append(lambda: diagnoses.record(register, card.id, facts))
    if taken_on is not None and card.id not in have[Episode] and card.died_on is None:
        ended = None if death else row.ended
        acts.append(lambda: observation.take(register, card.id, {"taken_on": taken_on}, ended=ended))
        if death is not None:
            acts.append(lambda: deaths.note(register, card.id, death))
    speaks = row.representative
    if speaks is not None and card.id not in have[Representative]:
        acts.append(lambda: patients.appoint(register, card.id, speaks))
    return acts


# Queries


def last_columns(register: Register) -> dict[str, str]:
    """Fact -> title, as the office read its last list."""
    with register.read() as session:
        return dict(session.scalar(sa.select(PatientList.columns).order_by(PatientList.id.desc()).limit(1)) or {})


def taken_before(register: Register, file_sha256: str, sheet: str) -> PatientList | None:
    """The last time when this very sheet of this very file was taken in."""
    with register.read() as session:
        return session.scalar(
            sa.select(PatientList)
            .where(PatientList.file_sha256 == file_sha256, PatientList.sheet == sheet)
            .order_by(PatientList.id.desc())
            .limit(1)
        )

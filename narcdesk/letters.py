"""Outgoing letters that name a patient: to whom, about what, on what ground, under which number, and what came back.

Medical secrecy leaves the office with a written consent or in a case of the closed list alone (323-ФЗ ст. 13 ч. 3, 4):
without such a ground a letter gets no number, no paper is made of it, and so nothing can be printed. What was sent
stands in the log of disclosures, of a list of many in that of each. A number is never given twice; of a letter that did
not go it stays in the journal.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, Session, mapped_column

from narcdesk import consents, disclosures, documents, patients, rules, subjects
from narcdesk.applications.consented import by_legal_representative
from narcdesk.base import Base, Coded, coded, place_of
from narcdesk.consents import TELLING, Consent, Told
from narcdesk.dates import show
from narcdesk.disclosures import CONSENT, AddresseeKind
from narcdesk.documents import Document
from narcdesk.errors import Invalid, NotFound, Problem, UserError
from narcdesk.fields import Kind, asked, read
from narcdesk.names import clean
from narcdesk.office import next_number
from narcdesk.patients import Patient
from narcdesk.register import Register


class LetterState(Coded):
    """How far a letter went; read from its days, kept nowhere."""

    DRAFT = "draft", "черновик"
    NUMBERED = "numbered", "оформлено"
    SENT = "sent", "отправлено"
    ANSWERED = "answered", "есть ответ"
    CANCELLED = "cancelled", "не отправлено"


class NoGround(UserError):
    """The law lets this letter not leave; `reasons` say why, each a sentence."""

    def __init__(self, reasons: list[str]) -> None:
        self.reasons = reasons
        super().__init__(
            f"Оформить и отправить письмо нельзя: {'; '.join(reasons)}.",
            do="Укажите действующее согласие или подходящее основание из 323-ФЗ ст. 13 ч. 4.",
        )


class Letter(Base, kw_only=True):
    """One letter; `about_kind` and `about_id` are the row of the register that it tells of."""

    __tablename__ = "letters"
    __table_args__ = (sa.Index("ix_letters_about_kind_about_id", "about_kind", "about_id"),)

    id: Mapped[int] = mapped_column(init=False, primary_key=True)
    patient_id: Mapped[int | None] = mapped_column(sa.ForeignKey("patients.id"), index=True)  # None: of a list of many
    form: Mapped[str] = mapped_column(sa.String(40))
    about_kind: Mapped[str] = mapped_column(sa.String(40))
    about_id: Mapped[int]
    recipient_kind: Mapped[AddresseeKind] = mapped_column(
        coded(AddresseeKind), info=asked("Кто это", Kind.CHOICE, required=True, choices=AddresseeKind, width=44)
    )
    recipient: Mapped[str] = mapped_column(sa.String(300), info=asked("Кому", Kind.TEXT, required=True, width=44))
    recipient_address: Mapped[str] = mapped_column(sa.String(300), default="", info=asked("Адрес", Kind.TEXT, width=44))
    attention: Mapped[str] = mapped_column(
        sa.String(200), default="", info=asked("Кому лично", Kind.TEXT, width=36, hint="начальнику Иванову И. И.")
    )
    ground: Mapped[str] = mapped_column(
        sa.String(24), info=asked("Основание", Kind.CHOICE, required=True, choices=disclosures.grounds, width=60)
    )
    consent_id: Mapped[int | None] = mapped_column(sa.ForeignKey("consents.id"), default=None)
    basis: Mapped[str] = mapped_column(
        sa.String(200), default="", info=asked("По какому документу", Kind.TEXT, width=36, hint="запрос, постановление")
    )
    words: Mapped[str] = mapped_column(
        sa.Text, default="", info=asked("Дополнительно", Kind.LONG_TEXT, width=44, hint="войдёт в текст письма")
    )
    due_on: Mapped[date | None] = mapped_column(default=None)  # the last day to send it, by an act or the office
    answer_due: Mapped[date | None] = mapped_column(
        default=None, info=asked("Ответ ждём до", Kind.NEAR_DAY, width=12, hint="пусто, если ответа не ждём")
    )
    drafted_on: Mapped[date]
    signed_by: Mapped[int] = mapped_column(sa.ForeignKey("staff.id"))
    number: Mapped[str | None] = mapped_column(sa.String(24), unique=True, default=None)
    numbered_on: Mapped[date | None] = mapped_column(default=None)
    document_id: Mapped[int | None] = mapped_column(sa.ForeignKey("documents.id"), default=None)
    sent_on: Mapped[date | None] = mapped_column(default=None)
    sent_how: Mapped[str] = mapped_column(sa.String(120), default="")
    answered_on: Mapped[date | None] = mapped_column(default=None)
    answer: Mapped[str] = mapped_column(sa.String(300), default="")
    cancelled_on: Mapped[date | None] = mapped_column(default=None)
    cancelled_why: Mapped[str] = mapped_column(sa.String(300), default="")

    @property
    def state(self) -> LetterState:
        """How far it went."""
        if self.cancelled_on is not None:
            return LetterState.CANCELLED
        if self.answered_on is not None:
            return LetterState.ANSWERED
        if self.sent_on is not None:
            return LetterState.SENT
        return LetterState.NUMBERED if self.number else LetterState.DRAFT


@dataclass(frozen=True)
class Gate:
    """What a letter has to pass beside its ground, by its form and by what it is about; `forms.sheets` makes it.

    `objects` says what there speaks against the letter; `follows` is done there when it leaves, within that act, which
    it may refuse. `whom` says of which patients a letter tells that is about nobody alone; `each` what of one of them
    leaves and by which of his consents, where all of them agreed and `objects` has looked at it.
    """

    tells: Collection[str]  # codes of `Told`: what of the secret the form passes on
    what: str  # how the log of disclosures calls the paper, without a name
    objects: Callable[[Session, Letter, date], list[str]] | None = None
    follows: Callable[[Register, Session, Letter], object] | None = None
    whom: Callable[[Session, Letter], Collection[int]] | None = None
    each: Callable[[Session, Letter, int], tuple[str, str]] | None = None

    def told_of(self, session: Session, letter: Letter) -> Collection[int]:
        """The patients in whose log it stands when it leaves."""
        if letter.patient_id is not None:
            return [letter.patient_id]
        return self.whom(session, letter) if self.whom else []


def draft(
    register: Register,
    patient_id: int | None,
    typed: Mapping[str, Any],
    *,
    form: str,
    about: Base,
    consent_id: int | None = None,
    due_on: date | None = None,
) -> Letter:
    """Begin a letter about a row of the register; raises Invalid. The ground is asked now and checked at the number.

    Without a patient it is a list of many, which no single consent lets go.
    """
    with register.write("letters.draft") as session:
        if patient_id is not None:
            patients.known(session, patient_id)
        kind, number_there = place_of(about)
        letter = Letter(
            patient_id=patient_id,
            form=form,
            about_kind=kind,
            about_id=number_there,
            consent_id=consent_id,
            due_on=due_on,
            drafted_on=register.today(),
            signed_by=register.person.id,
            **_read(typed, register.today()),
        )
        session.add(letter)
    return letter


def amend(register: Register, letter_id: int, typed: Mapping[str, Any], *, consent_id: int | None = None) -> Letter:
    """Change a draft; a letter with a number is cancelled and written anew instead."""
    with register.write("letters.amend") as session:
        letter = _in_state(session, letter_id, LetterState.DRAFT)
        for name, value in _read(typed, register.today()).items():
            setattr(letter, name, value)
        letter.consent_id = consent_id
    return letter


def _read(typed: Mapping[str, Any], today: date) -> dict[str, Any]:
    reading = read(Letter, typed, today, whole=True)
    if reading.problems:
        raise Invalid(reading.problems)
    return reading.values


def objections(session: Session, letter: Letter, gate: Gate, day: date) -> list[str]:
    """Why a letter may not leave on a day, in words."""
    found = gate.objects(session, letter, day) if gate.objects else []
    if letter.ground == CONSENT and letter.patient_id is None:
        return found if gate.each else [*found, "список о многих людях по согласию одного из них не уходит"]
    if letter.ground == CONSENT:
        return found + _objections_to_consent(session, letter, gate.tells, day)
    return found + _objections_to_ground(session, letter)


def _objections_to_ground(session: Session, letter: Letter) -> list[str]:
    listed = subjects.kinds_called(session, letter.recipient)
    if listed and letter.recipient_kind not in listed:
        return [f"в справочнике адресат — {', '.join(sorted(kind.label for kind in listed))}"]
    ground = next((one for one in rules.disclosure_grounds() if one.code == letter.ground), None)
    if ground is None:
        return ["такого основания в перечне закона нет"]
    if letter.recipient_kind.value not in ground.kinds:
        return [
            f"основание {ground.code} ({ground.title}) не подходит адресату «{letter.recipient_kind.label}»: "
            f"по нему сообщают так — {ground.to}"
        ]
    return []


def _objections_to_consent(session: Session, letter: Letter, tells: Collection[str], day: date) -> list[str]:
    consent = session.get(Consent, letter.consent_id) if letter.consent_id is not None else None
    if consent is None or consent.patient_id != letter.patient_id:
        return ["согласие не указано"]
    if consent.kind not in TELLING:
        return [f"согласие № {consent.number} — {consent.kind.label}, а нужно на передачу врачебной тайны"]
    if consent.withdrawn_on is not None and consent.withdrawn_on <= day:
        return [f"согласие № {consent.number} отозвано {show(consent.withdrawn_on)}"]
    if not consent.is_valid_on(day):
        return [f"согласие № {consent.number} в этот день не действует"]
    found = []
    if clean(consent.recipient).casefold() != clean(letter.recipient).casefold():
        found.append(f"согласие № {consent.number} дано для другого получателя: {consent.recipient}")
    if lacking := [Told(code).label for code in tells if code not in consent.scope]:
        found.append(f"в согласии № {consent.number} не разрешено сообщать: {', '.join(lacking)}")
    assert letter.patient_id is not None  # of a list nobody asks for a consent
    patient = session.get_one(Patient, letter.patient_id)
    is_minors = consents.needs_representative(session, patient, day) and not consent.capable_by
    if is_minors and not by_legal_representative(session, consent, day):
        found.append("пациент несовершеннолетний: согласие подписывает законный представитель")
    return found


def number(register: Register, session: Session, letter_id: int, gate: Gate) -> Letter:
    """Give a draft its number if the law lets it leave; raises NoGround. For the act that makes the paper too."""
    letter = _in_state(session, letter_id, LetterState.DRAFT)
    today = register.today()
    if reasons := objections(session, letter, gate, today):
        raise NoGround(reasons)
    letter.number = f"И-{today.year}-{next_number(session, 'letter', today.year):04}"
    letter.numbered_on = today
    letter.signed_by = register.person.id
    return letter


def send(register: Register, letter_id: int, on: date, how: str, gate: Gate) -> Letter:
    """It left: the log of disclosures has it. A consent withdrawn since the number stops it: raises NoGround."""
    with register.write("letters.send") as session:
        letter = _in_state(session, letter_id, LetterState.NUMBERED)
        assert letter.numbered_on is not None and letter.number is not None
        if not letter.numbered_on <= on <= register.today():
            raise Invalid([Problem("sent_on", f"Отправлено: между {show(letter.numbered_on)} и сегодняшним днём")])
        if reasons := objections(session, letter, gate, on):
            raise NoGround(reasons)
        letter.sent_on, letter.sent_how = on, clean(how)
        consent = session.get(Consent, letter.consent_id) if letter.consent_id is not None else None
        by_all = f"согласие № {consent.number}" if consent else letter.basis
        for patient_id in gate.told_of(session, letter):
            what, basis = gate.each(session, letter, patient_id) if gate.each else (gate.what, by_all)
            disclosures.note(
                register,
                session,
                patient_id=patient_id,
                told_on=on,
                recipient=letter.recipient,
                what=what,
                ground=letter.ground,
                basis=basis,
                letter=letter.number,
            )
        if gate.follows:
            gate.follows(register, session, letter)
    return letter


def answered(register: Register, letter_id: int, on: date, answer: str) -> Letter:
    """What came back."""
    with register.write("letters.answered") as session:
        letter = _in_state(session, letter_id, LetterState.SENT)
        assert letter.sent_on is not None
        if not letter.sent_on <= on <= register.today():
            raise Invalid([Problem("answered_on", "Ответ получен: между отправкой и сегодняшним днём")])
        letter.answered_on, letter.answer = on, clean(answer)
    return letter


def cancel(register: Register, letter_id: int, why: str) -> Letter:
    """It will not go: its number, if it has one, stays taken."""
    with register.write("letters.cancel") as session:
        letter = _in_state(session, letter_id, LetterState.DRAFT, LetterState.NUMBERED)
        if not (said := clean(why)):
            raise Invalid([Problem("why", "Почему: нужно заполнить")])
        letter.cancelled_on, letter.cancelled_why = register.today(), said
    return letter


def _in_state(session: Session, letter_id: int, *states: LetterState) -> Letter:
    letter = session.get(Letter, letter_id)
    if letter is None:
        raise NotFound("Такого письма в реестре нет.")
    if letter.state not in states:
        raise UserError(f"Письмо уже в состоянии «{letter.state.label}».", do="Нажмите F5: список обновится.")
    return letter


def one(register: Register, letter_id: int) -> Letter:
    """One letter."""
    with register.read("patients.look") as session:
        letter = session.get(Letter, letter_id)
        if letter is None:
            raise NotFound("Такого письма в реестре нет.")
        return letter


def listing(register: Register, patient_id: int) -> list[Letter]:
    """All letters about a patient, the newest first."""
    with register.read("patients.look") as session:
        return list(
            session.scalars(sa.select(Letter).where(Letter.patient_id == patient_id).order_by(Letter.id.desc()))
        )


def of_form(register: Register, form: str) -> list[Letter]:
    """All letters of one form, the newest first: the lists of many, which stand on nobody's card."""
    with register.read("letters.lists") as session:
        query = sa.select(Letter).where(Letter.form == form, Letter.patient_id.is_(None))
        return list(session.scalars(query.order_by(Letter.id.desc())))


def paper(register: Register, letter: Letter) -> Document:
    """The paper of a letter that has a number; raises NotFound."""
    register.person.must("patients.look")
    if letter.document_id is None:
        raise NotFound("Бумаги у этого письма ещё нет.", do="Сначала оформите письмо.")
    return documents.one(register, letter.document_id)


def about(register: Register, row: Base, form: str = "") -> list[Letter]:
    """The letters about one row of the register, of one form if it is named, the newest first."""
    with register.read("patients.look") as session:
        kind, number_there = place_of(row)
        query = sa.select(Letter).where(Letter.about_kind == kind, Letter.about_id == number_there)
        return list(session.scalars((query.where(Letter.form == form) if form else query).order_by(Letter.id.desc())))


def consents_for(register: Register, patient_id: int) -> list[Consent]:
    """The consents to pass the secret on that hold today: what a letter may go by."""
    with register.read("patients.look") as session:
        found = session.scalars(
            sa.select(Consent)
            .where(Consent.patient_id == patient_id, Consent.kind.in_(TELLING))
            .order_by(Consent.given_on.desc(), Consent.id.desc())
        )
        return [consent for consent in found if consent.is_valid_on(register.today())]

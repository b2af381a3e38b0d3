"""The person's choice of an organisation: which were shown to him, what he wished, and which one he signed for.

Regulation, section 2 («содействуют в выборе») and 4.4. The sheet is given into his hand; the choice is his alone.
"""

from collections.abc import Sequence
from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, Session, mapped_column

from narcdesk import patients, providers
from narcdesk.base import Base
from narcdesk.dates import show
from narcdesk.errors import Invalid, NotFound, Problem, UserError
from narcdesk.fields import Field, Kind
from narcdesk.provider_choice import MOST, Case, Wish
from narcdesk.register import Register

SIGNING = [
    Field("provider", "Выбрал(а)", Kind.CHOICE, required=True, width=44),
    Field("on", "Подписано", Kind.PAST_DAY, required=True, width=12),
]


class ProviderChoice(Base, kw_only=True):
    """One sheet of organisations shown to a person, and what he chose."""

    __tablename__ = "provider_choices"

    id: Mapped[int] = mapped_column(init=False, primary_key=True)
    patient_id: Mapped[int] = mapped_column(sa.ForeignKey("patients.id"), index=True)
    made_on: Mapped[date]
    made_by: Mapped[int] = mapped_column(sa.ForeignKey("staff.id"))
    asked_for: Mapped[str] = mapped_column(sa.String(300), default="")  # the case in words, without a name
    wishes: Mapped[list[str]] = mapped_column(default_factory=list)  # codes, in the person's order
    offered: Mapped[list[str]] = mapped_column(default_factory=list)  # numbers of organisations, in the neutral order
    chosen_id: Mapped[int | None] = mapped_column(sa.ForeignKey("providers.id"), default=None)
    signed_on: Mapped[date | None] = mapped_column(default=None)

    @property
    def provider_ids(self) -> list[int]:
        """The organisations that were shown."""
        return [int(number) for number in self.offered]

    @property
    def wished(self) -> list[str]:
        """The wishes in words, the most important first."""
        return [Wish(code).label for code in self.wishes]


def offer(
    register: Register, patient_id: int, provider_ids: Sequence[int], case: Case, wishes: Sequence[Wish] = ()
) -> ProviderChoice:
    """Keep which organisations are shown to a person, before the sheet is printed. Raises UserError."""
    with register.write("choices.offer") as session:
        patients.living(patients.known(session, patient_id), register.today())
        if not 1 <= len(provider_ids) <= MOST:
            raise UserError(
                f"На листе от 1 до {MOST} организаций, отмечено: {len(provider_ids)}.", do="Отметьте их клавишей F8."
            )
        for provider_id in provider_ids:
            shown = providers.view(session, provider_id)
            if not shown.is_included_on(register.today()):
                raise UserError(f"«{shown.name}» сегодня не в реестре: {shown.inclusion}.", do="Снимите с неё отметку.")
        made = ProviderChoice(
            patient_id=patient_id,
            made_on=register.today(),
            made_by=register.person.id,
            asked_for=case.words[:300],
            wishes=[wish.value for wish in wishes],
            offered=[str(number) for number in provider_ids],
        )
        session.add(made)
    return made


def sign(register: Register, choice_id: int, provider_id: int, on: date) -> ProviderChoice:
    """The person signed the sheet and chose one of the organisations on it. Raises Invalid, UserError."""
    with register.write("choices.sign") as session:
        choice = _known(session, choice_id)
        if choice.signed_on is not None:
            raise UserError(f"Выбор уже подписан {show(choice.signed_on)}.", do="Новый выбор — на новом листе.")
        problems = []
        if provider_id not in choice.provider_ids:
            problems.append(Problem("provider", "Выбрал(а): этой организации на листе нет"))
        if not choice.made_on <= on <= register.today():
            problems.append(Problem("on", "Подписано: между днём листа и сегодняшним днём"))
        if problems:
            raise Invalid(problems)
        patients.living(patients.known(session, choice.patient_id), on)
        choice.chosen_id, choice.signed_on = provider_id, on
    return choice


def _known(session: Session, choice_id: int) -> ProviderChoice:
    choice = session.get(ProviderChoice, choice_id)
    if choice is None:
        raise NotFound("Такого листа выбора в реестре нет.")
    return choice


def listing(register: Register, patient_id: int) -> list[ProviderChoice]:
    """All sheets of a patient, the newest first."""
    with register.read("patients.look") as session:
        query = sa.select(ProviderChoice).where(ProviderChoice.patient_id == patient_id)
        return list(session.scalars(query.order_by(ProviderChoice.id.desc())))


def shown(register: Register, patient_id: int) -> dict[int, str]:
    """The names of the organisations on all sheets of a patient, by their numbers."""
    with register.read("patients.look") as session:
        numbers = {number for sheet in listing(register, patient_id) for number in sheet.provider_ids}
        return {one.id: one.name for one in providers.some(session, sorted(numbers))}

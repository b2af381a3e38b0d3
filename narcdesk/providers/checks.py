"""Criteria of the selection and visits of monitoring: what was looked at, how, and what was found.

The groups follow what regions' criteria tables have in common (the texts themselves are the region's); monitoring of
organisations of all forms of property and their voluntary certification stand in the plan of the Irkutsk region,
4.3 and 4.4.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from narcdesk.base import Base, Coded, coded
from narcdesk.errors import Invalid, Problem
from narcdesk.fields import Field, Kind, asked, read
from narcdesk.providers.views import known
from narcdesk.register import Register


class Purpose(Coded):
    """Why a provider was looked at."""

    SELECTION = "selection", "квалификационный отбор"
    CERTIFICATION = "certification", "добровольная сертификация"
    MONITORING = "monitoring", "мониторинг"


class Method(Coded):
    """How a criterion was looked at."""

    PAPER = "paper", "документ"
    LOOK = "look", "осмотр"
    TALK = "talk", "интервью"


class Met(Coded):
    """Whether a criterion is met."""

    YES = "yes", "соответствует"
    PARTLY = "partly", "с замечаниями"
    NO = "no", "не соответствует"


class Criterion(Coded):
    """Groups of criteria, one answer each."""

    BASE = "base", "Базовые условия: здание, пожарные и санитарные нормы"
    STAFF = "staff", "Кадры"
    PROGRAMME = "programme", "Программа: цели, этапы, сроки"
    CONTRACT = "contract", "Договор, добровольность, правила"
    RIGHTS = "rights", "Права и жалобы"
    MEDICINE = "medicine", "Связь с медициной"
    RESOCIALISATION = "resocialisation", "Ресоциализация и патронат"
    REPORTS = "reports", "Отчётность"
    OPINIONS = "opinions", "Отзывы"


class ProviderCheck(Base, kw_only=True):
    """One visit or examination of papers, with an answer to each group of criteria that was looked at."""

    __tablename__ = "provider_checks"

    id: Mapped[int] = mapped_column(init=False, primary_key=True)
    provider_id: Mapped[int] = mapped_column(sa.ForeignKey("providers.id"), index=True)
    purpose: Mapped[Purpose] = mapped_column(
        coded(Purpose), info=asked("Что это", Kind.CHOICE, required=True, choices=Purpose, width=28)
    )
    on: Mapped[date] = mapped_column(info=asked("Когда", Kind.PAST_DAY, required=True, width=12))
    who: Mapped[str] = mapped_column(
        sa.String(300), info=asked("Кто проверял", Kind.TEXT, required=True, width=28, hint="орган, комиссия, фамилии")
    )
    act: Mapped[str] = mapped_column(
        sa.String(200), default="", info=asked("Акт или протокол", Kind.TEXT, width=28, hint="дата и номер")
    )
    conclusion: Mapped[str] = mapped_column(sa.String(1000), default="", info=asked("Вывод", Kind.LONG_TEXT, width=28))
    mend_by: Mapped[date | None] = mapped_column(
        default=None, info=asked("Устранить до", Kind.NEAR_DAY, width=12, hint="если есть замечания")
    )
    answers: Mapped[dict[str, Any]] = mapped_column(default_factory=dict)  # code -> {"met", "method", "note"}
    noted_by: Mapped[int | None] = mapped_column(sa.ForeignKey("staff.id"), default=None)

    @property
    def summary(self) -> str:
        """How many groups were looked at and how many are not met."""
        met = [answer["met"] for answer in self.answers.values()]
        words = [f"{met.count(one.value)} {one.label}" for one in Met if met.count(one.value)]
        return f"групп критериев {len(met)}: {', '.join(words)}" if met else "критерии не отмечены"


def criteria_fields() -> list[Field]:
    """Of each group of criteria three fields: met or not, how it was looked at, and a remark."""
    found = []
    for one in Criterion:
        found += [
            Field(f"{one.value}.met", one.label, Kind.CHOICE, choices=Met, width=18),
            Field(f"{one.value}.method", f"{one.label}, способ", Kind.CHOICE, choices=Method, width=11),
            Field(f"{one.value}.note", f"{one.label}, замечание", Kind.TEXT, width=19, longest=300),
        ]
    return found


def check(register: Register, provider_id: int, typed: Mapping[str, Any]) -> ProviderCheck:
    """Write down a selection, a certification or a visit of monitoring. Raises Invalid."""
    with register.write("providers.check") as session:
        known(session, provider_id)
        own = {name: value for name, value in typed.items() if "." not in name}
        reading = read(ProviderCheck, own, register.today(), whole=True)
        values, problems = reading.values, list(reading.problems)
        answers, further = _answers(typed)
        problems += further
        if values.get("mend_by") and values.get("on") and values["mend_by"] < values["on"]:
            problems.append(Problem("mend_by", "Устранить до: раньше самой проверки"))
        if problems:
            raise Invalid(problems)
        made = ProviderCheck(provider_id=provider_id, answers=answers, noted_by=register.person.id, **values)
        session.add(made)
    return made


def _answers(typed: Mapping[str, Any]) -> tuple[dict[str, Any], list[Problem]]:
    answers: dict[str, Any] = {}
    problems = []
    for one in Criterion:
        met, method, note = (str(typed.get(f"{one.value}.{what}") or "").strip() for what in ("met", "method", "note"))
        if not met and (method or note):
            problems.append(Problem(f"{one.value}.met", f"{one.label}: выберите, соответствует ли"))
        elif met and not method:
            problems.append(Problem(f"{one.value}.method", f"{one.label}: выберите способ"))
        elif met:
            answers[one.value] = {"met": Met(met).value, "method": Method(method).value, "note": note}
    return answers, problems


def answers_in_words(kept: ProviderCheck) -> list[tuple[str, str]]:
    """Each group that was looked at, and what was found there."""
    found = []
    for code, answer in kept.answers.items():
        words = f"{Met(answer['met']).label} ({Method(answer['method']).label})"
        found.append((Criterion(code).label, f"{words}: {answer['note']}" if answer["note"] else words))
    return found


def checks(register: Register, provider_id: int) -> list[ProviderCheck]:
    """All visits of one provider, the newest first."""
    with register.read() as session:
        query = sa.select(ProviderCheck).where(ProviderCheck.provider_id == provider_id)
        return list(session.scalars(query.order_by(ProviderCheck.on.desc(), ProviderCheck.id.desc())))

"""What a provider reports of a course under a certificate: its act, with days and money (notes on certificates, 3.8).

No act sets one form of it for all regions: the office keeps what each of them has. What is checked, what it comes to
and who owes what, `narcdesk.provider_acts` knows.
"""

from collections.abc import Collection
from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, Session, mapped_column

from narcdesk.base import Base
from narcdesk.dates import show
from narcdesk.fields import Kind, asked
from narcdesk.struck import MayBeStruck


class ProviderAct(MayBeStruck, Base, kw_only=True):
    """One act: the days of a period in which services were given, and what they cost."""

    __tablename__ = "provider_acts"

    id: Mapped[int] = mapped_column(init=False, primary_key=True)
    certificate_id: Mapped[int] = mapped_column(sa.ForeignKey("certificates.id"), index=True)
    patient_id: Mapped[int] = mapped_column(sa.ForeignKey("patients.id"), index=True)
    provider_id: Mapped[int | None] = mapped_column(sa.ForeignKey("providers.id"), default=None)
    number: Mapped[str] = mapped_column(sa.String(40), info=asked("Номер акта", Kind.TEXT, required=True, width=16))
    on: Mapped[date] = mapped_column(info=asked("Дата акта", Kind.PAST_DAY, required=True, width=12))
    since: Mapped[date] = mapped_column(info=asked("За дни с", Kind.PAST_DAY, required=True, width=12))
    until: Mapped[date] = mapped_column(info=asked("По", Kind.PAST_DAY, required=True, width=12))
    absent: Mapped[int] = mapped_column(
        default=0, info=asked("Дней отсутствия", Kind.NUMBER, least=0, width=6, hint="их не оплачивают")
    )
    price: Mapped[int | None] = mapped_column(default=None, info=asked("Цена дня, ₽", Kind.MONEY, width=14))  # kopecks
    amount: Mapped[int | None] = mapped_column(default=None, info=asked("Сумма, ₽", Kind.MONEY, width=14))  # kopecks
    volumes: Mapped[list[int]] = mapped_column(default_factory=list)  # percent by the profile's weights, in their order

    @property
    def days(self) -> int:
        """Days of the period, both ends counted, without those of absence."""
        return (self.until - self.since).days + 1 - self.absent

    @property
    def named(self) -> str:
        """«№ 3 от 05.04.2026»."""
        return f"№ {self.number} от {show(self.on)}"

    @property
    def period(self) -> str:
        """«01.03.2026 – 31.03.2026»."""
        return f"{show(self.since)} – {show(self.until)}"


def acts_of(session: Session, certificate_ids: Collection[int]) -> list[ProviderAct]:
    """The acts of these certificates, the earliest days first."""
    query = sa.select(ProviderAct).where(ProviderAct.certificate_id.in_(certificate_ids))
    return list(session.scalars(query.order_by(ProviderAct.since, ProviderAct.id)))

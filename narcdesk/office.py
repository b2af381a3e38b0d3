"""The office itself: its requisites for papers, the counters of its numbers, the keys of its seals."""

from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, Session, mapped_column

from narcdesk import profile
from narcdesk.base import Base
from narcdesk.errors import NotFound
from narcdesk.fields import Kind, asked


def _regions(_day: date) -> dict[str, str]:
    return {code: found.name for code, found in profile.regions().items()}


class Office(Base, kw_only=True):
    """The requisites of the narcology office, as its letterhead prints them. One row."""

    __tablename__ = "office"

    id: Mapped[int] = mapped_column(primary_key=True, default=1)
    name: Mapped[str] = mapped_column(
        sa.String(300),
        info=asked("Полное название", Kind.TEXT, required=True, width=48, hint="как в уставе, для бланка"),
    )
    short_name: Mapped[str] = mapped_column(
        sa.String(120), info=asked("Краткое название", Kind.TEXT, required=True, width=32)
    )
    cabinet: Mapped[str] = mapped_column(
        sa.String(160),
        default="наркологический кабинет",
        info=asked("Подразделение", Kind.TEXT, required=True, width=32),
    )
    address: Mapped[str] = mapped_column(
        sa.String(300), info=asked("Адрес", Kind.TEXT, required=True, width=48, hint="с индексом")
    )
    phone: Mapped[str] = mapped_column(sa.String(40), default="", info=asked("Телефон", Kind.PHONE, width=20))
    email: Mapped[str] = mapped_column(sa.String(120), default="", info=asked("Электронная почта", Kind.TEXT, width=32))
    ogrn: Mapped[str] = mapped_column(sa.String(15), default="", info=asked("ОГРН", Kind.OGRN, width=16))
    inn: Mapped[str] = mapped_column(sa.String(12), default="", info=asked("ИНН", Kind.INN, width=14))
    chief_post: Mapped[str] = mapped_column(
        sa.String(160), default="Главный врач", info=asked("Кто подписывает: должность", Kind.TEXT, width=32)
    )
    chief_name: Mapped[str] = mapped_column(
        sa.String(160), default="", info=asked("Кто подписывает: И. О. Фамилия", Kind.TEXT, width=32)
    )
    district: Mapped[str] = mapped_column(
        sa.String(160),
        default="",
        info=asked("Муниципальный район", Kind.TEXT, width=32, hint="для писем и выгрузки комиссии"),
    )
    region_code: Mapped[str] = mapped_column(
        sa.String(4),
        info=asked("Регион", Kind.CHOICE, required=True, width=32, choices=_regions, hint="его порядок и сроки"),
    )
    training: Mapped[bool] = mapped_column(default=False)


class Seal(Base, kw_only=True):
    """What makes this register itself: its id and the keys that live only inside it. One row."""

    __tablename__ = "seal"

    id: Mapped[int] = mapped_column(primary_key=True, default=1)
    register_id: Mapped[str] = mapped_column(sa.String(40))
    made_at: Mapped[datetime]
    audit_key: Mapped[bytes]  # of the journal's HMAC chain
    document_key: Mapped[bytes]  # of the HMAC that a paper's QR code carries
    batch_key: Mapped[bytes]  # Ed25519, signs batches for the commission


class Counter(Base, kw_only=True):
    """The last number given of a kind in a year. A number is never given twice, even when its paper is annulled."""

    __tablename__ = "counters"
    __table_args__ = (sa.UniqueConstraint("kind", "year"),)

    id: Mapped[int] = mapped_column(init=False, primary_key=True)
    kind: Mapped[str] = mapped_column(sa.String(40))
    year: Mapped[int]
    last: Mapped[int] = mapped_column(default=0)


def requisites(session: Session) -> Office:
    """The office's row."""
    office = session.get(Office, 1)
    if office is None:
        raise NotFound("В реестре нет реквизитов кабинета.", do="Заполните их в настройках.")
    return office


def next_number(session: Session, kind: str, year: int, count: int = 1) -> int:
    """Take the next number of a kind (the last of the next `count`) inside the write door of the act that uses it."""
    counter = session.scalar(sa.select(Counter).where(Counter.kind == kind, Counter.year == year))
    if counter is None:
        counter = Counter(kind=kind, year=year)
        session.add(counter)
    counter.last += count
    session.flush()
    return counter.last

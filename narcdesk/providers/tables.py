"""The tables of the registry: organisations, what each source told of them, and what finds them quickly."""

from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from narcdesk.audit.aside import ASIDE
from narcdesk.base import Base, Coded, coded


class Exclusion(Coded):
    """Why a provider is not in the registry any more; the list is a proposal, the acts' own texts were not read."""

    NOT_LISTED = "not_listed", "нет в новом списке региона"
    OWN_WISH = "own_wish", "заявление организации"
    LIQUIDATED = "liquidated", "ликвидация"
    FALSE_FACTS = "false_facts", "недостоверные сведения"
    RIGHTS = "rights", "нарушение прав реабилитантов"
    CRITERIA = "criteria", "не соответствует критериям по итогам мониторинга"
    AGREEMENT = "agreement", "не исполнено соглашение"
    TERM = "term", "истёк срок включения"


class ProviderSource(Base, kw_only=True):
    """Where facts came from: a file of the region with its hash, a paper, or a person's call; and who took them in."""

    __tablename__ = "provider_sources"

    id: Mapped[int] = mapped_column(init=False, primary_key=True)
    title: Mapped[str] = mapped_column(sa.String(300))
    as_of: Mapped[date]  # the day the facts were true
    taken_on: Mapped[date]  # the day the office took them in
    file_sha256: Mapped[str] = mapped_column(sa.String(64), default="")
    act: Mapped[str] = mapped_column(sa.String(300), default="")
    taken_by: Mapped[int | None] = mapped_column(sa.ForeignKey("staff.id"), default=None)


class Provider(Base, kw_only=True):
    """One organisation. What is known of it are its facts; here stand only what finds it and whether it is in force."""

    __tablename__ = "providers"

    id: Mapped[int] = mapped_column(init=False, primary_key=True)
    name_key: Mapped[str] = mapped_column(sa.String(300), index=True)
    closed_on: Mapped[date | None] = mapped_column(default=None)
    closed_why: Mapped[str] = mapped_column(sa.String(300), default="")
    closed_ground: Mapped[Exclusion | None] = mapped_column(coded(Exclusion), default=None)


class ProviderFact(Base, kw_only=True):
    """One fact of one provider, until a newer one replaces it; or, of the kind `TOGETHER`, all of one source at once.

    Of two rows of one fact the later one is in force. `part` numbers what a provider has several of: 0 is itself.
    """

    __tablename__ = "provider_facts"
    __table_args__ = (sa.Index("ix_provider_facts_provider_id_kind", "provider_id", "kind", "replaced_on"),)

    id: Mapped[int] = mapped_column(init=False, primary_key=True)
    provider_id: Mapped[int] = mapped_column(sa.ForeignKey("providers.id"))
    kind: Mapped[str] = mapped_column(sa.String(24))
    value: Mapped[dict[str, Any]]  # {"v": …}: text, number, list or null, as it was told; together {"v": {kind: …}}
    source_id: Mapped[int] = mapped_column(sa.ForeignKey("provider_sources.id"))
    as_of: Mapped[date]
    replaced_on: Mapped[date | None] = mapped_column(default=None)
    part: Mapped[int] = mapped_column(default=0)


class ProviderSought(Base, kw_only=True):
    """What a search asks of a provider: made of its facts of now, says nothing that they do not."""

    __tablename__ = "provider_sought"
    __table_args__ = (sa.Index("ix_provider_sought_name_key_provider_id", "name_key", "provider_id"), {"info": ASIDE})

    provider_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    name_key: Mapped[str] = mapped_column(sa.String(300))
    inn: Mapped[str] = mapped_column(sa.String(20), index=True)
    place_key: Mapped[str] = mapped_column(sa.String(600))
    forms_key: Mapped[str] = mapped_column(sa.String(300))  # «|патронат|стационарная|»
    closed_on: Mapped[date | None] = mapped_column(default=None)
    included_from: Mapped[date | None] = mapped_column(default=None)
    included_to: Mapped[date | None] = mapped_column(default=None)
    men: Mapped[bool | None] = mapped_column(default=None)  # takes men; None: nobody told
    women: Mapped[bool | None] = mapped_column(default=None)
    alcohol: Mapped[bool | None] = mapped_column(default=None)
    drugs: Mapped[bool | None] = mapped_column(default=None)
    age_from: Mapped[int | None] = mapped_column(default=None)
    age_to: Mapped[int | None] = mapped_column(default=None)
    certificates: Mapped[bool | None] = mapped_column(default=None)
    court: Mapped[bool | None] = mapped_column(default=None)
    accessible: Mapped[bool | None] = mapped_column(default=None)
    religious: Mapped[bool | None] = mapped_column(default=None)
    unpaid: Mapped[bool | None] = mapped_column(default=None)
    term_days: Mapped[int | None] = mapped_column(default=None)
    places: Mapped[int | None] = mapped_column(default=None)
    free_men: Mapped[int | None] = mapped_column(default=None)
    free_women: Mapped[int | None] = mapped_column(default=None)
    free_on: Mapped[date | None] = mapped_column(default=None)  # of which day the oldest of both is
    told_on: Mapped[date | None] = mapped_column(default=None)  # the day of the newest fact

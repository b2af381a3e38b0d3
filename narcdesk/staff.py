"""Who works in the office, and what each role may do.

The matrix is by action: `noun.verb` patterns, denied unless named. An administrator sees no patient, a statistician
sees counts only (ФСТЭК № 21, УПД.2 and УПД.5: role model and least rights).
"""

from datetime import date, datetime
from fnmatch import fnmatchcase

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, Session, mapped_column

from narcdesk.base import Base, Coded
from narcdesk.errors import Forbidden
from narcdesk.fields import Kind, asked
from narcdesk.names import full_name, short_name


class Role(Coded):
    """Roles of a narcology office."""

    HEAD = "head", "заведующий"
    DOCTOR = "doctor", "врач"
    NURSE = "nurse", "медсестра"
    STATISTICIAN = "statistician", "статистик"
    ADMINISTRATOR = "administrator", "администратор"


CLINICAL = (
    "patients.*",
    "consents.*",
    "observation.*",
    "duties.*",
    "disclosures.*",
    "applications.*",
    "batches.*",
    "certificates.*",
    "courses.*",
    "patronage.*",
    "treatments.*",
    "stays.*",
    "occupations.*",
    "families.*",
    "groups.*",
    "injecting.*",
    "poisonings.*",
    "refusals.*",
    "motivation.*",
    "talks.*",
    "memos.*",
    "examinations.*",
    "documents.*",
    "letters.*",
    "subjects.*",
    "referrals.*",
    "providers.*",
    "choices.*",
    "tasks.*",
    "search.*",
    "rules.look",
)

EVERYBODY = (
    "staff.sign_in",
    "staff.note_failures",
    "staff.change_password",
    "staff.take_back",
    "backups.make",
    "backups.fail",
)

# Who counts a batch lets it out, or who heads the office; a doctor is the other pair of eyes.
_LOOKS_AND_CONFIRMS = ("commission.preview", "commission.confirm")

MAY: dict[Role, tuple[str, ...]] = {
    Role.HEAD: ("*",),
    Role.DOCTOR: (
        *EVERYBODY,
        *CLINICAL,
        "diagnoses.*",
        "infections.*",
        "merges.*",
        "statistics.*",
        *_LOOKS_AND_CONFIRMS,
    ),
    Role.NURSE: (*EVERYBODY, *CLINICAL),
    # The plan of the indicators is set by the head alone.
    Role.STATISTICIAN: (
        *EVERYBODY,
        "commission.preview",
        "commission.export",
        "commission.fail",
        "providers.look",
        "statistics.*",
    ),
    # Who lets people in could let himself in under any role, and who sees no patient must not: that is the head's.
    Role.ADMINISTRATOR: (*EVERYBODY, "office.*", "backups.*", "audit.check", "audit.export"),
}


class Person(Base, kw_only=True):
    """A worker of the office who signs in."""

    __tablename__ = "staff"

    id: Mapped[int] = mapped_column(init=False, primary_key=True)
    surname: Mapped[str] = mapped_column(sa.String(80), info=asked("Фамилия", Kind.NAME, required=True, width=28))
    given: Mapped[str] = mapped_column(sa.String(80), info=asked("Имя", Kind.NAME, required=True, width=20))
    patronymic: Mapped[str] = mapped_column(
        sa.String(80), default="", info=asked("Отчество", Kind.NAME, width=20, hint="если есть")
    )
    post: Mapped[str] = mapped_column(
        sa.String(160), default="", info=asked("Должность", Kind.TEXT, width=32, hint="как под подписью в бумагах")
    )
    role: Mapped[str] = mapped_column(
        sa.String(24), info=asked("Роль", Kind.CHOICE, required=True, choices=Role, width=20)
    )
    login: Mapped[str] = mapped_column(
        sa.String(40),
        unique=True,
        info=asked("Имя для входа", Kind.TEXT, required=True, width=16, hint="коротко, без пробелов: зимин"),
    )
    added_on: Mapped[date]
    closed_on: Mapped[date | None] = mapped_column(default=None)

    @property
    def full_name(self) -> str:
        """Фамилия Имя Отчество."""
        return full_name(self.surname, self.given, self.patronymic)

    @property
    def short_name(self) -> str:
        """Фамилия И. О."""
        return short_name(self.surname, self.given, self.patronymic)

    @property
    def role_title(self) -> str:
        """The role in Russian."""
        return Role(self.role).label

    def may(self, action: str) -> bool:
        """Whether the role allows the action."""
        return any(fnmatchcase(action, pattern) for pattern in MAY[Role(self.role)])

    def must(self, action: str) -> None:
        """Raise Forbidden unless the role allows the action."""
        if not self.may(action):
            raise Forbidden(
                f"У роли «{self.role_title}» нет права на это действие.",
                do="Попросите заведующего выполнить его или дать вам другую роль.",
            )


class FailedTries(Base, kw_only=True):
    """Wrong passwords that were tried on a computer before a person signed in there."""

    __tablename__ = "failed_tries"

    id: Mapped[int] = mapped_column(init=False, primary_key=True)
    person_id: Mapped[int] = mapped_column(sa.ForeignKey("staff.id"))
    at: Mapped[datetime]  # of signing in
    tries: Mapped[int]


def by_login(session: Session, login: str) -> Person | None:
    """The working person with this login."""
    return session.scalar(sa.select(Person).where(Person.login == login, Person.closed_on.is_(None)))

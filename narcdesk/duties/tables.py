"""The tables of court duties: the decision of a court with what became of it, and the prescriptions given under it."""

from collections.abc import Mapping
from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from narcdesk import rules
from narcdesk.base import Base, Coded, coded
from narcdesk.dates import Calendar
from narcdesk.fields import Kind, asked
from narcdesk.struck import MayBeStruck

NUMBER_LENGTH = 60  # letters of an outgoing number
RESULT_LENGTH = 300  # of what the court decided in the end
CORRECTION = "sud_oshibka"  # of resources/forms: what was told about a duty was a mistake


class DutyResult(Coded):
    """How a duty ended."""

    FULFILLED = "fulfilled", "исполнена"
    EVADED = "evaded", "уклонился"
    CANCELLED = "cancelled", "отменена судом"


class Measure(Coded):
    """What a court may impose (КоАП ст. 4.1 ч. 2.1); other words of a decision stand beside it as they are."""

    DIAGNOSIS = "diagnosis", "диагностика"
    PREVENTION = "prevention", "профилактические мероприятия"
    TREATMENT = "treatment", "лечение"
    MEDICAL = "medical", "медицинская реабилитация"
    SOCIAL = "social", "социальная реабилитация"


class EvasionSign(Coded):
    """What the note of КоАП ст. 6.9.1 calls evasion; whether it is one, a person decides."""

    NOT_CAME = "not_came", "не явился в срок"
    LEFT = "left", "самовольно прервал лечение"
    BROKEN = "broken", "более двух раз не выполнил предписания"


class NoticeEvent(Coded):
    """What the body that controls a duty is told of."""

    COMING = "coming", "о явке"
    NO_SHOW = "no_show", "о неявке"
    EVASION = "evasion", "об уклонении"
    COMPLETION = "completion", "об окончании"


def _kinds(_day: date) -> Mapping[str, str]:
    """Those of the program; a form offers the office's own too (`actions.asked_of`)."""
    return {kind.code: kind.title for kind in rules.duty_kinds()}


def controllers(day: date) -> Mapping[str, str]:
    """Who may control a duty, of the reference book of subjects."""
    return {body.code: body.name for body in rules.subjects(day) if body.kind in ("police", "penal", "court")}


class Duty(MayBeStruck, Base, kw_only=True):
    """One decision of a court and what became of it."""

    __tablename__ = "duties"

    id: Mapped[int] = mapped_column(init=False, primary_key=True)
    patient_id: Mapped[int] = mapped_column(sa.ForeignKey("patients.id"), index=True)
    kind: Mapped[str] = mapped_column(
        sa.String(16), info=asked("Вид обязанности", Kind.CHOICE, required=True, choices=_kinds, width=44)
    )
    court: Mapped[str] = mapped_column(sa.String(200), info=asked("Суд", Kind.TEXT, required=True, width=40))
    judge: Mapped[str] = mapped_column(
        sa.String(160), default="", info=asked("Судья", Kind.TEXT, width=28, hint="фамилия и инициалы")
    )
    case_number: Mapped[str] = mapped_column(sa.String(60), default="", info=asked("Номер дела", Kind.TEXT, width=20))
    decided_on: Mapped[date] = mapped_column(info=asked("Дата решения", Kind.PAST_DAY, required=True, width=12))
    in_force_on: Mapped[date | None] = mapped_column(default=None, info=asked("Вступило в силу", Kind.DAY, width=12))
    measures: Mapped[str] = mapped_column(
        sa.String(200), default="", info=asked("Словами решения", Kind.TEXT, width=44, hint="если сказано иначе")
    )
    appear_by: Mapped[date | None] = mapped_column(
        default=None, info=asked("Явиться до", Kind.NEAR_DAY, width=12, hint="как в решении")
    )
    received_on: Mapped[date | None] = mapped_column(
        default=None, info=asked("Копия получена", Kind.PAST_DAY, width=12)
    )
    received_from: Mapped[str] = mapped_column(
        sa.String(200), default="", info=asked("От кого", Kind.TEXT, width=32, hint="суд, сам человек, инспекция")
    )
    controller: Mapped[str] = mapped_column(
        sa.String(24),
        default="",
        info=asked("Кто контролирует", Kind.CHOICE, choices=controllers, width=44, hint="пусто: как у этого вида"),
    )
    controller_office: Mapped[str] = mapped_column(
        sa.String(300),
        default="",
        info=asked("Его подразделение", Kind.TEXT, width=44, hint="название и адрес, как на конверте"),
    )
    measure_codes: Mapped[list[str] | None] = mapped_column(default=None)  # of Measure
    appeared_on: Mapped[date | None] = mapped_column(default=None)
    told_on: Mapped[date | None] = mapped_column(default=None)  # the controlling body was sent the mark of the coming
    told_number: Mapped[str] = mapped_column(sa.String(NUMBER_LENGTH), default="")  # of the letter
    registered_on: Mapped[date | None] = mapped_column(default=None)  # the body wrote that it has registered him
    no_show_told_on: Mapped[date | None] = mapped_column(default=None)
    no_show_told_number: Mapped[str] = mapped_column(sa.String(NUMBER_LENGTH), default="")
    left_on: Mapped[date | None] = mapped_column(default=None)  # he left without leave
    evaded_on: Mapped[date | None] = mapped_column(default=None)  # a person has decided that it is evasion
    evasion_sign: Mapped[EvasionSign | None] = mapped_column(coded(EvasionSign), default=None)
    evasion_told_on: Mapped[date | None] = mapped_column(default=None)
    evasion_told_number: Mapped[str] = mapped_column(sa.String(NUMBER_LENGTH), default="")
    remission_on: Mapped[date | None] = mapped_column(default=None)  # УК ст. 82.1: confirmed for two years on that day
    ended_on: Mapped[date | None] = mapped_column(default=None)
    result: Mapped[DutyResult | None] = mapped_column(coded(DutyResult), default=None)
    completion_told_on: Mapped[date | None] = mapped_column(default=None)
    completion_told_number: Mapped[str] = mapped_column(sa.String(NUMBER_LENGTH), default="")
    removed_on: Mapped[date | None] = mapped_column(default=None)  # the body wrote that it has taken him off
    court_result: Mapped[str] = mapped_column(sa.String(RESULT_LENGTH), default="")

    @property
    def imposed(self) -> str:
        """What the court has imposed, in words: of the closed list, then as the decision says it."""
        listed = [Measure(code).label for code in self.measure_codes or ()]
        return ", ".join(filter(None, (*listed, self.measures)))

    def told(self, event: NoticeEvent) -> tuple[date | None, str]:
        """When the controlling body was told of something, and by which letter."""
        day, number = TOLD_IN[event]
        return getattr(self, day), getattr(self, number)

    def missed(self, day: date) -> bool:
        """Whether he had to come by a day of the decision, and has not come by it."""
        if self.appear_by is None or day <= self.appear_by:
            return False
        return self.appeared_on is None or self.appeared_on > self.appear_by

    def happened_on(self, event: NoticeEvent, day: date) -> date | None:
        """The day of which something is to be told, None while there is nothing: the term runs from it."""
        match event:
            case NoticeEvent.COMING:
                return self.appeared_on
            case NoticeEvent.NO_SHOW:
                return self.appear_by if self.missed(day) else None
            case NoticeEvent.EVASION:
                return self.evaded_on or (self.ended_on if self.result is DutyResult.EVADED else None)
            case NoticeEvent.COMPLETION:
                return self.ended_on if self.result is DutyResult.FULFILLED else None

    def tell_by(self, calendar: Calendar) -> date | None:
        """The last day to tell of the coming by the act of the kind; None: nobody came, or no act sets the term."""
        if self.appeared_on is None:
            return None
        return rules.duty_kind(self.kind).start_notice.due(self.appeared_on, calendar)


TOLD_IN = {  # the columns of each notice
    NoticeEvent.COMING: ("told_on", "told_number"),
    NoticeEvent.NO_SHOW: ("no_show_told_on", "no_show_told_number"),
    NoticeEvent.EVASION: ("evasion_told_on", "evasion_told_number"),
    NoticeEvent.COMPLETION: ("completion_told_on", "completion_told_number"),
}


class Prescription(MayBeStruck, Base, kw_only=True):
    """What the doctor has prescribed under a duty, and whether it was broken; each time is a row of its own."""

    __tablename__ = "prescriptions"

    id: Mapped[int] = mapped_column(init=False, primary_key=True)
    patient_id: Mapped[int] = mapped_column(sa.ForeignKey("patients.id"), index=True)
    duty_id: Mapped[int] = mapped_column(sa.ForeignKey("duties.id"), index=True)
    given_on: Mapped[date] = mapped_column(info=asked("Когда дано", Kind.PAST_DAY, required=True, width=12))
    what: Mapped[str] = mapped_column(
        sa.String(300),
        info=asked("Что предписано", Kind.TEXT, required=True, width=52, hint="явка, тест, приём лекарства"),
    )
    broken_on: Mapped[date | None] = mapped_column(default=None)
    broken_how: Mapped[str] = mapped_column(sa.String(300), default="")


class OfficeDutyKind(Base, kw_only=True):
    """A kind of duty that the office has added to the reference book, such as one by a law that came later."""

    __tablename__ = "duty_kinds"

    id: Mapped[int] = mapped_column(init=False, primary_key=True)
    code: Mapped[str] = mapped_column(sa.String(16), unique=True)
    title: Mapped[str] = mapped_column(sa.String(120), info=asked("Название", Kind.TEXT, required=True, width=44))
    act: Mapped[str] = mapped_column(
        sa.String(200), info=asked("Акт", Kind.TEXT, required=True, width=44, hint="статья, номер и дата")
    )
    content: Mapped[str] = mapped_column(
        sa.String(300), info=asked("Что возлагают", Kind.TEXT, required=True, width=52, hint="словами акта")
    )
    controller: Mapped[str] = mapped_column(
        sa.String(24), info=asked("Кто контролирует", Kind.CHOICE, required=True, choices=controllers, width=44)
    )
    disclosure: Mapped[str] = mapped_column(
        sa.String(24),
        info=asked(
            "Основание сообщать",
            Kind.CHOICE,
            required=True,
            choices=lambda _day: {one.code: f"{one.code}: {one.title}" for one in rules.disclosure_grounds()},
            width=60,
        ),
    )
    evasion: Mapped[str] = mapped_column(
        sa.String(200), default="", info=asked("Ответственность за уклонение", Kind.TEXT, width=44, hint="статья")
    )
    valid_from: Mapped[date] = mapped_column(info=asked("Действует с", Kind.DAY, required=True, width=12))
    valid_to: Mapped[date | None] = mapped_column(default=None, info=asked("По", Kind.DAY, width=12))


class DutyTerm(Base, kw_only=True):
    """A term that the office has set for a kind and an event, by an act that the program does not know."""

    __tablename__ = "duty_terms"

    id: Mapped[int] = mapped_column(init=False, primary_key=True)
    kind: Mapped[str] = mapped_column(sa.String(16))
    event: Mapped[NoticeEvent] = mapped_column(
        coded(NoticeEvent), info=asked("О чём", Kind.CHOICE, required=True, choices=NoticeEvent, width=20)
    )
    days: Mapped[int] = mapped_column(info=asked("Срок, дней", Kind.NUMBER, required=True, least=1, width=4))
    working: Mapped[bool] = mapped_column(default=True, info=asked("Дни рабочие", Kind.YES_NO))
    act: Mapped[str] = mapped_column(
        sa.String(200), info=asked("Акт", Kind.TEXT, required=True, width=44, hint="совместный приказ, дата и номер")
    )
    valid_from: Mapped[date] = mapped_column(info=asked("Действует с", Kind.DAY, required=True, width=12))
    valid_to: Mapped[date | None] = mapped_column(default=None, info=asked("По", Kind.DAY, width=12))

"""What in an act of a provider cannot be, and what should be looked at again (notes on certificates, 3.8).

The sum of days is not above the certificate's, no day is told twice nor lies outside the course, the sum is days by
price or within the limit. What blocks goes back to the provider; what only the profile says, and is not sure of, warns.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from narcdesk.certificates import ProviderAct
from narcdesk.courses import Course
from narcdesk.dates import Period, days_phrase, show
from narcdesk.errors import Problem
from narcdesk.fields import Field, Kind, Reading, fields_of, read_asked
from narcdesk.money import in_roubles
from narcdesk.profile import Profile
from narcdesk.provider_acts.account import expected, is_by_days, limit_of
from narcdesk.provider_acts.known import Known

_BACK = "верните акт организации"


def asked_of(profile: Profile) -> list[Field]:
    """What the form of an act asks: its columns, and the part of each weight where the region pays by weights."""
    return [*fields_of(ProviderAct), *(field for field, _title in _volumes(profile))]


def _volumes(profile: Profile) -> list[tuple[Field, str]]:
    tariff = profile.tariff
    weights = tariff.weights if tariff is not None and tariff.kind == "weighted" else ()
    titles = [f"{weight.title[:1].upper()}{weight.title[1:]}, %" for weight in weights]
    return [
        (Field(f"volume_{number}", title, Kind.NUMBER, least=0, width=6, hint="выполнено от объёма"), title)
        for number, title in enumerate(titles)
    ]


def read_act(profile: Profile, typed: Mapping[str, Any], today: date, *, whole: bool) -> Reading:
    """What was typed, read; the parts of the weights come as `volumes`, and only if all are told."""
    reading = read_asked(asked_of(profile), typed, today, whole=whole)
    parts = [reading.values.pop(field.name, None) for field, _title in _volumes(profile)]
    for (field, title), part in zip(_volumes(profile), parts, strict=True):
        if part is not None and part > 100:
            reading.problems.append(Problem(field.name, f"{title}: не больше 100"))
    reading.values["volumes"] = parts if parts and None not in parts else []
    return reading


def problems(act: ProviderAct, known: Known, others: Sequence[ProviderAct]) -> Iterator[Problem]:
    """Why an act may not be kept; `others` are all acts of the person."""
    if act.until < act.since:
        yield Problem("until", "По: раньше первого дня")
        return
    if act.days < 0:
        yield Problem("absent", f"Дней отсутствия: больше, чем дней в периоде ({days_phrase(act.days + act.absent)})")
        return
    if any(one.number == act.number and one.on == act.on for one in known.own):
        yield Problem("number", f"Номер акта: акт {act.named} по этому сертификату уже записан")
    yield from _outside(act, known.courses)
    for other in others:
        if other.since <= act.until and act.since <= other.until:
            yield Problem("since", f"За дни с: эти дни уже в акте {other.named}, {other.period}; {_BACK}")
            break
    yield from _too_many(act, known)
    yield from _wrong_sum(act, known)


def course_of(act: ProviderAct, courses: Sequence[Course]) -> Course | None:
    """The course in which the first day of an act lies."""
    return next(
        (
            course
            for course in sorted(courses, key=lambda one: one.started_on, reverse=True)
            if course.started_on <= act.since and (course.ended_on is None or act.since <= course.ended_on)
        ),
        None,
    )


def _outside(act: ProviderAct, courses: Sequence[Course]) -> Iterator[Problem]:
    course = course_of(act, courses)
    if course is None:
        spans = "; ".join(f"с {show(one.started_on)}" + _till(one) for one in courses)
        yield Problem("since", f"За дни с: вне курса по этому сертификату (курс {spans}); {_BACK}")
    elif course.ended_on is not None and act.until > course.ended_on:
        yield Problem("until", f"По: курс окончен {show(course.ended_on)}; {_BACK}")


def _till(course: Course) -> str:
    return f" по {show(course.ended_on)}" if course.ended_on else ""


def _too_many(act: ProviderAct, known: Known) -> Iterator[Problem]:
    told, most = sum(one.days for one in known.own) + act.days, known.certificate.days
    longer = known.profile.extension
    if longer is not None and longer.allowed:
        most += longer.max_days if longer.max_days is not None else told
    if told > most:
        left = max(most - (told - act.days), 0)
        said = f"по актам уже {told - act.days} из {days_phrase(most)}, осталось {left}, в этом {act.days}"
        yield Problem("until", f"По: {said}; {_BACK}")


def _wrong_sum(act: ProviderAct, known: Known) -> Iterator[Problem]:
    if act.amount is None:
        return
    should = expected(known.profile.tariff, act.days, act.price, act.volumes)
    if should is not None and should != act.amount and is_by_days(known.profile.tariff):
        yield Problem("amount", f"Сумма, ₽: {_reckoned(act, should)}; {_BACK}")
    limit = limit_of(known.certificate, known.profile)
    if limit is not None and limit.is_sure and (over := _over(act, known)):
        yield Problem("amount", f"Сумма, ₽: {over}; {_BACK}")


def _reckoned(act: ProviderAct, should: int) -> str:
    weighted = " с учётом выполненного" if act.volumes else ""
    price = f"{days_phrase(act.days)} по {in_roubles(act.price or 0)} ₽{weighted}"
    return f"{price} — это {in_roubles(should)} ₽, в акте {in_roubles(act.amount or 0)} ₽"


def _over(act: ProviderAct, known: Known) -> str:
    """By how much the limit would be passed, in words."""
    limit = limit_of(known.certificate, known.profile)
    if limit is None:
        return ""
    spent = sum(one.amount or 0 for one in known.acts if limit.counts(one, known.certificate))
    beyond = spent + (act.amount or 0) - limit.kopecks
    if beyond <= 0:
        return ""
    return f"больше предела ({in_roubles(limit.kopecks)} ₽ {limit.by}) на {in_roubles(beyond)} ₽"


def doubts(act: ProviderAct, known: Known, today: date) -> dict[str, str]:
    """What should be looked at again: field -> sentence. Nothing of it blocks."""
    found: dict[str, str] = {}
    tariff, report, extension = known.profile.tariff, known.profile.report, known.profile.extension
    if act.on < act.until:
        found["on"] = "Акт составлен раньше последнего дня, за который он."
    if report is not None and report.act == "monthly" and act.until > Period.parse(f"{act.since:%Y-%m}").end:
        found["until"] = "В регионе акт за каждый месяц, а этот за несколько."
    told = sum(one.days for one in known.own) + act.days
    if extension is not None and extension.allowed and told > known.certificate.days:
        found["until"] = f"По сертификату {days_phrase(known.certificate.days)}: сверьте с решением о продлении."
    there = known.present(act.since, act.until, today)
    if there is not None and act.days > there:
        found["absent"] = f"По отметкам кабинета он был там {days_phrase(there)}, в акте {act.days}."
    of_day = tariff.roubles if tariff is not None and tariff.kind == "per_day" else None
    if tariff is not None and of_day is not None and act.price not in (None, of_day * 100):
        found["price"] = f"В профиле региона {tariff.shown}, сверьте с актом."
    should = expected(tariff, act.days, act.price, act.volumes)
    if act.amount is not None and should is not None and should != act.amount and not is_by_days(tariff):
        found["amount"] = f"{_reckoned(act, should)}."
    limit = limit_of(known.certificate, known.profile)
    if act.amount is not None and limit is not None and not limit.is_sure and (over := _over(act, known)):
        found["amount"] = f"{over[:1].upper()}{over[1:]}; профиль просит уточнить сумму у органа."
    return found

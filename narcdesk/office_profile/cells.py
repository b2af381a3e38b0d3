"""The cells of a profile: one thing that an act settles each, how it is asked, shown and written.

A cell reads and writes the plain data of a profile (`profile.plain`), so that the strict reader of the program's own
files has the last word on what the office types too.
"""

from collections.abc import Iterator
from typing import Any

from narcdesk.fields import Field, Kind
from narcdesk.office_profile import words
from narcdesk.office_profile.building import (
    Cell,
    Data,
    Values,
    choice,
    day_of,
    keys_of,
    lines,
    listed,
    number,
    optional,
    season,
    text,
    tick,
)

__all__ = ["Cell", "Data", "Values", "cells"]


def cells(data: Data) -> Iterator[Cell]:
    """Every cell of a profile, section by section; what it has of papers and reasons decides how many."""
    yield from _authority()
    for one in data["instruments"]:
        yield from _instrument(one["code"], words.of_instrument(data, one))
    yield from _terms()
    yield from _receiving(data)
    yield from _papers(data)
    yield from _money()
    yield from _course()
    yield from _reasons(data)
    yield day_of("valid_from", "Порядок действует с")
    yield day_of("valid_to", "Порядок действует по")
    yield listed("notes", "Порядок", "Что ещё сказано", False)


# The authority


def _authority() -> Iterator[Cell]:
    def block(data: Data) -> Data:
        inner: Data = data["authority"]
        return inner

    section, cases = "Орган", ("name", "name_genitive", "name_dative")
    name = (text("name", "Название"), text("name_genitive", "Кого, чего"), text("name_dative", "Кому, чему"))
    yield keys_of(block, "authority.name", section, "Название", name, lambda one: one.get("name"), False, cases)
    head = (text("head_post", "Должность"), text("head_post_dative", "Кому"), text("head_name", "И. О. Фамилия"))
    shown_head = words.joined("head_post", "head_name")
    yield keys_of(block, "authority.head_name", section, "Руководитель", head, shown_head, False)
    reach = (text("address", "Адрес"), text("phone", "Телефон", 60), text("email", "Электронная почта", 120))
    shown = words.joined("address", "phone", "email")
    yield keys_of(block, "authority.address", section, "Адрес и связь", reach, shown, False)


# What is given


def _instrument(code: str, section: str) -> Iterator[Cell]:
    def block(data: Data) -> Data:
        found: Data = next(one for one in data["instruments"] if one["code"] == code)
        return found

    def whom(data: Data) -> Data:
        inner: Data = block(data)["eligibility"]
        return inner

    path = f"instruments.{code}"
    names = ("title", "title_genitive", "title_accusative", "short")
    named = (
        text("title", "Название"),
        text("title_genitive", "Кого, чего"),
        text("title_accusative", "Кого, что"),
        text("short", "Кратко", 60),
    )
    yield keys_of(block, f"{path}.title", section, "Название", named, lambda one: one.get("title"), False, names)
    asked = (
        number("min_age", "Возраст от, лет"),
        choice("residence", "Жительство", words.RESIDENCES),
        choice("substances", "Вещества", words.SUBSTANCES),
        choice("need_observation", "Диспансерное наблюдение", words.NEEDED),
        choice("need_finished_treatment", "Пройденное лечение", words.NEEDED),
        choice("income_test", "Доход проверяют", words.YES_NO),
    )
    yield keys_of(whom, f"{path}.eligibility", section, "Кому дают", asked, words.whom)
    days = (number("max_course_days", "Не больше, дней"), number("min_course_days", "Не меньше, дней"))
    yield keys_of(block, f"{path}.max_course_days", section, "Срок курса", days, words.course_days)
    given = (Field("valid_from", "Дают с", Kind.DAY, width=12), Field("valid_to", "Дают по", Kind.DAY, width=12))
    yield keys_of(block, f"{path}.valid_from", section, "Когда дают", given, words.given_days)
    yield season(block, f"{path}.window", section, "Приём заявлений на этот документ")


# Terms


def _terms() -> Iterator[Cell]:
    asked = (
        number("value", "Дней"),
        choice("unit", "Каких", {"calendar": "календарных", "working": "рабочих"}),
        choice("start", "С какого дня", words.STARTS),
        tick("moves_from_day_off", "С выходного переносится"),
    )
    needed = ("unit", "start")
    for name, title in words.TERMS.items():
        yield optional("terms", name, f"terms.{name}", "Сроки", title, asked, words.term, needed, {"confirmed": True})


# How applications are taken


def _receiving(data: Data) -> Iterator[Cell]:
    section = "Приём заявлений"
    yield _several("submission_modes", section, "Способ подачи", words.MODES)
    yield _several("register_kinds", section, "Реестр заявок", words.REGISTER_KINDS)
    yield listed("entry_points", section, "Где принимают", False)
    yield season(lambda data: data, "window", section, "Время приёма")
    often = (number("count", "Сколько раз"), choice("per", "За какое время", words.PERIODS))
    yield optional("", "frequency", "frequency", section, "Как часто дают", often, words.frequency, ("per",))
    most = (number("per_year", "За год"),)
    yield optional("", "quota", "quota", section, "Сколько дают за год", most, words.quota, ())
    mask = text("number_mask", "Вид номера", 60, hint="{seq} — порядковый номер")
    yield keys_of(
        lambda data: data, "number_mask", section, "Вид номера", (mask,), lambda one: one.get("number_mask"), False
    )


def _several(key: str, section: str, title: str, options: dict[str, str]) -> Cell:
    """Some words of a short list, in its order."""

    def write(data: Data, values: Values, _source: str) -> None:
        data[key] = [code for code in options if values.get(code)]

    return Cell(
        key,
        section,
        title,
        tuple(tick(code, said) for code, said in options.items()),
        lambda data: {code: code in (data.get(key) or ()) for code in options},
        lambda data: ", ".join(options[code] for code in data.get(key) or ()) or words.UNSET,
        write,
    )


# Papers


def _papers(data: Data) -> Iterator[Cell]:
    section = "Документы"
    for one in data["attachments"]:
        yield _paper(one["code"], section, words.of_paper(one), by_law=bool(one.get("generated_by_app")))
    yield _paper(words.next_code(data["attachments"], "П", 1), section, "Ещё один документ", by_law=False)


def _paper(code: str, section: str, title: str, *, by_law: bool) -> Cell:
    standings = words.STANDING_BY_LAW if by_law else words.STANDINGS
    asked = (
        text("title", "Документ", 200),
        choice("required", "Нужен", standings, required=True),
        choice("condition", "Когда", words.CONDITIONS),
        tick("copy", "Копия"),
        number("max_age_days", "Не старше, дней", hint="пусто — любой давности"),
    )

    def found(data: Data) -> Data:
        return next((one for one in data["attachments"] if one["code"] == code), {})

    def values(data: Data) -> dict[str, Any]:
        one = found(data)
        stands = words.standing(one.get("required")) if one else "none"
        told = {name: one.get(name) for name in ("title", "condition", "max_age_days")}
        return {**told, "copy": bool(one.get("copy")), "required": stands}

    def write(data: Data, values: Values, source: str) -> None:
        kept = dict(found(data)) or {"code": code, "generated_by_app": False}
        others = [one for one in data["attachments"] if one["code"] != code]
        told = {name: values.get(name) for name in ("title", "condition", "copy", "max_age_days")}
        required = {"yes": True, "no": False}.get(str(values.get("required")))
        made = words.told({**kept, **told, "required": required, "source": source or kept.get("source", "кабинет")})
        drops = values.get("required") == "none"
        data["attachments"] = others if drops else sorted([*others, made], key=words.by_code)

    return Cell(
        f"attachments.{code}",
        section,
        title,
        asked,
        values,
        lambda data: words.paper(found(data)),
        write,
        needed=("title",),
    )


# Money and the course


def _money() -> Iterator[Cell]:
    asked = (
        choice("kind", "За что", words.TARIFFS),
        number("roubles", "Сумма, ₽"),
        lines("weights", "Веса услуг: название = 0,8"),
    )

    def write(data: Data, values: Values, source: str) -> None:
        data.pop("tariff", None)
        if values.get("kind"):
            told = {"kind": values["kind"], "roubles": values.get("roubles"), "source": source}
            data["tariff"] = words.told(told) | {"weights": words.read_weights(values.get("weights") or "")}

    def values(data: Data) -> dict[str, Any]:
        one = data.get("tariff") or {}
        weights = "\n".join(f"{w['title']} = {words.part(w['thousandths'])}" for w in one.get("weights", []))
        return {"kind": one.get("kind"), "roubles": one.get("roubles"), "weights": weights}

    yield Cell("tariff", "Деньги", "Что платит бюджет", asked, values, words.tariff, write)


def _course() -> Iterator[Cell]:
    section = "Курс и отчёт"
    longer = (
        choice("allowed", "Продлевают", words.YES_NO),
        number("max_days", "Не больше, дней"),
        lines("reasons", "По каким причинам"),
    )
    yield optional("", "extension", "extension", section, "Продление", longer, words.extension, ())
    report = (
        choice("act", "Акт", words.REPORTS),
        choice("marks_by_day", "Отметки по дням", words.YES_NO),
        number("deadline_day", "К какому числу месяца"),
        choice("calc_sheet", "Справка-расчёт", words.YES_NO),
    )
    yield optional("", "report", "report", section, "Отчёт организации", report, words.report, ())
    yield listed("coupons", section, "Отметки о ходе курса", True)
    mask = text("coupon_mask", "Вид номера отметки", 60, hint="{seq:07} — семь цифр")
    yield keys_of(lambda data: data, mask.name, section, mask.title, (mask,), lambda one: one.get(mask.name), False)


# Reasons


def _reasons(data: Data) -> Iterator[Cell]:
    for letter, section in (("R", "Отказ"), ("A", "Прекращение")):
        kept = [one for one in data["reasons"] if one["code"][0] == letter]
        for one in kept:
            yield _reason(one["code"], section, one["code"])
        yield _reason(words.next_code(kept, letter, 2), section, "Ещё одно основание")


def _reason(code: str, section: str, title: str) -> Cell:
    again = (tick("reissue", "Даётся другой документ"),) if code[0] == "A" else ()
    asked = (text("text", "Основание", 200, hint="пусто — такого основания нет"), *again)

    def found(data: Data) -> Data:
        return next((one for one in data["reasons"] if one["code"] == code), {})

    def values(data: Data) -> dict[str, Any]:
        return {"text": found(data).get("text"), **({"reissue": bool(found(data).get("reissue"))} if again else {})}

    def write(data: Data, values: Values, _source: str) -> None:
        others = [one for one in data["reasons"] if one["code"] != code]
        made = {"code": code, "text": values.get("text"), "reissue": bool(values.get("reissue"))}
        data["reasons"] = sorted([*others, *[made] * bool(values.get("text"))], key=words.by_reason)

    return Cell(
        f"reasons.{code}",
        section,
        title,
        asked,
        values,
        lambda data: found(data).get("text") or "—",
        write,
    )

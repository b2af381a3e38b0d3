"""From a file of ``resources/profiles`` to a `Profile`: every key is checked before it is used."""

import re
from datetime import date
from pathlib import Path

from narcdesk import datafiles
from narcdesk.acts import read_act, read_term
from narcdesk.datafiles import Block, DataFault
from narcdesk.profile.shape import (
    Attachment,
    Authority,
    Condition,
    Eligibility,
    Frequency,
    Instrument,
    InstrumentKind,
    Per,
    Profile,
    Reason,
    Residence,
    SubmissionMode,
    Substances,
    Tariff,
    Unverified,
    Window,
)

INSTRUMENT_KINDS: tuple[InstrumentKind, ...] = ("certificate", "referral", "social_certificate", "ippsu")
LEGAL_NATURES = ("A", "B", "C", "D", "E")
RESIDENCES: tuple[Residence, ...] = ("permanent", "any")
SUBSTANCES: tuple[Substances, ...] = ("drugs", "psychoactive", "alcohol")
CONDITIONS: tuple[Condition, ...] = ("representative", "court", "minor", "ippsu")
SUBMISSION_MODES: tuple[SubmissionMode, ...] = (
    "person",
    "representative",
    "office_batch",
    "mfc",
    "post",
    "portal",
)
PERIODS: tuple[Per, ...] = ("year", "lifetime")
TARIFF_KINDS = ("per_day", "per_course", "cap_per_holder", "weighted")


class ProfileFault(DataFault):
    """A profile file that cannot be used; `file` and `key` say where to look."""


def read_profile(path: Path) -> Profile:
    """A profile from its file; raises ProfileFault for the first thing that is wrong in it."""
    try:
        top = datafiles.read(path)
        profile = _profile(top, datafiles.edition(path))
        top.finish()
        _every_blank_is_asked_about(top, profile)
    except DataFault as fault:
        raise ProfileFault(fault.file, fault.key, fault.why) from fault
    return profile


def _profile(top: Block, edition: str) -> Profile:
    terms = top.block("terms")
    quota = top.block_or_none("quota")
    reasons = tuple(_reason(block) for block in top.blocks("reasons"))
    return Profile(
        edition=edition,
        region_code=top.text("region_code"),
        region_name=top.text("region_name"),
        region_name_genitive=top.text("region_name_genitive"),
        training=top.flag("training", default=False),
        valid_from=top.day_or_none("valid_from"),
        valid_to=top.day_or_none("valid_to"),
        authority=_authority(top.block("authority")),
        instruments=tuple(_instrument(block) for block in top.blocks("instruments")),
        acts=tuple(read_act(block) for block in top.blocks("acts")),
        entry_points=top.texts("entry_points"),
        submission_modes=top.choices("submission_modes", SUBMISSION_MODES),
        attachments=tuple(_attachment(block) for block in top.blocks("attachments")),
        decision=read_term(terms.block_or_none("decision")),
        completion=read_term(terms.block_or_none("completion")),
        notify=read_term(terms.block_or_none("notify")),
        certificate_valid=read_term(terms.block_or_none("certificate_valid")),
        enrol=read_term(terms.block_or_none("enrol")),
        interruption=read_term(terms.block_or_none("interruption")),
        frequency=_frequency(top.block_or_none("frequency")),
        quota_per_year=quota.number("per_year") if quota else None,
        window=_window(top.block_or_none("window")),
        tariff=_tariff(top.block_or_none("tariff")),
        number_mask=top.text_or_none("number_mask"),
        coupons=top.texts("coupons"),
        refusal_reasons=tuple(reason for reason in reasons if not reason.ends_certificate),
        end_reasons=tuple(reason for reason in reasons if reason.ends_certificate),
        unverified=tuple(Unverified(key, question) for key, question in top.pairs("unverified")),
    )


def _authority(block: Block) -> Authority:
    return Authority(
        name=block.text("name"),
        name_genitive=block.text("name_genitive"),
        name_dative=block.text("name_dative"),
        head_post=block.text_or_none("head_post"),
        head_post_dative=block.text_or_none("head_post_dative"),
        head_name=block.text_or_none("head_name"),
        address=block.text_or_none("address"),
        phone=block.text_or_none("phone"),
        email=block.text_or_none("email"),
        source=block.text("source"),
    )


def _instrument(block: Block) -> Instrument:
    return Instrument(
        code=block.text("code"),
        kind=block.choice("kind", INSTRUMENT_KINDS),
        short=block.text("short"),
        title=block.text("title"),
        title_genitive=block.text("title_genitive"),
        title_accusative=block.text("title_accusative"),
        legal_nature=block.choice_or_none("legal_nature", LEGAL_NATURES),
        max_course_days=block.number_or_none("max_course_days"),
        min_course_days=block.number_or_none("min_course_days"),
        valid_from=block.day_or_none("valid_from"),
        valid_to=block.day_or_none("valid_to"),
        confirmed=block.flag("confirmed"),
        source=block.text("source"),
        eligibility=_eligibility(block.block("eligibility")),
    )


def _eligibility(block: Block) -> Eligibility:
    return Eligibility(
        min_age=block.number_or_none("min_age"),
        residence=block.choice_or_none("residence", RESIDENCES),
        need_observation=block.flag_or_none("need_observation"),
        need_finished_treatment=block.flag_or_none("need_finished_treatment"),
        need_diagnosis=block.codes("need_diagnosis"),
        diagnosis_letter=block.text_or_none("diagnosis_letter"),
        substances=block.choice_or_none("substances", SUBSTANCES),
        income_test=block.flag_or_none("income_test"),
        source=block.text("source"),
    )


def _attachment(block: Block) -> Attachment:
    return Attachment(
        code=block.text("code"),
        title=block.text("title"),
        required=block.flag_or_none("required"),
        copy=block.flag("copy", default=False),
        condition=block.choice_or_none("condition", CONDITIONS),
        max_age_days=block.number_or_none("max_age_days"),
        generated_by_app=block.flag("generated_by_app", default=False),
        source=block.text("source"),
    )


def _frequency(block: Block | None) -> Frequency | None:
    if block is None:
        return None
    return Frequency(block.number("count"), block.choice("per", PERIODS), block.text("source"))


def _window(block: Block | None) -> Window | None:
    if block is None:
        return None
    window = Window(_month_and_day(block, "first"), _month_and_day(block, "last"), block.text("source"))
    if window.last < window.first:
        raise block.fault("last", "конец приема раньше начала")
    return window


def _month_and_day(block: Block, key: str) -> tuple[int, int]:
    text = block.text(key)
    found = re.fullmatch(r"(\d\d)-(\d\d)", text)
    try:
        # 2000 was a leap year: 29 February is a day that a window may name.
        day = date(2000, int(found[1]), int(found[2])) if found else None
    except ValueError:
        day = None
    if day is None:
        raise block.fault(key, f"«{text}» — не день года вида 10-31")
    return day.month, day.day


def _tariff(block: Block | None) -> Tariff | None:
    if block is None:
        return None
    return Tariff(block.choice("kind", TARIFF_KINDS), block.number("roubles"), block.text("source"))


def _reason(block: Block) -> Reason:
    code = block.text("code")
    if not re.fullmatch(r"[RA]\d\d", code):
        raise block.fault("code", "код причины — R или A и две цифры")
    return Reason(code, block.text("text"), reissue=block.flag("reissue", default=False))


def _every_blank_is_asked_about(top: Block, profile: Profile) -> None:
    """A `null` without a question would be a gap that nobody closes; a question without a key, a slip."""
    for key in top.blanks():
        if not profile.question(key):
            raise top.fault(key, "значение не указано; добавьте вопрос об этом ключе в unverified")
    for unverified in profile.unverified:
        if not top.holds(unverified.key):
            raise top.fault(f"unverified.{unverified.key}", "такого ключа в этом файле нет")

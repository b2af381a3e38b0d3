"""From a file of ``resources/profiles`` to a `Profile`: every key is checked before it is used.

What a region's file leaves out of attachments, reasons, names and questions comes from the common words; a profile
that says `whole: true`, as those that the office keeps, takes nothing from there.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

from narcdesk import datafiles
from narcdesk.acts import read_act, read_term
from narcdesk.datafiles import Block, DataFault
from narcdesk.names import clean
from narcdesk.profile import words
from narcdesk.profile.plain import edition_of
from narcdesk.profile.shape import (
    Attachment,
    Authority,
    Eligibility,
    Extension,
    Frequency,
    Instrument,
    InstrumentKind,
    Per,
    Profile,
    Reason,
    RegisterKind,
    Report,
    ReportAct,
    Residence,
    Sourced,
    SubmissionMode,
    Substances,
    Tariff,
    TariffKind,
    Unverified,
    Weight,
    Window,
)

INSTRUMENT_KINDS: tuple[InstrumentKind, ...] = ("certificate", "referral", "social_certificate", "ippsu")
LEGAL_NATURES = ("A", "B", "C", "D", "E")
RESIDENCES: tuple[Residence, ...] = ("permanent", "any")
SUBSTANCES: tuple[Substances, ...] = ("drugs", "psychoactive", "alcohol")
REGISTER_KINDS: tuple[RegisterKind, ...] = ("named", "coded")
SUBMISSION_MODES: tuple[SubmissionMode, ...] = (
    "person",
    "representative",
    "office_batch",
    "mfc",
    "post",
    "portal",
)
PERIODS: tuple[Per, ...] = ("year", "lifetime")
TARIFF_KINDS: tuple[TariffKind, ...] = ("per_day", "per_course", "cap_per_holder", "weighted")
REPORT_ACTS: tuple[ReportAct, ...] = ("monthly", "final")


class ProfileFault(DataFault):
    """A profile file that cannot be used; `file` and `key` say where to look."""


def read_profile(path: Path) -> Profile:
    """A profile from its file; raises ProfileFault for the first thing that is wrong in it."""
    try:
        return from_block(datafiles.read(path))
    except DataFault as fault:
        raise ProfileFault(fault.file, fault.key, fault.why) from fault


def from_block(top: Block) -> Profile:
    """A profile from all that is written about it; raises DataFault."""
    whole = top.flag("whole", default=False)
    profile = _profile(top, whole)
    top.finish()
    profile = replace(profile, unverified=tuple(_asked(top, profile, whole)))
    return replace(profile, edition=edition_of(profile))


def _profile(top: Block, whole: bool) -> Profile:
    terms = top.block("terms")
    quota = top.block_or_none("quota")
    reasons = _reasons(top, whole)
    genitive = top.text("region_name_genitive")
    return Profile(
        edition="",
        region_code=top.text("region_code"),
        region_name=top.text("region_name"),
        region_name_genitive=genitive,
        training=top.flag("training", default=False),
        valid_from=top.day_or_none("valid_from"),
        valid_to=top.day_or_none("valid_to"),
        authority=_authority(top.block("authority"), genitive),
        instruments=tuple(_instrument(block) for block in top.blocks("instruments")),
        acts=tuple(read_act(block) for block in top.blocks("acts")),
        entry_points=top.texts("entry_points"),
        submission_modes=top.choices("submission_modes", SUBMISSION_MODES),
        register_kinds=top.choices("register_kinds", REGISTER_KINDS),
        attachments=_attachments(top, whole),
        decision=read_term(terms.block_or_none("decision")),
        completion=read_term(terms.block_or_none("completion")),
        notify=read_term(terms.block_or_none("notify")),
        certificate_valid=read_term(terms.block_or_none("certificate_valid")),
        enrol=read_term(terms.block_or_none("enrol")),
        interruption=read_term(terms.block_or_none("interruption")),
        frequency=_frequency(top.block_or_none("frequency")),
        quota_per_year=quota.number("per_year") if quota else None,
        quota_source=quota.text("source") if quota else "",
        window=_window(top.block_or_none("window")),
        tariff=_tariff(top.block_or_none("tariff")),
        number_mask=top.text_or_none("number_mask"),
        coupon_mask=top.text_or_none("coupon_mask"),
        coupons=top.texts("coupons"),
        extension=_extension(top.block_or_none("extension")),
        report=_report(top.block_or_none("report")),
        notes=top.texts("notes"),
        refusal_reasons=tuple(reason for reason in reasons if not reason.ends_certificate),
        end_reasons=tuple(reason for reason in reasons if reason.ends_certificate),
        unverified=tuple(Unverified(key, question) for key, question in top.pairs("unverified")),
        sources=tuple(Sourced(key, act) for key, act in top.pairs("sources")),
    )


def _attachments(top: Block, whole: bool) -> tuple[Attachment, ...]:
    """Those that the file names, each in its place among the common ones."""
    known = words.common()
    named = {
        one.code: one for one in (words.attachment(block, known.attachments) for block in top.blocks("attachments"))
    }
    if whole:
        return tuple(named.values())
    common = {code: one for code, one in known.attachments.items() if code in known.everywhere or code in named}
    return tuple({**common, **named}.values())


def _reasons(top: Block, whole: bool) -> tuple[Reason, ...]:
    known = words.common()
    reasons = [words.reason(block, known.reasons) for block in top.blocks("reasons")]
    named = {one.code: one for one in reasons}
    if whole:
        return tuple(named.values())
    common = {code: one for code, one in known.reasons.items() if code in known.everywhere or code in named}
    return tuple({**common, **named}.values())


def _authority(block: Block, region: str) -> Authority:
    """The body by its name, or by what it is where no source names it.

    The name is written as `fields` reads it: a consent to this body is found by that very name.
    """
    name = block.text_or_none("name")
    return Authority(
        name=clean(name or f"уполномоченный орган {region}"),
        name_genitive=block.text("name_genitive") if name else f"уполномоченного органа {region}",
        name_dative=block.text("name_dative") if name else f"уполномоченному органу {region}",
        is_named=name is not None,
        head_post=block.text_or_none("head_post"),
        head_post_dative=block.text_or_none("head_post_dative"),
        head_name=block.text_or_none("head_name"),
        address=block.text_or_none("address"),
        phone=block.text_or_none("phone"),
        email=block.text_or_none("email"),
        source=block.text("source"),
    )


def _instrument(block: Block) -> Instrument:
    kind = block.choice("kind", INSTRUMENT_KINDS)
    called = words.called(block, words.common().instruments.get(kind))
    return Instrument(
        code=block.text("code"),
        kind=kind,
        short=called.short,
        title=called.title,
        title_genitive=called.title_genitive,
        title_accusative=called.title_accusative,
        legal_nature=block.choice_or_none("legal_nature", LEGAL_NATURES),
        max_course_days=block.number_or_none("max_course_days"),
        min_course_days=block.number_or_none("min_course_days"),
        valid_from=block.day_or_none("valid_from"),
        valid_to=block.day_or_none("valid_to"),
        confirmed=block.flag("confirmed"),
        source=block.text("source"),
        eligibility=_eligibility(block.block("eligibility")),
        window=_window(block.block_or_none("window")),
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
    weights = tuple(Weight(one.text("title"), one.number("thousandths")) for one in block.blocks("weights"))
    return Tariff(
        block.choice("kind", TARIFF_KINDS), block.number_or_none("roubles"), block.text("source"), weights=weights
    )


def _extension(block: Block | None) -> Extension | None:
    if block is None:
        return None
    return Extension(
        block.flag("allowed"), block.number_or_none("max_days"), block.texts("reasons"), block.text("source")
    )


def _report(block: Block | None) -> Report | None:
    if block is None:
        return None
    return Report(
        block.choice("act", REPORT_ACTS),
        block.flag_or_none("marks_by_day"),
        block.number_or_none("deadline_day"),
        block.flag_or_none("calc_sheet"),
        block.text("source"),
    )


def _left_to_words(top: Block, profile: Profile) -> list[str]:
    """What stands in a profile only because the common words say so: no act of the region was read about it."""
    of_reasons = [f"reasons.{code}" for code in words.common().reasons if code in words.common().everywhere]
    of_titles = [f"instruments.{one.code}.title" for one in profile.instruments]
    of_papers = ["attachments"] * any(one.required is None for one in profile.attachments)
    return [key for key in (*of_titles, *of_reasons) if not top.holds(key)] + of_papers


def _asked(top: Block, profile: Profile, whole: bool) -> Iterator[Unverified]:
    """The questions of the file, and the common one about each gap that it does not ask about itself.

    A question without a key would be a slip; so would a gap that nobody asks about and nobody closes.
    """
    asked = {one.key: one for one in profile.unverified}
    for key in asked:
        if not top.holds(key):
            raise top.fault(f"unverified.{key}", "такого ключа в этом файле нет")
    known = words.common()
    blanks = list(top.blanks()) + (_left_to_words(top, profile) if not whole else [])
    for key in blanks:
        if not profile.question(key):
            try:
                nearest, question = known.question(key)
            except LookupError as error:
                why = "значение не указано; добавьте вопрос об этом ключе в unverified"
                raise top.fault(key, why) from error
            asked[nearest] = Unverified(nearest, question)
    order = list(known.questions)
    yield from sorted(asked.values(), key=lambda one: order.index(one.key) if one.key in order else len(order))

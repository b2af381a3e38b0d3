"""Regional profiles: the real ones keep their gaps, the training one has every date, a wrong file is named."""

import re
from datetime import date
from pathlib import Path

import pytest

from narcdesk import profile
from narcdesk.dates import Calendar
from narcdesk.errors import NotFound, UserError
from narcdesk.places import RESOURCES

TODAY = date(2026, 11, 23)
PROFILES = sorted((RESOURCES / "profiles").glob("*.yaml"), key=lambda path: path.name)
TERMS = ("decision", "completion", "notify", "certificate_valid", "enrol", "interruption")


@pytest.fixture
def edited(tmp_path: Path):
    """The training profile with one piece of its text replaced, saved under a Russian name."""

    def edit(old: str, new: str) -> Path:
        text = (RESOURCES / "profiles" / "training.yaml").read_text(encoding="utf-8")
        assert old in text
        path = tmp_path / "Мой профиль.yaml"
        path.write_text(text.replace(old, new, 1), encoding="utf-8", newline="\n")
        return path

    return edit


# What the acts say --------------------------------------------------------------------------------------------------


def test_volgograd_offers_two_instruments_because_its_sources_differ():
    volgograd = profile.in_force("34", TODAY)
    assert [(one.code, one.legal_nature, one.max_course_days) for one in volgograd.instruments_on(TODAY)] == [
        ("certificate", "A", None),
        ("referral", "D", 180),
    ]
    assert volgograd.instrument("referral").eligibility.min_age == 18
    assert volgograd.instrument("certificate").eligibility.min_age is None
    assert "сертификат или направление" in volgograd.question("instruments")
    assert volgograd.submission_modes == ("office_batch",)


def test_irkutsk_certificate_is_given_by_the_youth_ministry_and_has_no_known_terms():
    irkutsk = profile.in_force("38", TODAY)
    assert irkutsk.authority.name == "министерство по молодежной политике Иркутской области"
    assert irkutsk.act("plan").shown == "распоряжение Губернатора Иркутской области от 03.08.2020 № 208-р"
    assert irkutsk.act("plan").is_in_force_on(date(2024, 12, 31))
    assert not irkutsk.act("plan").is_in_force_on(date(2025, 1, 1))
    assert [getattr(irkutsk, name).value for name in TERMS] == [None] * 6


@pytest.mark.parametrize("region", ["34", "38"])
@pytest.mark.parametrize("term", TERMS)
def test_a_term_that_no_act_gives_has_a_question_and_no_date(region: str, term: str):
    real = profile.in_force(region, TODAY)
    unknown = getattr(real, term)
    assert unknown.due(TODAY, Calendar.load()) is None
    assert unknown.shown == "срок не задан"
    assert real.question(f"terms.{term}").endswith("?")


def test_consents_are_asked_for_everywhere_and_made_by_the_program():
    for one in profile.all_profiles():
        papers = {paper.code: paper for paper in one.attachments}
        assert papers["П6"].required
        assert papers["П6"].generated_by_app
        assert papers["П7"].required
        assert papers["П7"].generated_by_app
        assert papers["П9"].condition == "court"


def test_a_copy_is_said_once():
    for one in profile.all_profiles():
        passport = next(paper for paper in one.attachments if paper.code == "П1")
        assert (passport.title, passport.copy) == ("паспорт с отметкой о регистрации", True)
        assert passport.asked == "паспорт с отметкой о регистрации (копия)"
        # Beside the title a list on paper has a column «копия, подлинник».
        assert [paper.title for paper in one.attachments if "копи" in paper.title.lower()] == []
        assert [paper.asked for paper in one.attachments if not paper.copy and "копи" in paper.asked] == []


def test_a_diagnosis_asked_for_is_a_drug_dependence():
    asked = profile.in_force("38", TODAY).instrument("certificate").eligibility
    assert asked.fits_diagnosis("F11.242Н")
    assert asked.fits_diagnosis("F19.2Н")
    assert not asked.fits_diagnosis("F11.1Н")
    assert not asked.fits_diagnosis("F18.2Т")
    assert not asked.fits_diagnosis("F10.2")


# The training profile -----------------------------------------------------------------------------------------------


def test_training_profile_says_that_it_is_invented():
    training = profile.in_force("00", TODAY)
    assert training.training
    assert not any(one.training for one in profile.all_profiles() if one.region_code != "00")
    assert training.unverified == ()
    told = [training.region_name, training.authority.name, *(getattr(training, name).source for name in TERMS)]
    assert all("вымышлен" in text for text in told)


@pytest.mark.parametrize(
    ("term", "begins", "ends"),
    [
        # 2026: Monday 23 November; 4 November is a holiday, 12 June too.
        ("decision", date(2026, 11, 23), date(2026, 12, 7)),
        ("completion", date(2026, 10, 30), date(2026, 11, 9)),
        ("notify", date(2026, 6, 10), date(2026, 6, 16)),
        ("enrol", date(2026, 11, 23), date(2026, 12, 3)),
        ("interruption", date(2026, 11, 23), date(2026, 12, 7)),
        ("certificate_valid", date(2026, 9, 1), date(2026, 11, 2)),  # 31 October is a Saturday: Monday instead
        ("certificate_valid", date(2026, 9, 4), date(2026, 11, 3)),
    ],
)
def test_every_term_of_the_training_profile_gives_its_date(term: str, begins: date, ends: date):
    training = profile.in_force("00", begins)
    assert getattr(training, term).due(begins, Calendar.load()) == ends


def test_a_term_is_said_in_words():
    training = profile.in_force("00", TODAY)
    assert training.decision.shown == "10 рабочих дней со дня регистрации заявления"
    assert training.notify.shown == "3 рабочих дня со дня решения"
    assert training.enrol.shown == "10 календарных дней со дня вручения"


# Choosing -----------------------------------------------------------------------------------------------------------


def test_an_unknown_region_is_a_sentence_for_the_person():
    with pytest.raises(UserError, match="«98» профиля нет"):
        profile.in_force("98", TODAY)


def test_before_its_first_day_a_profile_does_not_hold():
    with pytest.raises(UserError, match=r"на 31\.12\.2013 не действует"):
        profile.in_force("00", date(2013, 12, 31))
    assert profile.in_force("00", date(2014, 1, 1)).region_code == "00"


def test_a_document_finds_the_edition_it_was_made_with():
    volgograd = profile.in_force("34", TODAY)
    assert profile.by_edition(volgograd.edition) == volgograd
    with pytest.raises(NotFound):
        profile.by_edition("000000000000")


def test_edition_is_of_the_text_and_not_of_line_ends(tmp_path: Path):
    text = PROFILES[0].read_text(encoding="utf-8")
    unix, windows = tmp_path / "Юникс.yaml", tmp_path / "Виндоус.yaml"
    unix.write_text(text, encoding="utf-8", newline="\n")
    windows.write_text(text, encoding="utf-8", newline="\r\n")
    assert unix.read_bytes() != windows.read_bytes()
    assert profile.read_profile(unix).edition == profile.read_profile(windows).edition


def test_edition_changes_with_the_text(edited):
    assert profile.read_profile(edited("value: 10", "value: 11")).edition != profile.in_force("00", TODAY).edition


# A wrong file -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("old", "new", "key"),
    [
        ("training: true", "trainig: true", "trainig"),
        ("head_name:", "head_nаme:", "authority.head_nаme"),  # a Cyrillic «а» inside
        ("{value: 10, unit: working", "{value: ten, unit: working", "terms.decision.value"),
        ("{value: 10, unit: working", "{value: 10, unit: weeks", "terms.decision.unit"),
        ('confirmed: true, source: "учебный, вымышленный срок"}', "confirmed: true}", "terms.decision.value"),
        ('quota: {per_year: 35, source: "учебное, вымышленное число"}', "quota: {per_year: 35}", "quota.per_year"),
        ('first: "01-01"', 'first: "13-01"', "window.first"),
        ('last: "12-31"', 'last: "02-30"', "window.last"),
        ("valid_from: 2014-01-01", "valid_from: январь", "valid_from"),
        ('region_code: "00"', "region_code: 0", "region_code"),
        ("legal_nature: C", "legal_nature: F", "instruments.certificate.legal_nature"),
        ("[F11.2-9,", "[F11.9-2,", "instruments.certificate.eligibility.need_diagnosis"),
        ("code: R01", "code: X01", "reasons.X01.code"),
        ("code: П4, title: документы о доходах за шесть месяцев", "code: П14", "attachments.П14.title"),
        ("training: true", "training: null", "training"),  # no common question asks about it
        ("roubles: 1000,", "roubles: 1000.5,", "tariff.roubles"),
        ("act: monthly", "act: weekly", "report.act"),
        ("unverified: {}", "unverified: {terms.payment: Когда платят}", "unverified.terms.payment"),
    ],
)
def test_a_wrong_key_is_named(edited, old: str, new: str, key: str):
    path = edited(old, new)
    with pytest.raises(profile.ProfileFault) as caught:
        profile.read_profile(path)
    assert caught.value.key == key
    assert "Мой профиль.yaml" in str(caught.value)
    assert "Ничего не потеряно." in str(caught.value)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("training: true", "training: true\ntraining: false", "«training» написан дважды"),
        ("acts:", "acts: [", "запись не читается"),
    ],
)
def test_a_file_that_is_not_readable_says_where(edited, old: str, new: str, said: str):
    with pytest.raises(profile.ProfileFault, match=said):
        profile.read_profile(edited(old, new))


def test_a_missing_file_is_a_sentence_too(tmp_path: Path):
    with pytest.raises(profile.ProfileFault, match="не удалось прочитать"):
        profile.read_profile(tmp_path / "Нет такого.yaml")


@pytest.mark.parametrize("path", PROFILES, ids=lambda path: path.stem)
def test_what_is_not_verified_is_said_in_russian_words(path: Path):
    for gap in profile.read_profile(path).unverified:
        assert gap.about
        assert not re.search("[A-Za-z_.]", gap.about), gap.key


@pytest.mark.parametrize("path", PROFILES, ids=lambda path: path.stem)
def test_every_profile_of_the_folder_holds_together(path: Path):
    one = profile.read_profile(path)
    for group in (one.instruments, one.attachments, one.acts, one.refusal_reasons, one.end_reasons):
        codes = [entry.code for entry in group]
        assert len(codes) == len(set(codes))
    assert one.instruments
    assert all(reason.code.startswith("R") for reason in one.refusal_reasons)
    assert {reason.code for reason in one.end_reasons if reason.reissue} == {"A05", "A07"}


def test_two_profiles_that_begin_on_one_day_in_one_region_are_refused(tmp_path: Path):
    text = (RESOURCES / "profiles" / "training.yaml").read_text(encoding="utf-8")
    for name in ("один.yaml", "другой.yaml"):
        (tmp_path / name).write_text(text, encoding="utf-8", newline="\n")
    with pytest.raises(profile.ProfileFault) as told:
        profile.read_all(tmp_path)
    assert (told.value.file, told.value.key) == ("один.yaml", "valid_from")
    assert "другой.yaml" in told.value.why

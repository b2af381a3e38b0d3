"""The regions of the program: their editions by day, what stands in all of them, and how little is read for one."""

from datetime import date
from pathlib import Path

import pytest

from narcdesk import profile
from narcdesk.errors import NotFound
from narcdesk.places import RESOURCES
from narcdesk.profile import Profile, ProfileFault, folder

FILES = RESOURCES / "profiles"
REAL = sorted(set(profile.regions()) - {"00"})


def test_these_regions_are_there() -> None:
    assert {code: region.name for code, region in profile.regions().items()} == {
        "00": "Учебная область (вымышленная)",
        "15": "Республика Северная Осетия-Алания",
        "18": "Удмуртская Республика",
        "22": "Алтайский край",
        "27": "Хабаровский край",
        "32": "Брянская область",
        "34": "Волгоградская область",
        "38": "Иркутская область",
        "46": "город Курск",
        "51": "Мурманская область",
        "52": "Нижегородская область",
        "56": "Оренбургская область",
        "57": "Орловская область",
        "60": "Псковская область",
        "61": "Ростовская область",
        "71": "Тульская область",
        "73": "Ульяновская область",
        "77": "Москва",
        "78": "Санкт-Петербург",
        "89": "Ямало-Ненецкий автономный округ",
    }


@pytest.mark.parametrize(
    ("region", "day", "act", "authority"),
    [
        ("71", date(2017, 5, 1), "572-осн", "министерство труда и соцзащиты Тульской области"),
        ("71", date(2019, 3, 26), "572-осн", "министерство труда и соцзащиты Тульской области"),
        ("71", date(2019, 3, 27), "172-осн", "министерство труда и соцзащиты Тульской области"),
        ("71", date(2019, 8, 7), "172-осн", "министерство труда и соцзащиты Тульской области"),
        ("71", date(2019, 8, 8), "410-осн", "министерство труда и соцзащиты Тульской области"),
        ("71", date(2026, 3, 16), "410-осн", "министерство труда и соцзащиты Тульской области"),
        ("18", date(2018, 7, 2), "300", "уполномоченный орган Удмуртской Республики"),
        ("18", date(2018, 7, 3), "300", "министерство социальной политики и труда Удмуртской Республики"),
        ("18", date(2026, 3, 16), "300", "министерство социальной политики и труда Удмуртской Республики"),
        ("89", date(2020, 1, 1), "1432-П", "уполномоченный орган Ямало-Ненецкого автономного округа"),
        ("22", date(2026, 3, 16), "500", "Минсоцзащиты Алтайского края"),
    ],
)
def test_the_edition_in_force_on_a_day(region: str, day: date, act: str, authority: str) -> None:
    found = profile.in_force(region, day)
    assert (found.acts[0].number, found.authority.name) == (act, authority)


def test_what_lost_force_says_so() -> None:
    assert not profile.in_force("89", date(2026, 1, 1)).act("p-623").is_in_force_on(date(2024, 1, 1))
    assert profile.in_force("89", date(2026, 1, 1)).act("p-623").is_in_force_on(date(2023, 12, 31))
    assert profile.in_force("18", date(2023, 12, 31)).valid_to == date(2023, 12, 31)
    assert not profile.in_force("18", date(2024, 1, 1)).instruments[0].confirmed  # nobody read what came instead
    assert profile.in_force("22", date(2026, 1, 1)).acts[0].amended[-1] == "272 от 02.07.2025"


@pytest.mark.parametrize("region", REAL)
def test_a_real_region_holds_on_every_day_since_2024(region: str) -> None:
    """Else its office could not open an application: a gap in the law is a question, not a day without a profile."""
    for day in (date(2024, 1, 1), date(2026, 3, 16), date(2030, 1, 1)):
        assert profile.in_force(region, day).region_code == region


def test_a_body_that_no_source_names_is_called_by_what_it_is() -> None:
    murmansk = profile.in_force("51", date(2026, 3, 16)).authority
    assert not murmansk.is_named
    assert murmansk.name == "уполномоченный орган Мурманской области"
    assert murmansk.name_genitive == "уполномоченного органа Мурманской области"
    assert murmansk.name_dative == "уполномоченному органу Мурманской области"
    unnamed = {one.region_code for one in profile.all_profiles() if not one.authority.is_named}
    assert unnamed == {"15", "18", "32", "51", "52", "56", "57", "60", "73", "89"}


def test_every_gap_of_a_region_is_asked_about() -> None:
    moscow = profile.in_force("77", date(2026, 3, 16))
    assert [one.key for one in moscow.unverified] == [
        "valid_from",
        "authority",
        "instruments",
        "submission_modes",
        "entry_points",
        "attachments",
        "terms.decision",
        "terms.completion",
        "terms.notify",
        "terms.certificate_valid",
        "terms.enrol",
        "terms.interruption",
        "frequency",
        "quota",
        "window",
        "tariff",
        "number_mask",
        "extension",
        "report",
        "reasons",
    ]
    assert moscow.question("terms.notify") == "За сколько дней после решения извещают гражданина?"
    assert moscow.question("tariff").startswith("1 000 ₽ в день — сведения 2016 года.")


@pytest.mark.parametrize("one", profile.all_profiles(), ids=lambda one: f"{one.region_code} {one.valid_from}")
def test_nothing_of_a_profile_is_lost_as_plain_text(one: Profile) -> None:
    text = profile.text_of(one)
    back = profile.from_text(text)
    assert back == one
    assert back.edition == one.edition == profile.edition_of(back)
    assert "\n" not in text


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('"region_code":"00"', '"region_code":"00","region_code":"34"', "«region_code» написан дважды"),
        ('"whole":true', '"whole":tru', "запись не читается"),
        ('"whole":true', '"whole":true,"wheel":1', "такого ключа программа не знает"),
        ('"per_year":35', '"per_year":"35"', "целое число"),
        ('"valid_from":"2014-01-01"', '"valid_from":"2014-13-01"', "дата вида"),
    ],
)
def test_a_wrong_text_is_refused(old: str, new: str, said: str) -> None:
    text = profile.text_of(profile.in_force("00", date(2026, 3, 16)))
    assert old in text
    with pytest.raises(ProfileFault, match=said):
        profile.from_text(text.replace(old, new))


def test_a_bottomless_text_is_refused() -> None:
    with pytest.raises(ProfileFault, match="запись не читается"):
        profile.from_text('{"notes":' + "[" * 100_000)


def test_an_edition_that_a_register_holds_is_found_by_its_name() -> None:
    text = profile.text_of(profile.in_force("00", date(2026, 3, 16))).replace("Учебная область", "Прежняя область")
    edition = profile.from_text(text).edition
    with pytest.raises(NotFound):
        profile.by_edition(edition, "00")
    profile.keep(edition, text)
    assert profile.by_edition(edition).region_name == "Прежняя область (вымышленная)"


def test_a_fault_in_one_region_stops_no_other(tmp_path: Path) -> None:
    """Of the other regions no more is read than what they are called."""
    good, bad = "rostov.yaml", "moscow.yaml"
    for name, text in ((good, ""), (bad, "\nstray: 1\n")):
        (tmp_path / name).write_text((FILES / name).read_text(encoding="utf-8") + text, encoding="utf-8")
    known = folder.regions_of(tmp_path)
    assert [one.quota_per_year for one in folder.in_order(known["61"].files)] == [35]
    with pytest.raises(ProfileFault, match="stray"):
        folder.in_order(known["77"].files)


def test_a_file_that_does_not_say_its_region_is_named(tmp_path: Path) -> None:
    (tmp_path / "безымянный.yaml").write_text("training: true\n", encoding="utf-8")
    with pytest.raises(ProfileFault, match=r"безымянный\.yaml"):
        folder.regions_of(tmp_path)


def test_the_editions_of_a_region_are_called_alike() -> None:
    for one in profile.all_profiles():
        assert profile.regions()[one.region_code].name == one.region_name

"""The rules of the law: picked by the day of the event, unknown cells stay unknown."""

import itertools
from datetime import date, timedelta

import pytest

from narcdesk import rules
from narcdesk.consents import ConsentKind
from narcdesk.dates import Calendar
from narcdesk.errors import NotFound, UserError

TODAY = date(2026, 11, 23)


# Subjects, grounds, duties ------------------------------------------------------------------------------------------


def codes(on: date, region: str | None = None) -> set[str]:
    return {subject.code for subject in rules.subjects(on, region)}


def test_the_drug_control_service_ends_and_the_police_follow():
    assert "fskn" in codes(date(2016, 4, 5))
    assert "police_drugs" not in codes(date(2016, 4, 5))
    assert "fskn" not in codes(date(2016, 4, 6))
    gone = next(subject for subject in rules.subjects(date(2015, 1, 1)) if subject.code == "fskn")
    assert gone.successor == "police_drugs"
    assert gone.successor in codes(date(2016, 4, 6))


def test_the_regulation_names_these_subjects():
    named_in_1_3 = {
        "commission", "police", "social_protection", "social_services", "education", "social_policy", "minors",
        "employment", "hospital", "youth",
    }  # fmt: skip
    assert named_in_1_3 <= codes(TODAY)


def test_centres_of_one_region_are_not_offered_in_another():
    assert {"motivation_centre", "volya", "helpline"} <= codes(TODAY, "38")
    assert "volya" not in codes(TODAY, "34")
    assert "volya" not in codes(TODAY)


def test_the_regions_own_dispensary_stands_instead_of_the_common_one():
    assert "dispensary" in codes(TODAY)
    assert {"volgograd_dispensary"} == codes(TODAY, "34") - codes(TODAY)
    assert "dispensary" not in codes(TODAY, "34") | codes(TODAY, "38")
    assert rules.subject("volgograd_dispensary").name == (
        "ГБУЗ «Волгоградский областной клинический наркологический диспансер»"
    )


def test_the_plan_of_irkutsk_names_its_centres_and_the_helpline():
    """План 208-р, 1.2-1.7; the number of the helpline stands in 1.5."""
    named = {"volya", "motivation_centre", "helpline", "prevention_centre", "private_centre", "irkutsk_dispensary"}
    assert named == codes(TODAY, "38") - codes(TODAY)
    assert rules.subject("helpline").phone == "8-800-350-00-95"


def test_every_end_has_a_successor_and_every_reference_leads_somewhere():
    every = {one.code: one for region in (None, "34", "38") for one in rules.all_subjects(region)}
    every["dispensary"] = rules.subject("dispensary")
    assert {one.code for one in every.values() if one.valid_to} == {"fskn"}
    for one in every.values():
        assert one.successor is None or one.successor in every
        assert one.instead_of is None or rules.subject(one.instead_of).region is None
        assert (one.successor is None) == (one.valid_to is None)


def test_who_only_receives_sends_nobody():
    silent = {one.code for one in rules.all_subjects() if not one.sends}
    assert silent == {"authority", "centre", "self_help", "psychological_centre"}


def test_legal_grounds_are_those_of_1_4_and_court_ones_lead_to_a_duty():
    grounds = {ground.code: ground for ground in rules.legal_grounds()}
    assert list(grounds) == ["voluntary", "uk-72.1", "uk-73", "uk-82.1", "koap-4.1", "released"]
    assert {code: ground.duty_kind for code, ground in grounds.items() if ground.kind == "court"} == {
        "uk-72.1": "УК-72.1",
        "uk-73": "УК-73",
        "uk-82.1": "УК-82.1",
        "koap-4.1": "АП",
    }


def test_the_police_are_told_within_three_working_days_that_a_person_came():
    administrative = rules.duty_kind("АП")
    # Friday 6 November 2026 + 3 working days.
    assert administrative.start_notice.due(date(2026, 11, 6), Calendar.load()) == date(2026, 11, 11)
    assert administrative.evasion_notice.due(TODAY, Calendar.load()) is None
    assert administrative.completion_notice.value is None


def test_duty_kinds_know_who_controls():
    known = codes(TODAY)
    assert [kind.code for kind in rules.duty_kinds()] == ["АП", "УК-72.1", "УК-73", "УК-82.1", "УДО"]
    assert all(kind.controller in known for kind in rules.duty_kinds())
    with pytest.raises(NotFound):
        rules.duty_kind("УК-1")


# Consents and secrecy -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("situation", "age", "representative"),
    [
        ("care", 14, True),
        ("care", 15, False),
        ("care_drugs", 15, True),
        ("care_drugs", 16, False),
        ("narcology_drugs", 17, True),
        ("narcology_drugs", 18, False),
        ("narcology_alcohol", 15, False),
        ("examination", 17, True),
    ],
)
def test_who_signs_at_what_age(situation, age: int, representative: bool):
    assert rules.signer(situation).needs_representative(age) is representative


def test_an_age_rule_known_at_second_hand_is_marked():
    assert not rules.signer("narcology_alcohol").confirmed
    assert rules.signer("narcology_drugs").confirmed


def test_consent_kinds():
    kinds = {kind.code: kind for kind in rules.consent_kinds()}
    assert set(kinds) == {kind.value for kind in ConsentKind}
    assert {code for code, kind in kinds.items() if not kind.per_recipient} == {"care", "observation", "examination"}
    assert kinds["personal_data"].per_recipient
    assert not kinds["care"].per_recipient


def test_no_commission_employer_or_school_is_told_without_consent():
    grounds = rules.disclosure_grounds()
    told = " ".join(ground.to for ground in grounds).lower()
    assert not any(stranger in told for stranger in ("антинаркотическ", "школ", "администрац", "реабилитац"))
    assert {ground.code for ground in grounds if ground.confirmed} == {"13.4.1", "13.4.3", "13.4.4"}


# ICD-10 -------------------------------------------------------------------------------------------------------------


def test_letters_of_substances():
    icd = rules.icd()
    assert list(icd.substances) == ["F10", "F11", "F12", "F13", "F14", "F15", "F16", "F17", "F18", "F19"]
    assert [icd.only_letter(code) for code in ("F10", "F11", "F12", "F13", "F14", "F18")] == [
        None, "Н", "Н", None, "Н", None,
    ]  # fmt: skip
    assert set(icd.letters("F19")) == {"Н", "Т"}
    assert icd.letters("F10") == ()


def test_signs_of_a_dependence_code():
    icd = rules.icd()
    assert icd.substances["F11"] == "Опиоиды"
    assert icd.states["2"] == "Синдром зависимости"
    assert icd.current["4"] == "активная зависимость"
    assert icd.stages["2"] == "II, средняя"
    assert list(icd.states) == list("0123456789")
    assert icd.fifth("1") == {}
    assert icd.fifth("0")["7"] == "патологическое опьянение"


def test_tobacco_is_outside_observation():
    assert not rules.icd().is_observed("F17")
    assert rules.icd().is_observed("F18")


# Observation --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("day", "order"),
    [
        (date(1990, 1, 1), "ДН-1988"),
        (date(2016, 4, 4), "ДН-1988"),
        (date(2016, 4, 5), "ДН-2015"),
        (date(2026, 8, 31), "ДН-2015"),
        (date(2026, 9, 1), "ДН-2026"),
        (date(2032, 9, 1), "ДН-2026"),
    ],
)
def test_the_order_of_the_day_of_decision(day: date, order: str):
    assert rules.observation_rules(day).id == order


def test_after_the_last_order_nothing_is_guessed():
    with pytest.raises(UserError, match=r"02\.09\.2032"):
        rules.observation_rules(date(2032, 9, 2))


@pytest.mark.parametrize(
    ("order", "group", "months", "shown", "confirmed"),
    [
        ("ДН-1988", "alcohol", 30, "раз в 3 месяца", True),
        ("ДН-1988", "drugs", 40, "раз в 6 месяцев", True),
        ("ДН-2015", "syndrome", 0, "раз в месяц", False),
        ("ДН-2015", "syndrome", 12, "раз в 6 недель", True),
        ("ДН-2015", "harmful", 23, "раз в 6 недель", True),
        ("ДН-2015", "syndrome", 24, "раз в 3 месяца", False),
        ("ДН-2026", "ДН-1", 3, "срок не задан", False),
        ("ДН-2026", "ДН-3", 12, "раз в 2 месяца", False),
        ("ДН-2026", "ДН-4", 13, "срок не задан", False),
        ("ДН-2026", "ДН-4", 24, "раз в 3 месяца", True),
    ],
)
def test_how_often_to_come(order: str, group: str, months: int, shown: str, confirmed: bool):
    interval = rules.rule_set(order).interval(group, months)
    assert interval is not None
    assert (interval.shown, interval.confirmed) == (shown, confirmed)


def test_an_unknown_interval_only_proposes_the_old_value():
    interval = rules.rule_set("ДН-2026").interval("ДН-4", 13)
    assert interval is not None
    assert interval.every is None
    assert (interval.proposed, interval.unit) == (6, "week")


def test_a_cell_that_the_order_does_not_have():
    assert rules.rule_set("ДН-2026").interval("ДН-1", 12) is None
    assert rules.rule_set("ДН-1988").interval("alcohol", 36) is None


@pytest.mark.parametrize(
    ("code", "court", "group"),
    [
        ("F10.1", False, "ДН-1"),
        ("F10.202", False, "ДН-2"),
        ("F11.242Н", False, "ДН-3"),
        ("F11.242Н", True, "ДН-4"),
        ("F12.1Н", True, "ДН-4"),
        ("F17.2", False, None),
        ("F11.0", False, None),
    ],
)
def test_the_group_that_a_diagnosis_proposes(code: str, court: bool, group: str | None):
    found = rules.rule_set("ДН-2026").group_for(code, court_duty=court)
    assert (found.code if found else None) == group


def test_grounds_to_end_an_observation():
    old, new = rules.rule_set("ДН-2015"), rules.rule_set("ДН-2026")
    recovery = {rule.group: rule.after_months for rule in old.ends if rule.ground == "recovery"}
    assert recovery == {"syndrome": 36, "harmful": 12}
    assert "no_show" not in {rule.ground for rule in old.ends}
    without_commission = {rule.ground for rule in new.ends if rule.decided_by == "doctor" and rule.confirmed}
    assert without_commission == {"moved", "no_show", "refused"}
    assert [rule.after_months for rule in new.ends_for("ДН-3") if rule.ground == "recovery"] == [None]


def test_absence_and_remission():
    assert [known.absence and known.absence.months for known in rules.all_rule_sets()] == [12, None, 6]
    assert rules.rule_set("ДН-2026").remission_months == 12
    assert rules.rule_set("ДН-2026").act.shown == "приказ Минздрава России от 12.02.2026"


def test_the_orders_follow_one_another_without_a_gap():
    orders = rules.all_rule_sets()
    for before, after in itertools.pairwise(orders):
        assert before.act.valid_to is not None
        assert before.act.valid_to + timedelta(days=1) == after.act.valid_from


@pytest.mark.parametrize("order", ["ДН-1988", "ДН-2015", "ДН-2026"])
def test_intervals_of_a_group_do_not_overlap(order: str):
    known = rules.rule_set(order)
    for group in known.groups:
        for month in range(120):
            fitting = [one for one in known.intervals if one.group == group.code and one.covers(month)]
            assert len(fitting) <= 1

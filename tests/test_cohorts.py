"""Records that leave for the dispensary: what a reader of the finished file knows, counted here by hand."""

import csv
import io
import random
from collections import Counter, defaultdict
from dataclasses import replace

import pytest

from narcdesk.commission import package, verification
from narcdesk.commission.archive import pack, unpack
from narcdesk.commission.cohorts import attacks, choosing, judging, papers, policy, release, report
from narcdesk.commission.cohorts.policy import Rules
from narcdesk.commission.cohorts.release import Made, TooFew
from tests.cohort_samples import KEY, PLACES, Person, names, people, ready, rules, table

KNOWN = 6  # columns that somebody may know of a person, the first ones
OFFICE = "ОГБУЗ «Ленинская районная больница»"


def _lines(file: bytes) -> list[dict[str, str]]:
    """The records as anybody reads them."""
    text = unpack(file)["cases.csv"].decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline=""), delimiter=";"))


def _groups(file: bytes) -> list[list[dict[str, str]]]:
    found = defaultdict(list)
    for line in _lines(file):
        found[tuple(list(line.values())[1 : 1 + KNOWN])].append(line)
    return list(found.values())


@pytest.mark.parametrize("more", [False, True])
def test_every_group_of_the_finished_file_keeps_to_the_rules(more: bool) -> None:
    cohort, file = ready(more=more)
    assert verification.verify(file, package.public_pem(KEY)).problems == []
    for members in _groups(file):
        size = len(members)
        assert size >= 5
        assert sum(one["Обязанность по решению суда"] == "была" for one in members) <= size / 2
        assert sum(one["Употребление подтверждено"] == "да" for one in members) <= size * 0.8
        assert sum(one["Умер"] == "да" for one in members) <= size / 2
        assert len({one["Состояние на день наблюдения"] for one in members}) >= 2
    assert 950 <= len(_lines(file)) <= 1_000
    assert len(_lines(file)) == 1_000 - cohort.left_out
    assert len({one["Номер записи"] for one in _lines(file)}) == len(_lines(file))


def test_one_level_for_a_column_by_default_and_more_is_said_where_groups_have_their_own() -> None:
    (one, file), (other, _) = ready(), ready(more=True)
    assert one.release.levels is not None
    assert other.release.levels is None
    assert other.chosen.division.loss <= one.chosen.division.loss
    ages = {line["Возраст при взятии"] for line in _lines(file)}
    levels = [{told[level] for told in rules().sign("age").names.values()} for level in range(5)]
    assert any(ages <= level for level in levels)


def test_the_records_of_one_person_are_told_by_no_name_but_those_of_his_values() -> None:
    cohort, _ = ready()
    levels = dict(zip([sign.code for sign in rules().quasi], cohort.release.levels or (), strict=True))
    told = {
        code: {names[0]: names for names in rules().sign(code).names.values()} for code in levels if code != "place"
    }
    for exact, row in zip(cohort.exact, cohort.shown, strict=True):
        if row is None:
            continue
        for at, sign in enumerate(rules().signs):
            if sign.code == "place":
                assert row[at] in (exact["place"], "город", "село", "весь район", "не указано")
            elif sign.code in levels:
                assert row[at] == told[sign.code][exact[sign.code]][levels[sign.code]]
            else:
                assert row[at] == exact[sign.code]


@pytest.mark.parametrize("more", [False, True])
def test_the_order_of_the_register_says_nothing(more: bool) -> None:
    wide = replace(rules(), least=100)
    some = people(150)
    files = set()
    for seed in (None, 1):
        order = list(some)
        if seed is not None:
            random.Random(seed).shuffle(order)
        cohort = release.assemble(
            wide, 2024, order, table(), office=OFFICE, more=more, batch_id="0f" * 16, chance=random.Random(7)
        )
        files.add(papers.build(cohort.release, KEY))
    assert len(files) == 1
    rows = list(cohort.release.rows.values())
    assert rows != sorted(rows)


def test_what_is_protected_has_no_say_in_how_records_are_divided() -> None:
    some = people(400)
    quiet = [
        {**one, "court": "не было", "relapse": "нет", "death": "нет", "outcome": names("outcome")[n % 2]}
        for n, one in enumerate(some)
    ]
    found = []
    for seed in (1, 2):
        dealt = [dict(one) for one in quiet]
        outcomes = [one["outcome"] for one in dealt]
        random.Random(seed).shuffle(outcomes)
        for one, outcome in zip(dealt, outcomes, strict=True):
            one["outcome"] = outcome
        chosen = choosing.choose(rules(), rules().hierarchies(table().places), dealt, table().beside(rules()))
        assert chosen is not None
        found.append([way.levels.tolist() for way in (*chosen.before, chosen.division)])
    first, second = sorted(found, key=len)
    assert first == second[: len(first)]  # one list of ways for both, of which the secrets only say how far to go


def _nasty() -> dict[str, list[Person]]:
    base = people(60, seed=3, court=0.05)
    return {
        "one settlement": [{**one, "place": PLACES[0]} for one in base],
        "one sex": [{**one, "sex": "мужской"} for one in base],
        "a sign never told": [{**one, "place": "не указано", "source": "не указано"} for one in base],
        "somebody of 77": [*base, {**base[0], "age": "65 и старше", "place": PLACES[-1]}],
        "half by court": [{**one, "court": "была" if n % 100 < 49 else "не было"} for n, one in enumerate(base)],
        "twins": [one for one in base for _ in range(2)],
    }


@pytest.mark.parametrize("case", list(_nasty()))
def test_nasty_cohorts(case: str) -> None:
    some = _nasty()[case]
    wide = replace(rules(), least=50)
    try:
        cohort = release.assemble(
            wide, 2024, some, table(), office=OFFICE, more=case == "twins", chance=random.Random(1)
        )
    except TooFew:
        assert case == "half by court"
        return
    file = papers.build(cohort.release, KEY)
    figures = attacks.attack(cohort, file)
    assert figures.smallest == min(map(len, _groups(file))) >= 5
    assert len(_lines(file)) >= len(some) * 0.95
    if case == "twins":
        # The same person twice reads the same twice, so he is no crowd of his own.
        assert all(sum(row in m for m in _groups(file)) == 1 for row in _lines(file))


def test_fewer_than_a_thousand_do_not_leave_and_what_may_instead_is_said() -> None:
    with pytest.raises(TooFew) as error:
        release.assemble(rules(), 2024, people(999), table(), office=OFFICE)
    assert "за этот год 999 записей, а нужно не меньше 1000" in error.value.what
    assert "выходят таблицами: раздел «Комиссия»" in error.value.do
    with pytest.raises(TooFew):
        release.assemble(replace(rules(), least=3), 2024, people(4), table(), office=OFFICE)  # k is greater than n


def test_a_cohort_of_those_sent_by_courts_never_leaves() -> None:
    all_by_court = [{**one, "court": "была"} for one in people(100)]
    with pytest.raises(TooFew, match="ни один из испытанных способов"):
        release.assemble(replace(rules(), least=50), 2024, all_by_court, table(), office=OFFICE)


def test_a_district_with_fewer_inhabitants_than_ten_times_the_cohort() -> None:
    with pytest.raises(TooFew, match="ни один из испытанных способов"):
        release.assemble(replace(rules(), least=50), 2024, people(100), table(900), office=OFFICE)


def _forged(cohort: Made, **changes: object) -> bytes:
    return papers.build(replace(cohort.release, **changes), KEY)  # type: ignore[arg-type]


def _with(cohort: Made, column: str, value: str, count: int) -> dict[int, tuple[str, ...]]:
    at = [sign.code for sign in rules().signs].index(column)
    rows = dict(cohort.release.rows)
    first = next(iter(rows.values()))[:KNOWN]
    for number in [number for number, row in rows.items() if row[:KNOWN] == first][:count]:
        rows[number] = (*rows[number][:at], value, *rows[number][at + 1 :])
    return rows


def test_a_file_that_breaks_a_rule_is_refused_though_its_signature_is_good() -> None:
    cohort, _ = ready()
    rows = cohort.release.rows
    said = {
        "Обязанность по решению суда: была": _with(cohort, "court", "была", 1_000),
        "Состояние на день наблюдения": _with(cohort, "outcome", "под наблюдением", 1_000),
        "значение не из перечня": _with(cohort, "place", "Мостки", 1),
        "Записей меньше": dict(list(rows.items())[:300]),
    }
    sizes = Counter(row[:KNOWN] for row in rows.values())
    few = min(sizes, key=lambda known: sizes[known])
    gone = [number for number, row in rows.items() if row[:KNOWN] == few][: sizes[few] - 4]
    said["читаются одинаково"] = {number: row for number, row in rows.items() if number not in gone}
    for words, forged in said.items():
        found = verification.verify(_forged(cohort, rows=forged))
        assert any(words in problem for problem in found.problems), (words, found.problems)
    small = replace(
        cohort.release.census, counts={key: max(1, n // 40) for key, n in cohort.release.census.counts.items()}
    )
    found = verification.verify(_forged(cohort, census=small))
    assert found.problems == ["Среди жителей одного пола, возраста и места записей больше, чем разрешено."]
    assert verification.verify(_forged(cohort, left_out=200)).problems == ["Не вошло больше записей, чем разрешено."]
    assert verification.verify(_forged(cohort, left_out=7)).problems != []


def test_a_changed_byte_and_a_part_too_many_are_refused() -> None:
    _, file = ready()
    parts = unpack(file)
    other = {**parts, "cases.csv": parts["cases.csv"].replace("была".encode(), "нет!".encode(), 1)}
    assert any("cases.csv" in problem for problem in verification.verify(pack(other)).problems)
    assert verification.verify(pack({**parts, "names.csv": b"1"})).problems == [
        "В пакете есть части, которых быть не должно."
    ]
    lacking = {name: data for name, data in parts.items() if name != "census.csv"}
    assert verification.verify(pack(lacking)).problems == ["В пакете не хватает частей: census.csv."]


def test_an_attack_stops_a_file_that_says_too_much() -> None:
    cohort, file = ready()
    assert attacks.attack(cohort, file).candidates >= 5
    with pytest.raises(attacks.Found, match="не те записи"):
        attacks.attack(cohort, _forged(cohort, rows=dict(list(cohort.release.rows.items())[1:])))
    clever = replace(cohort, chosen=replace(cohort.chosen, surprise=0.16))  # as of three flags with two values (4)
    with pytest.raises(attacks.Found, match="узнать лишнее"):
        attacks.attack(clever, file)
    tight = replace(rules(), protection=replace(rules().protection, k=400))
    strict = replace(cohort, release=replace(cohort.release, rules=tight))
    with pytest.raises(attacks.Found, match="Знакомого можно найти"):
        attacks.attack(strict, file)


def test_the_figures_of_the_report_by_hand() -> None:
    cohort, file = ready()
    figures = attacks.attack(cohort, file)
    groups = _groups(file)
    assert figures.smallest == min(map(len, groups))
    assert figures.candidates == figures.smallest  # with one level for all each person has one group
    assert figures.average == len(groups) / len(_lines(file))
    court = max(sum(one["Обязанность по решению суда"] == "была" for one in m) / len(m) for m in groups)
    assert figures.beliefs["Обязанность по решению суда", "была"] == court
    told = report.report(cohort, figures, known=3)
    assert told.risk["smallest"] == f"Записей, которые читаются одинаково, не меньше {figures.smallest}."
    assert told.risk["once"].endswith("Уже выходили и не вошли: 3.")
    assert [column.title for column in told.columns] == list(told.titles)
    assert all(value in told.columns[0].values for value in {line["Возраст при взятии"] for line in _lines(file)})
    assert len(told.examples) == 5
    assert attacks.percent(0.2) == "20,0"
    assert attacks.percent(0.20001) == "20,1"  # never told smaller than it is


def test_records_overlap_where_groups_have_levels_of_their_own() -> None:
    """Whoever is known may be in several groups: all of them together are his candidates."""
    cohort, file = ready(more=True)
    trees = {tree.sign: tree.names for tree in rules().hierarchies(cohort.release.census.places)}
    columns = {sign.code: sign.title for sign in rules().quasi}
    fewest = min(
        count
        for one in cohort.exact[::20]
        if (
            count := sum(
                all(line[title] in trees[code][one[code]] for code, title in columns.items()) for line in _lines(file)
            )
        )
    )
    assert fewest >= attacks.attack(cohort, file).candidates >= 5


def test_the_closed_list_of_columns_and_values() -> None:
    kept: Rules = rules()
    assert kept == policy.in_force(kept.valid_from)
    assert kept.protection.k == 5
    assert (kept.presence, kept.left_out, kept.least) == (0.1, 0.05, 1000)
    assert [sign.code for sign in kept.quasi] == ["age", "sex", "place", "month", "diagnosis", "source"]
    assert kept.second_person
    assert kept.sealed
    minors = [told for value, told in kept.sign("age").names.items() if value in ("0-13", "14-17")]
    assert [told[0] for told in minors] == ["до 14", "14–17"]
    assert judging.alike(kept, []) == []

"""What everybody knows of the counts beside the tables: which signs go together, and what no register can hold."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from itertools import chain, combinations

import pytest

from narcdesk.commission import package, protection, risk
from narcdesk.commission.batch import Batch, Release, assemble
from narcdesk.commission.counting import movement, rehabilitation
from narcdesk.commission.knowledge import merged
from narcdesk.commission.policy import Stricter
from narcdesk.commission.recovery import enclosed, most_together, recovered
from narcdesk.commission.tables import EVERY, Cell, Relation, System, tally
from narcdesk.commission.verification import verify
from narcdesk.courses import CourseKind
from narcdesk.dates import Period
from narcdesk.diagnoses import Diagnosis, wrong_facts
from narcdesk.rules import icd
from tests.commission_samples import ANCHOR, KEY, OFFICE, REMOVED, batch, people, rules_for

CLASSIFIED = ("drug_dependence", "drug_harmful", "toxic_dependence", "other_harmful", "other")
GOES_WITH = {
    "alcohol": {"alcohol_dependence", "alcohol_harmful", "other"},
    "opioids": {"drug_dependence", "drug_harmful", "other"},
    "cannabinoids": {"drug_dependence", "drug_harmful", "other"},
    "stimulants": set(CLASSIFIED),
    "combinations": set(CLASSIFIED),
    "other": set(CLASSIFIED),
    "unknown": {"unknown"},
}
PAIRS = {(group, substance) for substance, groups in GOES_WITH.items() for group in groups}
COUNTED_BY_BOTH = ("observed_start", "taken", "taken_first", "removed", "observed_end")


def _every_diagnosis() -> Iterator[Diagnosis | None]:
    """Whatever may stand in a card: each substance, state, sign and letter that the classification allows."""
    yield None
    for substance in icd().substances:
        for state in icd().states:
            for sign in (None, *"0123456789"):
                for letter in (None, "Н", "Т"):
                    facts = {"substance": substance, "state": state, "current": sign, "letter": letter}
                    if not wrong_facts(facts):
                        yield Diagnosis(patient_id=1, made_on=date(2026, 1, 1), **facts)  # type: ignore[arg-type]


def test_each_code_gives_a_group_and_a_substance_that_go_together() -> None:
    rows = [movement._row_of(diagnosis) for diagnosis in _every_diagnosis()]
    assert len(rows) > 500
    assert {(row["diagnosis"], row["substance"]) for row in rows} == PAIRS


def _linked(measure: str) -> tuple[Relation, ...]:
    """Of one measure: its two tables' totals, and what the catalogue says besides."""
    known = rules_for("regional").system.relations
    return tuple(one for one in known if all(cell.measure == measure and len(cell.at) < 2 for _, cell in one.terms))


@pytest.mark.parametrize("measure", COUNTED_BY_BOTH)
def test_nothing_more_follows_from_the_codes_than_the_catalogue_says(measure: str) -> None:
    """For every set of groups: they hold no more people than the substances that go with them (max flow, min cut)."""
    relations = _linked(measure)
    groups = sorted({group for group, _ in PAIRS})
    cells = {cell for one in relations for _, cell in one.terms}
    more = Cell("more")
    for chosen in chain.from_iterable(combinations(groups, size) for size in range(1, len(groups))):
        theirs = {substance for group, substance in PAIRS if group in chosen}
        over = [(1, Cell.of(measure, {"diagnosis": group})) for group in chosen]
        over += [(-1, Cell.of(measure, {"substance": substance})) for substance in sorted(theirs)]
        system = System((*sorted(cells), more), (*relations, Relation((*over, (-1, more)))))
        assert most_together(system, {Cell(measure): (0, 100)}, [more]) == pytest.approx(0), chosen


STAYED = ("observed_start", "observed_end", "minors_start", "minors_end")
CAME = ("taken", "taken_first", "observed_end", "minors_taken", "minors_first", "minors_end")
CAME_BACK = ("taken", "observed_end", "minors_taken", "minors_end")


@pytest.mark.parametrize("measures", [STAYED, CAME, CAME_BACK])
def test_what_is_said_of_the_codes_is_true_of_whoever_is_counted(measures: tuple[str, ...]) -> None:
    system = rules_for("regional").system
    nobody: dict[str, list[Mapping[str, str]]] = {cell.measure: [] for cell in system.cells}
    for group, substance in sorted(PAIRS):
        for age in ("0-17", "60+"):
            one = {"diagnosis": group, "substance": substance, "age": age, "sex": "m", "remission": "unknown"}
            there = [measure for measure in measures if age == "0-17" or not measure.startswith("minors")]
            assert system.broken_by(tally(system, {**nobody, **{measure: [one] for measure in there}})) == []


@pytest.mark.parametrize(
    ("shown", "found"),
    [
        # 13 by alcohol, 10 of them dependent, nobody with psychosis: three use it harmfully.
        (
            {"taken[substance=alcohol]": 13, "taken[diagnosis=alcohol_dependence]": 10, "taken[diagnosis=other]": 0},
            {"taken[diagnosis=alcohol_harmful]": 3},
        ),
        ({"removed[substance=unknown]": 2}, {"removed[diagnosis=unknown]": 2}),
        (
            {"minors_end[substance=alcohol]": 4, "observed_end[age=0-17,diagnosis=alcohol_dependence]": 4},
            {"observed_end[age=0-17,diagnosis=alcohol_harmful]": 0},
        ),
        # Of 9 courses 6 were paid for, one way or the other; two of an organisation that says no form of service.
        (
            {
                "courses_started": 9,
                "courses_started[funding=free]": 6,
                "courses_started[funding=certificate]": 0,
                "courses_started[funding=unknown]": 3,
                "courses_started[provider_form=residential]": 4,
                "courses_started[provider_form=outpatient]": 0,
                "courses_started[provider_form=both]": 0,
                "courses_started[provider_form=not_listed]": 3,
            },
            {"courses_started[provider_form=unknown]": 2},
        ),
        # All seven came for the first time in their lives, so the four minors did.
        ({"taken": 7, "taken_first": 7, "minors_taken": 4}, {"minors_first": 4}),
        (
            {"duties_received": 7, "duties_received[duty_ground=administrative]": 4},
            {"duties_received[duty_ground=criminal]": None},
        ),
        (
            {
                "duties_received": 7,
                "duties_received[duty_ground=administrative]": 4,
                "duties_received[duty_ground=other]": 0,
            },
            {"duties_received[duty_ground=criminal]": 3},
        ),
    ],
)
def test_an_outsider_reckons_with_what_everybody_knows(
    shown: Mapping[str, int], found: Mapping[str, int | None]
) -> None:
    windows = {Cell.parse(code): (count, count) for code, count in shown.items()}
    asked = [Cell.parse(code) for code in found]
    told = recovered(rules_for("regional").system, windows, asked)
    assert {cell.code: told.get(cell) for cell in asked} == found


def test_every_group_that_a_rule_of_every_measure_names_is_of_its_tables() -> None:
    rule = Relation.parse(f"{EVERY}[a=1] <= {EVERY}[b=2]")
    assert [str(one) for one in rule.of_every(["n", "m"])] == ["n[a=1] <= n[b=2]", "m[a=1] <= m[b=2]"]
    assert str(Relation.parse("n[a=1] = 0")) == "n[a=1] = 0"
    assert not Relation.parse("n[a=1] = 0").holds({Cell.parse("n[a=1]"): 1})


def test_a_course_with_no_organisation_of_the_registry_is_neither_free_nor_paid() -> None:
    def funding(provider: bool, certificate: bool) -> str:
        return rehabilitation._signs(CourseKind.SOCIAL, provider, None, certificate, None)["funding"]

    assert {funding(False, certificate) for certificate in (True, False)} == {"certificate", "unknown"}
    assert rehabilitation._signs(CourseKind.MEDICAL, False, None, False, None)["provider_form"] == "not_listed"
    assert rehabilitation._form(7, None) == "unknown"


def test_small_counts_of_an_exact_batch_stay_hidden_from_whoever_knows_the_codes() -> None:
    """Worked out apart: group by substance as tables that nobody sees, with nobody where no code leads."""
    made, system = _exact(), rules_for("regional").system
    relations, windows = list(system.relations), {}
    joint = {(m, *pair): Cell.of(m, dict(zip("gs", pair, strict=True))) for m in COUNTED_BY_BOTH for pair in PAIRS}
    for measure in COUNTED_BY_BOTH:
        for place, sign in enumerate(("diagnosis", "substance")):
            for value in sorted({pair[place] for pair in PAIRS}):
                inner = [(-1, joint[measure, *pair]) for pair in sorted(PAIRS) if pair[place] == value]
                relations.append(Relation(((1, Cell.of(measure, {sign: value})), *inner)))
    for pair in sorted(PAIRS):
        start, taken, first, removed, end = (joint[measure, *pair] for measure in COUNTED_BY_BOTH)
        relations.append(Relation(((1, start), (1, taken), (-1, removed), (-1, end))))
        relations.append(Relation(((1, first), (-1, taken)), equal=False))
    for cell, value in made.release.shown.items():
        off = 0 if made.release.is_exact(cell) else 4
        windows[cell] = (max(0, value - off), value + off)
    small = [cell for cell in made.release.counts if 0 < made.exact[cell] < 5]
    assert len(small) > 30
    assert recovered(System((*system.cells, *joint.values()), tuple(relations)), windows, small) == {}


def _exact() -> Batch:
    return batch(2, 1200, recipient="regional")


# Groups in which all are alike

FEW = Stricter(
    left_out=("by_sex", "by_age", "by_substance", "minors", "remission", "rehabilitation", "courses",
              "course_providers", "course_funding", "duties", "prevention")
)  # fmt: skip
OF_ALL_SUICIDE = Cell.parse("died[death_cause=suicide]")
ALL_FOUND = Cell.parse("examinations[exam_outcome=found]")
ALL_OTHER = Cell.parse("removed_other[diagnosis=toxic_dependence]")


@pytest.fixture(scope="module")
def alike() -> dict[Cell, int]:
    """All twelve who were examined had used, all seven who died took their lives, all seven removed died or so."""
    counted = people(4, 1200)
    moved = ("observed_start", "observed_end", "removed", "taken", "taken_first", *REMOVED)
    for measure in moved:
        counted[measure] = [one for one in counted[measure] if one["diagnosis"] != "toxic_dependence"]
    group = {"diagnosis": "toxic_dependence"}
    for measure, times in (("observed_start", 60), ("removed", 7), ("removed_other", 7), ("observed_end", 53)):
        counted[measure] = [*counted[measure], *[group] * times]
    counted["examinations"] = [{"exam_outcome": "found"}] * 12
    counted |= {measure: [{"death_cause": "suicide"}] * 7 for measure in ("died", "died_observed")}
    return tally(rules_for("regional").tightened(FEW).system, counted)


@pytest.fixture(scope="module")
def shown(alike: dict[Cell, int]) -> Batch:
    """To the region, exactly."""
    rules = rules_for("regional").tightened(FEW)
    return assemble(rules, Period.parse("2024"), alike, office=OFFICE, anchor=ANCHOR)


def _told(made: Batch, cell: Cell) -> int | None:
    return made.release.counts[cell]


def test_all_of_one_outcome_or_cause_are_not_seen_to_be_so(alike: dict[Cell, int], shown: Batch) -> None:
    assert shown.release.exact
    for part, whole in ((ALL_FOUND, "examinations"), (OF_ALL_SUICIDE, "died")):
        assert alike[part] == alike[Cell(whole)] in (7, 12)
        assert None in (_told(shown, part), _told(shown, Cell(whole)))
    assert risk.homogeneous(shown) == []
    assert verify(package.build(shown, KEY)).problems == []


@pytest.mark.parametrize("part", [ALL_FOUND, OF_ALL_SUICIDE, ALL_OTHER])
def test_a_group_that_is_shown_to_be_all_alike_is_seen(alike: dict[Cell, int], shown: Batch, part: Cell) -> None:
    """Also where the part is not said, but every other of its row is."""
    together = [cell for cell in alike if cell.at and (cell.measure, cell.at[0][0]) == (part.measure, part.at[0][0])]
    if part == ALL_OTHER:
        together = [Cell(measure, part.at) for measure in ("removed", *REMOVED)]
    wholes = [Cell.of("removed", dict(part.at)) if part == ALL_OTHER else Cell(part.measure)]
    counts = {**shown.release.counts, **{cell: alike[cell] for cell in (*together, *wholes)}}
    for left_out, word in ((None, "Видно, что в строке нет"), (part, "Вычисляется, что в строке нет")):
        forged = {cell: None if cell == left_out else count for cell, count in counts.items()}
        made = Batch(_with(shown, forged), alike, shown.rounded, shown.known)
        assert f"2024 {part.code}" in {cell.code for cell in risk.homogeneous(made)}
        assert any(word in said and part.code in said for said in verify(package.build(made, KEY)).problems)


@pytest.mark.parametrize("recipient", ["public", "municipal"])
def test_what_an_exact_batch_hides_no_rounded_one_tells(alike: dict[Cell, int], shown: Batch, recipient: str) -> None:
    """Neighbours of 7, 0, 0, 0, 0 are 5, 0, 0, 0, 0: beside the exact numbers these say that all were alike."""
    rules = rules_for(recipient).tightened(Stricter(left_out=tuple(set(FEW.left_out) - {"deaths"})))
    known = merged({}, shown.ledger)
    made = assemble(rules, Period.parse("2024"), alike, office=OFFICE, anchor=ANCHOR, ledger=known)
    assert not made.release.exact
    assert risk.homogeneous(made) == []
    assert verify(package.build(made, KEY)).problems == []
    near = protection._rounded(rules, made.known, alike).values
    plain = Batch(_with(made, {cell: near[cell] for cell in made.release.counts}), alike, made.rounded, made.known)
    assert f"2024 {ALL_FOUND.code}" in {cell.code for cell in risk.homogeneous(plain)}
    with pytest.raises(risk.Revealed, match="одинаковы"):
        risk.assess(plain)


def test_a_stock_that_goes_farther_is_protected_where_it_truly_stands() -> None:
    """One course went on and four began, shown as 5 and 5, and none ended: the five at the end are shown as 10."""
    rules = rules_for("regional")
    kept = ("courses", "course_funding")
    rules = rules.tightened(Stricter(left_out=tuple(one.code for one in rules.tables if one.code not in kept)))
    counted, course = people(1, 1200), {"course_kind": "social", "provider_form": "residential", "funding": "free"}
    of_courses = ("providers_used", "started", "completed", "broken_off", "in_rehabilitation")
    counted |= {measure: [] for measure in counted if measure.startswith("courses") or measure in of_courses}
    counted |= {f"courses_{name}": [course] * times for name, times in (("start", 1), ("started", 4), ("end", 5))}
    told = {f"2024 courses_{name}": {5: 0} for name in ("completed", "broken", "transferred")}
    told |= {"2024 courses_started": {5: 5}, "2023-12-31 courses": {5: 5}}
    told |= {f"2023-12-31 courses[course_kind={kind}]": {5: count} for kind, count in (("social", 5), ("medical", 0))}
    exact = tally(rules.widest.system, counted)
    made = assemble(rules, Period.parse("2024"), exact, office=OFFICE, anchor=ANCHOR, ledger=told)
    assert made.release.exact
    assert made.release.off(exact) == [Cell("courses_end"), Cell.of("courses_end", {"course_kind": "social"})]
    assert _told(made, Cell("courses_started")) is None
    assert (risk.attacked(made), verify(package.build(made, KEY)).problems) == ({}, [])


def test_who_may_be_nobody_is_not_known_to_be_alike() -> None:
    part, whole, other = Cell("part"), Cell("whole"), Cell("other")
    system = System((other, part, whole), (Relation(((1, whole), (-1, part), (-1, other))),))
    pair = [(part, whole)]
    assert enclosed(system, {whole: (7, 7), other: (0, 4)}, pair, 5) == pair  # three at least, four others at most
    assert enclosed(system, {whole: (7, 7), other: (0, 5)}, pair, 5) == []
    assert enclosed(system, {whole: (0, 4)}, pair, 5) == []
    assert enclosed(system, {whole: (7, 7), part: (9, 9)}, pair, 5) == []  # these contradict


def _with(made: Batch, counts: Mapping[Cell, int | None]) -> Release:
    return replace(made.release, counts=counts)

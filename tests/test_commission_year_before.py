"""The same period a year before stands in a batch as it was published then, and is held against its place."""

from dataclasses import replace

from narcdesk.commission import package
from narcdesk.commission.archive import unpack
from narcdesk.commission.batch import Batch, assemble, preview
from narcdesk.commission.policy import Stricter
from narcdesk.commission.tables import Cell, tally
from narcdesk.commission.verification import verify
from narcdesk.dates import Period
from tests.commission_samples import ANCHOR, KEY, OFFICE, batch, municipal, people, rules_for, signed_anew


def test_a_year_before_stands_as_it_was_published_and_nothing_is_counted_for_it() -> None:
    stocks = {Cell(f"{stock}_end"): Cell(f"{stock}_start") for stock in ("observed", "minors", "duties")}
    alone = batch(period="2024").release  # nothing left for the year before, but its end is the start of this one
    assert alone.earlier == {end: alone.counts[start] for end, start in stocks.items()}
    assert batch(period="2024-Q1").release.earlier == {}
    before = batch(seed=6, period="2023")
    left = {**before.ledger}
    taken = policy_key("taken", "2023")
    left[taken] = {5: left[taken][5] + 35}  # whatever was shown then, it is shown again
    del left[policy_key("examinations", "2023")]
    left[policy_key("referred", "2023")] = {1: 23}  # to another recipient, exactly: of no use beside rounded numbers
    made = batch(seed=7, period="2024", ledger=left)
    earlier = made.release.earlier
    assert earlier[Cell("taken")] == before.release.counts[Cell("taken")] + 35  # type: ignore[operator]
    assert earlier[Cell("observed_end")] == before.release.counts[Cell("observed_end")]
    assert not {Cell("examinations"), Cell("referred")} & set(earlier)
    assert "2023 taken" not in made.ledger  # it does not leave a second time
    compared = list(preview(made))[-1]
    (line,) = [one for one in compared.lines if one.title == "Освидетельствований"]
    assert (line.exact[1], line.published[1]) == (None, None)


def policy_key(measure: str, period: str) -> str:
    return municipal().ledger_key(Cell(measure), Period.parse(period))


def test_a_number_of_a_year_before_is_held_against_its_place_and_its_rounding() -> None:
    second = batch(seed=2, period="2025", ledger=batch(period="2024").ledger)
    parts = unpack(package.build(second, KEY))
    found = verify(signed_anew(parts), package.public_pem(KEY))
    assert found.release is not None
    assert found.release.earlier == second.release.earlier
    assert len(found.release.earlier) == 26
    lines = parts["tables.csv"].decode("utf-8").split("\r\n")
    (at,) = [number for number, line in enumerate(lines) if line.endswith(";taken@year_before")]
    for number, code, said in (
        ("7", "taken@year_before", "Число прошлого года не кратно 5: taken."),
        ("…", "taken@year_before", "целое число"),
        ("10", "taken@two_years_before", "нет в перечне"),
    ):
        row = lines[at].split(";")
        row[3], row[4] = number, code
        changed = [*lines[:at], ";".join(row), *lines[at + 1 :]]
        found = verify(
            signed_anew({**parts, "tables.csv": "\r\n".join(changed).encode("utf-8")}), package.public_pem(KEY)
        )
        assert any(said in problem for problem in found.problems), found.problems


def _believed(made: Batch, **changed: object) -> str:
    """What the verifier says of a batch that says this instead, signed all the same."""
    release = replace(made.release, **changed)  # type: ignore[arg-type]
    return " ".join(verify(package.build(replace(made, release=release), KEY)).problems)


def test_what_is_said_of_a_year_before_may_not_contradict_this_one() -> None:
    made = batch(period="2025")
    end, share = Cell("observed_end"), made.release.shares[0]
    assert _believed(made) == ""
    for forged in ({end: 5000}, {}):  # the first day of 2025 begins with whom the last of 2024 ended with
        said = _believed(made, earlier={**made.release.earlier, **forged} if forged else {})
        assert "Конец прошлого года не совпадает с началом этого: observed_end." in said
    among = made.release.counts[Cell.of("observed_start", {"diagnosis": "drug_dependence"})]
    assert among == 80
    for percents, is_good in ((31, True), (32, False), (6, True), (0, False), (9_999_999, False)):
        said = _believed(made, shares=(replace(share, year_before=percents), *made.release.shares[1:]))
        assert ("не мог получиться" in said) is not is_good


def test_an_indicator_is_not_hidden_for_a_small_base_that_is_large_in_the_table() -> None:
    made = batch()
    share, *others = made.release.shares
    assert (share.denominator, made.release.widened) == (80, False)
    hidden = replace(share, numerator=None, denominator=None, percent=None, hidden="small_base")
    assert "в таблице оно не мало" in _believed(made, shares=(hidden, *others))


def test_a_year_before_that_left_exactly_and_is_small_now_is_not_shown_again() -> None:
    """Seven courses ended, which was shown; by now the office shows less than ten no more."""
    counted = {"courses_completed": 7, "courses_started": 12}
    rules, told = rules_for("regional"), {policy_key(measure, "2023"): {1: n} for measure, n in counted.items()}
    few = tuple(one.code for one in rules.tables if one.code != "course_funding")
    exact = tally(rules.widest.system, people(1, 1200))
    stricter = rules.tightened(Stricter(k=10, left_out=few))
    made = assemble(stricter, Period.parse("2024"), exact, office=OFFICE, anchor=ANCHOR, ledger=told)
    assert made.release.exact
    assert {value for cell, value in made.release.earlier.items() if not stricter.is_stock(cell)} == {12}
    again = {**made.release.earlier, Cell("courses_completed"): 7}
    assert "Число прошлого года меньше 10 показано: courses_completed." in _believed(made, earlier=again)


def test_an_indicator_has_its_percent_of_a_year_before_where_both_its_numbers_were_published() -> None:
    drugs = Cell.of("observed_start", {"diagnosis": "drug_dependence"})
    among = batch(seed=7, period="2024").release.counts[drugs]  # the end of 2023 is the start of 2024
    assert among == 60
    shown = {"users_included": 20, "dependents_finished": 0}  # of these a percent is shown of the first alone
    ledger = {policy_key(measure, "2023"): {5: count} for measure, count in shown.items()}
    made = batch(seed=7, period="2024", ledger=ledger)
    percents = {share.indicator.code: share.year_before for share in made.release.shares}
    assert percents == {"included": 33, "finished": None, "patronage": None, "sober": None}  # 20 of 60 is 33.3
    parts = unpack(package.build(made, KEY))
    header, *rows = [line.split(";") for line in parts["indicators.csv"].decode("utf-8-sig").split("\r\n")[:-1]]
    assert [row[header.index("Год назад, %")] for row in rows] == ["33", "—", "—", "—"]
    found = verify(package.build(made, KEY), package.public_pem(KEY))
    assert found.release is not None and found.release.shares == made.release.shares

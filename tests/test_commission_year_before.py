"""The same period a year before stands in a batch as it was published then, and is held against its place."""

from narcdesk.commission import package
from narcdesk.commission.archive import unpack
from narcdesk.commission.batch import preview
from narcdesk.commission.tables import Cell
from narcdesk.commission.verification import verify
from narcdesk.dates import Period
from tests.commission_samples import KEY, batch, municipal, signed_anew


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

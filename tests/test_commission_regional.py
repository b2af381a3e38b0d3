"""Exact flows with the small ones hidden beside rounded stocks: what leaves for the region from a large office."""

import csv
import io
import json
import zipfile
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import openpyxl  # type: ignore[import-untyped]
import pytest

from narcdesk.commission import package, region, risk
from narcdesk.commission.batch import Batch, Share, assemble, preview
from narcdesk.commission.knowledge import merged
from narcdesk.commission.policy import Stricter
from narcdesk.commission.region.words import in_words
from narcdesk.commission.tables import Cell, NotAllowed, tally
from narcdesk.commission.verification import verify
from narcdesk.dates import Period
from tests.commission_samples import ANCHOR, KEY, OFFICE, OTHER_KEY, batch, built, people, rules_for
from tests.extremes import extremes

PUBLIC = package.public_pem(KEY)
RECIPIENTS = ("municipal", "regional", "public")
LARGE = 1200
K = 5


@pytest.fixture(scope="module")
def large() -> Batch:
    """The batch under test, for it is made long."""
    return batch(1, LARGE, recipient="regional")


@pytest.fixture(scope="module")
def made(large: Batch) -> bytes:
    return package.build(large, KEY)


def is_stock(cell: Cell) -> bool:
    """By hand: what the tables call a number at the beginning or the end."""
    return cell.measure.endswith(("_start", "_end")) or cell.measure == "in_rehabilitation"


def _forged(large: Batch, **changed: object) -> list[str]:
    """What the verifier says of a batch whose contents are not those that were worked out, signed all the same."""
    release = replace(large.release, **changed)  # type: ignore[arg-type]
    return verify(package.build(Batch(release, large.exact, large.rounded, large.known), KEY)).problems


def _with(large: Batch, changed: Mapping[Cell, int | None]) -> list[str]:
    return _forged(large, counts={**large.release.counts, **changed})


def test_a_small_office_is_rounded_as_for_the_municipality() -> None:
    """1,000 records: who was observed at the beginning, and who was taken."""
    small, theirs = batch(3, 700, recipient="regional"), batch(3, 700)
    assert small.exact[Cell("observed_start")] + small.exact[Cell("taken")] == 840
    assert not small.release.exact
    assert {cell: small.release.counts[cell] for cell in theirs.release.counts} == theirs.release.counts
    for taken, is_large in ((165, False), (166, True)):
        counts = {Cell("observed_start"): 834, Cell("taken"): taken}
        assert rules_for("regional").is_exact_for(counts) is is_large
        assert not rules_for("public").is_exact_for(counts)


def test_the_public_sees_no_number_that_is_not_rounded_and_no_indicator_of_ten_people() -> None:
    made = batch(1, LARGE, recipient="public")
    assert not made.release.exact
    assert all(value % 5 == 0 for value in made.release.shown.values())
    shares = {share.indicator.code: share for share in batch(1, 250, recipient="public").release.shares}
    theirs = {share.indicator.code: share for share in batch(1, 250).release.shares}
    assert shares["patronage"].hidden == "small_base" or theirs["patronage"].denominator == 20  # of 22
    assert (theirs["included"].numerator, shares["included"].numerator) == (20, 20)
    few = {share.indicator.code: share.hidden for share in batch(1, 100, recipient="public").release.shares}
    assert few["finished"] == "small_group"  # 7 people: five would do for the municipality


def test_stocks_are_rounded_and_flows_exact_or_hidden(large: Batch) -> None:
    release = large.release
    assert release.exact and not release.widened
    small = [cell for cell in release.counts if not is_stock(cell) and 0 < large.exact[cell] < K]
    assert len(small) > 30
    for cell, value in release.counts.items():
        if is_stock(cell):
            assert value is not None and value % 5 == 0 and abs(value - large.exact[cell]) < 5
        else:
            assert value in (None, large.exact[cell])
    assert all(release.counts[cell] is None for cell in small)
    along = [cell for cell, value in release.counts.items() if value is None and cell not in small]
    assert 0 < len(along) < len(small)


def test_zero_and_five_stay_possible_of_each_small_flow(large: Batch) -> None:
    """Worked out apart, over whole numbers, for some of them."""
    system, release = large.release.policy.system, large.release
    hidden = [cell for cell in system.cells if cell not in release.shown]
    windows = {cell: (max(0, value - 4), value + 4) for cell, value in release.shown.items() if is_stock(cell)}
    small = [cell for cell in release.counts if not is_stock(cell) and 0 < large.exact[cell] < K]
    for cell in small[::6]:
        least, most = extremes(system, large.exact, hidden, cell, windows)
        assert least <= 0 and most >= K, cell.code


def test_what_is_hidden_bears_one_sign_in_every_part(large: Batch, made: bytes) -> None:
    archive = zipfile.ZipFile(io.BytesIO(made))
    rows = list(csv.reader(io.StringIO(archive.read("tables.csv").decode("utf-8-sig"), newline=""), delimiter=";"))
    shown = {row[4]: row[3] for row in rows[1:]}
    hidden = {cell.code for cell, value in large.release.counts.items() if value is None}
    assert {code for code, text in shown.items() if text == "…"} == hidden
    book = openpyxl.load_workbook(io.BytesIO(archive.read("tables.xlsx")))
    sheet = book["Таблица 1"]
    listed = [cell.value for line in sheet.iter_rows(min_row=5, min_col=2) for cell in line]
    assert [str(value) for value in listed] == [row[3] for row in rows if row[0].startswith("1.")]
    assert "Числа за период точные" in sheet["A2"].value
    described = json.loads(archive.read("datapackage.json"))
    assert all("…" in resource["schema"]["missingValues"] for resource in described["resources"])
    manifest = json.loads(archive.read("manifest.json"))
    assert manifest["protection"]["method"] == "linked suppression of flows, controlled rounding of stocks"
    notice = archive.read("ПРОВЕРКА.txt").decode("utf-8-sig")
    assert "вместо числа от 1 до 4" in notice and "за знаком может стоять и большое число" in notice
    seen = [line for table in preview(large) for line in table.lines]
    assert any(None in line.published for line in seen)


def test_it_verifies_from_the_file_alone(made: bytes) -> None:
    found = verify(made)
    assert found.problems == []
    assert found.release is not None and found.release.exact
    assert verify(built(2, 1500, "2026-Q1", "public")).ok


def test_a_hidden_number_that_is_shown_is_seen(large: Batch) -> None:
    small = [cell for cell, value in large.release.counts.items() if value is None and large.exact[cell] < K]
    said = _with(large, {small[0]: large.exact[small[0]]})
    assert f"Число меньше 5 показано: {small[0].code}." in said


def test_what_is_hidden_along_is_needed(large: Batch) -> None:
    """Shown together, the numbers that were hidden for the small ones give them away, and the verifier says which."""
    along = {cell: large.exact[cell] for cell, value in large.release.counts.items() if value is None}
    said = _with(large, {cell: count for cell, count in along.items() if not 0 < count < K})
    assert said and all("малое число вычисляется" in problem for problem in said)
    shares = large.release.shares
    bare = replace(large.release, counts={**large.release.counts, **{c: n for c, n in along.items() if n >= K}})
    assert risk.attacked(Batch(replace(bare, shares=shares), large.exact, large.rounded, large.known))


def test_numbers_that_no_true_ones_give_are_seen(large: Batch) -> None:
    """A part is greater by a hundred than its hidden sum may be, and no relation of shown numbers alone says so.

    Of bounds that contradict each other nothing follows, so beside them all could be shown that is hidden along.
    """
    group = {"diagnosis": "alcohol_dependence"}
    part, hidden = Cell.of("removed_other", group), {Cell.of("removed", group): None, Cell("removed_other"): None}
    counts: dict[Cell, int | None] = dict(large.release.counts)
    counts |= {cell: large.exact[cell] for cell in counts if large.exact[cell] >= K and not is_stock(cell)}
    assert set(hidden) <= set(counts)
    counts |= {**hidden, part: large.exact[part] + 100}
    for widened in (False, True):  # whoever says that some go farther is believed no more than must be
        (said,) = _forged(large, counts=counts, widened=widened)
        assert "не могут быть верны все вместе" in said


def test_to_say_falsely_that_numbers_go_farther_opens_nothing(large: Batch) -> None:
    """Nobody can tell by the file: it says less of the numbers, and every check is as strict as without it."""
    release = replace(large.release, widened=True)
    found = verify(package.build(Batch(release, large.exact, large.rounded, large.known), KEY), PUBLIC)
    assert found.problems == []
    (note,) = found.notes
    assert note.startswith("По словам организации, некоторые числа за период не точные, а на день отличаются")
    along = {cell: large.exact[cell] for cell, value in large.release.counts.items() if value is None}
    shown = large.release.counts | {cell: count for cell, count in along.items() if not 0 < count < K}
    assert _forged(large, counts=shown, widened=True) == _forged(large, counts=shown) != []
    with pytest.raises(risk.Revealed, match="неверно сказано, насколько"):  # the office itself knows better
        risk.assess(Batch(release, large.exact, large.rounded, large.known))


@pytest.mark.parametrize(
    ("cell", "value", "said"),
    [
        ("observed_end", 1201, "Число не кратно 5: observed_end."),
        ("observed_end", None, "здесь должно стоять целое число"),
        ("taken", 5, "Итог не сходится"),
        ("observed_end", 0, "Итог не сходится"),
    ],
)
def test_numbers_that_cannot_be_are_seen(large: Batch, cell: str, value: int | None, said: str) -> None:
    assert any(said in problem for problem in _with(large, {Cell(cell): value}))


def test_what_is_rounded_may_hide_no_number(large: Batch) -> None:
    release = large.release
    assert any("целое число" in problem for problem in _forged(large, exact=False))
    small = batch(3, 400, recipient="regional")
    counts = {cell: small.exact[cell] // 5 * 5 for cell in small.release.counts}
    said = _forged(small, exact=True, counts=counts)
    assert any("здесь их быть не должно" in problem or "не сходится" in problem for problem in said)
    theirs = batch(1, LARGE)
    assert theirs.release.policy.exact_from is None
    assert release.policy.exact_from == 1000


def test_an_office_too_small_for_exact_numbers_is_seen() -> None:
    rules = rules_for("regional")
    loose = replace(rules, exact_from=100)
    exact = tally(rules.system, people(3, 400))
    made = assemble(loose, Period.parse("2024"), exact, office=OFFICE, anchor=ANCHOR)
    assert made.release.exact
    found = verify(package.build(made, KEY)).problems
    assert found == [
        "Точные числа выходят только из больших кабинетов по правилам этого получателя: здесь их быть не должно."
    ]


def test_percentages_are_whole_and_of_what_is_shown(large: Batch) -> None:
    share = large.release.shares[0]
    numerator, denominator = Cell("users_included"), Cell.parse("observed_end[diagnosis=drug_dependence]")
    assert share.numerator == large.exact[numerator] == LARGE // 12
    assert share.denominator == large.release.counts[denominator] and share.denominator % 5 == 0
    assert share.percent == int(100 * share.numerator / share.denominator + 0.5)
    wrong = replace(share, percent=share.percent + 1)
    others = large.release.shares[1:]
    assert any("Процент" in problem for problem in _forged(large, shares=(wrong, *others)))
    tiny = Share(share.indicator, 3, share.denominator, 1, share.target)
    assert any("должен быть скрыт" in problem for problem in _forged(large, shares=(tiny, *others)))


def test_all_of_a_row_in_a_protected_column_is_not_seen() -> None:
    """Everyone removed from a group died or was convicted: 20 of 20, no small count, and yet too much."""
    counted = people(1, LARGE)
    group = {"diagnosis": "toxic_dependence", "substance": "other", "sex": "m", "age": "18-39", "remission": "unknown"}
    for measure in ("observed_start", "observed_end", "removed", *(f"removed_{n}" for n in (
        "recovery", "moved", "refused", "other", "unknown"
    )), "taken", "taken_first"):  # fmt: skip
        counted[measure] = [one for one in counted[measure] if one["diagnosis"] != "toxic_dependence"]
    for measure, times in (("observed_start", 60), ("removed", 20), ("removed_other", 20), ("observed_end", 40)):
        counted[measure] = [*counted[measure], *[group] * times]
    rules = rules_for("regional")
    exact = tally(rules.system, counted)
    made = assemble(rules, Period.parse("2024"), exact, office=OFFICE, anchor=ANCHOR)
    whole, part = (Cell.of(measure, {"diagnosis": "toxic_dependence"}) for measure in ("removed", "removed_other"))
    assert (exact[whole], exact[part]) == (20, 20)
    assert None in (made.release.counts[whole], made.release.counts[part])
    assert verify(package.build(made, KEY)).ok
    counts = {**made.release.counts, whole: 20, part: 20}
    release = replace(made.release, counts=counts)
    said = verify(package.build(Batch(release, exact, made.rounded, made.known), KEY)).problems
    assert f"Видно, что в строке нет или почти нет других: {part.code}." in said


@pytest.mark.parametrize("recipient", RECIPIENTS)
def test_the_same_counts_are_the_same_bytes_and_names_have_no_way_in(recipient: str, made: bytes) -> None:
    counted = people(1, LARGE)
    for persons in counted.values():
        for number, one in enumerate(persons):
            persons[number] = {**one, "fio": f"КАНАРЕЙКА-7f3a {number}", "snils": "112-233-445 95"}
    rules = rules_for(recipient)
    exact = tally(rules.system, counted)
    again = assemble(rules, Period.parse("2024"), exact, office=OFFICE, anchor=ANCHOR, batch_id="0f" * 16)
    assert package.build(again, KEY) == (made if recipient == "regional" else built(1, LARGE, "2024", recipient))


@pytest.mark.parametrize("recipient", RECIPIENTS)
def test_a_value_outside_its_closed_list_stops_everything(recipient: str) -> None:
    counted = people(5, 100)
    counted["taken"][0] = {**counted["taken"][0], "diagnosis": "Петрова"}
    with pytest.raises(NotAllowed):
        tally(rules_for(recipient).system, counted)


class Stop(Exception):
    """Somebody pressed «Отменить»."""


def test_it_is_stopped_in_the_search_and_in_the_attack(large: Batch) -> None:
    def stop(done: int, of: int) -> None:
        raise Stop

    with pytest.raises(Stop):
        batch(7, LARGE, recipient="regional", progress=stop)
    with pytest.raises(Stop):
        risk.attacked(large, stop)


class TestTogether:
    """What one recipient was shown is known to all."""

    def test_recipients_of_one_period_are_protected_together(self, large: Batch) -> None:
        told = merged({}, large.ledger)
        exact = tally(rules_for("municipal").widest.system, people(1, LARGE))
        shown: dict[str, Mapping[Cell, int | None]] = {"regional": large.release.counts}
        for recipient in ("public", "municipal"):
            made = assemble(
                rules_for(recipient), Period.parse("2024"), exact, office=OFFICE, anchor=ANCHOR, ledger=told
            )
            risk.assess(made)
            assert verify(package.build(made, KEY)).problems == []
            told = merged(told, made.ledger)
            shown[recipient] = made.release.counts
        assert shown["municipal"] == shown["public"]
        stocks = [cell for cell in shown["municipal"] if is_stock(cell)]
        assert all(shown["municipal"][cell] == shown["regional"][cell] for cell in stocks)
        assert told["2024 removed"].keys() >= {5}

    def test_the_period_again_shows_the_same_after_a_correction(self, large: Batch) -> None:
        counted = people(1, LARGE)
        late = {"sex": "f", "age": "60+", "substance": "opioids", "diagnosis": "other", "remission": "unknown"}
        for measure in ("taken", "observed_end"):
            counted[measure] = [*counted[measure], late]
        rules = rules_for("regional")
        exact = tally(rules.system, counted)
        again = assemble(
            rules, Period.parse("2024"), exact, office=OFFICE, anchor=ANCHOR, batch_id="0f" * 16, ledger=large.ledger
        )
        assert again.exact[Cell("taken")] == large.exact[Cell("taken")] + 1
        assert again.release.counts == large.release.counts
        assert again.release.widened
        assert "чтобы сойтись с прежними выгрузками: " in risk.assess(again)["rounding"]

    def test_quarters_in_a_row_give_nothing_away_together(self) -> None:
        told: dict[str, dict[int, int]] = {}
        counted = None
        few = Stricter(
            left_out=("by_sex", "by_age", "by_substance", "remission", "duties", "examinations", "prevention")
        )
        for quarter in (1, 2):
            counted = people(40 + quarter, 1000, counted)
            exact = tally(rules_for("regional").widest.system, counted)
            period = Period.parse(f"2026-Q{quarter}")
            for recipient in ("municipal", "regional"):
                rules = rules_for(recipient).tightened(few)
                counts = {cell: exact[cell] for cell in rules.system.cells}
                made = assemble(rules, period, counts, office=OFFICE, anchor=ANCHOR, ledger=told)
                assert risk.attacked(made) == {}
                told = merged(told, made.ledger)
            assert made.release.exact and not made.release.widened
            assert len(made.known.system.cells) > 150 * quarter  # the quarters before are held beside it


def test_a_region_sums_what_is_shown_and_says_how_many_districts_hide(
    large: Batch, made: bytes, tmp_path: Path
) -> None:
    keys, mail = tmp_path / "Ключи", tmp_path / "Почта"
    for folder in (keys, mail):
        folder.mkdir()
    small = batch(3, 300, recipient="regional", office="Малый район")
    for name, key, data in (("a", KEY, made), ("b", OTHER_KEY, package.build(small, OTHER_KEY))):
        (keys / f"{name}.pem").write_bytes(package.public_pem(key))
        (mail / f"{name}.zip").write_bytes(data)
    found = region.consolidate([mail], keys)
    (summed,) = found.regions
    assert found.refused == ()
    hidden = [cell for cell, value in large.release.counts.items() if value is None]
    theirs = small.release.counts
    for cell in hidden:
        assert (summed.totals[cell], summed.unseen[cell]) == (theirs[cell], 1)
    taken = Cell("removed")
    assert summed.totals[taken] == (large.release.counts[taken] or 0) + (theirs[taken] or 0)
    region.write(found, tmp_path / "Сводная")
    with (tmp_path / "Сводная" / "Сводная таблицы.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file, delimiter=";"))[1:]
    assert {row[6] for row in rows if row[7] == "1"} == {cell.code for cell in hidden}
    assert "скрытые («…») ни в одну сумму не вошли" in " ".join(in_words(summed))

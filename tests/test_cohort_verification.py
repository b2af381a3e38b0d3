"""What a stranger has signed, judged: nothing in it is a surprise, and nothing takes long."""

import json
from collections import Counter, defaultdict

import pytest

from narcdesk.commission import package, verification
from narcdesk.commission.cohorts import judging, papers
from narcdesk.commission.cohorts.release import Release
from tests.cohort_samples import ready, rules
from tests.commission_samples import KEY, OTHER_KEY, built, signed_anew
from tests.fuzzed_batches import SLOW, crafted, look, many, sound

FEW = "Записей меньше, чем разрешено передавать: 144."
NUMBER = "В части «cases.csv» номер записи записан не так, как его пишет программа."


def _with(part: str, *lines: str) -> bytes:
    """A sound file but for what stands at the end of one part."""
    parts = sound()
    return signed_anew({**parts, part: parts[part] + "".join(f"{line}\r\n" for line in lines).encode()})


@pytest.mark.parametrize(
    ("part", "line", "said"),
    [
        ("cases.csv", "", NUMBER),
        ("cases.csv", "9" * 5_000 + ";а", NUMBER),
        ("cases.csv", "10000000;а", NUMBER),  # a second of that number
        ("cases.csv", "01000001;а", NUMBER),
        ("cases.csv", "١٢٣٤٥٦٧٨;а", NUMBER),
        ("cases.csv", "100000000;а", NUMBER),
        ("cases.csv", "99999999;а", "В части «cases.csv» есть значение не из перечня."),
        ("cases.csv", "99999999", "В части «cases.csv» есть значение не из перечня."),
        ("census.csv", f"Луг;село;мужской;18-24;{'9' * 5_000}", "непонятно."),
        ("census.csv", f"{'Луг' * 5_000};село;мужской;18-24;5", "записано необычно."),
        ("census.csv", "", FEW),
    ],
)
def test_a_line_too_many(part: str, line: str, said: str) -> None:
    assert look(_with(part, line))[0].endswith(said)


def test_more_than_an_office_can_have_is_not_read() -> None:
    assert look(_with("cases.csv", *["1"] * papers.MOST))[0] == (
        "В части «cases.csv» больше записей, чем бывает в кабинете: больше 50000."
    )
    assert look(_with("census.csv", "Луг" * 700_000))[0].endswith("Файл слишком велик для списка: больше 4 МБ.")


@pytest.mark.parametrize(("name", "value"), [("left_out", False), ("left_out", -5), ("levels", {"age": True})])
def test_facts_of_the_manifest_of_another_kind(name: str, value: object) -> None:
    exact = dict.fromkeys([sign.code for sign in rules().quasi], 0)
    told = json.loads(sound()["manifest.json"])["protection"]
    protection = {**told, name: {**exact, **value} if isinstance(value, dict) else value}
    assert look(signed_anew(sound(), protection=protection))[0].startswith("В описи ")


def test_hundreds_of_spoiled_batches_are_answered() -> None:
    said, slowest = many(250, seed=5)
    assert len(said) > 30
    assert "" not in said  # what was changed is always seen
    assert slowest < SLOW


def test_a_file_of_thousands_of_groups_takes_no_time() -> None:
    said, seconds = look(crafted(200))
    assert said == "Записей, которые читаются одинаково, где-то меньше 5: групп 4800."
    assert seconds < SLOW  # 87 when each group went through the whole census


def _by_hand(release: Release) -> tuple[float, int]:
    """The same inhabitant by inhabitant: of whom each record may be, and what falls to the most crowded."""
    at = [next(n for n, sign in enumerate(rules().signs) if sign.code == code) for code in rules().of_region]
    trees = {tree.sign: tree.names for tree in rules().hierarchies(release.census.places)}
    census = release.census.beside(rules()).inhabitants
    load: dict[tuple[str, ...], float] = defaultdict(float)
    fewest = []
    for region, count in Counter(tuple(row[n] for n in at) for row in release.rows.values()).items():
        cells = [
            cell
            for cell in census
            if all(
                name in (*trees[code][value], rules().sign(code).name("unknown"))
                for code, name, value in zip(rules().of_region, region, cell, strict=True)
            )
        ]
        fewest.append(sum(census[cell] for cell in cells))
        for cell in cells:
            load[cell] += count / fewest[-1]
    return max(load.values()), min(fewest)


@pytest.mark.parametrize("more", [False, True])
def test_the_crowd_is_that_of_the_reckoning_inhabitant_by_inhabitant(more: bool) -> None:
    release = ready(more=more)[0].release
    crowd, fewest = _by_hand(release)
    assert judging.crowding(release) == pytest.approx(crowd, abs=1e-12)
    assert judging.fewest_inhabitants(release) == fewest


def test_what_surprises_the_program_is_a_problem_of_the_file(monkeypatch: pytest.MonkeyPatch) -> None:
    def surprised(release: object) -> list[str]:
        raise RecursionError

    monkeypatch.setattr(verification.judging, "problems", surprised)
    assert verification.verify(built()).problems == ["Пакет не проверяется: в нём то, чего программа не пишет."]


def test_what_a_stranger_has_signed_is_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    mine, other = (package.sha256(package.public_pem(key)) for key in (KEY, OTHER_KEY))
    assert verification.verify(built(), known={mine, other}).ok
    monkeypatch.setattr(verification, "_judged", None)
    found = verification.verify(built(), known={other})
    assert found.problems == [
        f"Чужой ключ: среди известных его нет. Отпечаток: {mine}. "
        "Организация в пакете: ОГБУЗ «Ленинская районная больница»."
    ]
    assert (found.fingerprint, found.release) == (mine, None)

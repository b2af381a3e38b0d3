"""Doubles: found among many, told from strangers, decided once."""

from collections import Counter
from collections.abc import Iterator

import pytest

from narcdesk import duplicates, patients
from narcdesk.duplicates import Verdict, Who
from narcdesk.errors import Forbidden, UserError
from narcdesk.register import Register
from narcdesk.staff import Role
from tests import factories, planted
from tests.factories import Clock
from tests.planted import WAYS, Human

CROWD, TWICE, STRANGERS = 2_000, 200, 5_000


def who(human: Human) -> Who:
    document = f"{human.series} {human.number}" if human.number else ""
    return Who(
        human.surname,
        human.given,
        human.patronymic,
        human.birth,
        human.sex,
        human.snils,
        human.policy,
        document,
        human.phone,
    )


@pytest.fixture(scope="module")
def crowded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Register]:
    register = factories.register(tmp_path_factory.mktemp("двойники") / "Реестр", Clock())
    people = planted.crowd(CROWD)
    again = [human for _, _, human in planted.planted(people, TWICE)]
    planted.fill(register, people + again)
    yield register
    register.close()


def test_of_those_who_are_typed_a_second_time_nearly_all_are_shown_in_each_of_the_ten_ways(crowded: Register) -> None:
    people = planted.crowd(CROWD)
    shown: Counter[str] = Counter()
    for at, (way, number, human) in enumerate(planted.planted(people, TWICE), start=CROWD + 1):
        cards = [found.card.card_number for found in duplicates.namesakes(crowded, who(human), but=[at])]
        shown[way] += number + 1 in cards
    assert set(shown) == set(WAYS)
    assert sum(shown.values()) >= 0.95 * TWICE, shown
    assert min(shown.values()) >= 0.8 * TWICE / len(WAYS), shown


def test_the_list_of_the_whole_register_has_them_and_few_others(crowded: Register) -> None:
    meant = {
        (number + 1, at) for at, (_, number, _) in enumerate(planted.planted(planted.crowd(CROWD), TWICE), CROWD + 1)
    }
    listed = set(duplicates.pairs(crowded))
    assert len(meant & listed) >= 0.95 * len(meant)
    assert len(listed - meant) <= 0.2 * len(meant)  # who was typed twice a second time stands beside himself as well


def test_of_strangers_with_much_in_common_hardly_any_are_taken_for_one_person() -> None:
    wrong = [(one, other) for one, other in planted.strangers(STRANGERS) if duplicates.alike(who(one), who(other))]
    assert len(wrong) <= 0.05 * STRANGERS, wrong[:5]


# What is decided


def test_who_was_told_apart_is_not_asked_about_again(register: Register) -> None:
    one, other = (factories.patient(register, snils="").id for _ in range(2))
    assert duplicates.pairs(register) == [(one, other)]
    duplicates.tell(register, other, one, Verdict.OTHER)
    assert duplicates.pairs(register) == []
    assert duplicates.told_apart(register, one) == {other}
    duplicates.tell(register, one, other, Verdict.SAME)  # a later decision stands
    assert duplicates.pairs(register) == [(one, other)]
    (pair,) = duplicates.told(register, [(one, other)])
    assert (pair.verdict, pair.first.id, pair.second.id) == (Verdict.SAME, one, other)
    assert pair.why == "один документ"


def test_those_whom_somebody_called_the_same_come_first_though_no_rule_would_find_them(register: Register) -> None:
    alike = [factories.patient(register, snils="").id for _ in range(2)]
    far = factories.patient(register, surname="Котов", birth="1961", snils="", policy_number="", phone="").id
    for card in alike:
        patients.amend(register, card, {"document_number": f"12345{card}"})
    patients.amend(register, far, {"document_number": "999999"})
    duplicates.tell(register, alike[0], far, Verdict.SAME)
    assert duplicates.pairs(register) == [(alike[0], far), (alike[0], alike[1])]


def test_a_new_card_of_another_person_is_entered_with_what_was_decided_while_it_was_typed(register: Register) -> None:
    one = factories.patient(register, snils="").id
    made = duplicates.enter(register, factories.card(snils=""), others=[one])
    assert duplicates.told_apart(register, made.id) == {one}
    assert duplicates.pairs(register) == []


def test_a_card_is_no_double_of_itself(register: Register) -> None:
    one = factories.patient(register).id
    with pytest.raises(UserError, match="одна и та же"):
        duplicates.tell(register, one, one, Verdict.SAME)


def test_doubles_are_told_to_those_alone_who_see_patients(register: Register, clock: Clock) -> None:
    factories.patient(register)
    with factories.signed_in(register, Role.STATISTICIAN, clock) as opened:
        with pytest.raises(Forbidden):
            duplicates.namesakes(opened, Who("Воробьёв", "Илья"))
        with pytest.raises(Forbidden):
            duplicates.pairs(opened)


# The rule, case by case

PETROV = Who("Петров", "Иван", "Сергеевич", "1988-03-12", "m")


@pytest.mark.parametrize(
    ("other", "why"),
    [
        (Who("Петров", "Иван", "Сергеевич", "1988-03-12", "m"), "имя и дата рождения"),
        (Who("Пётров", "Иван", "Сергеевич", "1988-03-12", "m"), "имя и дата рождения"),
        (Who("Потров", "Иван", "Сергеевич", "1988-03-12", "m"), "похожее имя, дата рождения та же"),
        (Who("Петров", "Ивна", "Сергеевич", "1988-03-12", "m"), "похожее имя, дата рождения та же"),
        (Who("Петров", "Иван", "Сергеевич", "1988-12-03", "m"), "то же имя, день и месяц переставлены"),
        (Who("Петров", "Иван", "Сергеевич", "1978-03-12", "m"), "то же имя, в годе рождения ошибка"),
        (Who("Петров", "Иван", "Сергеевич", "1988", "m"), "то же имя, дата рождения неполная"),
        (Who("Котов", "Иван", "Сергеевич", "1988-03-12", "m"), "другая фамилия, остальное то же"),
        (Who("Иван", "Петров", "Сергеевич", "1988-03-12", "m"), "имя в других графах"),
        (Who("Gtnhjd", "Bdfy", "Cthuttdbx", "1988-03-12", "m"), "имя и дата рождения"),
        (Who("Петров", "Илья", "Сергеевич", "1988-03-12", "m"), ""),  # a twin
        (Who("Петров", "Иван", "Сергеевич", "1961-03-12", "m"), ""),  # a namesake
        (Who("Петров", "Иван", "Сергеевич", "1989-05-14", "m"), ""),
        (Who("Петрова", "Иван", "Сергеевич", "1988-03-12", "f"), ""),
        (Who("Котов", "Иван", "", "1988-03-12", "m"), ""),
    ],
)
def test_the_rule(other: Who, why: str) -> None:
    assert duplicates.alike(PETROV, other) == why
    assert bool(duplicates.alike(other, PETROV)) == bool(why)


def test_two_whole_numbers_that_differ_are_of_two_people_and_one_number_is_of_one() -> None:
    def with_snils(who: Who, snils: str) -> Who:
        return Who(*(getattr(who, name) for name in ("surname", "given", "patronymic", "birth", "sex")), snils)

    near = Who("Потров", "Иван", "Сергеевич", "1988-03-12", "m")
    assert duplicates.alike(with_snils(PETROV, "11223344595"), with_snils(near, "08765430300")) == ""
    assert duplicates.alike(with_snils(PETROV, "11223344595"), with_snils(near, "11223344959")) != ""  # a slip
    assert (
        duplicates.alike(with_snils(PETROV, "11223344595"), Who("Котов", "Олег", snils="11223344595")) == "один СНИЛС"
    )

"""Acts of providers about a course under a certificate: their days and money, what is left, and who owes what."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from narcdesk import certificates, courses, mistakes, provider_acts, providers, stays, taking_back, tasks
from narcdesk import profile as profiles
from narcdesk.certificates import Certificate, CertificateStatus, ProviderAct
from narcdesk.courses import Course, Outcome
from narcdesk.errors import Invalid, UserError
from narcdesk.profile import Profile, Report, Tariff, Unverified, Weight
from narcdesk.provider_acts import account, checks
from narcdesk.provider_acts.known import Known, of_certificate
from narcdesk.register import Register
from narcdesk.tasks import Urgency, What
from tests import factories
from tests.factories import Clock

BEGUN, JUNE = factories.DAY, date(2026, 6, 15)  # the first is 16.03.2026, a Monday
MARCH = {"number": "3", "on": "16.04.2026", "since": "16.03.2026", "until": "31.03.2026"}
APRIL = {"number": "4", "on": "04.05.2026", "since": "01.04.2026", "until": "30.04.2026"}


def begun(register: Register, *, days: int = 60, amount: str = "", number: str = "УЧ-1") -> Certificate:
    """A certificate under which a course began on 16 March 2026."""
    who = factories.patient(register, snils="").id
    return factories.in_use(register, who, number=number, days=str(days), amount=amount)


def course(register: Register, certificate: Certificate, on: date = BEGUN) -> Course:
    typed = {"kind": "social", "started_on": on}
    return courses.start(register, certificate.patient_id, typed, certificate_id=certificate.id)


def act(register: Register, certificate: Certificate, **typed: Any) -> ProviderAct:
    return provider_acts.record(register, certificate.id, {**MARCH, **typed})


def plain(said: str) -> str:
    """With spaces that may break."""
    return said.replace("\u00a0", " ")


def refused(register: Register, certificate: Certificate, **typed: Any) -> list[str]:
    with pytest.raises(Invalid) as told:
        act(register, certificate, **typed)
    return [problem.message for problem in told.value.problems]


@pytest.fixture
def office(training_register: Register) -> Register:
    return training_register


@pytest.fixture
def certificate(office: Register, clock: Clock) -> Certificate:
    """Of the training region, whose numbers are all invented; it is June."""
    made = begun(office)
    clock.go(JUNE)
    return made


def test_days_and_money_are_counted_by_acts(office: Register, certificate: Certificate) -> None:
    made = act(office, certificate, absent="2", price="1000", amount="14 000")
    assert (made.days, made.amount) == (14, 14_000_00)  # 16 days from the 16th to the 31st, two away
    told = provider_acts.standing(office, certificate.id).account
    assert told.days_said == "14 из 60, осталось 46"
    by = "по профилю региона, 1000 ₽ за день"
    assert plain(told.money_said) == f"14 000,00 ₽ из 60 000,00 ₽ ({by}), осталось 46 000,00 ₽"
    provider_acts.record(office, certificate.id, APRIL)
    told = provider_acts.standing(office, certificate.id).account
    assert (told.days, told.unpriced) == (44, 1)
    assert plain(told.money_said).endswith("осталось 46 000,00 ₽; без суммы актов: 1")


def test_what_cannot_be_is_refused_in_words(office: Register, certificate: Certificate) -> None:
    act(office, certificate)
    again = {**APRIL, "number": "5"}
    assert refused(office, certificate, **again, absent="31") == [
        "Дней отсутствия: больше, чем дней в периоде (30 дней)"
    ]
    assert refused(office, certificate, **{**again, "until": "31.03.2026"}) == ["По: раньше первого дня"]
    (told,) = refused(office, certificate, **{**again, "since": "31.03.2026"})
    assert told == ("За дни с: эти дни уже в акте № 3 от 16.04.2026, 16.03.2026 – 31.03.2026; верните акт организации")
    told, *_rest = refused(office, certificate)
    assert told == "Номер акта: акт № 3 от 16.04.2026 по этому сертификату уже записан"
    (told,) = refused(office, certificate, **{**again, "since": "15.03.2026", "until": "15.03.2026"})
    assert told == "За дни с: вне курса по этому сертификату (курс с 16.03.2026); верните акт организации"
    (told,) = refused(office, certificate, **again, price="1000", amount="31000")
    assert told == ("Сумма, ₽: 30 дней по 1 000,00 ₽ — это 30 000,00 ₽, в акте 31 000,00 ₽; верните акт организации")


def test_no_more_days_than_the_certificate_and_its_extension_hold(office: Register, certificate: Certificate) -> None:
    act(office, certificate)
    provider_acts.record(office, certificate.id, APRIL)
    may = {"number": "5", "on": "05.06.2026", "since": "01.05.2026", "until": "31.05.2026"}
    # 46 of 60 are told, the training region lets a course be 30 days longer: 77 of 90.
    looked = provider_acts.looked_over(office, certificate.id, may)
    assert (looked.days, dict(looked.doubts)) == (
        31,
        {"until": "По сертификату 60 дней: сверьте с решением о продлении."},
    )
    provider_acts.record(office, certificate.id, may)
    june = {"number": "6", "on": "15.06.2026", "since": "01.06.2026", "until": "14.06.2026"}
    (told,) = refused(office, certificate, **june)
    assert told == "По: по актам уже 77 из 90 дней, осталось 13, в этом 14; верните акт организации"
    assert provider_acts.record(office, certificate.id, {**june, "until": "13.06.2026"}).days == 13


def test_a_course_that_ended_bounds_the_act_and_an_act_bounds_the_end(
    office: Register, certificate: Certificate
) -> None:
    (of_it,) = courses.listing(office, certificate.patient_id)
    act(office, certificate)
    with pytest.raises(Invalid, match=r"Окончание: есть акт № 3 от 16\.04\.2026"):
        courses.finish(office, of_it.id, date(2026, 3, 30), Outcome.FINISHED)
    courses.finish(office, of_it.id, date(2026, 4, 10), Outcome.FINISHED)
    (told,) = refused(office, certificate, **APRIL)
    assert told == "По: курс окончен 10.04.2026; верните акт организации"
    with pytest.raises(UserError, match="есть акты организации"):
        mistakes.strike_out(office, Course, of_it.id, "не он")


def test_the_days_of_a_transfer_belong_to_the_organisation_of_their_course(
    office: Register, certificate: Certificate
) -> None:
    (first,) = courses.listing(office, certificate.patient_id)
    courses.finish(office, first.id, date(2026, 3, 31), Outcome.TRANSFERRED)
    course(office, certificate, date(2026, 4, 3))
    (told,) = refused(office, certificate, **{**APRIL, "since": "02.04.2026"})
    assert told.startswith("За дни с: вне курса")
    (told,) = refused(office, certificate, **{**MARCH, "until": "01.04.2026"})
    assert told == "По: курс окончен 31.03.2026; верните акт организации"
    act(office, certificate)
    provider_acts.record(office, certificate.id, {**APRIL, "since": "03.04.2026"})
    assert provider_acts.standing(office, certificate.id).account.days == 16 + 28


def test_the_offices_own_marks_are_held_against_the_act(office: Register, certificate: Certificate) -> None:
    (of_it,) = courses.listing(office, certificate.patient_id)
    stays.mark(office, of_it.id, {"kind": "absent", "on": "20.03.2026"})
    stays.mark(office, of_it.id, {"kind": "returned", "on": "23.03.2026"})
    # Away on the 21st and 22nd: the days of leaving and of coming back count.
    doubts = provider_acts.looked_over(office, certificate.id, MARCH).doubts
    assert doubts == {"absent": "По отметкам кабинета он был там 14 дней, в акте 16."}
    assert provider_acts.proposed(office, certificate.id)["absent"] == 2
    assert provider_acts.looked_over(office, certificate.id, {**MARCH, "absent": "2"}).doubts == {}
    certificates.suspended(office, certificate.id, date(2026, 4, 10), "больница")
    certificates.resumed(office, certificate.id, date(2026, 4, 15))
    doubts = provider_acts.looked_over(office, certificate.id, APRIL).doubts
    assert doubts == {"absent": "По отметкам кабинета он был там 26 дней, в акте 30."}


def test_a_price_and_a_term_that_differ_from_the_region_only_warn(office: Register, certificate: Certificate) -> None:
    odd = {**MARCH, "on": "20.03.2026", "until": "02.04.2026", "price": "900"}
    assert provider_acts.looked_over(office, certificate.id, odd).doubts == {
        "on": "Акт составлен раньше последнего дня, за который он.",
        "until": "В регионе акт за каждый месяц, а этот за несколько.",
        "price": "В профиле региона 1000 ₽ за день, сверьте с актом.",
    }
    assert provider_acts.record(office, certificate.id, odd).amount is None


def test_the_next_act_is_proposed_after_the_last_one(office: Register, certificate: Certificate) -> None:
    first = {"since": BEGUN, "until": date(2026, 3, 31), "price": 1000_00, "on": JUNE, "absent": 0}
    assert provider_acts.proposed(office, certificate.id) == first
    act(office, certificate)
    assert provider_acts.proposed(office, certificate.id)["since"] == date(2026, 4, 1)
    assert provider_acts.proposed(office, certificate.id)["until"] == date(2026, 4, 30)


def test_a_wrong_act_is_struck_out_and_counts_no_more(office: Register, certificate: Certificate) -> None:
    made = act(office, certificate)
    mistakes.strike_out(office, ProviderAct, made.id, "акт другого человека")
    assert provider_acts.listing(office, certificate.patient_id) == []
    assert provider_acts.standing(office, certificate.id).account.days == 0
    act(office, certificate)  # the same days again
    assert office.last is not None
    taking_back.take_back(office, office.last)
    assert provider_acts.listing(office, certificate.patient_id) == []


def test_what_is_paid_takes_no_more_acts_and_keeps_those_it_has(office: Register, certificate: Certificate) -> None:
    made = act(office, certificate)
    (of_it,) = courses.listing(office, certificate.patient_id)
    courses.finish(office, of_it.id, date(2026, 3, 31), Outcome.FINISHED)
    certificates.settled(office, certificate.id, JUNE, "реш. 8")
    with pytest.raises(UserError, match="«Оплачен"):
        provider_acts.record(office, certificate.id, APRIL)
    with pytest.raises(UserError, match="уже отмечена оплата"):
        mistakes.strike_out(office, ProviderAct, made.id, "не он")


# Who owes what


def due(register: Register, what: What) -> list[tuple[str, Urgency]]:
    return [(task.said, task.urgency) for task in tasks.today(register) if task.what is what]


def test_the_act_of_a_month_is_awaited_when_the_month_is_over(office: Register, clock: Clock) -> None:
    certificate = begun(office)
    clock.go(date(2026, 3, 31))
    assert due(office, What.PROVIDER_ACT) == []
    clock.go(date(2026, 4, 1))
    march = "акт организации за март 2026 года ждём до 05.04.2026"
    assert due(office, What.PROVIDER_ACT) == [(march, Urgency.SOON)]
    clock.go(date(2026, 4, 6))
    assert due(office, What.PROVIDER_ACT) == [(march, Urgency.OVERDUE)]
    act(office, certificate, on="06.04.2026")
    assert due(office, What.PROVIDER_ACT) == []
    clock.go(date(2026, 5, 5))
    assert due(office, What.PROVIDER_ACT) == [("акт организации за апрель 2026 года ждём до 05.05.2026", Urgency.TODAY)]


def test_payment_is_awaited_when_every_day_is_told(office: Register, certificate: Certificate) -> None:
    (of_it,) = courses.listing(office, certificate.patient_id)
    courses.finish(office, of_it.id, date(2026, 4, 10), Outcome.FINISHED)
    act(office, certificate)
    assert due(office, What.SETTLEMENT) == []
    april = "акт организации за апрель 2026 года ждём до 05.05.2026"
    assert due(office, What.PROVIDER_ACT) == [(april, Urgency.OVERDUE)]
    provider_acts.record(office, certificate.id, {**APRIL, "until": "10.04.2026"})
    said = "курс окончен, акты получены, оплаты органа ещё нет; срок не задан"
    assert (due(office, What.PROVIDER_ACT), due(office, What.SETTLEMENT)) == ([], [(said, Urgency.WAITING)])
    certificates.settled(office, certificate.id, JUNE, "реш. 8")
    assert due(office, What.SETTLEMENT) == []


def test_a_break_owes_no_act(office: Register, clock: Clock) -> None:
    certificate = begun(office)
    clock.go(date(2026, 3, 31))
    act(office, certificate, on="31.03.2026")
    certificates.suspended(office, certificate.id, date(2026, 3, 31), "больница")
    clock.go(date(2026, 5, 20))
    assert due(office, What.PROVIDER_ACT) == []
    certificates.resumed(office, certificate.id, date(2026, 5, 20))
    clock.go(date(2026, 6, 1))
    assert due(office, What.PROVIDER_ACT) == [("акт организации за май 2026 года ждём до 05.06.2026", Urgency.SOON)]


def test_an_excluded_organisation_is_told_under_a_live_certificate(office: Register, clock: Clock) -> None:
    providers.take_list(office, title="список", as_of=BEGUN, new=[{"name": "АНО «Исток»"}], changed={}, gone=[])
    certificate = begun(office)
    with office.write("certificates.choose_provider") as session:
        session.get_one(Certificate, certificate.id).provider_id = 1
    assert due(office, What.EXCLUDED) == []
    clock.go(date(2026, 3, 20))
    providers.exclude(office, 1, {"ground": "term", "on": "18.03.2026"})
    ((said, urgency),) = due(office, What.EXCLUDED)
    assert said.startswith("АНО «Исток»: исключена 18.03.2026: ")
    assert urgency is Urgency.WAITING
    assert certificates.suggested_end(office, certificate.application_id) == "A05"
    certificates.annul(office, certificate.id, reason_code="A05")
    assert due(office, What.EXCLUDED) == []


# The money of other regions


@pytest.fixture(scope="module")
def volgograd(tmp_path_factory: pytest.TempPathFactory) -> Known:
    """A certificate of a region that tells neither tariff nor report, with one act."""
    clock = Clock()
    register = factories.register(tmp_path_factory.mktemp("acts") / "волгоград", clock)
    made = begun(register, days=180)
    clock.go(JUNE)
    typed = {**MARCH, "price": "1000", "amount": "15000"}
    assert provider_acts.looked_over(register, made.id, typed).doubts == {
        "amount": "16 дней по 1 000,00 ₽ — это 16 000,00 ₽, в акте 15 000,00 ₽."
    }
    act(register, made, **typed)  # how the region counts is not known: it warns and does not forbid
    assert due(register, What.PROVIDER_ACT) == []  # nor by when it reports
    with register.read() as session:
        known = of_certificate(session, certificates.one(register, made.id))
    register.close()
    return known


def region(known: Known, tariff: Tariff | None, *, question: str = "", **more: Any) -> Known:
    asked = (Unverified("tariff", question),) if question else ()
    profile: Profile = replace(known.profile, tariff=tariff, unverified=asked, **more)
    return replace(known, profile=profile)


def told(known: Known, days: int, **sums: Any) -> tuple[list[str], dict[str, str]]:
    first = date(2026, 4, 1)
    last = date.fromordinal(first.toordinal() + days - 1)
    made = ProviderAct(
        certificate_id=known.certificate.id,
        patient_id=known.certificate.patient_id,
        number="9",
        on=last,
        since=first,
        until=last,
        **sums,
    )
    found = [one.message for one in checks.problems(made, known, known.acts)]
    return found, checks.doubts(made, known, JUNE)


def test_a_region_that_tells_nothing_sets_no_limit(volgograd: Known) -> None:
    assert plain(volgograd.account().money_said) == "15 000,00 ₽; предел не задан"
    assert told(volgograd, 30, amount=999_999_00) == ([], {})


def test_a_course_is_paid_by_its_sum(volgograd: Known) -> None:
    course_sum = Tariff("per_course", 40_000, "акт")
    known = region(volgograd, course_sum)
    assert plain(known.account().money_said) == (
        "15 000,00 ₽ из 40 000,00 ₽ (по профилю региона, 40000 ₽ за курс), осталось 25 000,00 ₽"
    )
    assert told(known, 30, amount=25_000_00) == ([], {})
    ((said,), _doubts) = told(known, 30, amount=25_000_01)
    assert said == (
        "Сумма, ₽: больше предела (40 000,00 ₽ по профилю региона, 40000 ₽ за курс) на 0,01 ₽; верните акт организации"
    )
    doubted = region(volgograd, course_sum, question="Какова сумма сейчас?")
    problems, doubts = told(doubted, 30, amount=25_000_01)
    assert problems == []  # the profile itself is not sure of it
    assert doubts["amount"].endswith("на 0,01 ₽; профиль просит уточнить сумму у органа.")


def test_the_certificate_itself_says_the_most(volgograd: Known) -> None:
    known = region(volgograd, Tariff("cap_per_holder", 100_000, "акт"))
    assert known.account().limit == account.Limit(
        100_000_00, "по профилю региона, 100000 ₽ не больше на человека", is_sure=True, is_of_all=True
    )
    own = Certificate(patient_id=1, application_id=1, number="1", issued_on=BEGUN, days=180, amount=20_000_00)
    assert account.limit_of(own, known.profile) == account.Limit(20_000_00, "по сертификату", is_sure=True)


def test_weights_pay_what_was_done_and_nothing_is_guessed_of_those_unknown(volgograd: Known) -> None:
    whole = Tariff("weighted", None, "акт", (Weight("месячный объём", 800), Weight("бытовые", 200)))
    known = region(volgograd, whole)
    # 30 days by 1,000 roubles: 80 % of them in full, of the other 20 % a half: 27,000.
    assert told(known, 30, price=1000_00, amount=27_000_00, volumes=[100, 50]) == ([], {})
    ((said,), _doubts) = told(known, 30, price=1000_00, amount=30_000_00, volumes=[100, 50])
    assert said.startswith("Сумма, ₽: 30 дней по 1 000,00 ₽ с учётом выполненного — это 27 000,00 ₽")
    known = region(volgograd, replace(whole, weights=whole.weights[:1]))  # the table was not read to its end
    assert told(known, 30, price=1000_00, amount=30_000_00, volumes=[100]) == ([], {})
    assert [field.title for field in checks.asked_of(region(volgograd, whole).profile)][-2:] == [
        "Месячный объём, %",
        "Бытовые, %",
    ]
    reading = checks.read_act(known.profile, {**MARCH, "volume_0": "101"}, JUNE, whole=True)
    assert [problem.message for problem in reading.problems] == ["Месячный объём, %: не больше 100"]


@pytest.mark.parametrize(
    ("report", "day", "said"),
    [
        (
            Report("final", None, 5, None, ""),
            date(2026, 4, 20),
            "акт организации о курсе, окончен 10.04.2026 ждём до 05.05.2026",
        ),
        (
            Report("final", None, None, None, ""),
            date(2026, 4, 20),
            "акт организации о курсе, окончен 10.04.2026; срок не задан в профиле",
        ),
        (
            Report("monthly", None, 31, None, ""),
            date(2026, 4, 20),
            "акт организации за апрель 2026 года ждём до 31.05.2026",
        ),
        (None, date(2026, 4, 20), "курс окончен, акты получены, оплаты органа ещё нет; срок не задан"),
    ],
)
def test_an_act_at_the_end_is_awaited_only_then(volgograd: Known, report: Report | None, day: date, said: str) -> None:
    known = region(volgograd, None, report=report)
    going = known.owed(date(2026, 4, 20))
    assert (going is None) == (report is None or report.act == "final" or day <= date(2026, 4, 30))
    (one,) = known.courses
    ended = Course(patient_id=1, certificate_id=1, kind=one.kind, started_on=one.started_on, ended_on=date(2026, 4, 10))
    used = Certificate(
        patient_id=1, application_id=1, number="1", issued_on=BEGUN, days=180, status=CertificateStatus.USED
    )
    over = replace(known, courses=[ended], certificate=used)
    waits = account.owed(used, over.profile, [ended], known.acts, [], day)
    assert waits is not None
    assert waits.said == said


def test_every_region_takes_an_act_and_none_guesses(volgograd: Known) -> None:
    for profile in profiles.all_profiles():
        known = replace(volgograd, profile=profile)
        problems, _doubts = told(known, 30, price=1000_00, amount=30_000_00)
        assert problems == [], profile.region_name
        limit = known.account().limit
        assert (limit is not None) == (
            profile.tariff is not None and profile.tariff.roubles is not None and profile.tariff.kind != "weighted"
        ), profile.region_name

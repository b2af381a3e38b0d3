"""The same invented case runs through every region to its end, and what the regions differ in shows on its way.

The rows are written by hand from table 2.2 of the notes on certificates; what it does not tell is empty here too.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from narcdesk import applications, certificates, consents, courses, observation, profile
from narcdesk.applications import Application, Status
from narcdesk.applications.checklist import SECTION_PAPERS, Line, Mark
from narcdesk.certificates import Certificate, CertificateStatus
from narcdesk.courses import Outcome
from narcdesk.errors import Invalid
from narcdesk.register import Register
from tests import factories
from tests.factories import Clock

ASKED, SENT, REGISTERED = date(2026, 3, 16), date(2026, 3, 17), date(2026, 3, 18)
DECIDED, ISSUED, BEGUN, ENDED = date(2026, 3, 25), date(2026, 3, 26), date(2026, 3, 30), date(2026, 4, 28)
UNSET = "срок не задан в профиле"


@dataclass(frozen=True)
class Row:
    """A region of table 2.2; None where the table is empty."""

    act: str | None  # number of the first act
    gives: str
    to: str  # the authority
    nature: str | None = None
    most: int | None = None  # days of a course
    age: int | None = None
    required: str = ""  # papers without which the authority returns it
    window: str = ""
    often: str = ""
    quota: int | None = None
    sum: str = ""
    valid_until: date | None = None
    coupons: int = 0
    form: str = "Сертификат"


CERTIFICATE = "сертификат на социальную реабилитацию"
NAMED = "именной сертификат на социальную реабилитацию"
ROWS: dict[str, Row] = {
    "15": Row("324", CERTIFICATE, "уполномоченный орган Республики Северная Осетия-Алания"),
    "18": Row("300", CERTIFICATE, "министерство социальной политики и труда Удмуртской Республики"),
    "22": Row("500", CERTIFICATE, "Минсоцзащиты Алтайского края"),
    "27": Row(None, CERTIFICATE, "министерство социальной защиты Хабаровского края"),
    "32": Row(
        "676-п",
        "индивидуальная программа предоставления социальных услуг",
        "уполномоченный орган Брянской области",
        nature="E",
        form="Индивидуальная программа",
    ),
    "34": Row(
        None,
        "сертификат на комплексную реабилитацию и ресоциализацию",
        "комитет социальной защиты населения Волгоградской области",
        nature="A",
        required="П3",
    ),
    "38": Row(
        "208-р",
        "сертификат на получение социальных услуг по реабилитации лиц, больных наркоманией",
        "министерство по молодежной политике Иркутской области",
        nature="E",
    ),
    "46": Row(
        None,
        CERTIFICATE,
        "комитет соцзащиты города Курска",
        nature="B",
        age=18,
        window="с 01.01 по 31.10",
        often="1 раз в год",
        valid_until=date(2026, 4, 5),  # ten calendar days after 26 March, a Sunday: nothing says that it moves
    ),
    "51": Row(None, CERTIFICATE, "уполномоченный орган Мурманской области", nature="B", most=180, age=18),
    "52": Row(None, CERTIFICATE, "уполномоченный орган Нижегородской области"),
    "56": Row(
        None,
        NAMED,
        "уполномоченный орган Оренбургской области",
        nature="C",
        most=30,
        often="1 раз в год",
        form="Именной сертификат",
    ),
    "57": Row("104", CERTIFICATE, "уполномоченный орган Орловской области"),
    "60": Row("549", NAMED, "уполномоченный орган Псковской области", form="Именной сертификат"),
    "61": Row(
        "691",
        CERTIFICATE,
        "Минтруд Ростовской области",
        most=180,
        required="П1 П2 П4",
        quota=35,
        sum="180000 ₽ за курс",
    ),
    "71": Row(
        "410-осн",
        CERTIFICATE,
        "министерство труда и соцзащиты Тульской области",
        nature="B",
        sum="100000 ₽ не больше на человека",
    ),
    "73": Row("319-П", CERTIFICATE, "уполномоченный орган Ульяновской области"),
    "77": Row(
        "161-ПП",
        CERTIFICATE,
        "Департамент труда и соцзащиты города Москвы",
        nature="C",
        most=180,
        age=18,
        sum="1000 ₽ за день",
    ),
    "78": Row(None, CERTIFICATE, "городской центр «Семья»", coupons=4),
    "89": Row(
        "1432-П",
        CERTIFICATE,
        "уполномоченный орган Ямало-Ненецкого автономного округа",
        nature="C",
        sum="сумма не задана",
    ),
}


def test_each_region_has_its_row() -> None:
    assert set(ROWS) == set(profile.regions()) - {"00"}


@pytest.fixture(scope="module", params=sorted(ROWS))
def office(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator["Office"]:
    folder: Path = tmp_path_factory.mktemp("регион") / "Реестр"
    clock = Clock(ASKED)
    register = factories.register(folder, clock, region_code=request.param)
    yield Office(register, clock, ROWS[request.param])
    register.close()


@dataclass(frozen=True)
class Office:
    register: Register
    clock: Clock
    row: Row

    def lines(self, application: Application) -> dict[str, Line]:
        return {line.code: line for line in applications.check(self.register, application.id)}

    def asked(self, days: int | None = None) -> Application:
        """A man of 38, dependent on opioids, observed, treated, with both consents, who asks for the course."""
        register = self.register
        self.clock.go(ASKED)
        person = factories.patient(register, snils="")
        factories.diagnosis(register, person.id)
        observation.take(register, person.id, {"taken_on": "06.02.2026"})
        treated = courses.start(
            register, person.id, {"kind": "treatment", "place": "диспансер", "started_on": "07.02.2026"}
        )
        courses.finish(register, treated.id, date(2026, 3, 6), Outcome.FINISHED)
        factories.both_consents(register, person.id)
        return factories.application(register, person.id, days=str(days or self.row.most or 90))

    def granted(self) -> Application:
        register, application = self.register, self.asked()
        applications.submit(register, application.id)
        for day, act in (
            (SENT, lambda: applications.send(register, application.id, SENT, "исх. 14")),
            (REGISTERED, lambda: applications.registered(register, application.id, REGISTERED, "вх. 8")),
            (DECIDED, lambda: applications.granted(register, application.id, DECIDED, "реш. 3")),
        ):
            self.clock.go(day)
            act()
        return applications.one(register, application.id)

    def certificate(self) -> Certificate:
        application = self.granted()
        self.clock.go(ISSUED)
        typed = {"number": f"АБ {application.id}", "issued_on": ISSUED, "days": application.days}
        return certificates.record(self.register, application.id, typed)


def test_the_case_runs_to_its_end(office: Office) -> None:
    certificate = office.certificate()
    office.clock.go(BEGUN)
    course = courses.start(
        office.register,
        certificate.patient_id,
        {"kind": "social", "place": "центр", "started_on": BEGUN},
        certificate_id=certificate.id,
    )
    assert certificates.one(office.register, certificate.id).status is CertificateStatus.ACTIVE
    office.clock.go(ENDED)
    courses.finish(office.register, course.id, ENDED, Outcome.FINISHED)
    assert certificates.one(office.register, certificate.id).status is CertificateStatus.USED
    assert applications.one(office.register, certificate.application_id).status is Status.GRANTED
    events = [step.event for step in applications.way(office.register, certificate.application_id)]
    assert events == ["start", "submit", "send", "register", "grant"]


def test_who_gives_what_by_which_act(office: Office) -> None:
    application, row = office.asked(), office.row
    its = applications.profile_of(application)
    instrument = its.instrument(application.instrument)
    assert (instrument.title, instrument.short, instrument.legal_nature) == (row.gives, row.form, row.nature)
    assert its.authority.name == row.to
    assert next((act.number for act in its.acts), None) == row.act
    assert (its.quota_per_year, its.tariff.shown if its.tariff else "") == (row.quota, row.sum)
    assert len(its.coupons) == row.coupons


def test_no_term_is_computed_that_no_act_sets(office: Office) -> None:
    application = office.granted()
    terms = dict(applications.terms(office.register, application))
    assert [terms[title] for title in ("Решение органа", "Доработка", "Извещение о решении")] == [UNSET] * 3
    ten = "10 календарных дней со дня выдачи"
    assert terms["Обращение в организацию"] == (ten if office.row.valid_until else UNSET)
    assert certificates.proposed_valid_until(office.register, application, ISSUED) == office.row.valid_until


def test_the_certificate_runs_as_long_as_the_act_says(office: Office) -> None:
    assert office.certificate().valid_until == office.row.valid_until


def test_the_longest_course(office: Office) -> None:
    most = office.row.most
    line = office.lines(office.asked())["days"]
    if most is None:
        assert (line.mark, line.said) == (Mark.DOUBT, "в профиле региона не задан")
        return
    assert line.title == f"Срок курса до {most} дней"
    with pytest.raises(Invalid, match=f"не больше {most} дней"):
        applications.submit(office.register, office.asked(days=most + 1).id)


def test_age_season_and_how_often(office: Office) -> None:
    row, application = office.row, office.asked()
    lines = office.lines(application)
    assert ("age" in lines) == (row.age is not None)
    if row.age:
        assert (lines["age"].title, lines["age"].mark) == (f"Возраст от {row.age} лет", Mark.THERE)
    assert ("window" in lines) == bool(row.window)
    if row.window:
        assert (lines["window"].mark, lines["window"].said) == (Mark.THERE, f"сейчас идёт, {row.window}")
        office.clock.go(date(2026, 11, 2))
        assert office.lines(application)["window"].mark is Mark.DOUBT
        office.clock.go(ASKED)
    often = lines["frequency"]
    if row.often:
        assert (often.title, often.mark) == (f"Не чаще чем {row.often}", Mark.THERE)
    else:
        assert (often.title, often.mark) == ("Как часто дают", Mark.DOUBT)


def test_a_second_one_in_the_year(office: Office) -> None:
    first = office.certificate()
    second = factories.application(office.register, first.patient_id, days="30")
    often = office.lines(second)["frequency"]
    number = applications.one(office.register, first.application_id).number
    if office.row.often:
        assert often.mark is Mark.DOUBT
        assert often.said == f"уже решено выдать: {number} («Решение о выдаче»)"
    else:
        assert often.title == "Как часто дают"


def test_papers_without_which_it_comes_back(office: Office) -> None:
    found = [line for line in applications.check(office.register, office.asked().id) if line.section == SECTION_PAPERS]
    assert [line.code for line in found if line.mark is Mark.MISSING] == office.row.required.split()
    open_ones = [line for line in found if line.mark is Mark.DOUBT]
    assert {line.said for line in open_ones} == {"перечень региона не подтверждён"}


def test_a_consent_to_a_body_without_a_name_is_doubted(office: Office) -> None:
    assert ("authority" in office.lines(office.asked())) == office.row.to.startswith("уполномоченный орган")


def test_what_no_card_shows_is_asked_of_the_authority(office: Office) -> None:
    its = office.register.profile_on(ASKED)
    for key in ("terms.decision", "terms.completion", "terms.notify", "attachments", "reasons", "report"):
        assert its.question(key).endswith("?"), key
    assert consents.listing(office.register, office.asked().patient_id)

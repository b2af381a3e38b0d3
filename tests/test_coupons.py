"""Coupons of a certificate (certificates.md, 2.5): in order, by the organisation named, the last one completes."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from narcdesk import applications, certificates, courses, mistakes, providers
from narcdesk.certificates import Certificate, CertificateStatus
from narcdesk.courses import Course, Outcome
from narcdesk.errors import Invalid, UserError
from narcdesk.register import Register
from tests import factories
from tests.factories import DAY, Clock

NAMED, OTHER = 1, 2  # organisations
FOUR = (
    "начало курса социальной реабилитации",
    "завершение курса социальной реабилитации",
    "начало постреабилитационного периода",
    "завершение постреабилитационного периода",
)


@pytest.fixture(scope="module")
def petersburg(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Register]:
    """A register of St Petersburg with two organisations; each test has a patient of its own."""
    register = factories.register(tmp_path_factory.mktemp("купоны") / "Реестр", Clock(), region_code="78")
    new = [{"name": "Центр «Семья»"}, {"name": "АНО «Исток»"}]
    providers.take_list(register, title="список", as_of=DAY, new=new, changed={}, gone=[])
    yield register
    register.close()


def issued(register: Register, *, provider_id: int | None = NAMED) -> Certificate:
    person = factories.patient(register, snils="")
    factories.both_consents(register, person.id)
    asked = factories.application(register, person.id)
    made = factories.certified(register, asked.id, number=f"СР-{asked.id}")
    return certificates.choose_provider(register, made.id, provider_id) if provider_id else made


def begun(register: Register, made: Certificate) -> Course:
    typed = {"kind": "social", "started_on": DAY}
    return courses.start(register, made.patient_id, typed, certificate_id=made.id)


def redeem(register: Register, made: Certificate, **said: Any) -> Certificate:
    code = str(1_000_000 + made.id * 100 + len(certificates.way(register, made.id)))  # each another
    return certificates.redeem(register, made.id, DAY, **{"code": code, **said})


def stand(register: Register, made: Certificate) -> list[str]:
    profile = applications.profile_of(applications.one(register, made.application_id))
    found = certificates.coupons_of(profile, certificates.way(register, made.id))
    assert tuple(one.title for one in found) == FOUR
    return [one.state.label for one in found]


def test_four_are_redeemed_in_order_and_the_fourth_completes(petersburg: Register) -> None:
    made = issued(petersburg)
    assert stand(petersburg, made) == ["Выдан"] * 4
    with pytest.raises(UserError, match="следующая — 1, начало курса"):
        redeem(petersburg, made, place=2)
    redeem(petersburg, made, place=1, code="123")
    assert certificates.way(petersburg, made.id)[-1].document == "0000123"
    assert stand(petersburg, made) == ["Погашен", "Выдан", "Выдан", "Выдан"]
    with pytest.raises(UserError, match="следующая — 2"):
        redeem(petersburg, made, place=1)
    course = begun(petersburg, made)
    redeem(petersburg, made)
    redeem(petersburg, made)
    with pytest.raises(UserError, match="курс по нему ещё не окончен"):
        redeem(petersburg, made)
    courses.finish(petersburg, course.id, DAY, Outcome.FINISHED)
    assert redeem(petersburg, made).status is CertificateStatus.SETTLED
    assert stand(petersburg, made) == ["Погашен"] * 4
    with pytest.raises(UserError, match="не действует: оплачен"):
        redeem(petersburg, made)
    events = [step.event for step in certificates.way(petersburg, made.id)]
    assert events == ["record", "redeem", "accept", "redeem", "redeem", "finish", "redeem", "settle"]


def test_only_the_organisation_that_is_named_redeems(petersburg: Register) -> None:
    with pytest.raises(UserError, match="не выбрана"):
        redeem(petersburg, issued(petersburg, provider_id=None))
    made = issued(petersburg)
    with pytest.raises(UserError, match="только организация, куда направлен человек: Центр «Семья»"):
        redeem(petersburg, made, provider_id=OTHER)
    assert stand(petersburg, redeem(petersburg, made, provider_id=NAMED))[0] == "Погашен"


@pytest.mark.parametrize(("typed", "code"), [("7", "0000007"), ("0000007", "0000007"), (" 1234567 ", "1234567")])
def test_a_code_has_seven_figures(typed: str, code: str) -> None:
    assert certificates.coupon_code("{seq:07}", typed) == code


@pytest.mark.parametrize("typed", ["12345678", "12а", "-5"])
def test_what_is_no_code_is_refused(typed: str) -> None:
    with pytest.raises(Invalid, match="не такого вида, как 0000001"):
        certificates.coupon_code("{seq:07}", typed)


def test_a_code_stands_as_it_is_where_no_mask_is_known() -> None:
    assert certificates.coupon_code(None, " А-12 ") == "А-12"
    assert certificates.coupon_code("СР-{seq}", "12") == certificates.coupon_code("СР-{seq}", "СР-12") == "СР-12"


def test_a_wrong_mark_is_put_back_and_its_code_is_free_again(petersburg: Register) -> None:
    first, second = issued(petersburg), issued(petersburg)
    redeem(petersburg, first, code="777")
    with pytest.raises(Invalid, match="отметка 0000777 уже погашена"):
        redeem(petersburg, second, code="0777")
    certificates.corrected(petersburg, first.id, "отметка другого человека")
    assert stand(petersburg, first) == ["Выдан"] * 4
    redeem(petersburg, second, code="777")
    assert stand(petersburg, second)[0] == "Погашен"


def test_a_course_is_not_struck_out_under_a_later_mark(petersburg: Register) -> None:
    made = issued(petersburg)
    course = begun(petersburg, made)
    redeem(petersburg, made)
    with pytest.raises(UserError, match="более поздняя запись"):
        mistakes.strike_out(petersburg, Course, course.id, "не он")
    certificates.corrected(petersburg, made.id, "не тот")
    mistakes.strike_out(petersburg, Course, course.id, "не он")
    assert certificates.one(petersburg, made.id).status is CertificateStatus.ISSUED


def test_where_a_region_has_none_none_is_redeemed(register: Register) -> None:
    with pytest.raises(UserError, match="отметок о ходе курса нет"):
        redeem(register, factories.in_use(register, factories.patient(register).id))


# What may follow what, written by hand: the state of the certificate, and how many marks are redeemed.
ACTS = ("redeem", "start", "finish", "lose", "annul", "correct")


@settings(max_examples=12, suppress_health_check=list(HealthCheck))
@given(acts=st.lists(st.sampled_from((*ACTS, "redeem", "redeem")), min_size=4, max_size=12))
def test_no_order_of_acts_redeems_what_may_not_be(petersburg: Register, acts: list[str]) -> None:
    made, before = issued(petersburg), [("issued", 0)]
    course: Course | None = None
    done: list[str] = []
    for act in acts:
        state, marks = before[-1]
        should = {
            "redeem": (state in ("issued", "active") and marks < 3) or (state == "used" and marks < 4),
            "start": state == "issued",
            "finish": state == "active",
            "lose": state == "issued",
            "annul": state in ("issued", "active"),
            "correct": bool(done) and done[-1] not in ("start", "finish"),
        }[act]
        try:
            course = _do(petersburg, act, made, course) or course
        except UserError:
            assert not should, (act, before)
            continue
        assert should, (act, before)
        if act == "correct":
            before.pop()
            done.pop()
        elif act == "redeem" and marks == 3:  # the fourth completes: two lines, each may be put back
            before += [(state, 4), ("settled", 4)]
            done += ["redeem", "settle"]
        else:
            then = {"start": "active", "finish": "used", "lose": "lost", "annul": "annulled"}.get(act, state)
            before.append((then, marks + (act == "redeem")))
            done.append(act)
        state, marks = before[-1]
        assert certificates.one(petersburg, made.id).status.value == state
        assert stand(petersburg, made) == ["Погашен"] * marks + ["Выдан"] * (4 - marks)
    _end(petersburg, made)


def _do(register: Register, act: str, made: Certificate, course: Course | None) -> Course | None:
    if act == "redeem":
        redeem(register, made)
    elif act == "start":
        return begun(register, made)
    elif act == "finish":
        if course is None or certificates.one(register, made.id).status is not CertificateStatus.ACTIVE:
            raise UserError("Курс по этому сертификату не идёт.")  # it ends without it, and moves nothing of it
        courses.finish(register, course.id, DAY, Outcome.FINISHED)
    elif act == "lose":
        certificates.lost(register, made.id, DAY)
    elif act == "annul":
        certificates.annul(register, made.id, "ошибка")
    else:
        certificates.corrected(register, made.id, "не тот")
    return None


def _end(register: Register, made: Certificate) -> None:
    """Every line stays, whatever was put back."""
    lines = certificates.way(register, made.id)
    assert [line.id for line in lines] == sorted({line.id for line in lines})
    assert all(date(2026, 3, 16) == line.on for line in lines)

"""The attacks on a finished batch find what they are made for, in every writing, and nothing in ours."""

import base64
import hashlib
import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from narcdesk.commission import attacks, export, package
from narcdesk.commission.archive import unpack
from narcdesk.commission.attacks import identities, typed
from narcdesk.commission.attacks.traces import Traces
from narcdesk.commission.batch import Batch, Share
from narcdesk.commission.package import MANIFEST, TABLES
from narcdesk.commission.risk import Revealed
from narcdesk.dates import Period
from narcdesk.register import Register
from tests.commission_samples import built
from tests.generated_offices import COMMON, SETTLEMENTS, Kind, kinds, office

NAME = "Щукин-Канарейкин"
SNILS = "087-654-303 00"
WRITINGS: dict[str, Callable[[str], bytes]] = {
    "UTF-8": str.encode,
    "capitals": lambda text: text.upper().encode(),
    "UTF-16": lambda text: text.encode("utf-16-le"),
    "UTF-16, the other way": lambda text: text.encode("utf-16-be"),
    "Windows": lambda text: text.encode("cp1251"),
    "KOI8": lambda text: text.encode("koi8-r"),
    "DOS": lambda text: text.encode("cp866"),
    "hex": lambda text: text.encode().hex().encode(),
    "hex of Windows": lambda text: text.encode("cp1251").hex().upper().encode(),
    "hex after a digit": lambda text: b"7" + text.encode().hex().encode(),
    "base64": lambda text: base64.b64encode(text.encode()),
    "base64, one sign later": lambda text: base64.b64encode(b"x" + text.encode()),
    "base64, two signs later": lambda text: base64.b64encode(b"xy" + text.encode()),
    "base64 for addresses": lambda text: base64.urlsafe_b64encode(text.encode("utf-16-le")),
    "JSON": lambda text: json.dumps(text).encode(),
    "XML": lambda text: "".join(f"&#{ord(sign)};" for sign in text).encode(),
    "XML, hex": lambda text: "".join(f"&#x{ord(sign):x};" for sign in text).encode(),
    "base64 of hex": lambda text: base64.b64encode(text.encode().hex().encode()),
    "hex of base64": lambda text: base64.b64encode(text.encode()).hex().encode(),
}


@pytest.fixture(scope="module")
def register(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Register]:
    folder = tmp_path_factory.mktemp("выпытывают")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("NARCDESK_STATE", str(folder))
        made = office(folder / "Реестр", COMMON, seed=5)
        yield made
        made.close()


@cache
def _whole(size: int = 300) -> bytes:
    """What a real batch says of its office: its numbers and its manifest."""
    parts = unpack(built(size=size))
    return parts[TABLES] + parts[MANIFEST]


def _hidden(secret: bytes, *, at: int = 5001) -> bytes:
    """The same with this written somewhere into it."""
    return _whole()[:at] + secret + _whole()[at:]


@pytest.mark.parametrize("writing", WRITINGS)
def test_a_name_is_found_in_any_writing(writing: str) -> None:
    assert Traces(_hidden(WRITINGS[writing](NAME))).has(NAME)
    assert not Traces(_whole()).has(NAME)


def test_a_name_is_one_name_with_and_without_two_dots() -> None:
    assert Traces(_hidden("СЕЛЕЗНЕВ".encode())).has("Селезнёв")


@pytest.mark.parametrize("written", ["08765430300", "087 654 303-00", "087-654-303 00", "(087) 654.303.00"])
def test_a_number_is_found_however_it_is_parted(written: str) -> None:
    assert Traces(_hidden(written.encode())).has(SNILS)
    assert not Traces(_whole()).has(SNILS)


def test_a_short_word_or_number_is_found_in_any_file_so_it_is_not_asked_for() -> None:
    assert not Traces(_hidden("Иван 1234567".encode())).has("Иван")
    assert not Traces(_hidden("Иван 1234567".encode())).has("1234567")


@pytest.mark.parametrize(
    "hashed",
    [
        hashlib.sha256(b"08765430300").hexdigest().encode(),
        hashlib.md5(SNILS.encode()).hexdigest().upper().encode(),
        hashlib.sha1(SNILS.encode()).digest(),
        base64.b64encode(hashlib.sha512(b"08765430300").digest()),
    ],
)
def test_a_hash_without_a_key_is_found(hashed: bytes) -> None:
    assert Traces(_hidden(hashed)).has_hash_of(SNILS)
    assert not Traces(_whole()).has_hash_of(SNILS)


def test_days_are_seen() -> None:
    found = Traces(_hidden("родился 12.03.1988, пришёл 2025-11-30".encode()))
    assert found.dates() == {"12.03.1988", "2025-11-30"}
    assert Traces(_whole()).dates() == set()


def test_nobody_of_the_register_is_in_its_batch(register: Register) -> None:
    assert identities.search(register, Traces(_whole()), Traces(_whole(0))).places == set()


@pytest.mark.parametrize(
    ("table", "column"), [("patients", "phone"), ("duties", "case_number"), ("patients", "registration_address")]
)
def test_what_stands_in_the_register_is_found_and_its_place_named_without_the_text(
    register: Register, table: str, column: str
) -> None:
    secret = max(text for place, text in identities._words(register) if place == f"{table}.{column}")
    leak = identities.search(register, Traces(_hidden(secret.encode("cp1251"))), Traces(b"")).places
    assert f"{table}.{column}" in leak
    assert not any(secret in place for place in leak)


def test_every_column_with_words_is_asked_for(register: Register) -> None:
    places = {place for place, _ in identities._words(register)}
    assert places >= {
        "patients.names",
        "patients.surname",
        "patients.snils",
        "patients.policy_number",
        "visits.note",
        "duties.court",
        "duties.case_number",
        "applications.number",
        "certificates.number",
        "staff.login",
        "office.name",
    }


def test_words_of_the_form_are_no_leak(register: Register) -> None:
    """The office's own name stands in the batch by right: it stands there when nobody is counted, too."""
    named = Traces(_hidden(_short_name(register)))
    assert "office.short_name" in identities.search(register, named, Traces(b"")).places
    assert identities.search(register, named, named).places == set()


@pytest.fixture(scope="module")
def patient(register: Register) -> dict[str, str]:
    """Somebody of that office; all of them are Петрович by their fathers."""
    columns = ("surname", "given", "snils", "policy_number", "phone", "registration_address")
    return dict(zip(columns, next(identities.of_cards(register, columns)), strict=True))


@pytest.mark.parametrize(
    "text",
    [
        "{surname} {given} Петрович",
        "Приказ № 5, {given} Петрович {surname}, от 12.01.2026",
        "В ОТНОШЕНИИ {SURNAME}А {GIVEN}",
        "акт (снилс {snils})",
        "полис {policy_number}",
        "звонить {phone}",
        "Больница, {registration_address}",
        "{base64}",
    ],
)
def test_a_patient_in_what_the_office_typed_is_found_though_the_form_holds_it_too(
    register: Register, patient: dict[str, str], text: str
) -> None:
    name = f"{patient['surname']} {patient['given']}"
    told = {**patient, "SURNAME": patient["surname"].upper(), "GIVEN": patient["given"].upper()}
    told["base64"] = base64.b64encode(name.encode()).decode()
    texts = {"акт плана": ["Распоряжение № 208-р", text.format(**told)], "название организации": ["Больница"]}
    assert typed.of_patients(register, texts) == ["акт плана"]


def test_settlements_surnames_alone_and_words_like_them_are_no_patients(
    register: Register, patient: dict[str, str]
) -> None:
    texts = [
        *SETTLEMENTS,
        "ОГБУЗ «Ивановская районная больница имени Петра Великого», с. Нижнее",
        "Постановление администрации Воронцовского района от 12.01.2026 № 123456789-па",
        f"Акт комиссии под руководством {patient['surname']} И. П., ул. Садовая",
        f"с. {patient['surname']}о, Ильинский район",
        "",
    ]
    assert typed.of_patients(register, {"название организации": texts}) == []


def _short_name(register: Register) -> bytes:
    (name,) = {text for place, text in identities._words(register) if place == "office.short_name"}
    return name.encode()


def test_it_may_be_stopped(register: Register) -> None:
    class Stop(Exception):
        pass

    def stop() -> None:
        raise Stop

    with pytest.raises(Stop):
        identities.search(register, Traces(_whole()), Traces(_whole(0)), stop)


# Everything at once, on the finished file


@pytest.fixture(scope="module")
def sent(register: Register) -> Batch:
    """A real batch of that office."""
    return export.prepare(register, "municipal", Period.parse("2025"))


def test_a_batch_withstands_and_each_attack_says_so(register: Register, sent: Batch) -> None:
    told = attacks.withstood(register, package.build(sent, register.batch_key()), sent)
    assert set(told) >= {"recovery", "percents", "names", "days", "periods", "forgery"}
    assert all(sentence.endswith(".") for sentence in told.values())
    assert "Подделок испытано: 26" in told["forgery"]


def test_a_file_with_a_name_in_it_is_stopped(register: Register, sent: Batch) -> None:
    """Signed by the office itself, so that nothing but the search can see it: as the act of a plan."""
    phone = max(text for place, text in identities._words(register) if place == "patients.phone")
    told, form = Traces(f"Акт {phone}".encode()), Traces(b"")
    with pytest.raises(Revealed) as stopped:
        attacks._names(register, told, form, lambda: None)
    assert "patients.phone" in stopped.value.what
    assert phone not in stopped.value.what


def test_a_file_that_is_not_rounded_is_stopped(register: Register, sent: Batch) -> None:
    cell = next(cell for cell, count in sent.release.counts.items() if count)
    counts = {**sent.release.counts, cell: 7}
    crooked = replace(sent, release=replace(sent.release, counts=counts))
    with pytest.raises(Revealed, match="не прошёл проверку"):
        attacks.withstood(register, package.build(crooked, register.batch_key()), crooked)


def test_a_number_that_has_changed_since_it_was_shown_is_stopped(register: Register, sent: Batch) -> None:
    cell, count = next((cell, count) for cell, count in sent.release.shown.items())
    name = sent.known.here[cell]
    before = replace(sent.known, told={**sent.known.told, name: {sent.release.policy.base: count + 5}})
    with pytest.raises(Revealed, match="разность"):
        attacks._periods(replace(sent, known=before), sent.release)


def test_a_percent_of_the_true_counts_is_stopped(sent: Batch) -> None:
    indicator = sent.release.shares[0].indicator
    told = replace(sent.release, shares=(Share(indicator, 20, 60, 34, None),))  # 21 of 62 is 34 %, 20 of 60 is 33 %
    with pytest.raises(Revealed, match="Процент"):
        attacks._percents(told)


@pytest.mark.parametrize("kind", kinds(12, 150), ids=lambda kind: f"{kind.name}, {kind.size}")
def test_batches_of_nasty_offices_withstand(tmp_path: Path, state: Path, kind: Kind) -> None:
    """Small ones here; many and large ones, each with many batches, by `python -m benchmarks.offices`."""
    register = office(tmp_path / "Реестр", kind, seed=7)
    try:
        for code in ("2025-Q2", "2025-Q3") if kind.size == 50 else ("2025",):
            told = export.export(register, "municipal", Period.parse(code), tmp_path / "Носитель").risk
            assert "вычислить точно нельзя ни одно" in told["recovery"]
    finally:
        register.close()

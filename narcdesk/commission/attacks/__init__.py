"""A batch attacked from outside, as the finished bytes that would leave, before it may (anonymization, section 4).

`withstood` tries everything on one file of tables. Its sentences are the risk report that a second person reads; an
attack that succeeds stops the batch, and nobody can wave it through.
"""

import random
from collections.abc import Callable, Sequence
from dataclasses import replace

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from narcdesk.commission import package, risk
from narcdesk.commission.archive import pack, unpack
from narcdesk.commission.attacks import identities, typed
from narcdesk.commission.attacks.traces import Traces
from narcdesk.commission.batch import Batch, Release, percent
from narcdesk.commission.package import BOOK, KEY, MANIFEST, SIGNATURE
from narcdesk.commission.risk import Revealed
from narcdesk.commission.verification import verify
from narcdesk.dates import plural
from narcdesk.register import Register

FORGERIES = 25  # bytes changed by chance; the signature of another is one more
Progress = Callable[[int, int], object]  # done, of how many; what it raises ends the work

_STOPPED = "Выгрузка остановлена, ничего не записано; сообщите об этом разработчикам."


def withstood(
    register: Register, file: bytes, batch: Batch, progress: Progress = lambda done, of: None
) -> dict[str, str]:
    """Every attack on a finished file of tables, by name, with what came of it in a sentence; raises Revealed.

    `batch` is what the office knows and nobody outside: the counts behind the file.
    """
    register.person.must("commission.preview")
    key = register.batch_key()
    release = _read_as_a_stranger(file, key)
    nobody = package.build(replace(batch, release=_counted_over_nobody(batch.release)), key)
    return {
        **risk.assess(replace(batch, release=release), progress),
        "percents": _percents(release),
        **must_name_nobody(register, file, nobody, lambda: progress(0, 1)),
        "typed": _typed(register, release, lambda: progress(0, 1)),
        "periods": _periods(batch, release),
        "forgery": _forgery(file, key),
    }


def must_name_nobody(
    register: Register, file: bytes, nobody: bytes, step: Callable[[], object] = lambda: None
) -> dict[str, str]:
    """No text of the register and no day is in a file that is not in the same file with nobody in it; raises Revealed.

    Any kind of batch may be asked so; `step` is called now and then, and what it raises ends the search.
    """
    register.person.must("commission.preview")
    told, form = (Traces(data) for data in _different(file, nobody))
    return {"names": _names(register, told, form, step), "days": _days(told, form)}


def _counted_over_nobody(release: Release) -> Release:
    """The same form with nobody in it: what is read in it is of no person."""
    empty = {cell: None if count is None else 0 for cell, count in release.counts.items()}
    return replace(release, counts=empty)


def _read_as_a_stranger(file: bytes, key: Ed25519PrivateKey) -> Release:
    found = verify(file, package.public_pem(key))
    if found.release is None:
        raise Revealed("Готовый файл не прошёл проверку: " + " ".join(found.problems), do=_STOPPED)
    return found.release


def _percents(release: Release) -> str:
    """A percentage gives a count back where it says more than the two numbers beside it."""
    shown = [share for share in release.shares if share.numerator is not None and share.denominator]
    for share in shown:
        assert share.numerator is not None and share.denominator is not None
        if share.percent != percent(share.numerator, share.denominator):
            raise Revealed(f"Процент показателя «{share.indicator.title}» выдаёт точное число.", do=_STOPPED)
    return f"Процентов показано: {len(shown)}; каждый следует из показанных чисел и ничего к ним не добавляет."


def _different(file: bytes, nobody: bytes) -> tuple[bytes, bytes]:
    """What differs between two files part by part, in either: what does not differ cannot tell of anybody."""
    ours, others = _members(file), _members(nobody)
    names = [name for name, data in ours.items() if others.get(name) != data]
    return b"\n".join(ours[name] for name in names), b"\n".join(others.get(name, b"") for name in names)


def _members(file: bytes) -> dict[str, bytes]:
    parts = unpack(file)
    book = unpack(parts.pop(BOOK)) if BOOK in parts else {}
    inner = {f"{BOOK}/{name}": data for name, data in book.items()}
    return {**parts, **inner, "names of the parts": "\n".join((*parts, *inner)).encode("utf-8")}


def _names(register: Register, file: Traces, form: Traces, step: Callable[[], object]) -> str:
    searched = identities.search(register, file, form, step)
    if searched.places:
        places = ", ".join(sorted(searched.places))
        raise Revealed(f"В файле нашлось то, что записано о людях в реестре ({places}).", do=_STOPPED)
    texts = plural(searched.texts, "запись", "записи", "записей")
    return f"В файле искали {texts} реестра, обычным письмом и во всех известных кодировках: не нашлось ни одной."


def _typed(register: Register, release: Release, step: Callable[[], object]) -> str:
    """What the office typed itself stands in the form too: there it is held against the patients alone."""
    acts = [share.target.act for share in release.shares if share.target]
    fields = {
        "название организации": [release.office],
        "акт плана": [act for act in acts if act != release.policy.plan_act],
    }
    must_not_tell(typed.of_patients(register, fields, step))
    return "В названии организации и в акте плана нет ни имени, ни номера, ни адреса пациента."


def must_not_tell(fields: Sequence[str]) -> None:
    """Stop a batch where a patient stands in fields that the office typed itself; raises Revealed."""
    if fields:
        raise Revealed(
            f"Выгрузка остановлена: имя, номер или адрес пациента набраны там, где их прочтут: {', '.join(fields)}.",
            do="Исправьте это и подготовьте выгрузку заново; имя, совпавшее случайно, запишите с инициалами.",
        )


def _days(file: Traces, form: Traces) -> str:
    if days := file.dates() - form.dates():
        raise Revealed(f"В файле есть дни, которых нет в его форме: {len(days)}.", do=_STOPPED)
    return "Дней рождения, приёма и других дат о людях в файле нет."


def _periods(batch: Batch, release: Release) -> str:
    """A number that was shown before must be the same here, or the difference says who came."""
    base, same = release.policy.base, 0
    for cell, value in release.shown.items():
        before = batch.known.told.get(batch.known.here[cell], {}).get(1 if release.is_exact(cell) else base)
        if before is not None and before != value:
            raise Revealed("Число, показанное раньше, стало другим: разность выдаёт людей.", do=_STOPPED)
        same += before is not None
    if not same:
        return "Прежними выгрузками ни одно из этих чисел ещё не показано: вычитать не из чего."
    return f"Чисел, которые уже показаны прежними выгрузками: {same}; все они те же, разностей нет."


def _forgery(file: bytes, key: Ed25519PrivateKey) -> str:
    """Whoever changes the file, or signs another, is refused by whoever has the office's key."""
    pem, dice = package.public_pem(key), random.Random(package.sha256(file))
    for at in dice.sample(range(len(file)), FORGERIES):
        if verify(file[:at] + bytes([file[at] ^ 1 << dice.randrange(8)]) + file[at + 1 :], pem).ok:
            raise Revealed("Изменённый файл прошёл проверку.", do=_STOPPED)
    parts, stranger = unpack(file), Ed25519PrivateKey.generate()
    foreign = {**parts, KEY: package.public_pem(stranger), SIGNATURE: stranger.sign(parts[MANIFEST])}
    if verify(pack(foreign), pem).ok:
        raise Revealed("Файл с чужой подписью прошёл проверку.", do=_STOPPED)
    return f"Подделок испытано: {FORGERIES + 1}; проверка отвергла все."

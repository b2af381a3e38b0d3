"""Which batches are taken in: those that verify against the key of a known district, one of each for a period."""

import os
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from narcdesk.commission import package, sealing, verification
from narcdesk.commission.batch import Release, Target, percent
from narcdesk.commission.policy import Policy, by_fingerprint
from narcdesk.commission.tables import Cell, Indicator
from narcdesk.dates import Period
from narcdesk.errors import UserError
from narcdesk.files import readable

_BATCH, _SEALED = ".zip", ".zip" + sealing.ENDING


@dataclass(frozen=True)
class Refused:
    """A file that was not taken in, and why in a sentence."""

    batch: str
    reason: str


@dataclass(frozen=True)
class District:
    """What one office has published for the period; the fingerprint of its key tells offices of one name apart."""

    fingerprint: str
    release: Release


@dataclass(frozen=True)
class Sum:
    """One indicator over the districts that show it; `hidden` is of how many do not, for they are too small."""

    indicator: Indicator
    numerator: int
    denominator: int
    shown: int
    hidden: int
    target: Target | None

    @property
    def percent(self) -> int | None:
        """The share over the sums, or None where no district shows it."""
        return percent(self.numerator, self.denominator) if self.denominator else None


@dataclass(frozen=True)
class Missing:
    """Of whose keys there is nothing in the sums of a period: names of their files, out of so many `known`."""

    recipient: str
    period: Period
    keys: tuple[str, ...]
    known: int


@dataclass(frozen=True, eq=False)
class Region:
    """All districts of one policy and one period."""

    policy: Policy
    period: Period
    districts: tuple[District, ...]

    @property
    def asked(self) -> tuple[str, str]:
        """For whom and of when it is; of two editions of the rules there are two such regions."""
        return self.policy.recipient, self.period.code

    @property
    def keys(self) -> frozenset[str]:
        """Whose numbers are in it."""
        return frozenset(district.fingerprint for district in self.districts)

    @property
    def namesakes(self) -> list[str]:
        """Names that offices with different keys bear: one office whose key has changed would be summed twice."""
        counted = Counter(district.release.office for district in self.districts)
        return [office for office, keys in counted.items() if keys > 1]

    @cached_property
    def totals(self) -> Mapping[Cell, int]:
        """The sum of what was published, cell by cell; what a district hides is in no sum, `unseen` says of how many.

        Where no district hides anything, every relation between cells holds of the sums as well.
        """
        found = dict.fromkeys(self.policy.system.cells, 0)
        for district in self.districts:
            for cell, count in district.release.counts.items():
                found[cell] += count or 0
        return found

    @cached_property
    def unseen(self) -> Mapping[Cell, int]:
        """In how many districts a cell is hidden, or left out with its table."""
        found = Counter(
            cell
            for district in self.districts
            for cell in self.policy.system.cells
            if district.release.counts.get(cell) is None
        )
        return found

    @property
    def sums(self) -> tuple[Sum, ...]:
        """The indicators of the plan over the region."""
        return tuple(self._sum(number, indicator) for number, indicator in enumerate(self.policy.indicators))

    def _sum(self, number: int, indicator: Indicator) -> Sum:
        shares = [district.release.shares[number] for district in self.districts]
        shown = [share for share in shares if share.numerator is not None and share.denominator is not None]
        year = self.period.start.year
        planned = indicator.targets.get(year)
        return Sum(
            indicator,
            sum(share.numerator or 0 for share in shown),
            sum(share.denominator or 0 for share in shown),
            len(shown),
            len(shares) - len(shown),
            None if planned is None else Target(planned, self.policy.plan_act),
        )


@dataclass(frozen=True)
class Consolidated:
    """The regions, by period, what was refused, and of whom there is nothing."""

    regions: tuple[Region, ...]
    refused: tuple[Refused, ...]
    missing: tuple[Missing, ...] = ()


def consolidate(given: Sequence[Path], keys: Path) -> Consolidated:
    """Take in batches, and folders of them, against the public keys (PEM) that lie in a folder.

    A batch that is bad, signed by a foreign key or a second one of the same office and period is refused by name;
    of those that say different things of one period none is taken, for nobody here knows which is right.
    Raises UserError when there are no keys.
    """
    known = _keys(keys)
    reasons: dict[Path, str] = {}
    came: dict[tuple[str, str, str], dict[Path, District]] = {}
    paths = list(_files(given))
    for path in paths:
        try:
            district = _district(path, known)
        except UserError as error:
            reasons[path] = error.what
            continue
        release = district.release
        name = (district.fingerprint, release.policy.recipient, release.period.code)
        came.setdefault(name, {})[path] = district
    found: dict[tuple[str, str], list[District]] = {}
    for batches in came.values():
        reasons |= _surplus(batches)
        for path, district in batches.items():
            if path not in reasons:
                release = district.release
                found.setdefault((release.policy.fingerprint, release.period.code), []).append(district)
    regions = [_region(districts) for districts in found.values()]
    regions.sort(key=lambda one: (one.policy.recipient, one.period.start, one.period.end, one.policy.valid_from))
    refused = tuple(Refused(str(path), readable(reasons[path])) for path in paths if path in reasons)
    return Consolidated(tuple(regions), refused, tuple(_missing(regions, known)))


def _missing(regions: Sequence[Region], known: Mapping[str, str]) -> Iterator[Missing]:
    there: dict[tuple[str, str], set[str]] = {}
    periods = {region.asked: region.period for region in regions}
    for region in regions:
        there.setdefault(region.asked, set()).update(region.keys)
    for asked, period in periods.items():
        if keys := tuple(name for fingerprint, name in known.items() if fingerprint not in there[asked]):
            yield Missing(asked[0], period, keys, len(known))


def _surplus(batches: Mapping[Path, District]) -> dict[Path, str]:
    """Of the batches of one office for one period those that are not taken, and why."""
    first, *others = batches
    if all(_says(batches[path].release) == _says(batches[first].release) for path in others):
        repeat = f"Повтор: пакет этой организации за этот период уже учтён: «{first.name}»."
        return dict.fromkeys(others, repeat)
    named = ", ".join(f"«{path.name}»" for path in batches)
    reason = f"Пакеты одной организации за один период с разными числами: {named}. Не учтён ни один: спросите её."
    return dict.fromkeys(batches, reason)


def _says(release: Release) -> tuple[object, ...]:
    """All that a batch says of people: two that say the same may differ in number and in the name of the office."""
    return release.policy.fingerprint, release.exact, release.counts, release.shares, release.earlier


def _region(districts: Iterable[District]) -> Region:
    ordered = tuple(sorted(districts, key=lambda one: (one.release.office, one.fingerprint)))
    first = ordered[0].release
    known = by_fingerprint(first.policy.fingerprint)
    assert known is not None  # a district may be stricter than its policy, the region has all its tables
    return Region(known, first.period, ordered)


def _district(path: Path, known: Collection[str]) -> District:
    found = verification.verify(path, known=known)
    if not found.ok:
        raise UserError(" ".join(found.problems), lost="")
    if found.release is None:
        raise UserError(
            "В этом пакете записи о случаях, а не таблицы: он в сводную не складывается.",
            lost="",
            do="Для сводной возьмите у организации пакет с таблицами.",
        )
    return District(found.fingerprint, found.release)


def _files(given: Sequence[Path]) -> Iterator[Path]:
    seen = set()
    for path in given:
        for file in _batches(path) if path.is_dir() else [path]:
            place = os.path.realpath(file)
            if place not in seen:
                seen.add(place)
                yield file


def _batches(folder: Path) -> list[Path]:
    """Every batch in a folder, however deep; an encrypted one too, unless it lies there opened as well."""
    files = [Path(at, name) for at, _, names in os.walk(folder, onerror=_unreadable) for name in names]
    ends = {file: file.name.lower() for file in files}  # a stick may have made capitals of them
    opened = {name for name in ends.values() if name.endswith(_BATCH)}
    closed = {name for name in ends.values() if name.endswith(_SEALED)}
    taken = opened | {name for name in closed if name.removesuffix(sealing.ENDING) not in opened}
    return sorted(file for file in files if ends[file] in taken)


def _unreadable(error: OSError) -> None:
    raise UserError(
        f"Папка «{readable(str(error.filename))}» не читается: что в ней лежит, неизвестно.",
        do="Получите право на неё или назовите другую; ничего не посчитано.",
    ) from error


def _keys(folder: Path) -> dict[str, str]:
    """The districts' public keys: their fingerprints, as batches name them, and how their files are called."""
    try:
        files = sorted(file for file in folder.iterdir() if file.suffix.lower() == ".pem") if folder.is_dir() else []
    except OSError as error:
        _unreadable(error)
    found: dict[str, str] = {}
    for file in files:
        try:
            pem = verification.canonical_key(file.read_bytes())
        except OSError as error:
            raise UserError(f"Файл ключа «{file.name}» не читается.", do="Проверьте носитель.") from error
        if pem is None:
            raise UserError(
                f"Файл «{file.name}» в папке ключей — не открытый ключ Ed25519.",
                do="Уберите его из папки или возьмите ключ организации заново; ничего не посчитано.",
            )
        found.setdefault(package.sha256(pem), file.name)
    if not found:
        raise UserError(
            f"В папке ключей «{folder}» нет открытых ключей организаций (*.pem).",
            do="Положите туда ключи из писем организаций.",
        )
    return found

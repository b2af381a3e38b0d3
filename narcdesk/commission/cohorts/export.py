"""The records of a cohort leave: prepared and attacked, shown, and written in one act that remembers each case.

Two batches never share a case: those of a year leave once, and a case that has left is looked for again within the
act that lets the next ones out.
"""

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.orm import Session

from narcdesk.commission import confirming, ledger, package
from narcdesk.commission.attacks import must_name_nobody, must_not_tell, typed
from narcdesk.commission.cohorts import attacks, cases, census, papers, policy, release, report, signs
from narcdesk.commission.cohorts.cases import Cohort
from narcdesk.commission.cohorts.kept import CensusTable, ReleasedCase, newest_census
from narcdesk.commission.cohorts.policy import Rules
from narcdesk.commission.cohorts.release import Made
from narcdesk.commission.cohorts.report import Report
from narcdesk.commission.export import Exported, Leaving, leave, must_be_whole
from narcdesk.commission.ledger import SentBatch
from narcdesk.commission.protection import Progress
from narcdesk.dates import Period, show
from narcdesk.errors import UserError
from narcdesk.office import requisites
from narcdesk.register import Register
from narcdesk.staff import Person


@dataclass(frozen=True)
class Prepared:
    """A batch that withstood, beside what stays: the cases in it, and the report for the screen."""

    made: Made
    report: Report
    episodes: tuple[int, ...]

    @property
    def batch_id(self) -> str:
        """The random id of the batch."""
        return self.made.release.batch_id


def prepare(
    register: Register,
    year: int,
    *,
    more: bool = False,
    progress: Progress = lambda done, of: None,
    chance: random.Random | None = None,
    batch_id: str = "",
) -> Prepared:
    """Take the cohort of a year, make its records coarse, and attack what would leave. Nothing is written yet.

    `more`: each group of records as fine as it may be, instead of one level for a column. Raises release.TooFew,
    attacks.Found, UserError.
    """
    register.person.must("commission.preview")
    must_be_whole(register)
    rules = policy.in_force(register.today())
    with register.read() as session:
        cohort, table = _cohort(session, rules, year, register.today())
        office, anchor = requisites(session).short_name, register.head.text
    people, episodes = _records(rules, cohort, table)
    made = release.assemble(
        rules,
        year,
        people,
        table,
        office=office,
        anchor=anchor,
        more=more,
        batch_id=batch_id,
        chance=chance,
        progress=progress,
    )
    file = papers.build(made.release, register.batch_key())
    figures = attacks.attack(made, file)
    nobody = papers.build(papers.over_nobody(made.release), register.batch_key())
    must_name_nobody(register, file, nobody, lambda: progress(1, 1))
    fields = {"название организации": [office], "населённые пункты таблицы населения": sorted(table.places)}
    must_not_tell(typed.of_patients(register, fields, lambda: progress(1, 1)))
    return Prepared(made, report.report(made, figures, cohort.known), episodes)


def _cohort(session: Session, rules: Rules, year: int, today: date) -> tuple[Cohort, census.Table]:
    row = _judged_by(session, rules, year, today)
    return cases.of_year(session, year, rules.looked_at_on(year)), census.table_of(row)


def _judged_by(session: Session, rules: Rules, year: int, today: date) -> CensusTable:
    """The census for the cases of a year; raises UserError, TooFew where they may not leave."""
    day = rules.looked_at_on(year)
    if day >= today:
        raise UserError(
            f"О взятых под наблюдение в {year} году говорят по состоянию на {show(day)}: этот день ещё не прошёл.",
            do=f"Подготовить их можно с {show(day + timedelta(days=1))}.",
        )
    sent = session.scalars(
        sa.select(SentBatch).where(SentBatch.recipient == rules.recipient, SentBatch.period == str(year))
    ).first()
    if sent is not None:
        raise UserError(
            f"Записи за {year} год уже выгружены {show(sent.made_on)}: «{sent.file_name}». Второй раз они не выходят.",
            do="Возьмите записанный файл; нужен второй — скопируйте его.",
        )
    release.must_be_enough(rules, cases.how_many(session, year))
    row = newest_census(session)
    if row is None:
        raise UserError(
            "Нет таблицы населения: без неё не проверить, не выдаёт ли запись, что человек под наблюдением.",
            do="Заведующий вносит её из файла: «Комиссия», «Записи о случаях», «Таблица населения».",
        )
    return row


def _records(rules: Rules, cohort: Cohort, table: census.Table) -> tuple[Sequence[Mapping[str, str]], tuple[int, ...]]:
    places = {signs.place_key(name): name for name in table.places}
    people = [signs.record(rules, case, places) for case in cohort.cases]
    return people, tuple(case.episode_id for case in cohort.cases)


def send(register: Register, prepared: Prepared, folder: Path) -> Exported:
    """Write the batch that was shown and remember its cases; raises as `commission.export.send`."""
    register.person.must("commission.export")
    made = prepared.made
    rules, batch_id = made.release.rules, made.release.batch_id
    file = papers.build(made.release, register.batch_key())
    attacks.attack(made, file)

    def remember(session: Session, record: SentBatch) -> None:
        _must_be_new(session, prepared.episodes)
        ledger.remember(session, record, {})
        session.add_all(ReleasedCase(sent_batch_id=record.id, episode_id=one) for one in prepared.episodes)

    return leave(
        register,
        Leaving(
            batch_id=batch_id,
            recipient=rules.recipient,
            period=str(made.release.year),
            anchor=made.release.anchor,
            policy_sha256=rules.fingerprint,
            second_person=rules.second_person,
            sealed=rules.sealed,
            name=papers.file_name(made.release),
            data=file,
            risk=prepared.report.risk,
        ),
        folder,
        remember,
    )


def _must_be_new(session: Session, episodes: Sequence[int]) -> None:
    """Nobody of these has left in a batch before, by this case or another of his, and nobody is in this one twice.

    By the cards as they are now: since the batch was prepared two may have been joined, or a case struck.
    """
    people = cases.people(session, episodes)
    what = ""
    if cases.gone(session) & set(people):
        what = "часть этих случаев или другой случай тех же людей уже вышла в другом пакете"
    elif len(set(people)) < len(episodes):
        what = "с её подготовки карты объединены, и один человек вошёл бы в неё дважды"
    if what:
        raise UserError(f"Выгрузка остановлена: {what}.", lost="Ничего не записано.", do="Подготовьте выгрузку заново.")


def confirm(register: Register, prepared: Prepared, login: str, password: str) -> Person:
    """A second person answers for this batch, as it stands, by his own password; raises as `confirming.confirm`."""
    data = papers.build(prepared.made.release, register.batch_key())
    return confirming.confirm(register, prepared.batch_id, package.sha256(data), login, password)


def export(
    register: Register, period: Period, folder: Path, second: tuple[str, str] | None = None, *, more: bool = False
) -> Exported:
    """Prepare and send in one go, for the headless face; `second` is who confirms it, and his password."""
    register.person.must("commission.export")
    if not period.is_year:
        raise UserError("Записи о случаях выходят только за целый год.", do="Назовите год: например, 2024.")
    prepared = prepare(register, period.start.year, more=more)
    if second is not None:
        confirm(register, prepared, *second)
    return send(register, prepared, folder)


@dataclass(frozen=True)
class Offer:
    """A year whose day of follow-up is over, and why its cases may not leave ("" when they may)."""

    year: int
    refusal: str


def offered(register: Register, years: int = 5) -> list[Offer]:
    """The last years whose day of follow-up is over, the newest first."""
    register.person.must("commission.preview")
    rules, today = policy.in_force(register.today()), register.today()
    last = next(year for year in range(today.year, 0, -1) if rules.looked_at_on(year) < today)
    with register.read() as session:
        return [_offer(session, rules, year, today) for year in range(last, last - years, -1)]


def _offer(session: Session, rules: Rules, year: int, today: date) -> Offer:
    try:
        _judged_by(session, rules, year, today)
    except UserError as error:
        return Offer(year, f"{error.what} {error.do}".strip())
    return Offer(year, "")

"""The slow second reckoning of what is due: a rule for every kind of the first screen, by the name of the kind."""

from collections.abc import Callable, Iterator
from datetime import date

from tests import year_rules_certificates as of_certificates
from tests import year_rules_help as of_help
from tests import year_rules_watch as of_watch
from tests.year_book import DAY, Book
from tests.year_rules_watch import Due

Rule = Callable[[Book, date, date, date], Iterator[Due]]
Seen = tuple[str, int, int, date | None]  # the kind, whose, the row, the day

RULES: dict[str, Rule] = {
    rule.__name__: rule
    for rule in (
        *(of_watch.visits, of_watch.no_shows, of_watch.recoveries, of_watch.transfers),
        *(of_watch.court_appearances, of_watch.court_notices, of_watch.court_no_shows, of_watch.court_evasion),
        *(of_watch.court_evasion_notices, of_watch.court_completions, of_watch.court_registrations),
        *(of_watch.ending_consents, of_watch.withdrawn_consents, of_watch.birthdays),
        *(of_certificates.provider_acts, of_certificates.settlements, of_certificates.providers_excluded),
        *(of_help.applications, of_help.certificates, of_help.letters_to_send, of_help.letters_awaiting),
        *(of_help.referred_here, of_help.answers_to_senders, of_help.back_for_outpatient_stage),
        *(of_help.referrals_unsent, of_help.referrals_unanswered),
        *(
            of_help.refused_applications,
            of_help.refusals,
            of_help.motivation_contacts,
            of_help.motivation_steps,
            of_help.talks,
        ),
        *(of_help.plan_beginnings, of_help.plan_ends, of_help.plan_steps, of_help.stay_acts, of_help.stay_returns),
        *(of_help.patronage, of_help.patronage_ends, of_help.work_help),
    )
}
ON_THE_CARD = {"transfers": "most of the office on 01.09.2026: the first screen has one line for the list of them"}
NOT_RECKONED: dict[str, str] = {}  # a kind that has no rule here, and why


def should_be_due(book: Book, day: date, only: str = "", *, on_cards: bool = False) -> list[Seen]:
    """Everything that the first screen should show on a day, or what it should of one kind; of cards alone if asked."""
    found = _all(book, day, day + 14 * DAY, day + 6 * DAY, only)
    return [one for one in found if on_cards or one[0] not in ON_THE_CARD]


def should_be_in_week(book: Book, day: date, monday: date) -> list[Seen]:
    """Everything that a week should show, as it is seen on a day."""
    sunday = monday + 6 * DAY
    found = [one for one in _all(book, day, sunday, sunday) if one[0] not in ON_THE_CARD]
    return [one for one in found if one[3] is not None and monday <= one[3] <= sunday]


def should_be_on_card(book: Book, day: date, who: int) -> list[Seen]:
    """Everything that the card of one person should show, however far ahead."""
    return [one for one in _all(book, day, date.max, date.max) if one[1] == who]


def _all(book: Book, day: date, soon: date, week: date, only: str = "") -> list[Seen]:
    rules = {only: RULES[only]} if only else RULES
    return [(kind, *due) for kind, rule in rules.items() for due in rule(book, day, soon, week)]

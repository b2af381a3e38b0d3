"""What an invented office does with certificates in a year: courses, acts of providers, payment, the registry."""

from narcdesk import certificates, courses, mistakes, provider_acts, providers
from narcdesk.certificates import ProviderAct
from tests.year_acts import Office
from tests.year_book import DAY, Row, months_after

MOST = 180  # days of every certificate of the book


def is_given_at_once(office: Office) -> bool:
    """An application that the authority is quick about: in a day it comes as far as it may."""
    office.asks()
    for _ in range(8):
        if not office.asking_goes_on():
            break
    return office.certificate_comes()


def is_taken_in(office: Office) -> bool:
    """A course begins under a certificate that has not run out."""
    given = office.one([one for one in office.book.certificates if one["until"] >= office.day], state="issued")
    if given is None or office.book.standing(office.book.courses, who=given["who"], ended=None):
        return False
    typed = {"kind": "medical", "place": "центр", "started_on": office.day}
    made = courses.start(office.register, given["who"], typed, certificate_id=given["id"])
    row = {"id": made.id, "who": given["who"], "on": office.day, "ended": None, "arrived": False, "away": ""}
    office.book.courses.append({**row, "certificate": given})
    given.update(state="active", begun=office.day, over=None)
    return True


def provider_writes(office: Office) -> bool:
    """The next act; of a course that is over all that are missing come together."""
    given = office.one([one for one in office.book.certificates if one["state"] in ("active", "used")])
    if given is None or not _an_act(office, given):
        return False
    while given["state"] == "used" and _an_act(office, given):
        pass
    return True


def _an_act(office: Office, given: Row) -> bool:
    """Of the rest of a month, or up to this day."""
    told = office.book.standing(office.book.acts, certificate=given["id"])
    since = max((act["until"] + DAY for act in told), default=given["begun"])
    until = min(months_after(since.replace(day=1), 1) - DAY, given["over"] or office.day)
    days = sum((act["until"] - act["since"]).days + 1 for act in told)
    if until < since or days + (until - since).days + 1 > MOST:
        return False
    typed = {"number": str(len(office.book.acts)), "on": office.day, "since": since, "until": until}
    made = provider_acts.record(office.register, given["id"], typed)
    row: Row = {"id": made.id, "who": given["who"], "certificate": given["id"], "since": since, "until": until}
    office.book.acts.append(row)
    return True


def act_was_a_mistake(office: Office) -> bool:
    """Seldom: the last act of a certificate that is not paid is struck out."""
    open_ones = {one["id"] for one in office.book.certificates if one["state"] in ("active", "used")}
    act = office.one([act for act in office.book.acts if act["certificate"] in open_ones])
    if act is None or office.seldom(0.3):
        return False
    of_it = office.book.standing(office.book.acts, certificate=act["certificate"])
    last = max(of_it, key=lambda one: one["until"])
    mistakes.strike_out(office.register, ProviderAct, last["id"], "не тот")
    last["struck"] = True
    return True


def authority_pays(office: Office) -> bool:
    """Sooner or later, with all the acts or without."""
    given = office.one(office.book.certificates, state="used")
    if given is None or office.seldom(0.4):
        return False
    certificates.settled(office.register, given["id"], office.day, "8")
    given["state"] = "settled"
    return True


def chooses_where_to_go(office: Office) -> bool:
    """He who has a certificate chooses an organisation that is in the registry."""
    given = office.one([one for one in office.book.certificates if one["until"] >= office.day], state="issued")
    there = [one for one in office.book.providers if one["gone"] is None]
    if given is None or not there:
        return False
    given["provider"] = office.dice.choice(there)["id"]
    certificates.choose_provider(office.register, given["id"], given["provider"])
    return True


def registry_changes(office: Office) -> bool:
    """An organisation comes into the registry, or leaves it."""
    there = [one for one in office.book.providers if one["gone"] is None]
    if len(there) < 2:
        name = f"Организация {len(office.book.providers)}"
        providers.take_list(
            office.register, title="список", as_of=office.day, new=[{"name": name}], changed={}, gone=[]
        )
        made = max(one.id for one in providers.find(office.register))
        office.book.providers.append({"id": made, "gone": None})
        return True
    if office.seldom(0.5):
        return False
    leaves = office.dice.choice(there)
    providers.exclude(office.register, leaves["id"], {"ground": "term", "on": office.day})
    leaves["gone"] = office.day
    return True

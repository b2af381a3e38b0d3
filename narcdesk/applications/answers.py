"""What the authority answers and what the person takes back, as the office writes it down; a wrong entry goes back."""

from datetime import date

import sqlalchemy as sa

from narcdesk.applications import steps
from narcdesk.applications.actions import profile_of
from narcdesk.applications.tables import EVENT_TITLES, PUT_BACK, Application, Status
from narcdesk.base import Base
from narcdesk.errors import Invalid, Problem, UserError
from narcdesk.register import Register


def registered(register: Register, application_id: int, on: date, number: str) -> Application:
    """The authority registered it under its own number; the term of the decision may run from here."""
    with register.write("applications.register") as session:
        return steps.move(session, register, application_id, "register", on, document=number)


def returned(register: Register, application_id: int, on: date, why: str) -> Application:
    """The authority returned it to be completed."""
    with register.write("applications.return_back") as session:
        steps.must_be_said("why", "Чего не хватает", why)
        return steps.move(session, register, application_id, "return_back", on, note=why.strip())


def granted(register: Register, application_id: int, on: date, decision: str) -> Application:
    """The authority decided to give the instrument."""
    with register.write("applications.grant") as session:
        return steps.move(session, register, application_id, "grant", on, document=decision)


def refused(
    register: Register, application_id: int, on: date, decision: str, reason_code: str, note: str = ""
) -> Application:
    """The authority refused, for a reason of the profile's list."""
    with register.write("applications.refuse") as session:
        application = steps.known(session, application_id)
        if reason_code not in {reason.code for reason in profile_of(application).refusal_reasons}:
            raise Invalid([Problem("reason_code", "Причина отказа: выберите из списка")])
        return steps.move(
            session,
            register,
            application_id,
            "refuse",
            on,
            document=decision,
            reason_code=reason_code,
            note=note,
        )


def queued(register: Register, application_id: int, on: date, document: str = "") -> Application:
    """The authority has no place this year: the application waits for one."""
    with register.write("applications.wait") as session:
        return steps.move(session, register, application_id, "wait", on, document=document)


def carried_over(register: Register, application_id: int, on: date, document: str = "") -> Application:
    """The year ended without a place, and the authority left the application in its queue for the next one."""
    with register.write("applications.carry_over") as session:
        queued_on = steps.known(session, application_id).queued_on
        if queued_on is not None and on.year <= queued_on.year:
            said = f"Дата: год очереди, {queued_on.year}, ещё не кончился"
            raise Invalid([Problem("on", said)])
        return steps.move(session, register, application_id, "carry_over", on, document=document)


def withdrawn(register: Register, application_id: int, on: date, why: str) -> Application:
    """The person took the application back."""
    with register.write("applications.withdraw") as session:
        steps.must_be_said("why", "Почему", why)
        return steps.move(session, register, application_id, "withdraw", on, note=why.strip())


def corrected(register: Register, application_id: int, why: str) -> Application:
    """The last answer was written down wrongly: the application goes back to where it stood, and both entries stay."""
    with register.write("applications.correct") as session:
        steps.must_be_said("why", "Что было записано неверно", why)
        application = steps.known(session, application_id)
        *standing, last = steps.standing(steps.of(session, application_id))
        if last.event not in PUT_BACK:
            raise UserError(
                f"Последний шаг заявки — «{last.title.lower()}», его записью назад не исправляют.",
                do="Если заявка больше не нужна, отзовите её.",
            )
        certificates = Base.metadata.tables["certificates"].c  # by the table, for the noun stands above applications
        stands = sa.exists().where(certificates.application_id == application_id, certificates.status != "annulled")
        if application.status is Status.GRANTED and session.scalar(sa.select(stands)):
            raise UserError(
                "По этому решению уже записан сертификат.",
                do="Если и он записан по ошибке, сначала аннулируйте его с этой причиной.",
            )
        application.begins_anew()
        for step in standing:
            application.happens(step.event, step.on)
        steps.add(
            session,
            register,
            application,
            "correct",
            register.today(),
            note=f"{EVENT_TITLES[last.event]}: {why.strip()}",
            corrects=last.id,
        )
    return application

"""The sheet of a consent."""

from narcdesk.consents import Consent
from narcdesk.forms import gathering
from narcdesk.forms.fields import OFFICE, PATIENT, REPRESENTATIVE
from narcdesk.forms.scope import Scope
from narcdesk.forms.shapes import Field, Flag, Group

CONSENT = Group(
    "consent",
    "Согласие",
    (
        Field("number", "Номер", "С-2026-0031", required=True),
        Field("date", "Дата", "16.03.2026", required=True, blank_mm=25),
        Field("date_long", "Дата словами", "16 марта 2026 г.", required=True),
        Field(
            "recipient",
            "Кому: оператор данных или получатель сведений, один на лист",
            "Комитет социальной защиты населения Заречной области",
            required=True,
            blank_mm=70,
        ),
        Field(
            "recipient_address",
            "Его адрес",
            "400005, г. Заречный, пл. Мира, д. 3",
            required=True,
            blank_mm=70,
        ),
        Field(
            "purpose",
            "Цель, одна на лист",
            "рассмотрение заявки и выдача сертификата на оплату услуг по социальной реабилитации и ресоциализации",
            required=True,
            blank_mm=70,
        ),
        Field("processor", "Кто обрабатывает данные по поручению оператора", "", blank_mm=70),
        Field("processor_address", "Его адрес", "", blank_mm=70),
        Field("term", "Срок действия: «до 31.12.2027», «до отзыва»", "до 31.12.2027", required=True, blank_mm=60),
        Group(
            "told",
            "Что разрешено сообщать",
            (
                Flag("visit", "Факт обращения", sample=True),
                Flag("observation", "Факт наблюдения", sample=True),
                Flag("diagnosis", "Диагноз", sample=True),
                Flag("treatment", "Проведённое лечение", sample=True),
                Flag("advice", "Рекомендации", sample=True),
                Flag("course", "Ход реабилитации", sample=False),
            ),
        ),
        Field("taken_by_post", "Кто принял: должность", "Медицинская сестра кабинета", required=True),
        Field("taken_by_name", "Кто принял: И. О. Фамилия", "О. П. Рябинина", required=True),
    ),
)

SCOPE = Scope(Group("consent", "согласие", (OFFICE, PATIENT, REPRESENTATIVE, CONSENT)), Consent, gathering.of_consent)

"""The papers of an application; they are made as a set."""

from narcdesk.forms.fields import OFFICE, PATIENT, REPRESENTATIVE, STAFF
from narcdesk.forms.scope import Scope
from narcdesk.forms.shapes import Field, Flag, Group, Rows

AUTHORITY = Group(
    "authority",
    "Орган, который решает о выдаче",
    (
        Field(
            "name",
            "Название",
            "Комитет социальной защиты населения Заречной области",
            required=True,
            blank_mm=70,
        ),
        Field(
            "name_dative",
            "Название в дательном падеже: «кому»",
            "Комитету социальной защиты населения Заречной области",
            required=True,
            blank_mm=70,
        ),
        Field("head_post_dative", "Должность руководителя в дательном падеже", "Председателю"),
        Field("head_name", "Руководитель: И. О. Фамилия, как в профиле региона", "К. Д. Лебедева"),
        Field("address", "Адрес", "400005, г. Заречный, пл. Мира, д. 3", blank_mm=70),
        Field("phone", "Телефон", "+7 (000) 000-00-04"),
        Field("email", "Электронная почта", "komitet@example.invalid"),
    ),
)

INSTRUMENT = Group(
    "instrument",
    "Документ, который выдаёт орган: сертификат, направление…",
    (
        Field("short", "Коротко", "сертификат", required=True),
        Field(
            "title",
            "Название",
            "сертификат на оплату услуг по социальной реабилитации и ресоциализации",
            required=True,
            blank_mm=70,
        ),
        Field(
            "title_genitive",
            "Название в родительном падеже: «о выдаче чего»",
            "сертификата на оплату услуг по социальной реабилитации и ресоциализации",
            required=True,
            blank_mm=70,
        ),
        Field(
            "title_accusative",
            "Название в винительном падеже: «выдать что»",
            "сертификат на оплату услуг по социальной реабилитации и ресоциализации",
            required=True,
            blank_mm=70,
        ),
    ),
)

PROFILE = Group(
    "profile",
    "Порядок региона",
    (
        Field("region_name", "Регион", "Заречная область", required=True),
        Field("region_name_genitive", "Регион в родительном падеже", "Заречной области", required=True),
        Field(
            "procedure",
            "Акт региона о порядке выдачи, как его называют в бумагах",
            "постановление Правительства Заречной области от 01.02.2024 № 000-п",
            blank_mm=70,
        ),
        Field("decision_term", "Срок решения; пусто, если в профиле не задан", "15 рабочих дней со дня регистрации"),
    ),
)

APPLICATION = Group(
    "application",
    "Заявка",
    (
        Field("number", "Номер", "З-2026-0017", required=True),
        Field("date", "Дата", "16.03.2026", required=True, blank_mm=25),
        Field("date_long", "Дата словами", "16 марта 2026 г.", required=True),
        Flag("coded", "В этом регионе заявки идут без имени, с кодом пациента", sample=False),
        Field(
            "service",
            "Услуги в дательном падеже: «услуги по …»",
            "социальной реабилитации и ресоциализации",
            required=True,
            blank_mm=70,
        ),
        Field("days", "Срок, дней: число", "180", required=True, blank_mm=15),
        Field("days_phrase", "Срок словами: «180 дней»", "180 дней", required=True, blank_mm=25),
        Field("form", "Форма услуг", "стационарная"),
        Field("ground", "Основание обращения", "добровольное обращение", required=True, blank_mm=70),
        Field(
            "ground_code",
            "Код основания: voluntary — добровольно; administrative — обязанность по постановлению об административном "
            "правонарушении; criminal — обязанность по уголовному делу; released — освобождён из мест лишения свободы",
            "voluntary",
        ),
        Field("ground_details", "Реквизиты судебного акта или справки об освобождении", "", blank_mm=70),
        Field("diagnosis", "Шифр по МКБ-10; пусто, если пациент не разрешил его сообщать", "F11.2"),
        Flag("had_before", "Раньше уже получал такой документ", sample=False),
        Field("had_before_details", "Номер и дата прежнего", "", blank_mm=60),
        Field(
            "answer_way",
            "Код, как сообщить решение: person — лично; post — почтой; office — через наркологический кабинет; "
            "пусто — отметят от руки",
            "office",
        ),
        Field("note", "Примечание", "", blank_mm=70),
    ),
)

PROVIDER = Group(
    "provider",
    "Выбранная организация из реестра",
    (
        Flag("chosen", "Пациент уже выбрал организацию", sample=True),
        Field(
            "name",
            "Название",
            "Автономная некоммерческая организация «Центр социальной реабилитации „Берег“»",
            blank_mm=70,
        ),
        Field("address", "Адрес оказания услуг", "400010, Заречная область, пос. Лесной, ул. Школьная, д. 5"),
        Field("inn", "ИНН", "0000000002"),
        Field("ogrn", "ОГРН", "1020000000002"),
        Field("phone", "Телефон", "+7 (000) 000-00-05"),
    ),
)


def _signed_sheet(name: str, about: str, number: str) -> Group:
    return Group(
        name,
        about,
        (
            Field("number", "Номер", number, required=True, blank_mm=30),
            Field("date", "Дата", "16.03.2026", required=True, blank_mm=25),
        ),
    )


CONSENTS = Group(
    "consents",
    "Согласия, на которые ссылается заявка",
    (
        _signed_sheet("personal_data", "Согласие на обработку персональных данных", "С-2026-0031"),
        _signed_sheet("secrecy", "Согласие на передачу врачебной тайны", "С-2026-0032"),
    ),
)

ATTACHMENTS = Rows(
    "attachments",
    "Прилагаемые документы",
    (
        Field("title", "Название", "Паспорт гражданина Российской Федерации", required=True),
        Field("kind", "Копия или подлинник", "копия"),
        Field("copies", "Экземпляров", "1"),
        Field("sheets", "Листов", "2"),
        Field("note", "Примечание", ""),
    ),
    tuple(
        dict(zip(("title", "kind", "copies", "sheets", "note"), row, strict=True))
        for row in (
            ("Заявление гражданина", "подлинник", "1", "2", ""),
            ("Паспорт гражданина Российской Федерации со сведениями о регистрации", "копия", "1", "2", ""),
            ("Выписка из медицинской карты о пройденном лечении", "подлинник", "1", "1", "от 10.03.2026"),
            ("Справка врача психиатра-нарколога о диспансерном наблюдении", "подлинник", "1", "1", "от 12.03.2026"),
            ("Согласие на обработку персональных данных", "подлинник", "1", "1", "№ С-2026-0031"),
            ("Согласие на передачу сведений, составляющих врачебную тайну", "подлинник", "1", "1", "№ С-2026-0032"),
        )
    ),
)

TOTALS = Group(
    "totals",
    "Итоги по прилагаемым документам",
    (
        Field("documents", "Сколько документов: число", "6", blank_mm=15),
        Field("sheets", "Сколько листов: число", "8", blank_mm=15),
    ),
)

SCOPE = Scope(
    Group(
        "application",
        "бумаги заявки",
        (
            OFFICE,
            AUTHORITY,
            PATIENT,
            REPRESENTATIVE,
            APPLICATION,
            INSTRUMENT,
            PROFILE,
            PROVIDER,
            CONSENTS,
            ATTACHMENTS,
            TOTALS,
            STAFF,
        ),
    )
)

"""What a printed form may name: every field of every scope, with its meaning and a sample.

The contents of a document are a plain dict of this shape, prepared by the office's records and kept with the document.
Fields are only ever added: a document of ten years ago is drawn again from its own contents and its own template.

An empty text is "not known or not there": the paper prints a ruled blank for it, unless the template leaves it out.
"""

from collections.abc import Mapping

from narcdesk.forms.shapes import Field, Flag, Group, Rows

OFFICE = Group(
    "office",
    "Медицинская организация, чьё это отделение",
    (
        Field(
            "name",
            "Полное название",
            "Государственное бюджетное учреждение здравоохранения «Заречная центральная районная больница»",
            required=True,
            blank_mm=70,
        ),
        Field("short_name", "Краткое название", "ГБУЗ «Заречная ЦРБ»", blank_mm=60),
        Field("cabinet", "Подразделение", "Наркологический кабинет", blank_mm=60),
        Field("address", "Адрес", "400000, г. Заречный, ул. Больничная, д. 1", required=True, blank_mm=70),
        Field("phone", "Телефон", "+7 (000) 000-00-01"),
        Field("email", "Электронная почта", "kabinet@example.invalid"),
        Field("ogrn", "ОГРН", "1020000000001"),
        Field("inn", "ИНН", "0000000001"),
        Field("chief_post", "Должность того, кто подписывает", "Главный врач", required=True),
        Field("chief_name", "Кто подписывает: И. О. Фамилия", "Е. В. Соколова", required=True),
    ),
)

PATIENT = Group(
    "patient",
    "Пациент",
    (
        Field("full_name", "Фамилия, имя, отчество", "Воробьёв Иван Петрович", required=True, blank_mm=70),
        Field(
            "full_name_genitive",
            "Фамилия, имя, отчество в родительном падеже: «от кого»",
            "Воробьёва Ивана Петровича",
            required=True,
            blank_mm=70,
        ),
        Field(
            "full_name_dative",
            "Фамилия, имя, отчество в дательном падеже: «кому»",
            "Воробьёву Ивану Петровичу",
            blank_mm=70,
        ),
        Field("short_name", "Фамилия и инициалы", "Воробьёв И. П.", required=True),
        Field("code", "Код пациента для списков без имени", "К-00042"),
        Field("sex", "Пол словом", "мужской", required=True),
        Field("birth_date", "Дата рождения, насколько она известна", "12.03.1988", required=True),
        Flag("is_minor", "Моложе восемнадцати лет", sample=False),
        Field("snils", "СНИЛС", "112-233-445 95"),
        Field("citizenship", "Гражданство", "Российская Федерация", blank_mm=60),
        Flag("no_document", "Документа, удостоверяющего личность, нет", sample=False),
        Field("document_kind", "Документ: вид", "паспорт гражданина Российской Федерации", required=True, blank_mm=60),
        Field("document_series", "Документ: серия", "00 00", blank_mm=15),
        Field("document_number", "Документ: номер", "000000", required=True, blank_mm=25),
        Field("document_issued_on", "Документ: дата выдачи", "20.04.2008", required=True, blank_mm=25),
        Field(
            "document_issued_by",
            "Документ: кем выдан",
            "отделом внутренних дел Заречного района",
            required=True,
            blank_mm=70,
        ),
        Field("document_department", "Документ: код подразделения", "000-000", blank_mm=20),
        Field(
            "registration_address",
            "Адрес регистрации",
            "400001, г. Заречный, ул. Садовая, д. 12, кв. 7",
            required=True,
            blank_mm=70,
        ),
        Field("actual_address", "Адрес проживания, если он не тот, что регистрации", "", blank_mm=70),
        Field("phone", "Телефон", "+7 (000) 000-00-02"),
        Field("email", "Электронная почта", ""),
    ),
)

REPRESENTATIVE = Group(
    "representative",
    "Представитель пациента",
    (
        Flag("present", "Представитель есть и действует в этот день", sample=False),
        Field("full_name", "Фамилия, имя, отчество", "Воробьёва Мария Сергеевна", required=True, blank_mm=70),
        Field(
            "full_name_genitive",
            "Фамилия, имя, отчество в родительном падеже: «от кого»",
            "Воробьёвой Марии Сергеевны",
            required=True,
            blank_mm=70,
        ),
        Field("short_name", "Фамилия и инициалы", "Воробьёва М. С.", required=True),
        Field("kinship", "Кем приходится", "мать", required=True),
        Field(
            "identity",
            "Документ, удостоверяющий личность, одной строкой",
            "паспорт гражданина Российской Федерации, серия 00 00, № 000001, выдан 05.06.2010 отделом внутренних "
            "дел Заречного района",
            required=True,
            blank_mm=70,
        ),
        Field(
            "powers",
            "Документ о полномочиях",
            "свидетельство о рождении I-АА № 000000 от 20.03.1988",
            required=True,
            blank_mm=70,
        ),
        Field(
            "address",
            "Адрес",
            "400001, г. Заречный, ул. Садовая, д. 12, кв. 7",
            required=True,
            blank_mm=70,
        ),
        Field("phone", "Телефон", "+7 (000) 000-00-03"),
    ),
)

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

STAFF = Group(
    "staff",
    "Работники кабинета",
    (
        Field("doctor_post", "Должность врача", "Врач психиатр-нарколог", required=True),
        Field("doctor_name", "Врач: И. О. Фамилия", "А. Н. Зимин", required=True),
        Field("executor_name", "Исполнитель: фамилия, имя, отчество", "Рябинина Ольга Павловна"),
        Field("executor_phone", "Телефон исполнителя", "+7 (000) 000-00-06"),
    ),
)

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

SCOPES: Mapping[str, Group] = {
    "application": Group(
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
    ),
    "consent": Group("consent", "согласие", (OFFICE, PATIENT, REPRESENTATIVE, CONSENT)),
}
"""What a form of each scope may name, from the top."""

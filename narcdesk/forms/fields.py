"""What printed forms may name: the fields of more than one scope, with their meaning and a sample.

The contents of a document are a plain dict of this shape, prepared by the office's records and kept with the document.
Fields are only ever added: a document of ten years ago is drawn again from its own contents and its own template.

An empty text is "not known or not there": the paper prints a ruled blank for it, unless the template leaves it out.
"""

from narcdesk.forms.shapes import Field, Flag, Group

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

LETTER = Group(
    "letter",
    "Исходящее письмо; пусто, пока бумага не оформлена письмом",
    (
        Field("number", "Исходящий номер", "И-2026-0007", required=True, blank_mm=30),
        Field("date", "Дата", "16.03.2026", required=True, blank_mm=25),
        Field("date_long", "Дата словами", "16 марта 2026 г.", required=True, blank_mm=35),
        Field("recipient", "Кому", "Отдел МВД России по Заречному району", required=True, blank_mm=70),
        Field("recipient_address", "Адрес получателя", "400006, г. Заречный, ул. Мирная, д. 8", blank_mm=70),
        Field("attention", "Кому лично", "начальнику отдела К. Д. Лебедеву", blank_mm=60),
        Field(
            "ground",
            "Законное основание, по которому сообщаются сведения",
            "323-ФЗ ст. 13 ч. 4 (контроль за обязанностью, возложенной при назначении административного наказания)",
            required=True,
            blank_mm=70,
        ),
        Field("basis", "Документ, по которому сообщаются сведения", "постановление от 02.03.2026", blank_mm=60),
        Field("words", "Что дописал кабинет", "", blank_mm=70),
    ),
)

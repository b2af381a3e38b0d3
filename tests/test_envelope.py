"""The recovery sheet as another program reads it: every word once, in its place, and nothing that leads to it."""

import re
from datetime import date
from io import BytesIO

from pypdf import PdfReader

from narcdesk import documents, recovery
from narcdesk.forms import envelope
from narcdesk.register import Register
from narcdesk.vault.words import wordlist
from tests.papers import inked, pictures, text_of

WORDS = list(wordlist()[100:124])
OFFICE = envelope.Envelope("ГБУЗ «Заречная ЦРБ»", "04719826", date(2026, 3, 16), training=False)


def test_every_word_stands_after_its_number() -> None:
    [page] = text_of(envelope.to_pdf(WORDS, OFFICE))
    found = dict(re.findall(r"^(\d+)\.\s+([а-я]+)$", re.sub(r"(\d+\.)\s", r"\n\1 ", page), re.MULTILINE))
    assert found == {str(number): word for number, word in enumerate(WORDS, 1)}
    for said in ("СЛОВА ВОССТАНОВЛЕНИЯ РЕЕСТРА", "ГБУЗ «Заречная ЦРБ»", "Ключ 0471 9826", "16 марта 2026 г."):
        assert said in page


def test_it_is_one_page_within_what_any_printer_prints() -> None:
    longest = sorted(wordlist(), key=len)[-24:]
    [image] = pictures(envelope.to_pdf(longest, OFFICE))
    left, top, right, bottom = inked(image)
    assert 10 <= top <= bottom <= 287
    assert (left, right) == (0, 210)  # the line to cut along
    label = inked(image.copy(0, 0, image.width(), int(image.height() * 108 / 297)))
    assert label[0] >= 19
    assert label[2] <= 191


def test_a_training_register_says_so_on_its_sheet() -> None:
    training = envelope.Envelope(OFFICE.office, OFFICE.key_id, OFFICE.made_on, training=True)
    assert "УЧЕБНАЯ БАЗА" in text_of(envelope.to_pdf(WORDS, training))[0]
    assert "УЧЕБНАЯ БАЗА" not in text_of(envelope.to_pdf(WORDS, OFFICE))[0]


def test_the_file_names_nothing_and_brings_its_letters() -> None:
    pdf = envelope.to_pdf(WORDS, OFFICE)
    reader = PdfReader(BytesIO(pdf))
    assert reader.metadata is not None
    assert reader.metadata["/Title"] == "NarcDesk"  # what the queue of the printer shows
    assert b"Helvetica" not in pdf
    assert all("/FontFile2" in font["/FontDescriptor"] for font in reader.pages[0]["/Resources"]["/Font"].values())
    assert envelope.to_pdf(WORDS, OFFICE) == pdf


def test_the_sheet_of_a_register_opens_it_and_is_kept_nowhere(register: Register) -> None:
    [page] = text_of(envelope.draw(register))
    numbered = re.findall(r"(\d+)\.\s+([а-я]+)", page)
    words = [word for _number, word in sorted(numbered[-24:], key=lambda pair: int(pair[0]))]
    recovery.drill(register, " ".join(words))
    key = register.keys.key_id
    assert f"{key[:4]} {key[4:]}" in page
    with register.read() as session:
        assert session.query(documents.Document).count() == 0

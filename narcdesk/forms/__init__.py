"""Printed papers: forms (YAML), their contents (a dict of the register), and PDF bytes made of both.

    template = forms.all_templates()["zayavka"]
    pdf = forms.draw(template, contents, document=forms.DocumentMark("З-2026-0017", seal, anchor))

A form says what stands where (`vocabulary`), `fields` lists what it may name, `drawing` knows how it looks.
The same template, contents and mark give the same bytes, on every computer and in every year: the papers of a set lie
in the order of their `place` and then of their code, rows in the order of the contents, and no day, no path and no
random number gets into the file.
"""

from collections.abc import Sequence

from narcdesk.forms.contents import Contents, Gap, empty, listing, mismatches, sample
from narcdesk.forms.mark import DocumentMark, Sheet, Step
from narcdesk.forms.template import Template, TemplateFault, all_templates

__all__ = [
    "DocumentMark",
    "Gap",
    "Sheet",
    "Step",
    "Template",
    "TemplateFault",
    "all_templates",
    "draw",
    "draw_set",
    "empty",
    "gaps",
    "listing",
    "mismatches",
    "pages",
    "sample",
    "warm_up",
]


def draw(
    template: Template,
    contents: Contents,
    *,
    document: DocumentMark | None = None,
    project: bool = False,
    training: bool = False,
) -> bytes:
    """One paper as PDF. Without a mark there is no code in the foot; `project`, `training` are printed across it."""
    return draw_set([Sheet(template, contents, document, project=project, training=training)])


def draw_set(sheets: Sequence[Sheet], step: Step = lambda _done, _of: None) -> bytes:
    """Several papers as one PDF, each with its own page numbers and foot; `step` is told before each, and may stop it.

    All of it stays in memory: a job that was stopped leaves nothing behind.
    """
    # reportlab takes 0.4 s to load, and most commands print nothing.
    from narcdesk.forms.drawing import to_pdf

    return to_pdf(sheets, step)


def warm_up() -> None:
    """Load what the first paper needs and nobody should wait for when he clicks: the drawing library and its faces."""
    from narcdesk.forms.page import register_fonts

    register_fonts()
    sample_of_any = next(iter(all_templates().values()))
    pages(sample_of_any, sample(sample_of_any.scope))


def pages(template: Template, contents: Contents) -> int:
    """How many pages a paper takes, whatever mark stands in its foot."""
    from narcdesk.forms.drawing import count_pages

    return count_pages(Sheet(template, contents))


def gaps(template: Template, contents: Contents) -> tuple[Gap, ...]:
    """The required fields that this paper would print as ruled blanks: what is missing until it may be signed."""
    return template.fill(contents).gaps

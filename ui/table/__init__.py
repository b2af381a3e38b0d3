"""Lists of the office: declared columns, pages of rows, one way to open a row."""

from ui.table.rows import AT_ONCE, PAGE, Column, Fetch, Heading, RowsModel, Slice
from ui.table.view import LOW, TALL, RowsTable

__all__ = ["AT_ONCE", "LOW", "PAGE", "TALL", "Column", "Fetch", "Heading", "RowsModel", "RowsTable", "Slice"]

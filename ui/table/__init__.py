"""Lists of the office: declared columns, pages of rows, one way to open a row."""

from ui.table.rows import PAGE, Column, Fetch, Heading, RowsModel, Slice
from ui.table.view import RowsTable

__all__ = ["PAGE", "Column", "Fetch", "Heading", "RowsModel", "RowsTable", "Slice"]

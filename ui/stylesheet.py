"""The one stylesheet, to be filled from a theme; pieces that paint themselves are not in it."""

from string import Template

_LABELS = """
QLabel { background: transparent; }
QLabel[scale="title"] { font-size: ${title}px; font-weight: 600; }
QLabel[scale="heading"] { font-weight: 600; }
QLabel[scale="strong"] { font-weight: 500; }
QLabel[scale="caption"] { font-size: ${caption}px; }
QLabel[tone="muted"] { color: $muted; }
QLabel[tone="primary"] { color: $primary; }
QLabel[tone="danger"] { color: $danger; }
QLabel[tone="warn"] { color: $warn; }
QLabel[tone="ok"] { color: $ok; }
"""

_GROUNDS = """
QDialog { background: $surface; }
QFrame[ground="card"] { background: $surface; border: 1px solid $border; border-radius: 8px; }
QFrame[ground="primary"] { background: $primary_soft; border: none; border-radius: 8px; }
QFrame[ground="danger"] { background: $danger_soft; border: none; border-radius: 8px; }
QFrame[ground="warn"] { background: $warn_soft; border: none; border-radius: 8px; }
QFrame[ground="ok"] { background: $ok_soft; border: none; border-radius: 8px; }
QFrame[ground="rule-line"] { background: $line; border: none; }
QFrame[ground="rule-border"] { background: $border; border: none; }
QFrame[ground="rule-ok"] { background: $ok; border: none; }
QWidget[ground="bar"] { background: $surface; }
QWidget[ground="notice"] { background: $surface; border: 2px solid $primary; border-radius: 8px; }
QWidget[ground="training"] { background: $warn_soft; }
QScrollArea { background: transparent; border: none; }
QScrollArea > QWidget > QWidget { background: transparent; }
QToolTip { background: $text; color: $surface; border: none; padding: 4px 8px; font-size: ${caption}px; }
QSplitter::handle { background: transparent; }
"""

_FIELDS = """
QLineEdit, QPlainTextEdit {
    background: $surface; color: $text; border: 1px solid $edge; border-radius: 6px; padding: 0 8px;
    selection-background-color: $primary; selection-color: $on_primary; placeholder-text-color: $muted;
}
QLineEdit { min-height: ${field}px; max-height: ${field}px; }
QPlainTextEdit { padding: 4px; }
QPlainTextEdit[code="true"] { font-family: Consolas, "DejaVu Sans Mono", "Liberation Mono", monospace; }
QLineEdit:hover, QPlainTextEdit:hover { border-color: $muted; }
QLineEdit:focus {
    border: 2px solid $primary; padding: 0 7px; min-height: ${inner}px; max-height: ${inner}px;
}
QPlainTextEdit:focus { border: 2px solid $primary; padding: 3px; }
QLineEdit[wrong="true"], QPlainTextEdit[wrong="true"] { border-color: $danger; }
QLineEdit:read-only { background: $raised; border-color: $border; }
QLineEdit:disabled, QPlainTextEdit:disabled { background: $raised; color: $muted; border-color: $border; }
QLineEdit QToolButton { border: none; background: transparent; padding: 0; }
"""

_LISTS = """
QAbstractItemView {
    background: $surface; alternate-background-color: $raised; color: $text; border: none; outline: none;
    selection-background-color: $primary_soft; selection-color: $text;
}
QListView[ground="popup"] { border: 1px solid $edge; padding: 2px 4px; }
QListView[ground="popup"]::item { min-height: ${row}px; padding: 0 8px; border-radius: 4px; }
QListView[ground="popup"]::item:selected { background: $primary_soft; color: $text; }
QHeaderView { background: $surface; border: none; }
QTableCornerButton::section { background: $surface; border: none; }
QScrollBar { background: transparent; border: none; margin: 0; }
QScrollBar:vertical { width: 12px; }
QScrollBar:horizontal { height: 12px; }
QScrollBar::handle { background: $border; border-radius: 3px; margin: 3px; }
QScrollBar::handle:vertical { min-height: 32px; }
QScrollBar::handle:horizontal { min-width: 32px; }
QScrollBar::handle:hover { background: $edge; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
"""

_CONTROLS = """
QTabWidget::pane { border: none; }
QTabBar { background: transparent; border: none; qproperty-drawBase: 0; }
QTabBar::tab {
    background: transparent; color: $muted; border: none; border-bottom: 2px solid transparent;
    padding: 0 8px; min-height: ${tab}px;
}
QTabBar::tab:hover { color: $text; }
QTabBar::tab:selected { color: $primary; border-bottom-color: $primary; font-weight: 600; }
QTabBar::tab:focus { background: $primary_soft; }
QMenu { background: $surface; color: $text; border: 1px solid $border; padding: 4px; }
QMenu::item { padding: 0 24px 0 12px; min-height: ${row}px; border-radius: 4px; }
QMenu::item:selected { background: $primary_soft; }
QMenu::item:disabled { color: $muted; }
QMenu::separator { height: 1px; background: $line; margin: 4px 8px; }
QRadioButton::indicator {
    width: 12px; height: 12px; border: 2px solid $edge; border-radius: 8px; background: $surface;
}
QRadioButton::indicator:hover, QRadioButton::indicator:focus { border-color: $primary; }
QRadioButton::indicator:checked { width: 6px; height: 6px; border: 5px solid $primary; }
QProgressBar { background: $line; border: none; border-radius: 3px; min-height: 6px; max-height: 6px; }
QProgressBar::chunk { background: $primary; border-radius: 3px; }
QCalendarWidget { border: 1px solid $edge; }
QCalendarWidget QWidget { background: $surface; color: $text; alternate-background-color: $raised; }
QCalendarWidget QToolButton { border: none; border-radius: 4px; padding: 4px 8px; font-weight: 600; }
QCalendarWidget QToolButton:hover { background: $primary_soft; }
QCalendarWidget QToolButton::menu-indicator { width: 0; }
QCalendarWidget QAbstractItemView {
    selection-background-color: $primary; selection-color: $on_primary; border: none;
}
QCalendarWidget QAbstractItemView:disabled { color: $muted; }
"""

SHEET = Template(_LABELS + _GROUNDS + _FIELDS + _LISTS + _CONTROLS)
"""Colours are named as in `theme.Tokens`, sizes (px) as in `theme.apply`."""

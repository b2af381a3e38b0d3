"""Tab walks as the eye does, however often a page is built anew."""

from itertools import pairwise

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QWidget


def by_eye(*regions: QWidget) -> None:
    """Let Tab walk through the regions one after another, each by lines from the top and in a line from the left.

    Call it when everything has its place, and again when something appeared: what is new stands last in Qt's order.
    """
    # A field that hands the cursor on to its line goes as a whole: torn apart, Tab would come back by way of it.
    order = dict.fromkeys(_whole(stop, region) for region in regions for stop in read(region))
    # Qt moves nothing that takes no focus itself; what is set on a field, it sets on the field's line too.
    before = [(one, one.focusPolicy()) for stop in order for one in (stop, stop.focusProxy()) if one is not None]
    for stop in order:
        stop.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    for one, other in pairwise(order):
        QWidget.setTabOrder(one, other)
    for stop, policy in before:
        stop.setFocusPolicy(policy)


def read(region: QWidget) -> list[QWidget]:
    """Where Tab halts in a region, as one reads. The open list of a choice is a window of its own and not among it."""
    places = {
        widget: QRect(widget.mapTo(region, QPoint(0, 0)), widget.size())
        for widget in region.findChildren(QWidget)
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and widget.isVisibleTo(region)
        and widget.window() is region.window()
    }
    lines: list[list[QWidget]] = []
    for widget in sorted(places, key=lambda one: places[one].top()):
        middle = places[lines[-1][0]].center().y() if lines else -1
        if places[widget].top() < middle:
            lines[-1].append(widget)
        else:
            lines.append([widget])
    return [widget for line in lines for widget in sorted(line, key=lambda one: places[one].left())]


def _whole(stop: QWidget, region: QWidget) -> QWidget:
    whole, above = stop, stop.parentWidget()
    while above is not None and above is not region:
        proxy = above.focusProxy()
        if proxy is not None and above.isAncestorOf(proxy):
            whole = above
        above = above.parentWidget()
    return whole

"""Draws the lines of a proposal: a trip's head, and its stops as cards with what they give and cost."""

from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPalette
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

LINE = int(Qt.ItemDataRole.UserRole)
LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
MARGIN, DAY, BAR = 12, 78, 4


class TripDelegate(QStyledItemDelegate):
    """Colours are the palette's alone, so that it reads in the light and in the dark."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        line, height = index.data(LINE), option.fontMetrics.height()
        if hasattr(line, "stop"):
            return QSize(200, 2 * height + 12)
        return QSize(200, 2 * height + 10)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        line = index.data(LINE)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if hasattr(line, "stop"):
            self._paint_stop(painter, option, line)
        else:
            self._paint_head(painter, option, line)
        painter.restore()

    def _paint_head(self, painter: QPainter, option: QStyleOptionViewItem, line: Any) -> None:
        room = option.rect.adjusted(MARGIN // 2, 6, -MARGIN // 2, -2)
        height, colours = option.fontMetrics.height(), option.palette
        top = QRect(room.left(), room.top(), room.width(), height)
        painter.setFont(_bold(option.font))
        painter.setPen(colours.color(QPalette.ColorRole.Text))
        painter.drawText(top, LEFT, _elided(painter, line.title, room.width()))
        painter.setFont(option.font)
        painter.setPen(_muted(colours))
        about = " · ".join(filter(None, (line.about, line.crew)))
        painter.drawText(top.translated(0, height), LEFT, _elided(painter, about, room.width()))

    def _paint_stop(self, painter: QPainter, option: QStyleOptionViewItem, line: Any) -> None:
        card = QRectF(option.rect).adjusted(0.5, 1.5, -4.5, -1.5)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        colours, role = option.palette, QPalette.ColorRole
        painter.setBrush(colours.color(role.Highlight if chosen else role.AlternateBase))
        border = role.Accent if option.state & QStyle.StateFlag.State_HasFocus else role.Mid
        painter.setPen(_soft(colours.color(border), colours, strong=border is role.Accent))
        painter.drawRoundedRect(card, 5, 5)
        text = colours.color(role.HighlightedText if chosen else role.Text)
        muted = text if chosen else _muted(colours)
        height, room = option.fontMetrics.height(), card.toRect().adjusted(MARGIN, 4, -MARGIN, -4)
        first = QRect(room.left(), room.top(), room.width(), height)
        second = first.translated(0, height + 1)
        bold = _bold(option.font)
        points = QFontMetrics(bold).horizontalAdvance(line.points) + 12
        for font, pen, upper, lower, left, right in (
            (option.font, text, line.day, "", 0, room.width() - DAY),
            (bold, text, line.stop.town, "", DAY, points),
            (option.font, muted, "", line.week, 0, room.width() - DAY),
            (option.font, muted, "", " · ".join((line.county, *line.marks)), DAY, 110),
        ):
            painter.setFont(font)
            painter.setPen(pen)
            width = room.width() - left - right
            painter.drawText(first.adjusted(left, 0, -right, 0), LEFT, _elided(painter, upper, width))
            painter.drawText(second.adjusted(left, 0, -right, 0), LEFT, _elided(painter, lower, width))
        painter.setFont(bold)
        painter.setPen(text)
        painter.drawText(first, RIGHT, line.points)
        self._paint_bars(
            painter, second.adjusted(max(DAY, second.width() - 100), 0, 0, 0), line, colours, chosen
        )

    def _paint_bars(self, painter: QPainter, room: QRect, line: Any, colours: QPalette, chosen: bool) -> None:
        """Above what the stop gives, beneath what it costs, on one scale for the whole plan."""
        role = QPalette.ColorRole
        gives = colours.color(role.HighlightedText if chosen else role.Accent)
        costs = _soft(
            colours.color(role.HighlightedText if chosen else role.BrightText), colours, strong=True
        )
        painter.setPen(Qt.PenStyle.NoPen)
        middle = room.center().y()
        for amount, colour, top in ((line.bars[0], gives, middle - BAR), (line.bars[1], costs, middle + 2)):
            width = min(room.width(), round(room.width() * amount / max(1, line.most)))
            painter.setBrush(colour)
            if width > 0:
                painter.drawRoundedRect(QRectF(room.right() - width + 1, top, width, BAR), 2, 2)


def _bold(font: QFont) -> QFont:
    bold = QFont(font)
    bold.setBold(True)
    return bold


def _muted(colours: QPalette) -> QColor:
    return colours.color(QPalette.ColorRole.PlaceholderText)


def _soft(colour: QColor, colours: QPalette, *, strong: bool) -> QColor:
    """A colour drawn back towards the ground."""
    ground, share = colours.color(QPalette.ColorRole.Base), 0.8 if strong else 0.35
    mixed = (
        round(a * share + b * (1 - share))
        for a, b in zip(colour.getRgb()[:3], ground.getRgb()[:3], strict=True)
    )
    return QColor(*mixed)


def _elided(painter: QPainter, text: str, width: int) -> str:
    return painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, max(0, width))

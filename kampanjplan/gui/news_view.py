"""What an edition means to each recipient: text that can be read by keys, selected and copied."""

from collections.abc import Iterable
from typing import Any

from PySide6.QtGui import QFont, QPalette, QTextBlockFormat, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QTextBrowser

from kampanjplan.domain.editions import News
from kampanjplan.wording import _
from kampanjplan.wording.editions import told_text
from kampanjplan.wording.labels import label, sort_key

_ORDER = (News.CHANGED, News.LEFT, News.FIRST)


class NewsView(QTextBrowser):
    """Those who need be told first, each with what is new; at the end those for whom nothing is."""

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(_("Vad som är nytt för varje mottagare"))
        self.setOpenLinks(False)
        self.document().setDocumentMargin(10)
        self.document().setUndoRedoEnabled(False)

    def show_news(self, found: Iterable[tuple[str, Any]]) -> None:
        """Shows names, each with what has `news` and `changes`."""
        ordered = sorted(found, key=lambda one: sort_key(one[0]))
        self.clear()
        cursor = QTextCursor(self.document())
        cursor.beginEditBlock()  # laid out once, when all is there
        for news in _ORDER:
            for name, one in ordered:
                if one.news is news:
                    self._write(cursor, name, one)
        same = [name for name, one in ordered if one.news is News.SAME]
        if same:
            self._line(
                cursor, _("Inget nytt för: {names}.").format(names="; ".join(same)), quiet=True, above=10
            )
        cursor.endEditBlock()
        self.moveCursor(QTextCursor.MoveOperation.Start)

    def _write(self, cursor: QTextCursor, name: str, one: Any) -> None:
        changed = one.news is News.CHANGED
        self._line(cursor, name, bold=True, above=8 if changed else 2)
        if not changed:
            cursor.insertText(f"  {label(one.news)}", self._look(quiet=True))
        for change in one.changes if changed else ():
            self._line(cursor, told_text(change), indent=14)

    def _line(
        self, cursor: QTextCursor, text: str, *, bold: bool = False, quiet: bool = False, above: int = 2,
        indent: int = 0,
    ) -> None:  # fmt: skip
        block = QTextBlockFormat()
        block.setTopMargin(above)
        block.setLeftMargin(indent)
        if self.document().isEmpty():
            cursor.setBlockFormat(block)
        else:
            cursor.insertBlock(block)
        cursor.insertText(text, self._look(bold=bold, quiet=quiet))  # never markup, whatever was typed

    def _look(self, *, bold: bool = False, quiet: bool = False) -> QTextCharFormat:
        look = QTextCharFormat()
        look.setFontWeight(QFont.Weight.Bold if bold else QFont.Weight.Normal)
        role = QPalette.ColorRole.PlaceholderText if quiet else QPalette.ColorRole.Text
        look.setForeground(self.palette().brush(role))
        return look

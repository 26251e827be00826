"""The fields of a form. Each holds its own draft: what was typed stays until it could be saved."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QPalette
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QCompleter,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)


class Field(QWidget):
    """A labelled editor of one or more fields of a thing. `committed` says that the draft is ready."""

    committed = Signal()
    typed = Signal()  # the text is another than before, by whatever hand

    def __init__(self, names: Sequence[str], title: str, editor: QWidget) -> None:
        super().__init__()
        self.names, self.title, self.editor = tuple(names), title, editor
        editor.setAccessibleName(title)
        self.label = QLabel(title)
        self.label.setContentsMargins(0, 1, 0, 0)  # some fonts draw the dots of Ö above their line
        self.label.setBuddy(editor)
        self.note = QLabel()
        self.note.setTextFormat(Qt.TextFormat.PlainText)  # it repeats what was typed
        self.note.setWordWrap(True)
        self.note.setVisible(False)
        self.row = QHBoxLayout()
        self.row.addWidget(editor, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 6)
        layout.setSpacing(3)
        layout.addWidget(self.label)
        layout.addLayout(self.row)
        layout.addWidget(self.note)
        if editor.focusPolicy() is Qt.FocusPolicy.WheelFocus:
            editor.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        editor.installEventFilter(self)

    def show_thing(self, thing: Any) -> None:
        """Shows what the thing says; the draft is gone."""
        raise NotImplementedError

    def facts(self) -> dict[str, Any]:
        """What the draft means, by field name; a FieldError where it means nothing."""
        raise NotImplementedError

    def draft(self) -> Any:
        """What was typed, to be put back later by `show_draft`."""
        raise NotImplementedError

    def show_draft(self, draft: Any) -> None:
        raise NotImplementedError

    def can_undo_typing(self) -> bool:
        """Whether the editor itself has something to undo; else Ctrl+Z is the plan's."""
        return False

    def _leaves_undo(self, event: QEvent) -> bool:
        return (
            isinstance(event, QKeyEvent)
            and event.matches(QKeySequence.StandardKey.Undo)
            and not self.can_undo_typing()
        )

    def revert(self) -> None:
        """Escape: back to what is saved. Set by the form."""

    def tell(self, text: str, *, error: bool = False) -> None:
        """A line under the editor; an error stands in the palette's own warning colour."""
        colours = QPalette(self.palette())
        role = QPalette.ColorRole.BrightText if error else QPalette.ColorRole.PlaceholderText
        colours.setColor(QPalette.ColorRole.WindowText, self.palette().color(role))
        self.note.setPalette(colours)
        self.note.setText(text)
        self.note.setVisible(bool(text))
        self.editor.setAccessibleDescription(text)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.FocusOut:
            self.committed.emit()
        elif event.type() is QEvent.Type.Wheel and not self.editor.hasFocus():
            event.ignore()  # scrolling past a field must not change it
            return True
        elif event.type() is QEvent.Type.ShortcutOverride and self._leaves_undo(event):
            event.ignore()
            return True
        elif isinstance(event, QKeyEvent) and _is_escape(event):
            self.revert()
            return True
        return super().eventFilter(watched, event)


def _is_escape(event: QKeyEvent) -> bool:
    return event.type() is QEvent.Type.KeyPress and event.key() == Qt.Key.Key_Escape


class LineField(Field):
    """One line, read and written by two functions."""

    def __init__(
        self,
        names: Sequence[str],
        title: str,
        read: Callable[[str], dict[str, Any]],
        write: Callable[[Any], str],
        hint: Callable[[Any], str] | None = None,
        placeholder: str = "",
    ) -> None:
        self.line = QLineEdit()
        self.line.setPlaceholderText(placeholder)
        super().__init__(names, title, self.line)
        self._read, self._write, self._hint = read, write, hint
        self.line.returnPressed.connect(self.committed)
        self.line.textChanged.connect(lambda _text: self.typed.emit())

    def show_thing(self, thing: Any) -> None:
        self.line.setText(self._write(thing) if thing is not None else "")
        self.line.setCursorPosition(0)
        self.tell(self._hint(thing) if self._hint and thing is not None else "")

    def can_undo_typing(self) -> bool:
        return self.line.isUndoAvailable()

    def facts(self) -> dict[str, Any]:
        return self._read(self.line.text())

    def draft(self) -> str:
        return self.line.text()

    def show_draft(self, draft: str) -> None:
        self.line.setText(draft)

    def suggest(self, words: Sequence[str]) -> None:
        """Offers these words while typing."""
        completer = QCompleter(list(words), self.line)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        self.line.setCompleter(completer)


def text_field(name: str, title: str, placeholder: str = "") -> LineField:
    """A line of plain text."""
    return LineField(
        [name], title, lambda text: {name: text}, lambda thing: getattr(thing, name), None, placeholder
    )


class AreaField(Field):
    """Several lines, read and written by two functions."""

    def __init__(
        self,
        names: Sequence[str],
        title: str,
        read: Callable[[str], dict[str, Any]],
        write: Callable[[Any], str],
        placeholder: str = "",
        lines: int = 4,
        hint: Callable[[Any], str] | None = None,
    ) -> None:
        self.area = QPlainTextEdit()
        self.area.setPlaceholderText(placeholder)
        self.area.setTabChangesFocus(True)
        self.area.setFixedHeight(self.area.fontMetrics().lineSpacing() * lines + 14)
        super().__init__(names, title, self.area)
        self._read, self._write, self._hint = read, write, hint
        self.area.textChanged.connect(self.typed)

    def show_thing(self, thing: Any) -> None:
        self.area.setPlainText(self._write(thing) if thing is not None else "")
        self.tell(self._hint(thing) if self._hint and thing is not None else "")

    def can_undo_typing(self) -> bool:
        return self.area.document().isUndoAvailable()

    def facts(self) -> dict[str, Any]:
        return self._read(self.area.toPlainText())

    def draft(self) -> str:
        return self.area.toPlainText()

    def show_draft(self, draft: str) -> None:
        self.area.setPlainText(draft)


def notes_field(name: str, title: str, lines: int = 4) -> AreaField:
    """Plain text of several lines."""
    return AreaField([name], title, lambda text: {name: text}, lambda thing: getattr(thing, name), "", lines)


class ChoiceField(Field):
    """One of several choices, saved when chosen."""

    def __init__(self, name: str, title: str, choices: Sequence[tuple[str, Any]] = ()) -> None:
        self.box = QComboBox()
        self.box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.box.setMinimumContentsLength(12)  # a long name must not push the form wide
        super().__init__([name], title, self.box)
        self.offer(choices)
        self.box.activated.connect(self.committed)

    def offer(self, choices: Sequence[tuple[str, Any]]) -> None:
        """Replaces the choices and keeps the one chosen."""
        chosen = self.box.currentData()
        self._values = [value for _label, value in choices]
        self.box.clear()
        self.box.addItems([label for label, _value in choices])
        self._show(chosen)

    def show_thing(self, thing: Any) -> None:
        self._show(getattr(thing, self.names[0]) if thing is not None else None)
        self.tell("")

    def facts(self) -> dict[str, Any]:
        return {self.names[0]: self.draft()}

    def draft(self) -> Any:
        index = self.box.currentIndex()
        return self._values[index] if index >= 0 else None

    def show_draft(self, draft: Any) -> None:
        self._show(draft)

    def _show(self, value: Any) -> None:
        self.box.setCurrentIndex(self._values.index(value) if value in self._values else -1)


class ChecksField(Field):
    """Any number of several choices, saved at each tick."""

    def __init__(self, name: str, title: str, choices: Sequence[tuple[str, Any]]) -> None:
        box = QWidget()
        super().__init__([name], title, box)
        self.label.setBuddy(None)
        layout = QGridLayout(box)
        layout.setContentsMargins(0, 0, 0, 0)
        self._checks = []
        for number, (text, value) in enumerate(choices):
            check = QCheckBox(text)
            check.setAccessibleName(f"{title}: {text}")
            check.clicked.connect(self.committed)
            layout.addWidget(check, number // 3, number % 3)
            self._checks.append((check, value))

    def show_thing(self, thing: Any) -> None:
        self.show_draft(getattr(thing, self.names[0]) if thing is not None else ())
        self.tell("")

    def facts(self) -> dict[str, Any]:
        return {self.names[0]: self.draft()}

    def draft(self) -> Any:
        return tuple(value for check, value in self._checks if check.isChecked())

    def show_draft(self, draft: Any) -> None:
        for check, value in self._checks:
            check.setChecked(value in draft)

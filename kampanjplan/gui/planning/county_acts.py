"""What is done with a picked county or stop, by button, key and context menu."""

from collections.abc import Callable

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from kampanjplan.domain.counties import COUNTIES, county
from kampanjplan.gui.icons import icon
from kampanjplan.gui.planning.settling import Settling
from kampanjplan.gui.planning.shown import Shown
from kampanjplan.wording import _
from kampanjplan.wording.proposals import swap_text

Pair = tuple[str, str]  # the county that goes, and the one that comes
Costs = dict[Pair, int | None]


class CountyActs:
    """Actions of one list; `picked` tells the county that they are for, `shown` what is looked at."""

    def __init__(
        self,
        parent: QWidget,
        verbs: Settling,
        picked: Callable[[], str | None],
        shown: Callable[[], Shown | None],
    ) -> None:
        self._parent, self._verbs, self._picked, self._shown = parent, verbs, picked, shown
        parent.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        self.lock = self._add(_("Lås"), "lock", "Ctrl+Shift+L", verbs.lock, _("Stoppet ska ligga så här"))
        self.require = self._add(
            _("Måste med"), "check", "Ctrl+Shift+M", verbs.require, _("Länet måste vara med")
        )
        self.forbid = self._add(
            _("Inte med"), "x", "Ctrl+Shift+X", verbs.forbid, _("Länet ska inte vara med")
        )
        self.swap = self._add(
            _("Byt …"),
            "arrows-exchange",
            "Ctrl+Shift+B",
            lambda _code: self.offer_swaps(),
            _("Byt länet mot ett annat"),
        )
        self.free = self._add(
            _("Ta bort krav"),
            "",
            "Ctrl+Shift+F",
            verbs.free,
            _("Länet är fritt: varken låst, krävt eller uteslutet"),
        )
        self.menu: QMenu | None = None

    @property
    def all(self) -> list[QAction]:
        return [self.lock, self.require, self.forbid, self.swap, self.free]

    def _add(self, text: str, sign: str, keys: str, act: Callable[[str], object], tip: str) -> QAction:
        action = QAction(text, self._parent)
        if sign:
            action.setIcon(icon(sign))
        action.setIconText(text)  # else a button would show it without its dots
        action.setShortcut(QKeySequence(keys))
        action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        native = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
        action.setToolTip(f"{tip} ({native})")
        action.triggered.connect(lambda: self._do(act))
        self._parent.addAction(action)
        return action

    def _do(self, act: Callable[[str], object]) -> None:
        code = self._picked()
        if code is not None:
            act(code)

    def offer_swaps(self) -> None:
        """Opens the list of counties to swap the picked one for, or with, the cheapest first."""
        code, shown = self._picked(), self._shown()
        if code is None or shown is None:
            return
        menu = QMenu(self._parent)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for text, old, new, able in swap_choices(shown, code):
            action = menu.addAction(text)
            action.setEnabled(able)
            action.triggered.connect(lambda _on=False, o=old, n=new: self._verbs.swap(o, n))
        self.menu = menu
        menu.popup(self._parent.mapToGlobal(QPoint(24, 24)))


def swap_choices(shown: Shown, code: str) -> list[tuple[str, str, str, bool]]:
    """(text, the county that goes, the one that comes, whether it can be), the cheapest first."""
    inside, swaps = shown.codes, shown.answer.reasons.swaps if shown.is_best else ()
    costs: Costs = {(swap.old, swap.new): swap.cost for swap in swaps}
    outside = [one.code for one in COUNTIES if one.code not in inside]
    pairs = [(code, other) for other in outside] if code in inside else [(o, code) for o in sorted(inside)]
    never = {one.county_code for one in shown.answer.reasons.inclusions if one.cost is None}
    costs |= dict.fromkeys((pair for pair in pairs if pair[1] in never and pair not in costs), None)
    ordered = sorted(pairs, key=lambda pair: _swap_order(pair, costs))
    return [(_swap_text(pair, code, costs), *pair, costs.get(pair, 0) is not None) for pair in ordered]


def _swap_order(pair: Pair, costs: Costs) -> tuple[int, int, Pair]:
    """The cheapest first, then those whose cost is not known, and at last those that cannot be."""
    cost = costs.get(pair)
    return (0 if cost is not None else 2 if pair in costs else 1, cost or 0, pair)


def _swap_text(pair: Pair, code: str, costs: Costs) -> str:
    name = county(pair[1] if pair[0] == code else pair[0]).short_name
    return swap_text(name, costs[pair]) if pair in costs else name

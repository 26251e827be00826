"""A list that may be long: rows are fetched as they are scrolled to."""

import time
from collections.abc import Callable, Iterable
from itertools import islice
from typing import Any

from PySide6.QtCore import QModelIndex

from kampanjplan.gui.table import Index, RowsModel

PAGE = 200  # rows fetched at a time


class Hits:
    """Rows as they are found. No source is one still to come; `count` tells at once how many there are."""

    def __init__(self, source: Iterable[Any] | None, count: Callable[[], int] | None = None) -> None:
        self.waiting = source is None
        self.found: list[Any] = []
        self.complete = False
        self._source, self._total = iter(source or ()), None
        self.count = count

    @property
    def total(self) -> int | None:
        return len(self.found) if self.complete else self._total

    def reach(self, count: int) -> list[Any]:
        """The first so many, or all there are."""
        wanted = count - len(self.found)
        if wanted > 0 and not self.complete:
            new = list(islice(self._source, wanted))
            self.found += new
            self.complete = len(new) < wanted
        return self.found[:count]

    def count_on(self, seconds: float) -> None:
        """Finds more for about so long, or all that is to be known of how many there are."""
        if self.count is not None and not self.complete:
            self._total = self.count()
            return
        until = time.perf_counter() + seconds
        while not self.complete and time.perf_counter() < until:
            self.reach(len(self.found) + PAGE)


class LongRows(RowsModel):
    """Shows the first rows of `hits`, and more when the view asks for them."""

    hits = Hits(None)

    def show_hits(self, hits: Hits) -> None:
        """The hits whose first rows are shown next."""
        self.hits = hits

    def canFetchMore(self, parent: Index = QModelIndex()) -> bool:  # noqa: B008
        if parent.isValid():
            return False
        return len(self.hits.found) > len(self.rows) or not self.hits.complete

    def fetchMore(self, parent: Index = QModelIndex()) -> None:  # noqa: B008
        shown = len(self.rows)
        more = self.hits.reach(shown + PAGE)[shown:]
        if more:
            self.beginInsertRows(QModelIndex(), shown, shown + len(more) - 1)
            self.rows += more
            self.endInsertRows()

"""Pages of a PDF on the screen, below one another: only those in sight are drawn and kept."""

from collections.abc import Callable, Sequence
from functools import partial
from io import BytesIO
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QImage, QPixmap, QResizeEvent
from PySide6.QtWidgets import QLabel, QScrollArea, QVBoxLayout, QWidget

from kampanjplan.gui.jobs import Jobs
from kampanjplan.wording import _

SCREEN, LEAST = 110, 70  # dots an inch; the least where there is little room beside
MARGIN = 24  # pixels beside a page
AROUND = 1  # pages that are drawn before and after those in sight
PAUSE = 30  # milliseconds of stillness before what came into sight is drawn


def page_sizes(pdf: bytes) -> list[tuple[int, int]]:
    """How large each page is on the screen, in dots."""
    import pypdfium2

    document = pypdfium2.PdfDocument(BytesIO(pdf))
    sizes = [document.get_page_size(number) for number in range(len(document))]
    document.close()
    return [(round(width * SCREEN / 72), round(height * SCREEN / 72)) for width, height in sizes]


def page_images(pdf: bytes, numbers: Sequence[int], dots: int) -> dict[int, QImage]:
    """Pages as pictures by their numbers, from 0."""
    import pypdfium2

    document = pypdfium2.PdfDocument(BytesIO(pdf))
    images = {}
    for number in numbers:
        bitmap = document[number].render(scale=dots / 72, rev_byteorder=True, prefer_bgrx=True)
        shape = QImage.Format.Format_RGBX8888 if bitmap.n_channels == 4 else QImage.Format.Format_RGB888
        image = QImage(bitmap.buffer, bitmap.width, bitmap.height, bitmap.stride, shape)
        images[number] = image.copy()
    document.close()
    return images


class PaperView(QScrollArea):
    """Shows one PDF at a time; `failed` is told what goes wrong while drawing."""

    def __init__(self, jobs: Jobs, failed: Callable[[Exception], Any]) -> None:
        super().__init__()
        self._jobs, self._failed = jobs, failed
        self._pdf = b""
        self._sizes: Sequence[tuple[int, int]] = []
        self._dots = SCREEN
        self._asked: set[int] = set()  # pages that are being drawn
        self.pages: list[QLabel] = []
        self.setAccessibleName(_("Förhandsvisning"))
        self.setWidgetResizable(True)
        sheets = QWidget()
        self._column = QVBoxLayout(sheets)
        self._column.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self._column.setSpacing(16)
        self.setWidget(sheets)
        self._pause = QTimer(self, singleShot=True, interval=PAUSE)
        self._pause.timeout.connect(self._draw)
        self.verticalScrollBar().valueChanged.connect(lambda _value: self._pause.start())
        self.verticalScrollBar().rangeChanged.connect(lambda _least, _most: self._pause.start())

    @property
    def is_drawn(self) -> bool:
        """Whether all that is in sight is drawn."""
        return not self._pause.isActive() and not self._asked

    def show_pdf(self, pdf: bytes, sizes: Sequence[tuple[int, int]]) -> None:
        """Shows these pages from now on, at the place that was looked at before."""
        place = self.verticalScrollBar().value()
        self._pdf, self._sizes = pdf, sizes
        while len(self.pages) > len(sizes):
            page = self.pages.pop()
            self._column.removeWidget(page)
            page.deleteLater()
        while len(self.pages) < len(sizes):
            self._add_page(len(self.pages))
        self._lay()
        self.verticalScrollBar().setValue(place)

    def _lay(self) -> None:
        """Gives each page its size: as large as there is room for beside, within limits."""
        self._dots = self._fitting()
        for page, (width, height) in zip(self.pages, self._sizes, strict=True):
            page.setFixedSize(width * self._dots // SCREEN, height * self._dots // SCREEN)
            page.clear()
        self._asked.clear()
        self._pause.start()

    def _fitting(self) -> int:
        """Counts the bar in, there or not: else one size could call for another without end."""
        widest = max((width for width, _height in self._sizes), default=1)
        bar = self.verticalScrollBar().sizeHint().width()
        return max(LEAST, min(SCREEN, (self.width() - bar - MARGIN) * SCREEN // widest))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._fitting() != self._dots:
            self._lay()

    def _add_page(self, number: int) -> None:
        page = QLabel()
        page.setAccessibleName(_("Sida {n}").format(n=number + 1))
        page.setStyleSheet("background: white")  # paper is white in the dark too
        self._column.addWidget(page)
        self.pages.append(page)

    def _draw(self) -> None:
        """Draws what is in sight, and forgets what no longer is."""
        self._column.activate()  # else new pages lie on one another, all of them in sight
        wanted = self._in_sight()
        for number, page in enumerate(self.pages):
            if number not in wanted and not page.pixmap().isNull():
                page.clear()
        missing = [n for n in wanted if self.pages[n].pixmap().isNull() and n not in self._asked]
        if missing:
            self._asked.update(missing)
            work = partial(page_images, self._pdf, missing, self._dots)
            self._jobs.run(work, partial(self._fill, self._pdf, self._dots), self._failed)

    def _in_sight(self) -> range:
        top = self.verticalScrollBar().value()
        bottom = top + self.viewport().height()
        seen = [
            n for n, page in enumerate(self.pages) if page.y() + page.height() >= top and page.y() <= bottom
        ]
        if not seen:
            return range(0)
        return range(max(seen[0] - AROUND, 0), min(seen[-1] + AROUND + 1, len(self.pages)))

    def _fill(self, pdf: bytes, dots: int, images: dict[int, QImage]) -> None:
        if pdf is self._pdf and dots == self._dots:  # else another paper, or another size, is shown meanwhile
            self._asked.difference_update(images)
            for number in self._in_sight():  # it may have been scrolled past
                if number in images:
                    self.pages[number].setPixmap(QPixmap.fromImage(images[number]))

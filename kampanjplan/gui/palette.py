"""Light and dark. Qt is asked first; where the platform gives no dark palette, this is ours."""

from PySide6.QtGui import QColor, QGuiApplication, QPalette

_ROLES = QPalette.ColorRole

LIGHT = {
    _ROLES.Window: "#f4f6f7",
    _ROLES.WindowText: "#1d2327",
    _ROLES.Base: "#ffffff",
    _ROLES.AlternateBase: "#f4f7f8",
    _ROLES.Text: "#1d2327",
    _ROLES.Button: "#eceff1",
    _ROLES.ButtonText: "#1d2327",
    _ROLES.BrightText: "#a3131a",  # errors
    _ROLES.ToolTipBase: "#ffffff",
    _ROLES.ToolTipText: "#1d2327",
    _ROLES.PlaceholderText: "#66717b",
    _ROLES.Highlight: "#1f6f78",
    _ROLES.HighlightedText: "#ffffff",
    _ROLES.Link: "#0f5f78",
    _ROLES.LinkVisited: "#5a4a86",
    _ROLES.Accent: "#1f6f78",
    _ROLES.Mid: "#85919a",
}
DARK = {
    _ROLES.Window: "#2b3033",
    _ROLES.WindowText: "#eef1f2",
    _ROLES.Base: "#1f2426",
    _ROLES.AlternateBase: "#262b2e",
    _ROLES.Text: "#eef1f2",
    _ROLES.Button: "#3a4145",
    _ROLES.ButtonText: "#eef1f2",
    _ROLES.BrightText: "#ffa3a0",  # errors
    _ROLES.ToolTipBase: "#3a4145",
    _ROLES.ToolTipText: "#eef1f2",
    _ROLES.PlaceholderText: "#a3adb3",
    _ROLES.Highlight: "#237a84",
    _ROLES.HighlightedText: "#ffffff",
    _ROLES.Link: "#7cc7d8",
    _ROLES.LinkVisited: "#c0b2ee",
    _ROLES.Accent: "#237a84",
    _ROLES.Mid: "#7d888f",
}
_GREYED = {False: "#6b757d", True: "#9aa4aa"}


def is_dark(theme: str) -> bool:
    """Whether a theme is dark; for "system" the palette that shows without ours tells what is wanted.

    It says so without QStyle and the Qt namespace, whose many enums are dear to load before the first paint.
    """
    if theme == "system":
        QGuiApplication.setPalette(QPalette())
        return QGuiApplication.palette().window().color().lightness() < 128
    return theme == "dark"


def palette(dark: bool) -> QPalette:
    """The whole palette, greyed controls included."""
    result = QPalette()
    for role, colour in (DARK if dark else LIGHT).items():
        result.setColor(role, QColor(colour))
    for role in (_ROLES.WindowText, _ROLES.Text, _ROLES.ButtonText):
        result.setColor(QPalette.ColorGroup.Disabled, role, QColor(_GREYED[dark]))
    return result


def apply_theme(theme: str) -> None:
    """Sets the palette of the whole program."""
    if theme != _Asked.theme:
        _Asked.theme = theme
        _ask_platform(theme)
    QGuiApplication.setPalette(palette(is_dark(theme)))


class _Asked:
    """The theme that the platform was last asked for; it begins with its own."""

    theme = "system"


def _ask_platform(theme: str) -> None:
    """Lets window frames and the system's dialogs follow, where the platform can."""
    from PySide6.QtCore import Qt

    schemes = {"light": Qt.ColorScheme.Light, "dark": Qt.ColorScheme.Dark}
    QGuiApplication.styleHints().setColorScheme(schemes.get(theme, Qt.ColorScheme.Unknown))

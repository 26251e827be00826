"""Pages looked at by axe-core in a real browser, where both are present: .ci/run installs them.

The package carries axe-core in one script; the browser runs it in the page and shows what it found, so
that no driver is needed. Nothing is fetched: the browser finds no other machine.
"""

import html
import json
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

SCRIPT = Path(__file__).parents[2] / "build" / "axe" / "axe_playwright_python" / "axe.min.js"
BROWSER = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
_FLAGS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--host-resolver-rules=MAP * ~NOTFOUND",
    "--window-size=1280,800", "--virtual-time-budget=20000", "--dump-dom",
)  # fmt: skip
_RUN = """
axe.run(document, {resultTypes: ["violations", "incomplete"]}).then(
  found => found, error => ({error: String(error)})
).then(found => {
  const told = document.createElement("pre");
  told.id = "axe-found";
  told.textContent = JSON.stringify(found);
  document.documentElement.replaceChildren(told);
});
"""

needs_axe = pytest.mark.skipif(
    BROWSER is None or not SCRIPT.exists(),
    reason="NOT RUN: axe-core over the web text, as Chromium or build/axe is missing here (.ci/run has both)",
)


def found_by_axe(page: str, folder: Path) -> tuple[list[str], int]:
    """What axe-core says against a page, a line each, and how many of its rules the page passed."""
    script = SCRIPT.read_text(encoding="utf-8")
    path = folder / "page.html"
    path.write_text(
        page.replace("</body>", f"<script>{script}</script><script>{_RUN}</script></body>"), "utf-8"
    )
    assert BROWSER is not None
    done = subprocess.run(
        [BROWSER, *_FLAGS, f"--user-data-dir={folder / 'browser'}", path.as_uri()],
        capture_output=True, text=True, encoding="utf-8", timeout=120, check=True,
    )  # fmt: skip
    told = re.search(r'<pre id="axe-found">(.*?)</pre>', done.stdout, re.DOTALL)
    assert told is not None, done.stdout[-2000:] + done.stderr[-2000:]
    found: dict[str, Any] = json.loads(html.unescape(told[1]))
    assert "error" not in found, found
    against = [
        f"{kind} {rule['id']}: {rule['help']}: {node['html'][:200]}"
        for kind in ("violations", "incomplete")
        for rule in found[kind]
        for node in rule["nodes"]
    ]
    return against, len(found["passes"])

"""Sets up Kampanjplan and runs it; needs nothing but Python 3.11 or newer and pip.

    python3 run.py                    start the window
    python3 run.py -- ARGS...         the program with arguments: a plan file, a command
    python3 run.py test               every check: ruff, mypy, lint-imports, then all tests
    python3 run.py test PYTEST-ARGS   only pytest, with these arguments (-n 2 unless they say otherwise)
    python3 run.py bench [NAME]       the measurements in tests/bench
    python3 run.py build              the program to hand out, in dist/kampanjplan
    python3 run.py --system           as root on Debian or Ubuntu: install the missing system packages

The first run makes .venv from the lock file; later runs notice when that has to be done again.
"""

import ctypes
import hashlib
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

if sys.version_info < (3, 11):  # noqa: UP036 - said here, as older Pythons get this far
    sys.exit("Kampanjplan needs Python 3.11 or newer; this is Python %d.%d." % sys.version_info[:2])

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
BUILD_VENV = ROOT / "build" / "venv"  # apart, so that nothing of the developer's tools is frozen in
LOCKS = {"run": "requirements.lock", "dev": "requirements-dev.lock", "build": "requirements.lock"}
BUILD_TOOLS = {"altgraph", "macholib", "pefile", "pyinstaller", "pyinstaller-hooks-contrib"}
BUILD_TOOLS |= {"pywin32-ctypes", "setuptools"}

ON_TWO_CORES = ["-n", "2", "--dist", "worksteal"]
CHECKS = [
    ["ruff", "check"],
    ["ruff", "format", "--check"],
    ["mypy"],
    ["lint-imports"],
    ["pytest", *ON_TWO_CORES],
]

# The library that Qt loads, and the Debian package that it is in.
QT_LIBRARIES = {
    "libGL.so.1": "libgl1",
    "libEGL.so.1": "libegl1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libdbus-1.so.3": "libdbus-1-3",
}
X11_LIBRARIES = {
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
}


def can_load(library):
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def missing_packages(verb, env, loads=can_load, which=shutil.which):
    """The Debian packages without which this verb would fail."""
    x11 = env.get("QT_QPA_PLATFORM", "xcb") == "xcb" and "DISPLAY" in env and "WAYLAND_DISPLAY" not in env
    wanted = dict(QT_LIBRARIES)
    if verb in ("build", "--system") or (verb == "run" and x11):
        wanted |= X11_LIBRARIES  # a frozen program carries them along, if they are there when it is built
    if verb in ("build", "--system") and sys.base_prefix == "/usr":  # Debian's Python is linked without it
        name = "libpython%d.%d" % sys.version_info[:2]
        wanted[name + ".so.1.0"] = name
    missing = [package for library, package in wanted.items() if not loads(library)]
    if verb in ("build", "--system") and not which("objdump"):
        missing.append("binutils")
    if verb == "--system" and not which("strace"):  # tests of the disk are skipped without it
        missing.append("strace")
    return missing


def apt_line(packages):
    return "sudo apt-get install --no-install-recommends " + " ".join(packages)


def install_packages():
    missing = missing_packages("--system", os.environ)
    if not missing:
        return 0
    if os.geteuid() != 0:
        sys.exit(f"--system wants to be root. Without it: {apt_line(missing)}")
    env = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    call(["apt-get", "update"], env=env)
    call(["apt-get", "install", "-y", "--no-install-recommends", *missing], env=env)
    return 0


def call(command, **options):
    """Run a command; when it fails, this script ends with the same code."""
    code = subprocess.run([str(part) for part in command], check=False, **options).returncode
    if code:
        sys.exit(128 - code if code < 0 else code)  # a program ended by a signal, as the shell counts it


def in_venv(venv, name):
    return venv / ("Scripts" if os.name == "nt" else "bin") / (name + (".exe" if os.name == "nt" else ""))


def blocks(lock, names):
    """Of a lock file's text, the requirements (with their hashes) that have these names."""
    kept, keep = [], False
    for line in lock.splitlines(keepends=True):
        if not line.startswith((" ", "#")):
            keep = line.split("==")[0] in names
        kept += [line] if keep else []
    return "".join(kept)


def digest(kind, root=ROOT):
    """What a set-up was made from: when this changes, it is made again."""
    files = ["pyproject.toml", LOCKS[kind]] + (["requirements-dev.lock"] if kind == "build" else [])
    parts = [kind, sys.version, str(root), *((root / name).read_text("utf-8") for name in files)]
    return kind + " " + hashlib.sha256("\0".join(parts).encode()).hexdigest()


def is_set_up(done, kind, root=ROOT):
    return done == digest(kind, root) or (kind == "run" and done == digest("dev", root))


def set_up(kind):
    venv = BUILD_VENV if kind == "build" else VENV
    stamp = venv / "set-up.txt"  # written last, so that half a set-up is none
    done = stamp.read_text("utf-8") if stamp.exists() else ""
    if is_set_up(done, kind):
        return
    # Inside .venv this script would clear the Python that it runs on, and that one has no pip.
    inside = Path(sys.prefix).resolve() == venv
    python = getattr(sys, "_base_executable", sys.executable) if inside else sys.executable
    if subprocess.run([python, "-m", "pip", "--version"], check=False, capture_output=True).returncode:
        sys.exit("This Python has no pip. On Debian and Ubuntu: sudo apt-get install python3-pip")
    print(f"Setting up {venv.relative_to(ROOT)} from {LOCKS[kind]}", flush=True)
    if done == digest("run") and kind == "dev":
        stamp.unlink()  # the developer's lock holds all of the other: add to what is there
    else:
        call([python, "-m", "venv", "--without-pip", "--clear", venv])
    install = [python, "-m", "pip", "--python", in_venv(venv, "python"), "install", "--no-user"]
    locks = ["-r", ROOT / LOCKS[kind]]
    if kind == "build":
        tools = venv / "build-tools.txt"
        tools.write_text(blocks((ROOT / LOCKS["dev"]).read_text("utf-8"), BUILD_TOOLS), "utf-8")
        locks += ["-r", tools]
    call([*install, "--require-hashes", *locks])
    call([*install, "--no-deps", "--no-build-isolation", "-e", ROOT])  # a folder can have no hash
    stamp.write_text(digest(kind), "utf-8")


def parse(argv):
    """The verb and what belongs to it."""
    if not argv or argv[0] == "--":
        return "run", argv[1:]
    if argv[0] in ("test", "bench", "build", "--system") and (argv[0] in ("test", "bench") or len(argv) == 1):
        return argv[0], argv[1:]
    return "help", argv


def test_commands(arguments):
    """With arguments only pytest, on two cores unless they say otherwise; without, every check."""
    if not arguments:
        return CHECKS
    own = any(word.startswith(("-n", "--numprocesses", "--pdb")) for word in arguments)
    return [["pytest", *([] if own else ON_TWO_CORES), *arguments]]


def main(argv):
    verb, arguments = parse(argv)
    if verb == "help":
        print(__doc__)
        return 0 if arguments[0] in ("help", "-h", "--help") else 2
    if verb == "--system":
        return install_packages()
    if sys.platform == "linux" and (missing := missing_packages(verb, os.environ)):
        print(f"Some system packages are missing: {apt_line(missing)}", file=sys.stderr)
        return 1
    set_up({"run": "run", "build": "build"}.get(verb, "dev"))
    python = in_venv(BUILD_VENV if verb == "build" else VENV, "python")
    if verb == "run":
        call([python, "-P", "-m", "kampanjplan", *arguments])  # -P: a json.py beside a plan is not ours
        return 0
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    if verb == "bench":
        call([python, "-m", "tests.bench", *arguments], cwd=ROOT)
    elif verb == "build":
        work = ["--workpath", ROOT / "build" / "pyinstaller", "--distpath", ROOT / "dist"]
        call([python, "-m", "PyInstaller", "--noconfirm", *work, ROOT / "build.spec"], cwd=ROOT)
    else:
        for name, *options in test_commands(arguments):
            print("$", name, *options, flush=True)
            module = [in_venv(VENV, name)] if name == "lint-imports" else [python, "-m", name]
            call([*module, *options], cwd=ROOT)
    return 0


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(128 + signal.SIGINT)

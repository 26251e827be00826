"""R10: what would lose data by one careless line is found in the code itself."""

import ast
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[2] / "kampanjplan"
MODULES = sorted(path.relative_to(PACKAGE).as_posix() for path in PACKAGE.rglob("*.py"))

MAPPER = "storage/units.py"  # the one place where things are changed and taken away
JOURNAL = "storage/journal.py"  # which keeps and thins its own rows, and no others
CONTENTS = "storage/contents.py"  # likewise
# Those that may open a file to write in it: whole or not at all, or the owner's alone.
WRITERS = {"exchange/files.py", "folders.py", "gui/faults.py", "storage/copying.py", "storage/settled.py"}
WRITERS |= {"planner/work.py"}  # which writes to the pipe of who asked it, and to no file
FAULTS = "gui/faults.py"  # which tells of a fault that nobody caught, and has nobody to tell of its own

Rule = Callable[[ast.Module, str], Iterator[ast.AST]]


def calls(tree: ast.AST) -> Iterator[ast.Call]:
    return (node for node in ast.walk(tree) if isinstance(node, ast.Call))


def called(call: ast.Call) -> str:
    """The last word of what is called: "move" of shutil.move and of move."""
    return call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")


def dotted(call: ast.Call) -> str:
    return ast.unparse(call.func)


def texts(tree: ast.AST) -> Iterator[ast.Constant]:
    return (node for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str))


def names_of(module: str, tree: ast.Module) -> dict[str, str]:
    """What names mean that are imported out of a module, or are the module itself."""
    found = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.split(".")[0] == module:
            found |= {name.asname or name.name: name.name for name in node.names}
        if isinstance(node, ast.Import):
            found |= {(n.asname or n.name): "" for n in node.names if n.name.split(".")[0] == module}
    return found


def bulk_writes(tree: ast.Module, module: str) -> Iterator[ast.AST]:
    """update() and delete() only in the mapper, where id and version are compared; and no SQL text."""
    known = names_of("sqlalchemy", tree)
    for call in calls(tree) if known else ():
        base, _, last = dotted(call).rpartition(".")
        ours = known.get(last) in ("update", "delete") if not base else last in ("update", "delete")
        if not ours or (base and base not in known and (call.args or call.keywords)):
            continue  # something else's: a dictionary's update takes arguments, a table's takes none
        if module == MAPPER and {"id", "version"} <= _compared(call, tree):
            continue
        if module == CONTENTS and call.args and ast.unparse(call.args[0]) == "content":
            continue  # bytes that no thing points to: they have neither version nor undo
        if module == JOURNAL and call.args and ast.unparse(call.args[0]) in ("journal", "journal_change"):
            continue
        yield call
    if not module.startswith("storage/migrations/"):
        yield from (
            t for t in texts(tree) if re.match(r"\s*(UPDATE \w+ SET|DELETE FROM|REPLACE INTO)\b", t.value)
        )


def _compared(call: ast.Call, tree: ast.Module) -> set[str]:
    """The columns that the where() of a statement compares with something."""
    found: set[str] = set()
    for where in calls(tree):
        if called(where) != "where" or call not in ast.walk(where.func):
            continue
        for node in ast.walk(ast.Tuple(where.args)):
            equal = isinstance(node, ast.Compare) and isinstance(node.ops[0], ast.Eq)
            if equal and isinstance(node.left, ast.Attribute):
                found.add(node.left.attr)
    return found


def spelt_addresses(tree: ast.Module, module: str) -> Iterator[ast.AST]:
    """A database's address is made by URL.create: in a text, a ? or % of a name means something else."""
    for call in calls(tree):
        if called(call) in ("create_engine", "make_url"):
            parts = [*call.args, *(word.value for word in call.keywords if word.arg == "url")]
            yield from (part for part in parts if isinstance(part, ast.JoinedStr | ast.BinOp | ast.Constant))
    yield from (text for text in texts(tree) if "sqlite:" in text.value)


def copied_files(tree: ast.Module, module: str) -> Iterator[ast.AST]:
    """A database is copied by SQLite; a copy of its file may hold half an act."""
    known = names_of("shutil", tree)
    for call in calls(tree):
        base, _, last = dotted(call).rpartition(".")
        if known.get(base) == "" or (not base and last in known):
            name = last if base else known[last]
            if name in ("copy", "copy2", "copyfile", "copyfileobj", "copytree", "move"):
                yield call


def paragraphs(tree: ast.Module, module: str) -> Iterator[ast.AST]:
    """Text gets onto paper by documents/tagged alone; ReportLab's own paragraphs read markup in it."""
    yield from (call for call in calls(tree) if called(call) in ("Paragraph", "XPreformatted"))


def swallowed_errors(tree: ast.Module, module: str) -> Iterator[ast.AST]:
    """No error goes unheard."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ExceptHandler):
            kinds = "Exception" if node.type is None else ast.unparse(node.type)
            silent = all(isinstance(line, ast.Pass | ast.Continue) or _is_dots(line) for line in node.body)
            if silent and re.search(r"\b(Base)?Exception\b", kinds):
                yield node
        if isinstance(node, ast.Call) and called(node) == "suppress" and module != FAULTS:
            yield from (kind for kind in node.args if ast.unparse(kind) in ("Exception", "BaseException"))


def _is_dots(line: ast.stmt) -> bool:
    return isinstance(line, ast.Expr) and isinstance(line.value, ast.Constant)


def bare_writes(tree: ast.Module, module: str) -> Iterator[ast.AST]:
    """A file is written by those who do it whole or keep it private; elsewhere half of one could be left."""
    if module in WRITERS:
        return
    for call in calls(tree):
        if called(call) in ("write_text", "write_bytes"):
            yield call
        if called(call) in ("open", "fdopen"):
            words = [*call.args, *(word.value for word in call.keywords if word.arg == "mode")]
            modes = [w.value for w in words if isinstance(w, ast.Constant) and isinstance(w.value, str)]
            if any(re.fullmatch(r"[rbt+]*[wax][bt+]*", mode) for mode in modes):
                yield call


RULES: dict[Rule, tuple[list[tuple[str, str]], list[tuple[str, str]]]] = {
    # rule: what it must find, and what it must leave alone, each as (module, code)
    bulk_writes: (
        [
            ("storage/x.py", "from sqlalchemy import update\nupdate(stop).values(town='')"),
            ("services/x.py", "import sqlalchemy as sa\nsa.delete(stop)"),
            ("storage/x.py", "from sqlalchemy import text\nconnection.execute(stop.delete())"),
            ("storage/x.py", "connection.exec_driver_sql('DELETE FROM stop')"),
            ("storage/x.py", "connection.exec_driver_sql(f'UPDATE stop SET town={town}')"),
            (MAPPER, "from sqlalchemy import delete\ndelete(t).where(t.c.id == bindparam('key'))"),
            (MAPPER, "from sqlalchemy import update as u\nu(t).where(t.c.version == 1).values(town='')"),
            (MAPPER, "from sqlalchemy import update\nupdate(t)\nselect(t).where(c.id == 1, c.version == 2)"),
            (JOURNAL, "from sqlalchemy import delete\ndelete(stop).where(stop.c.id == 1)"),
            (CONTENTS, "from sqlalchemy import delete\ndelete(edition_file).where(edition_file.c.id == 1)"),
        ],
        [
            (MAPPER, "from sqlalchemy import update\nupdate(t).where(and_(c.id == 1, c.version == 2))"),
            (MAPPER, "from sqlalchemy import delete\ndelete(t).where(c.id == 1).where(c.version == 2)"),
            (JOURNAL, "from sqlalchemy import delete\ndelete(journal_change).where(journal_change.c.x == 1)"),
            ("storage/migrations/x.py", "op.execute('DELETE FROM old')"),
            ("domain/x.py", "days.update({1: 2})\nself.update(row=3)"),
            ("gui/x.py", "self.viewport().update()"),
            ("gui/x.py", "from kampanjplan.services.x import delete\ndelete(stop)"),
        ],
    ),
    spelt_addresses: (
        [
            ("storage/x.py", "create_engine(f'sqlite+pysqlite://{path}')"),
            ("storage/x.py", "create_engine(url='x:///' + path)"),
            ("storage/x.py", "address = 'sqlite:///plan'"),
        ],
        [("storage/x.py", "create_engine(URL.create('sqlite', database=f'{path}'))")],
    ),
    copied_files: (
        [
            ("storage/x.py", "import shutil\nshutil.copy(a, b)"),
            ("storage/x.py", "import shutil as s\ns.move(a, b)"),
            ("storage/x.py", "from shutil import copyfile as c\nc(a, b)"),
        ],
        [("storage/x.py", "import shutil\nshutil.disk_usage(a)\nstore.copy(b)\nfacts.copy()")],
    ),
    paragraphs: (
        [("documents/x.py", "Paragraph(text, style)"), ("gui/x.py", "platypus.Paragraph(text)")],
        [("documents/x.py", "section.text(text, TEXT)\nParagraphStyle('x')")],
    ),
    swallowed_errors: (
        [
            ("x.py", "try:\n f()\nexcept Exception:\n pass"),
            ("x.py", "try:\n f()\nexcept:\n ..."),
            ("x.py", "for x in y:\n try:\n  f()\n except (ValueError, BaseException):\n  continue"),
            ("x.py", "with suppress(Exception):\n f()"),
        ],
        [
            ("x.py", "try:\n f()\nexcept ValueError:\n pass"),
            ("x.py", "try:\n f()\nexcept Exception as error:\n tell(error)"),
            ("x.py", "with suppress(OSError):\n f()"),
        ],
    ),
    bare_writes: (
        [
            ("cli.py", "open(path, 'w')"),
            ("gui/x.py", "path.open(mode='ab')"),
            ("gui/x.py", "path.write_text(text)"),
            ("documents/x.py", "path.write_bytes(data)"),
            ("x.py", "os.fdopen(handle, 'wb')"),
        ],
        [
            ("exchange/files.py", "path.write_bytes(data)"),
            ("x.py", "path.open('rb')\nopen(path)\npath.open('r+b')\nplans.open(path, 'self-test')"),
        ],
    ),
}  # fmt: skip


@pytest.mark.parametrize("rule", RULES)
def test_the_house_keeps_the_rule(rule: Rule) -> None:
    found = [
        f"{module}:{getattr(node, 'lineno', '?')}: {ast.unparse(node)}"
        for module in MODULES
        for node in rule(ast.parse((PACKAGE / module).read_text("utf-8")), module)
    ]
    assert found == [], rule.__doc__


@pytest.mark.parametrize(
    ("rule", "module", "code"), [(r, *bad) for r, (bads, _) in RULES.items() for bad in bads]
)
def test_the_rule_bites(rule: Rule, module: str, code: str) -> None:
    assert list(rule(ast.parse(code), module))


@pytest.mark.parametrize(
    ("rule", "module", "code"), [(r, *ok) for r, (_, oks) in RULES.items() for ok in oks]
)
def test_the_rule_leaves_alone_what_is_right(rule: Rule, module: str, code: str) -> None:
    assert list(rule(ast.parse(code), module)) == []


def test_what_the_rules_speak_of_is_there() -> None:
    assert {MAPPER, "exchange/files.py"} <= set(MODULES)
    mapper = ast.parse((PACKAGE / MAPPER).read_text("utf-8"))
    assert {called(call) for call in calls(mapper)} >= {"update", "delete"}

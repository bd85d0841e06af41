"""The house stands: floors, no circles, one place that posts, one place that commits (DESIGN.md §1)."""

import ast
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
FLOORS = {"ground": 0, "models": 1, "queries": 2, "operations": 3, "documents": 3, "web": 4, "cli": 4, "app": 5}
WITH_FLASK = ("tracker.web", "tracker.cli", "tracker.app", "tracker.models.base")
#: The longest file; migrations are written by a machine and stay as they are.
MOST_LINES = 300
#: The most files of a folder; beyond, what stands for a feature goes into the three sub-folders (DESIGN.md §1).
MOST_FILES = 25
SUB_FOLDERS = {"giving", "helping", "proving"}
#: Module → source.
Sources = Mapping[str, str]


def house() -> dict[str, str]:
    """Read every module of the program."""
    files = [ROOT / "wsgi.py", *(ROOT / "tracker").rglob("*.py")]
    names = {".".join(file.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"): file for file in files}
    return {name: file.read_text(encoding="utf-8") for name, file in sorted(names.items())}


def imported(module: str, source: str, sources: Sources) -> Iterator[str]:
    """Give each module that a module imports, inside functions and under TYPE_CHECKING too."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            home = module.rsplit(".", node.level)[0] + "." * bool(node.module) if node.level else ""
            base = home + (node.module or "")
            for alias in node.names:
                inner = f"{base}.{alias.name}"
                yield inner if inner in sources else base


def edges(sources: Sources) -> list[tuple[str, str]]:
    """List (module, what it imports), each once."""
    return sorted({(name, other) for name, source in sources.items() for other in imported(name, source, sources)})


def floor_of(module: str) -> int | None:
    """Give a module's floor; None for the package's own name and for others' modules."""
    place = module.split(".")
    return FLOORS.get(place[1]) if place[0] == "tracker" and len(place) > 1 else None


def upward(sources: Sources) -> list[str]:
    """List the imports that point up, or across to a sibling folder."""
    amiss = []
    for name, other in edges(sources):
        here, there = floor_of(name), floor_of(other)
        if here is None or there is None:
            continue
        if there > here or (there == here and name.split(".")[1] != other.split(".")[1]):
            amiss.append(f"{name} imports {other}")
    return amiss


def circles(sources: Sources) -> list[str]:
    """List a circle of imports, if there is one."""
    known: dict[str, set[str]] = {name: set() for name in sources}
    for name, other in edges(sources):
        if other in known and other != name:
            known[name].add(other)
    try:
        list(TopologicalSorter(known).static_order())
    except CycleError as circle:
        return [" → ".join(circle.args[1])]
    return []


def flask_out_of_place(sources: Sources) -> list[str]:
    """List where Flask or an extension of it is imported below the pages, or Flask-SQLAlchemy beside models/base."""
    amiss = []
    for name, other in edges(sources):
        package = other.split(".")[0]
        if package == "flask_sqlalchemy":
            allowed = name == "tracker.models.base"
        else:
            above = name.startswith(WITH_FLASK) and name != "tracker.models.base"
            allowed = above or not re.match(r"flask($|_)|wtforms$|werkzeug$", package)
        amiss += [] if allowed else [f"{name} imports {other}"]
    return amiss


def posting(sources: Sources) -> list[str]:
    """List what inserts entries or lines elsewhere than operations/journal.py."""
    amiss = []
    for name, source in sources.items():
        if name == "tracker.operations.journal":
            continue
        tree = ast.parse(source)
        ours = {"journal.Entry", "journal.Line"} | {
            alias.asname or alias.name
            for node in ast.walk(tree)
            if isinstance(node, ast.ImportFrom) and node.module == "tracker.models.journal"
            for alias in node.names
            if alias.name in ("Entry", "Line")
        }
        amiss += [f"{name}:{node.lineno}" for node in ast.walk(tree) if _posts(node, ours)]
    return amiss


def _posts(node: ast.AST, ours: set[str]) -> bool:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return re.search(r"insert\s+(or\s+\w+\s+)?into\s+(entries|lines)\b", node.value, re.IGNORECASE) is not None
    if not isinstance(node, ast.Call):
        return False
    called = ast.unparse(node.func)
    first = ast.unparse(node.args[0]) if node.args else ""
    makes = called in ours or called.removesuffix(".__table__.insert") in ours
    return makes or (called.split(".")[-1] in ("insert", "bulk_insert_mappings") and first in ours)


def committing(sources: Sources) -> list[str]:
    """List what commits, or opens a transaction that commits by itself, elsewhere than operations/writing.py."""
    return [
        f"{name}:{node.lineno}"
        for name, source in sources.items()
        if name != "tracker.operations.writing"
        for node in ast.walk(ast.parse(source))
        if (isinstance(node, ast.Attribute) and node.attr in ("commit", "begin", "begin_nested"))
        or (isinstance(node, ast.Constant) and str(node.value).upper().strip(" ;") in ("COMMIT", "AUTOCOMMIT"))
    ]


def using_the_factory(sources: Sources) -> list[str]:
    """List who imports app.py, which only wsgi.py may know."""
    return [name for name, other in edges(sources) if other == "tracker.app" and name != "wsgi"]


def too_long(sources: Sources) -> list[str]:
    """List the files that have grown beyond one subject."""
    return [name for name, source in sources.items() if len(source.splitlines()) > MOST_LINES]


def crowded(sources: Sources) -> list[str]:
    """List the folders with too many files; the three sub-folders may have more."""
    count = Counter(name.rsplit(".", 1)[0] for name in sources if "." in name)
    full = [folder for folder, files in count.items() if files > MOST_FILES]
    return [folder for folder in full if not SUB_FOLDERS & set(folder.split("."))]


RULES = (upward, circles, flask_out_of_place, posting, committing, using_the_factory, too_long, crowded)
#: Rule, a small house that breaks it.
BAD: list[tuple[Callable[[Sources], list[str]], Sources]] = [
    (upward, {"tracker.queries.x": "from tracker.operations.journal import post"}),
    (upward, {"tracker.ground.x": "import tracker.models"}),
    (upward, {"tracker.models.x": "def f():\n    from tracker.queries import journal"}),
    (upward, {"tracker.models.x": "if TYPE_CHECKING:\n    from tracker.web.saving import save"}),
    (upward, {"tracker.operations.x": "from tracker.documents import page"}),
    (upward, {"tracker.documents.x": "import tracker.operations.journal"}),
    (upward, {"tracker.cli.x": "from tracker.web.paging import page"}),
    (upward, {"tracker.web.views.x": "from tracker.cli import books"}),
    (upward, {"tracker.ground.x": "from ..models import base"}),
    (circles, {"tracker.models.a": "import tracker.models.b", "tracker.models.b": "import tracker.models.a"}),
    (
        circles,
        {
            "tracker.queries.a": "from tracker.queries import b",
            "tracker.queries.b": "def f():\n    from tracker.queries.c import g",
            "tracker.queries.c": "from .a import h",
        },
    ),
    (flask_out_of_place, {"tracker.operations.x": "from flask import g"}),
    (flask_out_of_place, {"tracker.documents.x": "def f():\n    import flask_babel"}),
    (flask_out_of_place, {"tracker.models.donors": "from flask_sqlalchemy import SQLAlchemy"}),
    (flask_out_of_place, {"tracker.web.x": "from flask_sqlalchemy import SQLAlchemy"}),
    (flask_out_of_place, {"tracker.models.base": "from flask import current_app"}),
    (posting, {"tracker.operations.x": "from tracker.models.journal import Entry\nEntry(seq=1)"}),
    (posting, {"tracker.operations.x": "from tracker.models.journal import Line as Row\ns.execute(insert(Row), [])"}),
    (posting, {"tracker.operations.x": "from tracker.models import journal\njournal.Line(quantity=1)"}),
    (posting, {"tracker.operations.x": "from tracker.models.journal import Line\nLine.__table__.insert()"}),
    (posting, {"tracker.cli.x": "s.execute(text('INSERT OR REPLACE INTO lines VALUES (1)'))"}),
    (committing, {"tracker.operations.tills": "session.commit()"}),
    (committing, {"tracker.web.x": "with engine.begin() as connection: pass"}),
    (committing, {"tracker.cli.x": "session.execute(text('commit;'))"}),
    (using_the_factory, {"tracker.cli.x": "from tracker.app import create_app"}),
    (using_the_factory, {"tracker.web.x": "from tracker import app", "tracker.app": ""}),
    (too_long, {"tracker.web.x": "pass\n" * (MOST_LINES + 1)}),
    (crowded, {f"tracker.queries.x{number}": "" for number in range(MOST_FILES + 1)}),
]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_the_house_keeps_the_rule(rule):
    sources = house()

    breaches = rule(sources)

    assert breaches == []


@pytest.mark.parametrize(("rule", "sources"), BAD, ids=lambda value: getattr(value, "__name__", ""))
def test_a_house_that_breaks_the_rule_is_found(rule, sources):
    breaches = rule(sources)

    assert len(breaches) == 1


def test_every_rule_is_shown_to_find_a_breach():
    shown = {rule for rule, _ in BAD}

    assert shown == set(RULES)


def test_every_folder_of_the_program_stands_on_a_floor():
    places = {name.split(".")[1] for name in house() if name.startswith("tracker.")}

    assert places == set(FLOORS)


def test_what_is_below_or_beside_may_be_imported():
    sources = {
        "tracker.web.views.x": "from tracker.web import paging\nfrom tracker.operations.tills import move_money",
        "tracker.operations.x": "from tracker.queries.journal import balance\nfrom tracker.ground import dates",
        "tracker.documents.lines": "class Line: pass\nLine()",
        "wsgi": "from tracker.app import create_app",
    }

    breaches = [breach for rule in RULES for breach in rule(sources)]

    assert breaches == []

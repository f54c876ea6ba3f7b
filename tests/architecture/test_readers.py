"""Whatever opens a file or a link is tried with damaged input, or reads the program's own data, told here."""

from __future__ import annotations

import ast

import pytest

from tests.architecture.source_rules import SourceFile, source_files
from tests.fuzz.readers import READERS

OPENS = {
    "tomllib": ("load", "loads"),
    "json": ("load", "loads"),
    "pd": (
        "read_csv",
        "read_parquet",
        "read_json",
        "read_excel",
        "read_table",
        "read_feather",
        "read_pickle",
        "read_sql",
    ),
    "gpd": ("read_file", "read_parquet", "read_feather"),
    "pyogrio": ("read_dataframe", "list_layers", "read_info", "read_arrow"),
    "pq": ("read_table", "read_metadata", "read_schema", "ParquetFile"),
    "csv": ("reader", "DictReader"),
    "np": ("load", "loadtxt", "genfromtxt", "fromfile"),
    "ast": ("literal_eval", "parse"),
    "shlex": ("split",),
    "duckdb": ("connect",),
    "sqlite3": ("connect",),
    "yaml": ("load", "safe_load"),
    "pickle": ("load", "loads"),
    "zipfile": ("ZipFile",),
    "tarfile": ("open",),
    "ElementTree": ("parse", "fromstring"),
    "": ("parse_qs", "parse_qsl", "literal_eval", "read_parquet", "read_csv", "ZipFile", "model_validate_json"),
}
"""What opens a form of file, by the name it is reached under; '' for names that are imported or called on anything."""
VARIABLES = ("environ", "getenv")

OWN_DATA = {
    "dashboards.comparison.ground": "the bundled table of municipalities",
    "experiments.assumptions.used": "the program's own source",
    "experiments.bench.machine": "what a process of the bench itself just printed",
    "experiments.bench.worker": "what the bench that started it gave it",
    "experiments.calibration.targets": "the bundled table of targets",
    "experiments.description.drawn": "the program's own source",
    "experiments.effects_version": "the program's own source",
    "experiments.licences.inside": "what an installed library says of itself",
    "experiments.licences.pins": "the program's own pins",
    "experiments.page.reader": "what the program's own server sent",
    "experiments.study_report.tables": "a column that the journal's checksum vouches for",
    "geodata.base_figures": "the bundled table of figures",
    "geodata.build": "the cited tables that the bundled map is made from",
    "geodata.denmark": "the bundled tables of municipalities",
    "geodata.facts": "the bundled table of facts",
    "geodata.labour_market": "the bundled table of jobs",
    "model.letting.rulebook": "the bundled letting rules",
}
"""Modules that open the program's own data, and which."""
OWN_VARIABLES = {
    "dashboards.app": "set by the program for its own server",
    "dashboards.screenshots": "handed on to a process, read by nobody",
    "dashboards.serve": "handed on to a process, read by nobody",
    "dashboards.workshop_pages.inside": "set by the program for its own server",
    "experiments.bench.machine": "handed on to a process, read by nobody",
    "experiments.cli_start": "handed on to a process, read by nobody",
    "experiments.page.server": "handed on to a process, read by nobody",
}
"""Modules that look at variables of the environment which a user does not set for them, and why."""


def opened(file: SourceFile) -> list[str]:
    """What of `OPENS` a file calls, by line."""
    return [
        f"line {node.lineno}: {ast.unparse(node.func)}"
        for node in ast.walk(file.tree)
        if isinstance(node, ast.Call) and _opens(node.func)
    ]


def _opens(function: ast.expr) -> bool:
    if isinstance(function, ast.Name):
        return function.id in OPENS[""]
    if not isinstance(function, ast.Attribute):
        return False
    owner = function.value.attr if isinstance(function.value, ast.Attribute) else ast.unparse(function.value)
    return function.attr in OPENS.get(owner, ()) or function.attr in OPENS[""]


def variables(file: SourceFile) -> list[str]:
    """Where a file looks at the environment."""
    return [
        f"line {node.lineno}: {ast.unparse(node)}"
        for node in ast.walk(file.tree)
        if isinstance(node, ast.Attribute) and node.attr in VARIABLES and ast.unparse(node.value) == "os"
    ]


def _tried() -> set[str]:
    return {module for reader in READERS for module in reader.modules}


def test_whatever_opens_a_file_or_link_is_tried():
    found = {file.module: opened(file) for file in source_files()}
    unknown = {
        module: calls for module, calls in found.items() if calls and module not in _tried() and module not in OWN_DATA
    }
    assert unknown == {}, "put them into tests/fuzz/readers.py, or into OWN_DATA with the reason"


def test_whatever_reads_a_variable_is_tried():
    found = {file.module: variables(file) for file in source_files()}
    unknown = {name: where for name, where in found.items() if where and name not in (_tried() | OWN_VARIABLES.keys())}
    assert unknown == {}


def test_no_name_is_there_for_nothing():
    """A module that is named here or in the table still opens something itself."""
    opening = {file.module for file in source_files() if opened(file) or variables(file)}
    assert (OWN_DATA.keys() | OWN_VARIABLES.keys() | _tried()) - opening == set()


def test_nobody_is_in_both_lists():
    assert OWN_DATA.keys() & _tried() == set()


def test_toml_of_users_is_read_in_one_place():
    own = [file.module for file in source_files() if any("tomllib." in call for call in opened(file))]
    assert set(own) - OWN_DATA.keys() == {"experiments.toml_text"}


OPENING = (
    "tomllib.loads(text)", "json.load(file)", "pd.read_csv(path)", "pyogrio.read_dataframe(path)", "parse_qs(query)",
    "pq.read_table(path)", "urllib.parse.parse_qsl(query)", "csv.DictReader(file)", "pandas.read_parquet(path)",
    "xml.etree.ElementTree.parse(path)", "Form.model_validate_json(text)",
)  # fmt: skip


@pytest.mark.parametrize("text", OPENING)
def test_the_rule_sees_what_opens(text: str):
    assert opened(SourceFile("experiments.new", text))


@pytest.mark.parametrize("text", ["json.dumps(x)", "pd.DataFrame()", "store.read(path)", "x = tomllib", "file.load()"])
def test_the_rule_allows_what_does_not(text: str):
    assert opened(SourceFile("experiments.new", text)) == []

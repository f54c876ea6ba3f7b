"""Imports flow one way, randomness is addressed, and no file breaks a house rule."""

from __future__ import annotations

import pytest

from tests.architecture import source_rules
from tests.architecture.source_rules import PACKAGES, ROOT, SourceFile, source_files

RULES = (
    source_rules.imports_against_the_flow,
    source_rules.core_imports_of_others,
    source_rules.mechanisms_that_know_a_policy,
    source_rules.imports_of_tests,
    source_rules.unaddressed_randomness,
    source_rules.prints,
    source_rules.star_imports,
    source_rules.swallowed_errors,
    source_rules.too_long,
)

BREAKING = (
    (source_rules.imports_against_the_flow, "agents.household", "import model.world\n"),
    (source_rules.imports_against_the_flow, "model.world", "def f():\n    from experiments import run\n"),
    (source_rules.imports_against_the_flow, "geodata.place", "from agents.core.draws import uniform\n"),
    (source_rules.imports_against_the_flow, "experiments.cli", "importlib.import_module('dashboards.app')\n"),
    (source_rules.core_imports_of_others, "agents.core.columns", "from agents.person import Person\n"),
    (source_rules.core_imports_of_others, "agents.core.columns", "from .. import person\n"),
    (source_rules.core_imports_of_others, "agents.core.ties", "import geodata\n"),
    (source_rules.mechanisms_that_know_a_policy, "model.mechanisms.keys", "from model.policies import discover\n"),
    (source_rules.imports_of_tests, "model.world", "from tests.oracles import x\n"),
    (source_rules.unaddressed_randomness, "experiments.running", "import random\n"),
    (source_rules.unaddressed_randomness, "experiments.running", "from numpy.random import default_rng\n"),
    (source_rules.unaddressed_randomness, "dashboards.app", "x = np.random.rand(3)\n"),
    (source_rules.unaddressed_randomness, "model.population", "rows = table.sample(n=3)\n"),
    (source_rules.unaddressed_randomness, "model.estate_model", "self.random.shuffle(agents)\n"),
    (source_rules.unaddressed_randomness, "model.estate_model", "self.agents.shuffle_do('step')\n"),
    (source_rules.unaddressed_randomness, "experiments.bench.usual", "town.agents.shuffle_do('step')\n"),
    (source_rules.prints, "geodata.build", "print('done')\n"),
    (source_rules.star_imports, "model.world", "from numpy import *\n"),
    (source_rules.swallowed_errors, "model.world", "try:\n    f()\nexcept:\n    raise\n"),
    (source_rules.swallowed_errors, "model.world", "try:\n    f()\nexcept Exception:\n    pass\n"),
    (source_rules.too_long, "model.world", "x = 1\n" * 401),
)

KEEPING = (
    ("experiments.running", "from model import estate_model\nimport geodata.place\nfrom .store import save\n"),
    ("dashboards.app", "from experiments.running import run\nimport solara\n"),
    ("agents.core.ties", "from agents.core.columns import Table\nfrom . import draws\n"),
    ("agents.household", "from .core import draws\nfrom geodata.place import Place\n"),
    ("experiments.cli", "print('done')\n"),
    ("model.world", "try:\n    f()\nexcept ValueError:\n    pass\n"),
    ("model.world", "x = 1\n" * 400),
)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_no_file_breaks(rule):
    broken = [f"{file.module}: {what}" for file in source_files() for what in rule(file)]
    assert not broken, f"{rule.__doc__}\n" + "\n".join(broken)


@pytest.mark.parametrize(("rule", "module", "text"), BREAKING)
def test_a_rule_sees_what_it_forbids(rule, module, text):
    assert rule(SourceFile(module, text))


@pytest.mark.parametrize(("module", "text"), KEEPING)
def test_the_rules_allow_what_is_meant(module, text):
    assert [what for rule in RULES for what in rule(SourceFile(module, text))] == []


@pytest.mark.parametrize("package", PACKAGES)
def test_the_rules_read_every_package(package):
    assert any(file.package == package for file in source_files()), f"no Python file in {package}/"


def test_every_folder_of_code_is_a_package():
    """A folder without __init__.py would be missing from an installed Boligliv."""
    folders = {path.parent for package in PACKAGES for path in (ROOT / package).rglob("*.py")}
    assert not [str(folder.relative_to(ROOT)) for folder in folders if not (folder / "__init__.py").exists()]

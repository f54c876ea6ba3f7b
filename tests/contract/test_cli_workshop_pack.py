"""`boligliv workshop-pack` writes one page, and says what is wrong in one line."""

from __future__ import annotations

import pytest

from experiments.cli import run

BAD = {
    "--place volsmose": ("place = 'volsmose'", "did you mean 'vollsmose'?"),
    "--language sv": ("--language sv is not known", "en, da"),
    "--years many": ("--years many: not a whole number",),
    "--ask": ("--ask",),
    "--policy nothing": ("unknown policy 'nothing'",),
}


@pytest.mark.parametrize("line", BAD)
def test_bad_input_is_one_line_and_writes_nothing(line, tmp_path, capfd, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert run(["workshop-pack", *line.split()]) == 2
    told = capfd.readouterr().err
    assert told.startswith("boligliv: ") and told.count("\n") == 1
    assert all(part in told for part in BAD[line])
    assert list(tmp_path.iterdir()) == []


def test_it_names_the_page_it_has_written(tmp_path, capfd):
    assert run(["workshop-pack", "-l", "da", "--place", "vaerebro", "-o", str(tmp_path / "new")]) == 0
    page = tmp_path / "new" / "workshop-vaerebro-da.html"
    assert capfd.readouterr().out == f"{page}\n"
    assert page.read_text(encoding="utf-8").startswith("<!doctype html>")

"""What the benchmarks of the live page make of what they meet; how fast anything is, no test asks."""

from __future__ import annotations

import io
import json
import math
import os
import shutil
from types import SimpleNamespace

import pytest
from PIL import Image

from experiments.bench.machine import machine
from experiments.cli import run
from experiments.errors import RunError
from experiments.page import memory, screen, sessions, speed
from experiments.page.browser import CHROMIUMS
from experiments.page.numbers import growth, high_end, middle
from experiments.page.reader import packed, unpacked, wait

ABOUT = machine() | {"solara": "1.0", "chromium": "2.0"}
TIMES = {"median": 100.0, "high": 180.0, "every": [100.0, 180.0]}
PAGE = {
    "machine": ABOUT, "place": "vollsmose", "first_view_seconds": 2.0, "every_first_view_seconds": [1.9, 2.0, 2.1],
    "months_a_second": 9.0, "frames_a_second": 24.0, "high_gap_ms": 60.0, "answers": {"pause": TIMES},
    "answer_ms": TIMES,
}  # fmt: skip
HELD = {"server": 300.0, "models": 0.0, "copied": 250.0, "all": 550.0, "processes": 0.0}
SESSIONS = {
    "machine": ABOUT, "place": "vaerebro", "sessions": 20, "ready_seconds": 5.0, "steps_a_second": [1.5, 1.9],
    "server_ms_a_step": 20.0, "model_ms_a_step": 40.0, "processors_busy": 1.2, "kb_a_step": 12.0, 
    "messages_a_step": {"EstateMap": 1.0, "rare": 0.01},
    "memory_before": HELD, "memory_during": HELD, "memory_after": HELD, "mixed_up": 0,
    "server_mb_by_round": [300.0, 301.0, 300.0], "growth_mb_a_round": 0.0, "errors_in_the_log": 0,
}  # fmt: skip


def test_the_commands_set_what_is_measured_beside_what_is_wanted(monkeypatch, capsys):
    monkeypatch.setattr(speed, "run", lambda place, quiet: PAGE)
    monkeypatch.setattr(sessions, "run", lambda count, place, quiet: SESSIONS)
    monkeypatch.setattr(sessions, "told_here", lambda: True)
    assert run(["bench", "--page", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["answers"]["pause"]["high"] == 180.0
    assert run(["bench", "--page"]) == 0
    said = capsys.readouterr().out
    assert "<= 3" in said and "2.00 (each: 1.90, 2.00, 2.10)" in said and "100 (180)" in said and "Chromium 2.0" in said
    assert run(["bench", "--sessions", "20", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["mixed_up"] == 0
    assert run(["bench", "--sessions", "20"]) == 0
    said = capsys.readouterr().out
    assert "1.50, 1.90" in said and "550, 550, 550" in said and "EstateMap 1.0" in said and "rare" not in said


def test_without_a_browser_the_command_says_so(monkeypatch, capsys):
    monkeypatch.setattr(shutil, "which", lambda name: None)
    assert run(["bench", "--page"]) == 2
    error = capsys.readouterr().err
    assert error.startswith("boligliv: boligliv bench --page needs Chromium") and "apt-get install chromium" in error
    assert CHROMIUMS[0] == "chromium"


@pytest.mark.parametrize("option", [["--page"], ["--sessions", "2"]])
def test_one_place_at_a_time(option, capsys):
    assert run(["bench", *option, "--place", "vaerebro", "--place", "vollsmose"]) == 2
    assert f"--place vollsmose: {option[0]} measures one place at a time" in capsys.readouterr().err


def test_without_proc_memory_is_not_guessed(monkeypatch, capsys):
    monkeypatch.setattr(sessions, "told_here", lambda: False)
    assert run(["bench", "--sessions", "2"]) == 2
    assert "needs Linux" in capsys.readouterr().err


def test_an_answer_that_never_came_is_the_longest():
    assert middle([3.0, math.inf, 1.0]) == 3.0 and math.isnan(middle([]))
    assert high_end([100.0] * 18 + [math.inf] * 2) == math.inf and high_end([5.0, 1.0], 0.5) == 1.0
    assert growth([10.0, 10.5, 30.0, 11.5, 12.0]) == 0.5
    with pytest.raises(RunError, match="two rounds"):
        growth([10.0])


def test_a_message_is_taken_apart_as_it_was_put_together():
    assert unpacked(packed({"content": {"a": "æ"}, "buffers": []})) == {"content": {"a": "æ"}, "buffers": []}
    head = json.dumps({"content": {}}).encode()
    starts = [12, 12 + len(head), 12 + len(head) + 3]
    table = b"".join(number.to_bytes(4, "big") for number in (2, *starts[:2]))
    assert unpacked(table + head + b"abc")["buffers"] == [b"abc"]
    assert unpacked('{"content": 1}') == {"content": 1, "buffers": []}


def test_sessions_that_show_what_is_anothers_are_counted():
    def reader(**seen: bytes) -> SimpleNamespace:
        return SimpleNamespace(seen=seen)

    one, same, other = reader(a=b"1", b=b"2"), reader(b=b"2", c=b"3"), reader(a=b"1", b=b"9")
    assert sessions.mixed_up([one, same, other], [1, 1, 2]) == 0
    assert sessions.mixed_up([one, same, other], [1, 2, 1]) == 2, "two of one seed differ, two of others do not"
    assert sessions.mixed_up([one, reader()], [1, 2]) == 0, "nothing shown by both says nothing"


def test_only_pictures_in_which_the_map_changed_are_counted():
    box = {"x": 100.0, "y": 100.0, "width": 300.0, "height": 300.0}

    def picture(at: float, spot: tuple[int, int], tint: int) -> screen.Picture:
        image = Image.new("RGB", (400, 300), (240, 240, 240))
        image.paste((tint, 0, 0), (*spot, spot[0] + 6, spot[1] + 6))
        packed = io.BytesIO()
        image.save(packed, "JPEG", quality=60)
        return at, packed.getvalue()

    inside, beside = (120, 120), (300, 20)
    pictures = [picture(1.0, inside, 10), picture(2.0, inside, 10), picture(3.0, inside, 60), picture(4.0, beside, 60)]
    pictures += [picture(5.0, beside, 10), picture(6.0, inside, 10)]
    assert screen.changes(pictures, box) == [3.0, 4.0, 6.0]


def test_what_is_waited_for_in_vain_is_named():
    with pytest.raises(RunError, match="no month came within 0 s"):
        wait(lambda: False, 0.0, "no month came")


@pytest.mark.skipif(not memory.told_here(), reason="reads /proc")
def test_what_a_process_holds_is_told():
    own = os.getpid()
    assert own in memory.under(own) and memory.models_of(own) == []
    assert memory.held_mb([own]) > 10 and memory.cpu_seconds(own) > 0
    assert math.isnan(memory.cpu_seconds(-1)) and memory.held_mb([2**22 + 1]) == 0.0

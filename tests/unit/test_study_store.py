"""The store of studies: whole lines and segments, nothing twice, full disks, foreign folders, other versions."""

from __future__ import annotations

import errno
import json
import os
import shutil

import pytest

from experiments.errors import InputError, RunError
from experiments.study import address, journal, segments, store
from experiments.study.address import asked
from experiments.study.form import read_study
from experiments.study.journal import Unwritable
from experiments.study.points import points
from experiments.study.store import RunStore
from experiments.study.sweep import plan, sweep
from experiments.study.where import Processes
from model.scenario import Scenario
from tests.unit.study_fake import FAKE
from tests.unit.sweep_fake import BROKEN, write_study

HERE = Processes(1)


def one(seed: int):
    return asked(Scenario(seed=seed, months=24), (1, 2))


def answer(seed: int) -> dict[str, object]:
    return {"values": {"1": {"m|estate|all": seed + 0.1}, "2": {"m|estate|all": 1 / seed}}, "seconds": 1.0}


def fill(root, seeds) -> RunStore:
    made = RunStore(root)
    with made.writing() as writer:
        for seed in seeds:
            writer.add(one(seed), answer(seed))
    return made


def seeds_of(made: RunStore) -> list[int]:
    return sorted(made.contents().runs()["seed"].to_pylist())


def leave(made: RunStore, seeds) -> None:
    """Runs of a sitting that was killed: in a journal, not folded."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(store.Writer, "close", lambda writer: None)
        fill(made.root, seeds)


class TestFolding:
    def test_runs_and_values_come_back_to_the_last_bit(self, tmp_path):
        made = fill(tmp_path, [1, 2, 3])
        assert seeds_of(made) == [1, 2, 3]
        found = made.contents().values()
        for seed in (1, 2, 3):
            own = found[found["run"] == one(seed).address].sort_values("year")
            assert own["value"].tolist() == [seed + 0.1, 1 / seed]
            assert own[["metric", "unit", "group"]].drop_duplicates().to_numpy().tolist() == [["m", "estate", "all"]]
        row = next(row for row in made.contents().runs().to_pylist() if row["seed"] == 2)
        assert json.loads(row["asked"]) == Scenario(seed=2, months=24).as_dict()
        assert (row["years"], row["status"], row["error"]) == ("1,2", "done", None)

    def test_few_files_whatever_the_number_of_sittings(self, tmp_path, monkeypatch):
        monkeypatch.setattr(store, "FOLD_AT", 4)
        for seed in (1, 2, 3):
            made = fill(tmp_path, [seed])
        made = fill(tmp_path, range(4, 14))
        assert seeds_of(made) == list(range(1, 14))
        assert [segment.runs for segment in made.contents().segments] == [4, 4, 5]
        assert not list((tmp_path / "journal").glob("*.jsonl"))
        # What the last one replaced is gone after the next start.
        made = fill(tmp_path, [])
        assert len(list(made.segments.glob("*.parquet"))) == 2 * 3

    def test_the_order_of_finishing_makes_no_difference_to_the_bytes(self, tmp_path):
        first, second = fill(tmp_path / "a", [1, 2, 3]), fill(tmp_path / "b", [3, 1, 2])
        paths = [next(made.segments.glob("*.values.parquet")) for made in (first, second)]
        assert paths[0].read_bytes() == paths[1].read_bytes()


class TestAfterAKill:
    def test_a_journal_left_behind_is_read_and_folded_at_the_next_start(self, tmp_path):
        made = fill(tmp_path, [1])
        leave(made, [2, 3])
        assert seeds_of(made) == [1, 2, 3]
        assert seeds_of(fill(tmp_path, [4])) == [1, 2, 3, 4]
        assert not list((tmp_path / "journal").glob("*.jsonl"))

    @pytest.mark.parametrize("cut", [1, 20, 300])
    def test_a_line_cut_short_spoils_no_other(self, tmp_path, cut):
        made = RunStore(tmp_path)
        leave(made, [1, 2])
        path = next((tmp_path / "journal").glob("*.jsonl"))
        path.write_bytes(path.read_bytes()[:-cut])
        # A line without only its end is whole all the same.
        left = [1, 2] if cut == 1 else [1]
        assert seeds_of(made) == left
        assert seeds_of(fill(tmp_path, [3])) == [*left, 3]

    def test_a_changed_number_is_not_believed(self, tmp_path):
        made = RunStore(tmp_path)
        leave(made, [1, 2])
        path = next((tmp_path / "journal").glob("*.jsonl"))
        path.write_text(path.read_text().replace("1.1", "1.2", 1))
        assert seeds_of(made) == [2]

    def test_killed_between_segment_and_journal_nothing_is_double(self, tmp_path):
        made = RunStore(tmp_path)
        leave(made, [1, 2])
        left = next((tmp_path / "journal").glob("*.jsonl"))
        shutil.copy(left, tmp_path / "kept")
        fill(tmp_path, [3])
        shutil.copy(tmp_path / "kept", left)
        (tmp_path / "kept").unlink()
        assert seeds_of(made) == [1, 2, 3] and len(made.contents().values()) == 6
        assert seeds_of(fill(tmp_path, [])) == [1, 2, 3]
        assert not left.exists()

    @pytest.mark.parametrize("kind", ["runs", "values"])
    @pytest.mark.parametrize("left", [0, 100])
    def test_a_half_segment_is_passed_over_and_never_overwritten(self, tmp_path, monkeypatch, kind, left):
        monkeypatch.setattr(store, "FOLD_AT", 2)
        made = fill(tmp_path, [1, 2, 3, 4])
        path = sorted(made.segments.glob(f"*.{kind}.parquet"))[0]
        path.write_bytes(path.read_bytes()[:left])
        contents = made.contents()
        assert len(contents.damaged) == 1 and len(contents.runs()) == 2
        assert len(seeds_of(fill(tmp_path, [5]))) == 3
        assert path.stat().st_size == left

    def test_a_segment_that_goes_while_it_is_read_is_neither_damaged_nor_missed(self, tmp_path, monkeypatch):
        made = fill(tmp_path, [1, 2])
        real, asked_for = segments.pq.read_metadata, []

        def read_metadata(path):
            if not asked_for:
                asked_for.append(path)
                # Another sitting puts its runs with these, and one more deletes what is replaced.
                fill(tmp_path, [3])
                fill(tmp_path, [])
            return real(path)

        monkeypatch.setattr(segments.pq, "read_metadata", read_metadata)
        contents = made.contents()
        assert not asked_for[0].exists() and contents.damaged == ()
        assert sorted(contents.runs()["seed"].to_pylist()) == [1, 2, 3]

    def test_values_without_runs_are_cleaned_away(self, tmp_path):
        made = RunStore(tmp_path)
        leave(made, [1, 2])
        number = int(next((tmp_path / "journal").glob("*.jsonl")).stem)
        entries = list(journal.read(tmp_path / "journal" / f"{number:04d}.jsonl"))
        segments.write(made.segments, number, entries, [number])
        (made.segments / f"{number:04d}.runs.parquet").unlink()
        assert seeds_of(made) == [1, 2] and len(made.contents().values()) == 4
        assert seeds_of(fill(tmp_path, [])) == [1, 2] and len(made.contents().values()) == 4


class TestFullDisk:
    @pytest.fixture
    def full(self, monkeypatch, tmp_path):
        """Journals take two lines and half of the third; with the reserve gone, one line more."""
        real, room = os.write, [None]

        def write(descriptor, data):
            name = os.readlink(f"/proc/self/fd/{descriptor}")
            if not name.endswith(".jsonl"):
                return real(descriptor, data)
            if room[0] is None:
                room[0] = int(2.5 * len(data))
            free = room[0] + (0 if (tmp_path / "journal" / journal.RESERVE).exists() else len(data))
            if free <= 0:
                raise OSError(errno.ENOSPC, "No space left on device")
            done = real(descriptor, data[: min(free, len(data))])
            room[0] -= done
            return done

        monkeypatch.setattr(os, "write", write)

    @pytest.mark.usefixtures("full")
    def test_the_run_that_fills_it_goes_into_the_reserve_and_the_next_leaves_no_half_line(self, tmp_path):
        made = RunStore(tmp_path)
        with made.writing() as writer:
            writer.add(one(1), answer(1))
            writer.add(one(2), answer(2))
            with pytest.raises(Unwritable, match="No space left on device"):
                writer.add(one(3), answer(3))
            with pytest.raises(Unwritable, match="one finished run is lost"):
                writer.add(one(4), answer(4))
            assert writer.written() == 3
        assert seeds_of(made) == [1, 2, 3]

    @pytest.mark.usefixtures("full")
    def test_a_sweep_stops_with_one_message_and_goes_on_later(self, tmp_path, monkeypatch):
        study = read_study(write_study(tmp_path.parent))
        made = RunStore(tmp_path)
        asked_for = plan(study, points(study), made)
        with pytest.raises(RunError, match=r"No space left on device\); 3 of 12 runs were finished and are kept: make"):
            sweep(asked_for, made, HERE, model=FAKE)
        monkeypatch.undo()
        assert plan(study, points(study), made).there == 3
        assert sweep(asked_for, made, HERE, model=FAKE).done == 9

    def test_without_room_to_fold_the_journal_stays(self, tmp_path, monkeypatch):
        def no_room(*arguments, **named):
            raise OSError(errno.ENOSPC, "No space left on device")

        with monkeypatch.context() as patch:
            patch.setattr(segments.pq, "write_table", no_room)
            made = fill(tmp_path, [1, 2])
        assert seeds_of(made) == [1, 2] and not list(made.segments.iterdir())
        assert seeds_of(fill(tmp_path, [])) == [1, 2]
        assert len(list(made.segments.iterdir())) == 2

    def test_without_room_to_begin_nothing_begins(self, tmp_path, monkeypatch):
        def no_room(*arguments):
            raise OSError(errno.ENOSPC, "No space left on device")

        monkeypatch.setattr(os, "posix_fallocate", no_room)
        with pytest.raises(InputError, match=r"cannot write there \(No space left on device\)"):
            fill(tmp_path, [1])


class TestWhoseFolder:
    def test_a_second_writer_is_told_who_is_at_work(self, tmp_path):
        made = RunStore(tmp_path)
        with made.writing(), pytest.raises(InputError, match=rf"process {os.getpid()} on .* writes into it now"):
            fill(tmp_path, [1])
        assert seeds_of(fill(tmp_path, [1])) == [1]

    def test_a_foreign_folder_is_left_alone(self, tmp_path):
        (tmp_path / "thesis.docx").write_text("chapter 1")
        with pytest.raises(InputError, match="holds other things"):
            fill(tmp_path, [1])
        assert [path.name for path in tmp_path.iterdir()] == ["thesis.docx"]

    def test_a_folder_whose_making_was_killed_is_made_whole(self, tmp_path):
        (tmp_path / ".unfinished-77-store.json").write_text("{")
        assert seeds_of(fill(tmp_path, [1])) == [1]
        assert not list(tmp_path.glob(".unfinished*"))

    def test_a_file_is_no_folder(self, tmp_path):
        (tmp_path / "file").write_text("")
        with pytest.raises(InputError, match=r"not a folder that can be used \(Not a directory\)"):
            fill(tmp_path / "file", [1])
        with pytest.raises(InputError, match="Not a directory"):
            fill(tmp_path / "file" / "below", [1])

    def test_a_reader_sees_nothing_where_there_is_nothing(self, tmp_path):
        assert seeds_of(RunStore(tmp_path / "no")) == []
        assert not (tmp_path / "no").exists()


class TestNothingTwice:
    @pytest.fixture
    def study(self, tmp_path_factory):
        return read_study(write_study(tmp_path_factory.mktemp("study")))

    def test_only_what_is_missing_is_done_also_for_another_study(self, tmp_path, study):
        made = RunStore(tmp_path)
        own = points(study)
        assert sweep(plan(study, own, made), made, HERE, model=FAKE).done == 12
        assert plan(study, own, made).to_do == ()
        longer = plan(read_study(write_study(tmp_path.parent, replications=3)), own, made)
        assert (longer.there, len(longer.to_do)) == (12, 6)
        assert {one.scenario.seed for one in longer.to_do} == {3}

    def test_fewer_horizons_are_answered_by_more_and_more_are_run_anew(self, tmp_path, study):
        made = RunStore(tmp_path)
        sweep(plan(study, points(study), made), made, HERE, model=FAKE)
        text = study.as_toml()
        fewer, more = tmp_path.parent / "fewer.toml", tmp_path.parent / "more.toml"
        assert "years = [\n    1,\n    2,\n]" in text
        fewer.write_text(text.replace("    1,\n    2,\n", "    2,\n"))
        more.write_text(text.replace("months = 24", "months = 36").replace("    2,\n", "    2,\n    3,\n"))
        asked_for = read_study(fewer)
        found = plan(asked_for, points(asked_for), made)
        assert (found.there, found.to_do) == (12, ())
        asked_for = read_study(more)
        assert len(plan(asked_for, points(asked_for), made).to_do) == 12

    def test_another_version_is_refused_unless_asked_for_and_left_as_it_is(self, tmp_path, study, monkeypatch):
        made = RunStore(tmp_path)
        sweep(plan(study, points(study), made), made, HERE, model=FAKE)
        before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
        monkeypatch.setattr(address, "model_version", lambda policies: "another")
        with pytest.raises(InputError, match=r"holds 12 runs .* another version of the model .*--any-version"):
            plan(study, points(study), made)
        assert {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()} == before
        found = plan(study, points(study), made, any_version=True)
        assert (found.there, found.to_do) == (12, ())

    def test_a_failed_run_is_a_row_and_tried_again_only_when_asked(self, tmp_path, study):
        made = RunStore(tmp_path)
        tally = sweep(plan(study, points(study), made), made, HERE, model=BROKEN)
        assert (tally.done, tally.failed) == (12, 3)
        assert "second chance, seed 2: ZeroDivisionError: nobody is left in month 2015-01" in tally.first_failure
        rows = [row for row in made.contents().runs().to_pylist() if row["status"] == "failed"]
        assert len(rows) == 3 and all("study_fake.py" in row["traceback"] for row in rows)
        assert all(json.loads(row["asked"])["seed"] == 2 for row in rows)
        found = plan(study, points(study), made)
        assert (found.there, found.failed, found.to_do) == (9, 3, ())
        found = plan(study, points(study), made, retry_failed=True)
        assert (found.there, found.failed, len(found.to_do)) == (9, 0, 3)
        assert sweep(found, made, HERE, model=FAKE).failed == 0
        found = plan(study, points(study), made)
        assert (found.there, found.failed) == (12, 0)

    def test_a_place_of_ones_own_is_part_of_the_version(self, tmp_path, monkeypatch):
        path = tmp_path / "mine.gpkg"
        monkeypatch.setattr(address, "path_of", lambda name: path)
        path.write_bytes(b"one")
        first = address.version_for(Scenario(place="mine"))
        path.write_bytes(b"other")
        assert len({first, address.version_for(Scenario(place="mine")), address.version_for(Scenario())}) == 3

"""Questions to a store in SQL, answered by DuckDB over its files; also while a sweep writes into it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import pyarrow as pa

from experiments.errors import InputError, abridged
from experiments.study import record, segments
from experiments.study.store import Contents, RunStore

VIEWS = {
    "runs": "finished runs: run, place, law, behaviour, policies, seed, months, years, version, seconds, ...",
    "values": 'what they gave: run, year, metric, unit, "group", value',
    "parameters": "numbers that a study varies, at each point: study, point, seed, run, name, kind, value",
    "failures": "runs that failed and were not mended since: the columns of runs with error, traceback and asked",
    "studies": "studies swept into this folder: study, name, points, seeds, months, years, sittings, toml, ...",
    "points": "their points on each seed: study, point, place, behaviour, law, alternative, seed, run",
}

_ASKING = {duckdb.StatementType.SELECT, duckdb.StatementType.EXPLAIN, duckdb.StatementType.MULTI}
"""A question may not change anything; `pivot` is several statements in one."""

_STUDY = pa.schema(
    [("study", pa.string()), ("name", pa.string()), ("points", pa.int64()), ("seeds", pa.int64()),
     ("months", pa.int64()), ("years", pa.string()), ("sittings", pa.int64()), ("began", pa.string()),
     ("code_version", pa.string()), ("toml", pa.string())]
)  # fmt: skip
_POINT = pa.schema(
    [("study", pa.string()), ("point", pa.int64()), ("place", pa.string()), ("behaviour", pa.string()),
     ("law", pa.string()), ("alternative", pa.string()), ("seed", pa.int64()), ("run", pa.string())]
)  # fmt: skip
_NUMBER = pa.schema(
    [("study", pa.string()), ("point", pa.int64()), ("name", pa.string()), ("kind", pa.string()),
     ("value", pa.float64())]
)  # fmt: skip

_SQL = """
create view runs as select * exclude (status, error, traceback) from attempts where status = 'done';
create view failures as select * exclude (status) from attempts a where status = 'failed'
    and not exists (select 1 from attempts b where b.scenario = a.scenario and b.status = 'done'
                    and list_has_all(string_split(b.years, ','), string_split(a.years, ','))
                    and (a.maps = '' or list_has_all(string_split(b.maps, ','), string_split(a.maps, ','))))
    qualify row_number() over (partition by run order by finished desc) = 1;
create view parameters as
    select study, point, seed, run, name, kind, value from points join numbers using (study, point);
"""


class Answers:
    """What a store holds at one moment, ready for questions."""

    def __init__(self, root: Path) -> None:
        store = RunStore(root)
        if not store.check():
            raise InputError(f"{root} holds no runs of studies; make some with `boligliv sweep STUDY.toml -o {root}`")
        contents = store.contents()
        self.damaged = contents.damaged
        self._connection = duckdb.connect(config={"autoinstall_known_extensions": False})
        studies = tuple(record.all_of(store))
        try:
            self._views(contents, studies)
        except (duckdb.Error, pa.ArrowException) as error:
            raise InputError(f"{root} cannot be read ({abridged(_reason(error), 300)})") from None

    def _views(self, contents: Contents, studies: Sequence[dict[str, Any]]) -> None:
        tables = {
            "attempts": contents.runs(),
            "studies": pa.Table.from_pylist(list(record.study_rows(studies)), _STUDY),
            "points": pa.Table.from_pylist(list(record.point_rows(studies)), _POINT),
            "numbers": pa.Table.from_pylist(list(record.value_rows(studies)), _NUMBER),
            "pending": segments.values_table(contents.pending),
        }
        for name, table in tables.items():
            self._connection.register(name, table)
        files = [str(one.values_path) for one in contents.segments]
        folded = f"select * from read_parquet({_list(files)}) union all by name " if files else ""
        self._connection.execute(f"create view values as {folded}select * from pending")
        self._connection.execute(_SQL)

    def ask(self, sql: str) -> pd.DataFrame:
        """The rows that answer a question; raises InputError in one line when it is none."""
        try:
            kinds = {one.type for one in duckdb.extract_statements(sql)}
            if not kinds or not kinds <= _ASKING:
                raise InputError(f"{abridged(sql.strip()) or 'nothing'}: is no question; ask with select")
            return self._connection.sql(sql).df()
        except duckdb.Error as error:
            raise InputError(f"{abridged(_reason(error), 400)}; the views are {', '.join(VIEWS)}") from None

    def runs(self) -> pd.DataFrame:
        """Finished runs, one row each."""
        return self.ask("select * from runs order by run")

    def values(self) -> pd.DataFrame:
        """Every value of every finished run."""
        return self.ask('select * from values order by run, year, metric, unit, "group"')


def _list(files: Iterable[str]) -> str:
    return "[" + ", ".join("'" + file.replace("'", "''") + "'" for file in files) + "]"


def _reason(error: Exception) -> str:
    """DuckDB's reason without the picture of where it stands."""
    lines = str(error).split("\nLINE ")[0].split("\n")
    return " ".join(" ".join(lines).split()).rstrip(".;") or type(error).__name__

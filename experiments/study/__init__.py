"""A study: what is asked of the model many times over, and the runs that answer it."""

from experiments.study.form import Design, Range, Study, from_toml, read_study
from experiments.study.points import Point, points, runs

__all__ = ["Design", "Point", "Range", "Study", "from_toml", "points", "read_study", "runs"]

"""The numbers of one run, and what is made of them alone: worked out once, not every month."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar

Made = TypeVar("Made")
More = ParamSpec("More")


class Values(dict[str, float]):
    """The value of every parameter by name. What functions have made of them is kept until a value changes."""

    def __init__(self, values: Mapping[str, float]) -> None:
        super().__init__(values)
        self.made: dict[Any, Any] = {}

    def __setitem__(self, name: str, value: float) -> None:
        self.made.clear()
        super().__setitem__(name, value)

    def update(self, *changed: Any, **named: float) -> None:
        """Change several."""
        self.made.clear()
        super().update(*changed, **named)

    def __ior__(self, changed: Any) -> Values:  # type: ignore[override, misc]
        self.update(changed)
        return self

    def __reduce__(self) -> tuple[type[Values], tuple[dict[str, float]]]:
        return Values, (dict(self),)


def made_once(
    make: Callable[Concatenate[Mapping[str, float], More], Made],
) -> Callable[Concatenate[Mapping[str, float], More], Made]:
    """For a function of a run's numbers, and of little else that can be a key: `Values` keep what it returns, which
    nobody may change.
    """

    @wraps(make)
    def found(values: Mapping[str, float], *more: More.args, **named: More.kwargs) -> Made:
        if not isinstance(values, Values):
            return make(values, *more, **named)
        address = (make, *more, *named.items())
        if address not in values.made:
            values.made[address] = make(values, *more, **named)
        return values.made[address]

    return found

"""Light data classes behave as the standard ones do."""

from __future__ import annotations

import copy
import dataclasses
import importlib
import pickle
import pkgutil
from collections.abc import Iterator
from typing import Any, Generic, TypeVar

import pytest

import validator
from validator.values import dataclass as light
from validator.values.calendar import Span

T = TypeVar("T")


def defined(standard: bool) -> dict[str, Any]:
    """The same classes, by the standard decorator and by the light one."""
    make: Any = dataclasses if standard else light

    @make.dataclass(frozen=True, slots=True)
    class Point:
        """A point."""

        x: int
        y: int = 2
        names: list[str] = make.field(default_factory=list, compare=False)

        @property
        def total(self) -> int:
            return self.x + self.y

    @make.dataclass(slots=True)
    class Open:
        x: int
        hidden: str = make.field(repr=False, default="")
        late: list[int] = make.field(init=False)

        def __post_init__(self) -> None:
            self.late = [self.x]

    @make.dataclass(frozen=True, slots=True, eq=False)
    class Own:
        x: int

    @make.dataclass(frozen=True)
    class Loose:
        x: int
        y: tuple[int, ...] = ()

    @make.dataclass(frozen=True, slots=True)
    class OwnEquality:
        x: int

        def __eq__(self, other: object) -> bool:
            return isinstance(other, OwnEquality)

    @make.dataclass(frozen=True, slots=True)
    class Refused(Exception):  # noqa: N818
        x: str = "why"

    @make.dataclass(frozen=True, slots=True, order=True)
    class Ordered:
        x: int

    @make.dataclass(frozen=True, slots=True)
    class Shaped(Generic[T]):
        x: T
        y: int = 0

    @make.dataclass
    class Inherits(Open):
        y: int = 1

    return {k: v for k, v in locals().items() if isinstance(v, type)}


def seen(kind: str, classes: dict[str, Any]) -> Iterator[object]:
    """All that can be seen of a class and its objects from outside, one thing after the other."""
    cls = classes[kind]
    yield cls.__name__, cls.__doc__ if kind == "Point" else "", cls.__match_args__, getattr(cls, "__slots__", None)
    names = [field.name for field in dataclasses.fields(cls)]
    yield names, dataclasses.is_dataclass(cls), cls.__hash__ is None
    for arguments in ((), (1,), (1, 2), (1, 2, 3, 4)):
        for named in ({}, {"x": 5}, {"y": 7}, {"zz": 1}):
            try:
                one, other = cls(*arguments, **named), cls(*arguments, **named)
            except TypeError:
                yield arguments, named, "refused"
                continue
            yield repr(one).split(".")[-1], one == other, one != other, one == 1
            yield "unhashable" if cls.__hash__ is None else hash(one) == hash(other)
            yield [getattr(one, name) for name in names]
            yield dataclasses.asdict(one), dataclasses.replace(one, x=9).x
            yield [getattr(copy.copy(one), name) for name in names], [getattr(copy.deepcopy(one), n) for n in names]
            for act in (lambda one=one: setattr(one, "x", 3), lambda one=one: delattr(one, "x")):
                try:
                    act()
                    yield "changed"
                except (dataclasses.FrozenInstanceError, TypeError) as error:
                    yield type(error).__name__


@pytest.mark.parametrize("kind", sorted(defined(standard=True)))
def test_a_light_class_is_seen_as_a_standard_one(kind: str) -> None:
    assert list(seen(kind, defined(standard=False))) == list(seen(kind, defined(standard=True)))


def test_ordered_classes_compare_as_standard_ones_do() -> None:
    for standard in (True, False):
        cls = defined(standard)["Ordered"]
        one, two = cls(1), cls(2)
        assert (one < two, one <= two, one > two, one >= two, one <= cls(1)) == (True, True, False, False, True)
        with pytest.raises(TypeError):
            _ = one < 1


def test_replacing_a_field_keeps_the_others() -> None:
    one = defined(standard=False)["Point"](1, 2, ["a"])
    assert light.replace(one, y=5).names is one.names
    assert (light.replace(one, y=5).x, light.replace(one, y=5).y) == (1, 5)
    with pytest.raises(TypeError):
        light.replace(one, z=5)


def test_what_is_made_by_the_standard_library_is_replaced_too() -> None:
    assert light.replace(defined(standard=True)["Point"](1), x=4).x == 4
    assert light.replace(defined(standard=False)["Ordered"](1), x=4).x == 4


def test_every_class_of_the_product_is_complete() -> None:
    """The standard library's own view of each class names its slots, defaults included."""
    found = 0
    for module in pkgutil.walk_packages(validator.__path__, "validator."):
        for cls in vars(importlib.import_module(module.name)).values():
            if isinstance(cls, type) and light._PLAN in vars(cls) and cls.__module__ == module.name:
                found += 1
                fields = dataclasses.fields(cls)
                assert list(vars(cls)["__plan__"].fields) == [field.name for field in fields]
                assert set(getattr(cls, "__slots__", ())) <= {field.name for field in fields}
                light._initialiser(cls)
    assert found > 100


def test_objects_travel_between_processes() -> None:
    from validator.records.marks import FILE_START, Fault

    fault = Fault("rule", "message", "file", FILE_START)
    assert pickle.loads(pickle.dumps(fault)) == fault


def test_what_the_standard_library_asks_is_answered_once() -> None:
    one = Span(1, 2)
    assert dataclasses.replace(one, hi=3) == Span(1, 3)
    asked = vars(Span)["__dataclass_fields__"]
    assert set(asked) == {"lo", "hi"}
    assert dataclasses.fields(one)[0].name == "lo"
    assert vars(Span)["__dataclass_fields__"] is asked

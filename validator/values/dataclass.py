"""Data classes as the standard library makes them, made in a fifth of the time.

The standard decorator compiles about six methods for each class as soon as it is defined. A run of this program
defines some 160 of them, which took longer than reading and judging two hundred claims. Here the methods of all
classes are the same few functions, and only the initialiser is compiled, when the first object is made. Whatever is
unusual (a data class that extends another) is left to the standard library.

To a type checker these are the standard names.
"""

from __future__ import annotations

from collections.abc import Callable
from operator import attrgetter
from typing import TYPE_CHECKING, Any, Final

_NOTHING: Final = object()
_PLAN: Final = "__plan__"
_set: Final = object.__setattr__


class _Field:
    """What `field()` was given."""

    __slots__ = ("compare", "default", "factory", "init", "repr")

    def __init__(self, default: object, factory: Callable[[], object] | None, init: bool, repr: bool, compare: bool):
        self.default = default
        self.factory = factory
        self.init = init
        self.repr = repr
        self.compare = compare


class _Plan:
    """The fields of a class, and how it was asked for."""

    __slots__ = ("compared", "fields", "frozen", "given", "shown", "slots")

    def __init__(self, fields: dict[str, _Field], frozen: bool, slots: bool) -> None:
        self.fields = fields
        self.frozen = frozen
        self.slots = slots
        self.shown = tuple(name for name, one in fields.items() if one.repr)
        compared = [name for name, one in fields.items() if one.compare]
        self.compared: Callable[[Any], object] = attrgetter(*compared) if compared else _same
        self.given = tuple(name for name, one in fields.items() if one.init)
        """What the initialiser takes."""


def _same(_: object) -> tuple[()]:
    return ()


def _light_field(
    *,
    default: object = _NOTHING,
    default_factory: Callable[[], object] | None = None,
    init: bool = True,
    repr: bool = True,
    compare: bool = True,
) -> Any:
    return _Field(default, default_factory, init, repr, compare)


def _light_dataclass(
    cls: type | None = None,
    /,
    *,
    frozen: bool = False,
    slots: bool = False,
    eq: bool = True,
    order: bool = False,
    **unusual: bool,
) -> Any:
    def decorate(cls: type) -> type:
        if unusual or any("__dataclass_fields__" in vars(base) for base in cls.__mro__[1:]):
            import dataclasses

            return dataclasses.dataclass(frozen=frozen, slots=slots, eq=eq, order=order, **unusual)(cls)
        made = _made(cls, frozen, slots, eq)
        if order:
            made.__lt__, made.__le__, made.__gt__, made.__ge__ = _lt, _le, _gt, _ge  # type: ignore[operator]
        return made

    return decorate if cls is None else decorate(cls)


def _made(cls: type, frozen: bool, slots: bool, eq: bool) -> type:
    content = dict(vars(cls))
    fields: dict[str, _Field] = {}
    for name, annotation in content.get("__annotations__", {}).items():
        if not annotation.startswith("ClassVar"):
            written = content.get(name, _NOTHING)
            fields[name] = written if isinstance(written, _Field) else _Field(written, None, True, True, True)
            if slots or isinstance(written, _Field):
                content.pop(name, None)
            if isinstance(written, _Field) and not slots and written.default is not _NOTHING:
                content[name] = written.default
    plan = _Plan(fields, frozen, slots)
    content[_PLAN] = plan
    content.setdefault("__match_args__", tuple(name for name, one in fields.items() if one.init))
    content |= {name: _Standard(name) for name in _STANDARD}
    content["__init__"] = _first_init
    content.setdefault("__repr__", _repr)
    if eq:
        if "__eq__" not in content:
            content["__eq__"] = _eq
        elif content.get("__hash__", _NOTHING) is None:
            del content["__hash__"]  # set by Python itself beside an `__eq__`
        content.setdefault("__hash__", _hash if frozen else None)
    if frozen:
        content["__setattr__"] = _frozen_set
        content["__delattr__"] = _frozen_delete
    if slots:
        content["__slots__"] = tuple(fields)
        if frozen:
            content.setdefault("__getstate__", _getstate)
            content.setdefault("__setstate__", _setstate)
    content.pop("__dict__", None)
    content.pop("__weakref__", None)
    return type(cls)(cls.__name__, cls.__bases__, content)


def _first_init(self: Any, *values: object, **named: object) -> None:
    """Stands for the initialiser until it is needed."""
    cls = _planned(self)
    init = _initialiser(cls)
    cls.__init__ = init  # type: ignore[misc]
    init(self, *values, **named)


def _planned(one: Any) -> type:
    return next(cls for cls in type(one).__mro__ if _PLAN in vars(cls))


def _initialiser(cls: type) -> Callable[..., None]:
    plan: _Plan = vars(cls)[_PLAN]
    known: dict[str, object] = {"_set": _set, "_nothing": _NOTHING}
    parameters, lines = [], []
    for name, one in plan.fields.items():
        value = name
        if one.factory is not None:
            known[f"_make_{name}"] = one.factory
            value = f"_make_{name}() if {name} is _nothing else {name}" if one.init else f"_make_{name}()"
            parameters += [f"{name}=_nothing"] if one.init else []
        elif one.default is not _NOTHING:
            known[f"_default_{name}"] = one.default
            value = name if one.init else f"_default_{name}"
            parameters += [f"{name}=_default_{name}"] if one.init else []
        elif one.init:
            parameters.append(name)
        else:
            continue
        if not plan.frozen:
            lines.append(f"self.{name} = {value}")
        elif plan.slots:
            known[f"_set_{name}"] = getattr(cls, name).__set__
            lines.append(f"_set_{name}(self, {value})")
        else:
            lines.append(f"_set(self, {name!r}, {value})")
    if hasattr(cls, "__post_init__"):
        lines.append("self.__post_init__()")
    body = "\n    ".join(lines or ["pass"])
    exec(f"def __init__(self, {', '.join(parameters)}):\n    {body}", known)
    init: Callable[..., None] = known["__init__"]  # type: ignore[assignment]
    init.__qualname__ = f"{cls.__qualname__}.__init__"
    return init


def _repr(self: Any) -> str:
    shown = ", ".join([f"{name}={getattr(self, name)!r}" for name in getattr(self, _PLAN).shown])
    return f"{type(self).__qualname__}({shown})"


def _eq(self: Any, other: Any) -> Any:
    if other.__class__ is not self.__class__:
        return NotImplemented
    compared = self.__plan__.compared
    return compared(self) == compared(other)


def _lt(self: Any, other: Any) -> Any:
    return self.__plan__.compared(self) < self.__plan__.compared(other) if type(self) is type(other) else NotImplemented


def _le(self: Any, other: Any) -> Any:
    return other is self or self == other or _lt(self, other)


def _gt(self: Any, other: Any) -> Any:
    return _lt(other, self) if type(self) is type(other) else NotImplemented


def _ge(self: Any, other: Any) -> Any:
    return other is self or self == other or _gt(self, other)


def _hash(self: Any) -> int:
    return hash(self.__plan__.compared(self))


def _frozen_set(self: object, name: str, value: object) -> None:
    from dataclasses import FrozenInstanceError

    raise FrozenInstanceError(f"cannot assign to field {name!r}")


def _frozen_delete(self: object, name: str) -> None:
    from dataclasses import FrozenInstanceError

    raise FrozenInstanceError(f"cannot delete field {name!r}")


def _getstate(self: Any) -> tuple[object, ...]:
    """Stands for the one that packs a class until an object of it is packed: thousands of claims cross to another
    process at a time.
    """
    cls = _planned(self)
    get = attrgetter(*vars(cls)[_PLAN].fields) if vars(cls)[_PLAN].fields else _same

    def packed(self: Any) -> tuple[object, ...]:
        found = get(self)
        return found if several else (found,)

    several = len(vars(cls)[_PLAN].fields) != 1
    cls.__getstate__ = packed  # type: ignore[assignment]
    return packed(self)


def _setstate(self: Any, state: tuple[object, ...]) -> None:
    """Stands for the one that unpacks a class, in the same way."""
    cls = _planned(self)
    names = tuple(vars(cls)[_PLAN].fields)
    known: dict[str, object] = {f"_set_{name}": getattr(cls, name).__set__ for name in names}
    lines = [f"[{', '.join(names)}] = state", *(f"_set_{name}(self, {name})" for name in names)]
    exec("def unpacked(self, state):\n    " + "\n    ".join(lines), known)
    cls.__setstate__ = known["unpacked"]  # type: ignore[attr-defined]
    cls.__setstate__(self, state)  # type: ignore[attr-defined]


_STANDARD = ("__dataclass_fields__", "__dataclass_params__")


class _Standard:
    """What the standard library wants to know of a data class, made when it asks."""

    __slots__ = ("name",)

    def __init__(self, name: str) -> None:
        self.name = name

    def __get__(self, instance: object, cls: type) -> Any:
        import dataclasses

        owner = next(base for base in cls.__mro__ if _PLAN in vars(base))
        plan: _Plan = vars(owner)[_PLAN]
        content: dict[str, Any] = {"__annotations__": dict.fromkeys(plan.fields, "Any")}
        for name, one in plan.fields.items():
            wishes: dict[str, Any] = {"init": one.init, "repr": one.repr, "compare": one.compare}
            if one.factory is not None:
                wishes["default_factory"] = one.factory
            elif one.default is not _NOTHING:
                wishes["default"] = one.default
            content[name] = dataclasses.field(**wishes)
        twin: type = dataclasses.dataclass(frozen=plan.frozen)(type(owner.__name__, (), content))
        for name in _STANDARD:  # made once: the next question meets no descriptor
            setattr(owner, name, getattr(twin, name))
        return getattr(owner, self.name)


def _light_replace(one: Any, /, **changes: Any) -> Any:
    plan = vars(type(one)).get(_PLAN)
    if plan is None:
        import dataclasses

        return dataclasses.replace(one, **changes)
    return type(one)(**{**{name: getattr(one, name) for name in plan.given}, **changes})


if TYPE_CHECKING:
    from dataclasses import dataclass as dataclass
    from dataclasses import field as field
    from dataclasses import replace as replace
else:
    dataclass, field, replace = _light_dataclass, _light_field, _light_replace

"""Records as written: the shape of each record, read from its node and told at the offending token where it is none.

A form holds texts only. What the texts mean (which entity, which day, how much) is decided afterwards, where the
vocabulary is known. Forms are tables of fields and readers of plain functions: a file of claims is read by them claim
by claim, and a program that starts for two hundred claims has no time to build anything larger.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, ClassVar, Final, NamedTuple, NoReturn, Self, TypeVar

from validator.records.form_errors import Mistake, Path, tell
from validator.records.marks import FILE_START, FaultLog
from validator.records.nodes import found
from validator.records.suggest import listing
from validator.records.yaml_reader import Mapping as YamlMapping
from validator.records.yaml_reader import Node, Scalar, Sequence

MOST_ITEMS: Final = 1_000
_REQUIRED: Final = object()

Reader = Callable[[Node, Path, list[Mistake]], Any]
"""Gives what a node holds. Where it holds something else, a mistake is added, and what is given means nothing."""


class Field(NamedTuple):
    """One key of a record."""

    name: str
    """As an attribute of the form (`said_by`)."""
    key: str
    """As it is written (`said-by`)."""
    description: str
    """Finishes the sentence "expected …"."""
    reader: Reader
    default: object
    is_list: bool
    """Whether the key takes a list of texts, or one text for a list of one."""
    inner: type[Form] | None
    """The form of the mapping, or of each mapping, that the key holds."""

    @property
    def required(self) -> bool:
        return self.default is _REQUIRED


class Form:
    """The base of all forms: their class attributes are their fields, in the order in which they are told."""

    fields: ClassVar[Mapping[str, Field]] = {}
    """By key."""
    _defaults: ClassVar[Mapping[str, object]] = {}

    def __init_subclass__(cls) -> None:
        written = [(name, field) for name, field in vars(cls).items() if isinstance(field, Field)]
        named = (field._replace(name=name, key=name.rstrip("_").replace("_", "-")) for name, field in written)
        cls.fields = {field.key: field for field in named}
        cls._defaults = {field.name: field.default for field in cls.fields.values() if not field.required}

    def __setattr__(self, name: str, value: object) -> NoReturn:
        raise AttributeError(f"{type(self).__name__} is frozen")

    @classmethod
    def empty(cls) -> Self:
        """What an empty mapping gives."""
        return cls.read(YamlMapping((), FILE_START), (), [])

    @classmethod
    def read(cls, node: YamlMapping, path: Path, mistakes: list[Mistake]) -> Self:
        """The node as this form; of no use where mistakes were added."""
        form = cls.__new__(cls)
        values = form.__dict__
        values.update(cls._defaults)
        fields = cls.fields
        before = len(mistakes)
        for key, value in node.entries:
            field = fields.get(key.text)
            if field is None:
                mistakes.append(Mistake("unknown", (*path, key.text)))
            else:
                values[field.name] = field.reader(value, (*path, field.key), mistakes)
        if len(values) < len(fields):
            missing = (field.key for field in fields.values() if field.name not in values)
            mistakes.extend(Mistake("missing", (*path, key)) for key in missing)
        if len(mistakes) > before + 1:
            order = {key: place for place, key in enumerate(fields)}
            depth = len(path)
            mistakes[before:] = sorted(mistakes[before:], key=lambda one: order.get(str(one.path[depth]), len(order)))
        return form


FormType = TypeVar("FormType", bound=Form)


def read_form(form: type[FormType], node: Node, what: str, file: str, log: FaultLog) -> FormType | None:
    """The node as a form; None, and every error of it in the log, where it is none."""
    if not isinstance(node, YamlMapping):
        log.add(
            file,
            node.mark,
            f"expected {what} with its keys, found {found(node)}",
            f"write {listing(required(form))} below it",
        )
        return None
    mistakes: list[Mistake] = []
    read = form.read(node, (), mistakes)
    if not mistakes:
        return read
    for mistake in mistakes:
        mark, message, suggestion = tell(mistake, form, node, what)
        if not log.is_spoilt(file, mark):
            log.add(file, mark, message, suggestion)
    return None


def required(form: type[Form]) -> list[str]:
    return [key for key, field in form.fields.items() if field.required]


# -- what a key may hold ----------------------------------------------------------------------------------------------


def read_words(node: Node, path: Path, mistakes: list[Mistake]) -> str:
    """A text that is not blank, whatever it says: the words of a source."""
    if type(node) is Scalar and node.text and not node.text.isspace():
        return node.text
    mistakes.append(Mistake("other", path))
    return ""


def read_text(node: Node, path: Path, mistakes: list[Mistake]) -> str:
    """A text that is not blank and stands for no choice still to be made."""
    if type(node) is Scalar and node.text and not node.text.isspace():
        if node.text[0] != "?" or not _is_left_open(node.text):
            return node.text
        mistakes.append(Mistake("undecided", path))
        return ""
    mistakes.append(Mistake("other", path))
    return ""


def _is_left_open(text: str) -> bool:
    # Imported here because it is needed only for drafts.
    from validator.records.placeholders import is_placeholder

    return is_placeholder(text)


def read_truth(node: Node, path: Path, mistakes: list[Mistake]) -> bool:
    if type(node) is Scalar and node.text in ("true", "false"):
        return node.text == "true"
    mistakes.append(Mistake("other", path))
    return False


def one_of(choices: tuple[str, ...]) -> Reader:
    def read(node: Node, path: Path, mistakes: list[Mistake]) -> str:
        if type(node) is Scalar and node.text in choices:
            return node.text
        undecided = type(node) is Scalar and _is_left_open(node.text)
        mistakes.append(Mistake("undecided" if undecided else "choice", path, choices))
        return ""

    return read


def one_or_more(reader: Reader, most: int | None = None) -> Reader:
    """A list, or one text that stands for a list of one."""

    def read(node: Node, path: Path, mistakes: list[Mistake]) -> tuple[Any, ...]:
        if type(node) is Scalar:
            return (reader(node, (*path, 0), mistakes),)
        if type(node) is not Sequence:
            mistakes.append(Mistake("other", path))
            return ()
        if most is not None and len(node.items) > most:
            mistakes.append(Mistake("too-long", path, (), most))
            return ()
        return tuple([reader(item, (*path, place), mistakes) for place, item in enumerate(node.items)])

    return read


def by_key(reader: Reader) -> Reader:
    """A mapping of keys that are not blank."""

    def read(node: Node, path: Path, mistakes: list[Mistake]) -> dict[str, Any]:
        if type(node) is not YamlMapping:
            mistakes.append(Mistake("other", path))
            return {}
        values: dict[str, Any] = {}
        for key, value in node.entries:
            if not key.text or key.text.isspace():
                mistakes.append(Mistake("other", (*path, key.text)))
            values[key.text] = reader(value, (*path, key.text), mistakes)
        return values

    return read


_TEXTS_BY_KEY: Final = by_key(read_text)


def _read_worded(node: Node, path: Path, mistakes: list[Mistake]) -> dict[str, str]:
    if type(node) is Scalar:
        return {"en": read_text(node, (*path, "en"), mistakes)}
    found: dict[str, str] = _TEXTS_BY_KEY(node, path, mistakes)
    return found


def mapping_of(form: type[FormType], alone: str = "") -> Callable[[Node, Path, list[Mistake]], FormType | None]:
    """A mapping with a form of its own; a text stands for the mapping that holds it under the key `alone`."""

    def read(node: Node, path: Path, mistakes: list[Mistake]) -> FormType | None:
        if alone and type(node) is Scalar:
            node = YamlMapping(((Scalar(alone, node.mark), node),), node.mark)
        if type(node) is not YamlMapping:
            mistakes.append(Mistake("other", path))
            return None
        return form.read(node, path, mistakes)

    return read


def _each(reader: Reader) -> Reader:
    """A list of mappings, or one of them that stands for a list of one."""

    def read(node: Node, path: Path, mistakes: list[Mistake]) -> tuple[Any, ...]:
        items = node.items if type(node) is Sequence else (node,)
        return tuple([reader(item, (*path, place), mistakes) for place, item in enumerate(items)])

    return read


_TEXTS: Final = one_or_more(read_text, MOST_ITEMS)
_WORDS: Final = one_or_more(read_words, MOST_ITEMS)
_TEXTS_IN_LANGUAGES: Final = by_key(_TEXTS)


def _field(
    reader: Reader,
    description: str,
    default: object = _REQUIRED,
    *,
    is_list: bool = False,
    inner: type[Form] | None = None,
) -> Any:
    return Field("", "", description, reader, default, is_list, inner)


def one_text(description: str, default: object = _REQUIRED) -> Any:
    return _field(read_text, description, default)


def many_texts(description: str, default: object = _REQUIRED) -> Any:
    return _field(_TEXTS, description, default, is_list=True)


def the_words(description: str, default: object = _REQUIRED) -> Any:
    """Words of a source, which may be any."""
    return _field(read_words, description, default)


def many_words(description: str) -> Any:
    return _field(_WORDS, description, is_list=True)


def truth(default: bool | None = False) -> Any:
    return _field(read_truth, "`true` or `false`", default)


def choice(choices: tuple[str, ...], description: str, default: object = _REQUIRED) -> Any:
    return _field(one_of(choices), description, default)


def choices(words: tuple[str, ...], description: str, default: object = _REQUIRED) -> Any:
    return _field(one_or_more(one_of(words)), description, default, is_list=True)


def worded(description: str) -> Any:
    """A text in English, or texts by language."""
    return _field(_read_worded, description, {})


def texts_by_key(description: str) -> Any:
    return _field(_TEXTS_BY_KEY, description, {})


def names_by_language(description: str) -> Any:
    return _field(_TEXTS_IN_LANGUAGES, description, {})


def mapping(form: type[Form], description: str, default: object = _REQUIRED, *, alone: str = "") -> Any:
    return _field(mapping_of(form, alone), description, default, inner=form)


def mappings(form: type[Form], description: str, *, alone: str = "") -> Any:
    return _field(_each(mapping_of(form, alone)), description, (), inner=form)

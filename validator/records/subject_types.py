"""Which subjects a property takes, by the types its definition names.

A type is that of an entity (`country`), `any`, `<type>-pair` for two entities of one type, or `ordered-<type>-pair`.
"""

from __future__ import annotations

from validator.records.claim import Subject
from validator.records.vocabulary import Property, Vocabulary

ANY = "any"
PAIR = "-pair"
ORDERED = "ordered-"


def fits(subject: Subject, property: Property, vocabulary: Vocabulary) -> bool:
    if property.symmetric and subject.form == "ordered-pair":
        return False
    if any(member in vocabulary.broken for member in subject.members):
        return True  # that its type is in doubt has been told
    types = tuple(vocabulary.entities[member].type for member in subject.members)
    return not property.subject or any(_fits(subject, types, expected) for expected in property.subject)


def _fits(subject: Subject, types: tuple[str, ...], expected: str) -> bool:
    if expected == ANY or (subject.form == "entity" and types == (expected,)):
        return True
    if subject.form == "entity" or not expected.endswith(PAIR):
        return False
    if expected.startswith(ORDERED) and subject.form != "ordered-pair":
        return False
    member = expected.removeprefix(ORDERED).removesuffix(PAIR)
    return member == ANY or all(type == member for type in types)


def spoken(subject: Subject, vocabulary: Vocabulary) -> str:
    """`of type city`, `a pair of country and city`."""
    types = [vocabulary.entities[member].type for member in subject.members]
    if subject.form == "entity":
        return f"of type `{types[0]}`"
    order = "an ordered pair" if subject.form == "ordered-pair" else "a pair"
    return f"{order} of `{types[0]}` and `{types[1]}`"


def how_to_write(types: tuple[str, ...]) -> str:
    """How a subject of one of the types is written."""
    if not all(type.endswith(PAIR) for type in types):
        return ""
    if all(type.startswith(ORDERED) for type in types):
        return "write two members in order, as in `US>VN`: the first does it to the second"
    return "write two members, as in `JP+VN`"

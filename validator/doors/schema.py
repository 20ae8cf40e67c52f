"""A JSON Schema (draft 2020-12) of source files, made from a corpus's own vocabulary, for completion in editors.

It knows the ids and names of entities, the properties with their stages, values and subjects, moods and assumptions,
and which keys go together. What the loader accepts the schema accepts, with one exception: the loader compares names of
entities without regard to case. What only the loader can tell (the grammar of times and quantities, quotes against
texts) is left to it.

Editors read YAML with implicit types, this product does not: `count: 5` is a number to an editor. So wherever a text is
expected, the number or truth value that an editor makes of it is accepted as well.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Final

from validator.doors.schema_names import Json, Names, one_of, text, texts
from validator.records.claim import KINDS, MOODS, PARTS, TIME_KEYS, VALUE_KEYS, Kind
from validator.records.claim_form import ClaimForm, SourceForm, UncheckableForm
from validator.records.claim_reading import MANY_VALUED_STATE, TIME_KEYS_OF, VALUE_KEYS_OF
from validator.records.form import Field, Form
from validator.records.vocabulary import ENGINE_ASSUMPTIONS, Property, Vocabulary
from validator.values.calendar import WEEKDAYS

DRAFT: Final = "https://json-schema.org/draft/2020-12/schema"
_ID: Final = "^[a-z0-9][a-z0-9._-]*$"
_NEVER_TOGETHER: Final = (("is", "has"), ("is", "only"), ("is", "count"), ("has", "only"))
_LISTS: Final = ("has", "only", "not")


def schema(vocabulary: Vocabulary) -> Json:
    """The schema of a source file over a vocabulary."""
    names = Names(vocabulary)
    claim = _claim(vocabulary, names)
    claims: Json = {"type": ["array", "null"], "items": {"$ref": "#/$defs/claim"}}
    definitions = {"claim": claim, "uncheckable": _record(UncheckableForm, {})}
    document: Json = {
        "$schema": DRAFT,
        "title": "Source file of a claim corpus",
        "description": "A source document with its claims, and the sentences of it that carry none.",
        "type": "object",
        "properties": {
            "source": _record(SourceForm, _source_fields()),
            "subject": names.subject(()) | {"description": "The default subject of the claims."},
            "claims": claims,
            "uncheckable": {"type": ["array", "null"], "items": {"$ref": "#/$defs/uncheckable"}},
        },
        "required": ["source"],
        "additionalProperties": False,
        "if": {"not": {"required": ["subject"]}},
        "then": {"properties": {"claims": {"items": {"required": ["subject"]}}}},
    }
    return document | {"$defs": dict(sorted((definitions | names.definitions).items()))}


def serialise(vocabulary: Vocabulary) -> str:
    """The schema as text; the same vocabulary gives the same bytes."""
    return json.dumps(schema(vocabulary), ensure_ascii=False, allow_nan=False, indent=1) + "\n"


def _source_fields() -> Mapping[str, Json]:
    return {
        "sha256": {"type": ["string", "number"], "pattern": "^[0-9a-fA-F]{64}$"},
        "url": {"type": "string", "pattern": r"^[Hh][Tt][Tt][Pp][Ss]?://\S+$"},
    }


def _record(form: type[Form], fields: Mapping[str, Json]) -> Json:
    """A record with the keys of a form; `fields` says more of some of them than the form does."""
    properties: Json = {}
    required = []
    for key, field in form.fields.items():
        described: Json = {"description": f"{field.description}"}
        properties[key] = described | (fields[key] if key in fields else _of_form(field))
        if field.required:
            required.append(key)
    alternatives = {"anyOf": [{"required": ["text"]}, {"required": ["sha256"]}]} if form is SourceForm else {}
    return {
        "type": "object",
        "properties": properties,
        "required": required,
        "additionalProperties": False,
        **alternatives,
    }


def _of_form(field: Field) -> Json:
    return texts(text()) if field.is_list else text()


def _claim(vocabulary: Vocabulary, names: Names) -> Json:
    assumptions = (*vocabulary.assumptions, *ENGINE_ASSUMPTIONS)
    known = sorted(vocabulary.properties.values(), key=lambda property: property.name)
    prefixed = "|".join(ENGINE_ASSUMPTIONS)
    fields: dict[str, Json] = {
        "id": {"type": ["string", "number"], "pattern": _ID},
        # Which subjects a property takes is said with the property; here they are offered before it is written.
        "subject": {"anyOf": [names.subject(()), text()]},
        "property": one_of({property.name: _help(property) for property in known}),
        "has": texts(text(), least=1, unique=True),
        "only": texts(text(), unique=True),
        "not": texts(text(), least=1, unique=True),
        "among": {"anyOf": [names.entity(()), text()]},
        "except": texts(text()),
        "where": names.entity(()),
        "said-by": names.entity(()),
        "of": names.subject(()),
        "weekday": {"anyOf": [one_of([day[:3] for day in WEEKDAYS]), _in_any_case(WEEKDAYS)]},
        "mood": texts(one_of(MOODS)),
        "part": one_of(PARTS),
        "assuming": texts(
            {
                "anyOf": [
                    one_of({name: vocabulary.assumptions.get(name, "") for name in assumptions}),
                    {"type": "string", "pattern": f"^(?:{prefixed}):"},
                ]
            }
        ),
        "fix": {"type": "object", "additionalProperties": text()},
    }
    claim = _record(ClaimForm, fields)
    rules = [*_together(), *_by_kind(known), *_by_property(known, names)]
    return claim | {"allOf": rules}


def _in_any_case(words: Iterable[str]) -> Json:
    """A pattern for words in any case, short or in full."""
    spelt = ("".join(f"[{c.upper()}{c.lower()}]" for c in word) for day in words for word in (day, day[:3]))
    return {"type": "string", "pattern": f"^(?:{'|'.join(spelt)})$"}


def _help(property: Property) -> str:
    help = property.help.get("en", "")
    return f"{property.titled()} ({property.kind})" + (f". {help}" if help else "")


def _together() -> list[Json]:
    """Keys that exclude each other whatever the property is."""
    times = [
        (one, other)
        for place, one in enumerate(TIME_KEYS)
        for other in TIME_KEYS[place + 1 :]
        if {one, other} != {"since", "until"}
    ]
    prose = [("says", key) for key in VALUE_KEYS if key != "says"]
    pairs: list[Json] = [{"not": {"required": list(pair)}} for pair in (*_NEVER_TOGETHER, *prose, *times)]
    return [*pairs, {"if": {"required": ["weekday"]}, "then": _any_of(TIME_KEYS)}]


def _any_of(keys: Iterable[str]) -> Json:
    return {"anyOf": [{"required": [key]} for key in keys]}


def _by_kind(properties: Iterable[Property]) -> list[Json]:
    """Which value and time keys go with which kind of property."""
    kinds: dict[tuple[Kind, bool], list[str]] = {}
    for property in properties:
        many = property.kind == "state" and not property.single
        kinds.setdefault((property.kind, many), []).append(property.name)
    order = sorted(kinds.items(), key=lambda item: (KINDS.index(item[0][0]), item[0][1]))
    return [_if_property(names, _of_kind(kind, many)) for (kind, many), names in order]


def _of_kind(kind: Kind, many: bool) -> Json:
    values = MANY_VALUED_STATE if many else VALUE_KEYS_OF[kind]
    takes_is = kind == "set"
    unfit = [key for key in VALUE_KEYS if key not in values and not (takes_is and key == "is")]
    unfit_times = [key for key in TIME_KEYS if key not in TIME_KEYS_OF[kind]]
    rule: Json = {"properties": {key: _no(key, kind) for key in unfit}}
    if takes_is:
        rule["dependentRequired"] = {"is": ["nth"]}
    if kind != "event":
        rule |= _any_of((*values, *(["is"] if takes_is else [])))
        rule["properties"] |= {key: _no(key, kind) for key in unfit_times}
    elif unfit_times:
        counted = {"not": {"required": ["count"]}}
        rule |= {"if": counted, "then": {"properties": {key: _no(key, kind) for key in unfit_times}}}
    return rule


def _no(key: str, kind: str) -> Json:
    return {"not": {}, "errorMessage": f"`{key}` does not go with a property of kind {kind}", "doNotSuggest": True}


def _by_property(properties: Iterable[Property], names: Names) -> list[Json]:
    """Stages, values and subjects; properties with the same ones share a rule."""
    rules: dict[str, list[str]] = {}
    for property in properties:
        said = json.dumps(_of_property(property, names), ensure_ascii=False, sort_keys=True)
        rules.setdefault(said, []).append(property.name)
    return [_if_property(members, json.loads(said)) for said, members in rules.items()]


def _of_property(property: Property, names: Names) -> Json:
    fields: Json = {}
    fields["stage"] = (
        texts(one_of(property.stages))
        if property.stages
        else {"type": "array", "maxItems": 0, "errorMessage": "the property has no stages", "doNotSuggest": True}
    )
    fields["subject"] = names.subject(property.subject, ordered=not property.symmetric)
    value = _value(property, names)
    if value is not None:
        fields["is"] = value
        for key in _LISTS:
            fields[key] = texts(value, least=0 if key == "only" else 1, unique=True)
    if property.kind != "prose":
        member = names.entity(()) if not property.terms else {"anyOf": [one_of(property.terms), names.entity(())]}
        fields["except"] = texts(member)
    if property.terms:
        fields["among"] = {"anyOf": [one_of(property.terms), names.entity(()), text()]}
    return {"properties": fields}


def _value(property: Property, names: Names) -> Json | None:
    """What a value of the property may be, or None where any text is read."""
    if property.kind in ("quantity", "prose", "event") or property.takes_text:
        return None
    if property.value_type:
        return names.entity(property.value_type)
    if property.terms:
        return {"anyOf": [one_of(property.terms), names.entity(())]}
    return names.entity(())


def _if_property(members: list[str], then: Json) -> Json:
    chosen = one_of(members)
    return {"if": {"properties": {"property": chosen}, "required": ["property"]}, "then": then}

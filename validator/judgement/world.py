"""The world that the claims of a corpus bound: its slots, grouped into families that rules relate."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from validator.judgement import amounts, events
from validator.judgement.amounts import AmountFamily
from validator.judgement.clock import Clock
from validator.judgement.constraints import Constraint, Question
from validator.judgement.events import EventFamily
from validator.judgement.extents import Holding, Run, Times
from validator.judgement.formulas import Formula, Term, Var, all_of, any_of, in_span, same_day
from validator.judgement.readings import Statement, Statements
from validator.judgement.sets import Position, Scope, SetFamily, Snapshot, View, scope_words, whole_bounds
from validator.judgement.states import Extent, Start, StateFamily, in_scope, member_entity
from validator.judgement.stays import Stay
from validator.judgement.windows import window_of
from validator.records.claim import Claim, EntityValue, Subject, Value, value_key
from validator.records.corpus import Corpus
from validator.records.vocabulary import Property
from validator.values.dataclass import dataclass, field
from validator.values.dates import EventRef, Time
from validator.values.quantities import Quantity

NEWS_DAYS = 366
"""A start is news, for the lists of its own article, for about a year."""


@dataclass(slots=True)
class World:
    """Everything rules may relate, and the bounds that need no rule."""

    corpus: Corpus
    statements: Statements
    clock: Clock
    times: Times
    events: dict[str, EventFamily] = field(default_factory=dict)
    states: dict[str, StateFamily] = field(default_factory=dict)
    sets: dict[str, SetFamily] = field(default_factory=dict)
    amounts: dict[str, AmountFamily] = field(default_factory=dict)
    bounds: list[Constraint] = field(default_factory=list)
    questions_of: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    """Claim -> slots it takes part in."""
    stays: dict[int, tuple[Statement, tuple[Stay, ...]]] = field(default_factory=dict)
    """What `stays` found of statements, by their identity."""


def build(statements: Statements) -> World:
    corpus = statements.corpus
    clock = Clock({s.id: s for s in corpus.sources}, statements.stages)
    world = World(corpus, statements, clock, Times(clock))
    by_kind: dict[str, list[Statement]] = defaultdict(list)
    for statement in statements.full:
        by_kind[_kind(statement, corpus)].append(statement)
    _build_events(world, by_kind["event"])
    _name_events(world)
    _build_states(world, by_kind["state"])
    _build_sets(world, by_kind["set"])
    _build_amounts(world, by_kind["quantity"])
    world.bounds.extend(world.times.bounds)
    world.bounds.extend(clock.windows())
    return world


def _kind(statement: Statement, corpus: Corpus) -> str:
    counted = statement.property.counts
    if counted is not None and counted in corpus.vocabulary.properties:
        return corpus.vocabulary.properties[counted].kind
    return statement.property.kind


def _build_events(world: World, statements: list[Statement]) -> None:
    grouped: dict[tuple[str, str, str], list[Statement]] = defaultdict(list)
    for statement in statements:
        if not _holds_count(statement):
            grouped[statement.subject, statement.claim.property, events.scope_of_event(statement)].append(statement)
    for (subject, name, scope), group in sorted(grouped.items()):
        series_named = {s.claim.of for s in group if s.claim.of}
        for series in sorted({_series(s, series_named) for s in group}):
            members = [s for s in group if _series(s, series_named) == series]
            slot = " ".join(filter(None, (f"{subject}/{name}", series and f"of {series}", scope)))
            told_apart = f"of {series}" if series and len(series_named) > 1 else ""
            narrowed = " ".join(filter(None, (told_apart, scope)))
            family = EventFamily(Question(subject, name, narrowed), members[0].property, subject, narrowed, world.clock)
            world.bounds.extend(events.tell(family, members))
            for s in members:
                if s.claim.nth is not None and s.of_the_world:
                    family.ranks.append((s, s.claim.of or "", Scope(s.claim.among, s.claim.except_)))
                if s.of_the_world:
                    world.questions_of[s.id].add(slot)
            world.events[slot] = family
            world.bounds.extend(events.bounds_of(family, world.times))


def _name_events(world: World) -> None:
    """Events that claims only name as a time are events all the same, with the order of their stages."""
    properties = world.corpus.vocabulary.properties
    for statement in world.statements.full:
        for entry in statement.claim.times:
            for time in _event_references(entry.time):
                name, stage = world.statements.stages.get(time.step, (time.step, ""))
                if name not in properties or properties[name].kind != "event":
                    continue
                slot = f"{time.entity}/{name}"
                if slot not in world.events:
                    question = Question(time.entity, name)
                    world.events[slot] = EventFamily(question, properties[name], time.entity, "", world.clock)
                world.events[slot].named.add(stage)


def _event_references(time: Time) -> Iterator[EventRef]:
    if isinstance(time, EventRef):
        yield time


def _holds_count(statement: Statement) -> bool:
    return statement.claim.count is not None or statement.property.counts is not None


def _series(statement: Statement, named: set[str]) -> str:
    """An unstated series is the only one that is stated for the event, if there is just one."""
    return statement.claim.of or (next(iter(named)) if len(named) == 1 else "")


def _state_family(world: World, subject: str, property: Property, narrowed: str = "") -> StateFamily:
    slot = f"{subject}/{property.name}" + (f" {narrowed}" if narrowed else "")
    family = world.states.get(slot)
    if family is None:
        family = world.states[slot] = StateFamily(Question(subject, property.name, narrowed), property, subject)
        family.windows = world.times.windows
    return family


def _build_states(world: World, statements: list[Statement]) -> None:
    for statement in statements:
        if not statement.of_the_world:
            continue
        claim = statement.claim
        narrowed = _narrowed(claim)
        family = _state_family(world, statement.subject, statement.property, narrowed)
        world.questions_of[statement.id].add(f"{statement.subject}/{claim.property} {narrowed}".rstrip())
        holding = world.times.holding(statement, family.question, None)
        positive = ((claim.is_,) if claim.is_ is not None else ()) + (claim.has or ()) + (claim.only or ())
        for value in positive:
            _hold(family, value, holding, statement)
        for value in claim.not_ or ():
            _deny(family, value, holding, statement)


def _narrowed(claim: Claim) -> str:
    """What narrows the question of a state, in words."""
    scope = scope_words(claim.among, claim.except_)
    return " ".join(filter(None, (scope, claim.of and f"of {claim.of}", claim.where and f"in {claim.where}")))


def _hold(
    family: StateFamily, value: Value, holding: Holding, statement: Statement, question: Question | None = None
) -> None:
    key = value_key(value)
    family.values.setdefault(key, value)
    for run in holding.runs:
        family.extents.append(Extent(key, True, run, holding.literals, statement, question))
    for gap in holding.gaps:
        edge = "start" if holding.start is not None and gap.first == holding.start.shifted(-1) else "end"
        family.extents.append(Extent(key, False, gap, holding.literals, statement, question, edge))
    if holding.start is not None:
        family.starts.append(Start(key, holding.start, holding.literals, statement))
    if holding.end is not None:
        family.ends.append(Start(key, holding.end, holding.literals, statement))


def _deny(
    family: StateFamily, value: Value, holding: Holding, statement: Statement, question: Question | None = None
) -> None:
    key = value_key(value)
    family.values.setdefault(key, value)
    for run in holding.runs:
        family.extents.append(Extent(key, False, run, holding.literals, statement, question))


def _build_sets(world: World, statements: list[Statement]) -> None:
    grouped: dict[str, list[Statement]] = defaultdict(list)
    properties: dict[str, Property] = {}
    for statement in statements:
        property = world.corpus.vocabulary.properties[statement.property.counts or statement.property.name]
        slot = f"{statement.subject}/{property.name}"
        grouped[slot].append(statement)
        properties[slot] = property
    for slot, group in sorted(grouped.items()):
        property = properties[slot]
        subject = group[0].subject
        family = SetFamily(Question(subject, property.name), property, subject)
        world.sets[slot] = family
        _named_members(world, family, group)
        later = []
        for statement in (s for s in group if s.of_the_world):
            world.questions_of[statement.id].add(slot)
            # starts first: a list without a time key may stand just before one
            if _is_snapshot(statement) and not statement.claim.times:
                later.append(statement)
            else:
                _see(world, family, statement)
        for statement in later:
            _see(world, family, statement)
        _exclude_unlisted(world, family)


def _is_snapshot(statement: Statement) -> bool:
    claim = statement.claim
    return claim.only is not None or _count_of(statement) is not None


def _count_of(statement: Statement) -> Quantity | None:
    claim = statement.claim
    if claim.count is not None:
        return claim.count
    if statement.property.counts is not None and isinstance(claim.is_, Quantity):
        return claim.is_
    return None


def _named_members(world: World, family: SetFamily, group: list[Statement]) -> None:
    for statement in group:
        claim = statement.claim
        ranked = (claim.is_,) if claim.is_ is not None and claim.nth is not None else ()
        for value in (*ranked, *(claim.has or ()), *(claim.only or ()), *(claim.not_ or ())):
            _member(world, family, value)
    derived = family.property.derives_from
    if derived is None or derived.is_ is None:
        return
    wanted = value_key(derived.is_)
    for state in list(world.states.values()):
        other = _counterpart(state.subject, family.subject)
        if state.question.property != derived.property or state.question.narrowed:
            continue
        if other is not None and wanted in state.values:
            _member(world, family, EntityValue(other))


def _counterpart(pair: str, subject: str) -> str | None:
    """The other member of an unordered pair; the entity itself when the state is no pair's."""
    if "+" not in pair:
        return pair if ">" not in pair else None
    members = pair.split("+")
    return None if subject not in members else members[1 - members.index(subject)]


def _member(world: World, family: SetFamily, value: Value) -> str:
    key = value_key(value)
    if key in family.members:
        return key
    family.values[key] = value
    derived = family.property.derives_from
    if derived is not None and derived.is_ is not None and isinstance(value, EntityValue):
        state = world.corpus.vocabulary.properties.get(derived.property)
        if state is not None:
            paired = any(t.endswith("-pair") for t in state.subject)
            subject = Subject.pair(value.id, family.subject).key if paired else value.id
            slot = _state_family(world, subject, state)
            slot.values.setdefault(value_key(derived.is_), derived.is_)
            family.members[key] = (slot, value_key(derived.is_))
            return key
    slot = StateFamily(Question(family.subject, family.property.name), family.property, family.subject)
    slot.windows = world.times.windows
    slot.values[key] = value
    family.members[key] = (slot, key)
    return key


def _see(world: World, family: SetFamily, statement: Statement) -> None:
    """Enters one statement of a set: memberships as extents, the whole as a snapshot, ranks as positions."""
    claim = statement.claim
    holding = _holding(world, family, statement)
    for value in (*(claim.has or ()), *(claim.only or ())):
        slot, wanted = family.members[value_key(value)]
        _hold(slot, slot.values[wanted], holding, statement, family.question)
    for value in claim.not_ or ():
        slot, wanted = family.members[value_key(value)]
        _deny(slot, slot.values[wanted], holding, statement, family.question)
    scope = Scope(claim.among, claim.except_)
    if claim.nth is not None:
        ranked = (claim.is_,) if claim.is_ is not None else claim.has or ()
        for value in ranked:
            if claim.is_ is not None:
                slot, wanted = family.members[value_key(value)]
                _hold(slot, slot.values[wanted], holding, statement, family.question)
            first, last = claim.nth
            family.positions.append(Position(statement, value_key(value), scope, first, last, statement.literals))
    if not _is_snapshot(statement):
        return
    count = _count_of(statement)
    lo, hi = whole_bounds(count) if count is not None else (None, None)
    only = None if claim.only is None else frozenset(map(value_key, claim.only))
    days = [day for run in holding.runs for day in dict.fromkeys((run.first, run.last))]
    for index, day in enumerate(days):
        view = View(f"{family.subject}/{family.property.name}", day, scope)
        family.snapshots.append(Snapshot(statement, view, holding.literals, lo, hi, only, index))


def _holding(world: World, family: SetFamily, statement: Statement) -> Holding:
    claim = statement.claim
    if claim.times or family.property.lasting:
        return world.times.holding(statement, family.question, None)
    starts = [s for s in _starts_lacked(family, statement) if _recent(s, statement, world)]
    published = world.clock.published(claim.source)
    if _is_snapshot(statement) and starts:
        seen = Term(Var("day", f"{statement.id} seen {statement.subject}"))
        before_news = (_day_before(s, seen, world) for s in starts)
        either = any_of(same_day(seen, published), *before_news)
        rests = statement.resting_on(f"seen-at:{statement.id}")
        world.times.bound(either, rests, family.question, statement)
        family.either[seen] = (published, *(s.day.shifted(-1) for s in starts))
        return Holding((Run(seen, seen),), (), None, None, rests)
    plain = world.times.holding(statement, family.question, published)
    rests = statement.resting_on(f"seen-at:{statement.id}")
    return Holding(plain.runs, plain.gaps, None, None, rests)


def _day_before(start: Start, seen: Term, world: World) -> Formula:
    """Seen the day before a start, on whichever of the days that can be."""
    (told,) = start.statement.claim.times_under("since")[:1]
    window = window_of(told, start.statement.claim, world.clock)
    return all_of(same_day(seen, start.day.shifted(-1)), in_span(start.day, window))


def _recent(start: Start, statement: Statement, world: World) -> bool:
    """Whether a start can be the news of the day; one of years ago is no reason to read a list as of the day before
    it.
    """
    published = world.clock.window(statement.claim.source)
    for time in start.statement.claim.times_under("since"):
        begun = window_of(time, start.statement.claim, world.clock)
        if begun.hi is not None and published.lo is not None and begun.hi < published.lo - NEWS_DAYS:
            return False
    return True


def _starts_lacked(family: SetFamily, statement: Statement) -> list[Start]:
    """Starts that the same source states of members which the list lacks (a bare count lacks them all)."""
    claim = statement.claim
    listed = {value_key(v) for v in (*(claim.only or ()), *(claim.has or ()))}
    found: list[Start] = []
    for member, (slot, wanted) in sorted(family.members.items()):
        if member not in listed:
            found.extend(s for s in slot.starts if s.value == wanted and s.statement.claim.source == claim.source)
    return found


def _exclude_unlisted(world: World, family: SetFamily) -> None:
    """A complete list denies every member in its scope that anybody names and it does not."""
    for snapshot in family.snapshots:
        if snapshot.only is None:
            continue
        for member, (slot, wanted) in sorted(family.members.items()):
            entity = member_entity(member, family.values)
            inside = in_scope(entity, snapshot.scope.among, snapshot.scope.excepted, world.corpus.vocabulary)
            if member in snapshot.only or not inside:
                continue
            run = Run(snapshot.day, snapshot.day)
            slot.extents.append(Extent(wanted, False, run, snapshot.literals, snapshot.statement, family.question))


def _build_amounts(world: World, statements: list[Statement]) -> None:
    for statement in statements:
        slot = amounts.slot_of(statement)
        if slot is None or not statement.of_the_world:
            continue
        family = world.amounts.get(slot)
        if family is None:
            claim = statement.claim
            narrowed = slot.removeprefix(f"{statement.subject}/{claim.property}").rsplit(" [", 1)[0].strip()
            question = Question(statement.subject, claim.property, narrowed)
            family = AmountFamily(question, statement.property, statement.subject, claim.of, slot)
            world.amounts[slot] = family
        family.statements.append(statement)
        world.questions_of[statement.id].add(slot)
    for family in world.amounts.values():
        world.bounds.extend(amounts.bounds_of(family, world.clock))

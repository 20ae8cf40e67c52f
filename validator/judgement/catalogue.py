"""All rules, found by walking their package. A rule that fails to import stops the run."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Mapping
from functools import cache

from validator.judgement import rules
from validator.judgement.rule import Rule, declared


@cache
def catalogue() -> Mapping[str, Rule]:
    """Every rule by id, in alphabetical order."""
    names = sorted(module.name for module in pkgutil.iter_modules(rules.__path__))
    found = [declared(importlib.import_module(f"{rules.__name__}.{name}")) for name in names]
    return {rule.id: rule for rule in found}

"""All rules, found by walking their package. A rule that fails to import stops the run."""

from __future__ import annotations

import importlib
import os
from collections.abc import Mapping
from functools import cache

from validator.judgement import rules
from validator.judgement.rule import Rule, declared


@cache
def catalogue() -> Mapping[str, Rule]:
    """Every rule by id, in alphabetical order."""
    files = (file for folder in rules.__path__ for file in os.listdir(folder))
    names = sorted(file.removesuffix(".py") for file in files if file.endswith(".py") and file != "__init__.py")
    found = [declared(importlib.import_module(f"{rules.__name__}.{name}")) for name in names]
    return {rule.id: rule for rule in found}

"""Finds claims from several sources that cannot all be true, and explains why."""

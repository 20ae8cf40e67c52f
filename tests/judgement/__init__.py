"""Tests of judgement: slots, rules, minimal sets and verdicts."""

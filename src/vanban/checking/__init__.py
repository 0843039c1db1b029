"""Checks: what a person who knows the rules would remark on a document before adopting it."""

from vanban.checking.registry import RULES, check, rule_of
from vanban.checking.rule import Calendar, Case, Rule

__all__ = ["RULES", "Calendar", "Case", "Rule", "check", "rule_of"]

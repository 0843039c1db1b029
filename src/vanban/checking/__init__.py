"""Checks: what a person who knows the rules would remark on a document before adopting it."""

from vanban.checking.registry import RULES, check, in_order, rule_of
from vanban.checking.rule import AnyRule, Calendar, Case, Rule

__all__ = ["RULES", "AnyRule", "Calendar", "Case", "Rule", "check", "in_order", "rule_of"]

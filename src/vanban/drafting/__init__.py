"""Drafting a document from one that was read: next year's plan from this year's."""

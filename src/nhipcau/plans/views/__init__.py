"""Screens of plans: handing in, reviewing, adopting, reading."""

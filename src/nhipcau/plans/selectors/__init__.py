"""Reads of the room of plans."""

"""Screens of what is owed: lists, one obligation, and the deeds that ask for a reason."""

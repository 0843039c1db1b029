"""Screens of the register of units and of people."""

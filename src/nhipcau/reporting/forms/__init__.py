"""Forms of reports: answers (`answers`), rounds (`cycles`), report forms themselves (`editing`)."""

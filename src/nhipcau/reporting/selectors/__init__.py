"""Reading the room of reports: forms, cycles, one report and what it is filled from."""

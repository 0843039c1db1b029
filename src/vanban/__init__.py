"""Administrative documents of Vietnamese offices, in and out. Pure: no clock, no network, no settings."""

"""Settings: `base` holds what is always so; `run`, `production` and `test` complete it. None imports a room."""

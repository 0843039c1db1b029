"""Writing in the room of reports: forms (`shipping`, `form_editing`), rounds (`cycles`), one report (`filling`, `answering`, `course`)."""

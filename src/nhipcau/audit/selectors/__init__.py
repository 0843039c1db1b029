"""Reading the log and checking its chain."""

from nhipcau.audit.selectors.chain import (
    ENTRY_MODELS,
    Fault,
    Verdict,
    digest_of,
    kind_of,
    unsealed,
    verify,
)
from nhipcau.audit.selectors.log import LogFilter, LogLine, actions_in_log, head, log_count, log_lines
from nhipcau.audit.selectors.wording import ShownLine, in_words

__all__ = [
    "ENTRY_MODELS",
    "Fault",
    "LogFilter",
    "LogLine",
    "ShownLine",
    "Verdict",
    "actions_in_log",
    "digest_of",
    "head",
    "in_words",
    "kind_of",
    "log_count",
    "log_lines",
    "unsealed",
    "verify",
]

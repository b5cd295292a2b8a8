"""What can go wrong with a question, beside what `index.errors` names.

BylineError
+-- QuestionError           the question cannot be answered as put
|   +-- QuestionTooLong     it has more characters than are read
+-- SettingsError           a flag, variable or line of byline.toml makes no sense
"""

from __future__ import annotations

from index import BylineError


class QuestionError(BylineError):
    """The question is empty, too long, or limited to what the archive does not hold."""


class QuestionTooLong(QuestionError):
    """The question has more characters than are read."""


class SettingsError(BylineError):
    """A flag, a `BYLINE_*` variable or a line of `byline.toml` makes no sense."""

"""Accounts: what the articles give for the thing asked for, by whom, and where they differ.

Read in this order: `asking` (what is sought), `values` with `counts`, `dates` and `named` (what a
sentence gives for it), `same` (when two values are one), `tellers` and `telling` (who tells it, of
which day), `origins` (who leans on whom), `standing`, `accounts`; `changing` needs no question.
"""

from assistant.accounts.accounts import accounts_of, may_answer
from assistant.accounts.changing import changed_figures
from assistant.accounts.origins import independent_origins

__all__ = ["accounts_of", "changed_figures", "independent_origins", "may_answer"]

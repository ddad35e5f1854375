"""Change engagement. Each action is one transaction and one entry in the ledger."""

from .contributions import keep_contribution as keep_contribution

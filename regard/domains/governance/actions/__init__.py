"""Change what governance keeps. Each is one transaction and one entry in the ledger."""

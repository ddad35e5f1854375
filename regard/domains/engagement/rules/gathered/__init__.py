"""Spreadsheets of other tools: where their answers stand, and what they mean."""

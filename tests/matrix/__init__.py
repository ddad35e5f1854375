"""What the test of every address as every role stands on: see `tests/test_matrix.py`."""

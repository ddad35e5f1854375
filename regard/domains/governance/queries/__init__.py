"""Ask questions of governance. Reads only."""

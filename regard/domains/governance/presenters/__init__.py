"""What the pages of governance say."""

from .parts import list_parts as list_parts

"""Northmarch, the made-up system of `regard demo`: nobody and nothing in it exists."""

from .building import HalfBuilt as HalfBuilt
from .building import build as build
from .building import is_built as is_built
from .report import missing as missing
from .report import table as table

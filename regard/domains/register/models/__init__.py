"""
Everyone who provides care, where, and how they are reached.

The register and its geography are common to all systems; places belong to one.
"""

from .geography import Board as Board
from .geography import BoardSuccession as BoardSuccession
from .geography import Council as Council
from .geography import CouncilSuccession as CouncilSuccession
from .loads import Load as Load
from .loads import RefusedRow as RefusedRow
from .services import Contact as Contact
from .services import Location as Location
from .services import Organisation as Organisation
from .services import Service as Service
from .systems import Place as Place
from .systems import PlaceCover as PlaceCover
from .systems import System as System
from .systems import SystemCouncil as SystemCouncil

"""
Everyone who provides care, where, and how they are reached.

The register and its geography are common to all systems; places, segments and people belong to
one.
"""

from .fetching import Fetch as Fetch
from .finding import SearchEntry as SearchEntry
from .finding import SearchWord as SearchWord
from .finding import Segment as Segment
from .finding import Touch as Touch
from .geography import Board as Board
from .geography import BoardCouncil as BoardCouncil
from .geography import BoardSuccession as BoardSuccession
from .geography import Boundary as Boundary
from .geography import Council as Council
from .geography import CouncilSuccession as CouncilSuccession
from .geography import Region as Region
from .history import Branding as Branding
from .history import Change as Change
from .history import Rating as Rating
from .history import Relation as Relation
from .history import Running as Running
from .loads import Load as Load
from .loads import RefusedRow as RefusedRow
from .merging import Correction as Correction
from .merging import Merge as Merge
from .networks import Mandate as Mandate
from .networks import Membership as Membership
from .networks import Network as Network
from .networks import NetworkSystem as NetworkSystem
from .networks import Roll as Roll
from .networks import RollEntry as RollEntry
from .networks import RollProposal as RollProposal
from .people import Forgotten as Forgotten
from .people import Individual as Individual
from .people import IndividualRole as IndividualRole
from .people import Preference as Preference
from .people import ReachTask as ReachTask
from .people import Representative as Representative
from .people import ToldStatement as ToldStatement
from .provenance import Listing as Listing
from .provenance import Provenance as Provenance
from .services import Contact as Contact
from .services import Location as Location
from .services import Organisation as Organisation
from .services import Service as Service
from .systems import Place as Place
from .systems import PlaceCover as PlaceCover
from .systems import Placement as Placement
from .systems import System as System
from .systems import SystemCouncil as SystemCouncil

"""Work of engagement that takes longer than a person should wait."""

from .answers_files import load_contributions as load_contributions
from .arrivals import acknowledge as acknowledge
from .arrivals import read_arrivals as read_arrivals
from .blind import finish_sample as finish_sample
from .blind import send_sample as send_sample
from .campaigns import count_arguments as count_arguments
from .campaigns import find_campaigns as find_campaigns
from .campaigns import find_due_campaigns as find_due_campaigns
from .closing import close_due as close_due
from .deliberation import draw_changed as draw_changed
from .deliberation import draw_opinions as draw_opinions
from .digests import send_digests as send_digests
from .forgetting import forget_people as forget_people
from .hand_overs import send_hand_over as send_hand_over
from .invitations import send_due as send_due
from .invitations import send_invitations as send_invitations
from .learning import learn_themes as learn_themes
from .members import tell_members as tell_members
from .pulses import ask_raters as ask_raters
from .pulses import pulse as pulse
from .safeguarding import tell as tell
from .seeing import send_upshot as send_upshot
from .themes import propose_themes as propose_themes

"""Something to tell what one is seeing to, and a pulse that is open."""

from regard.domains.engagement.actions.pulse_waves import begin_wave
from tests.factories.engagement import ThemeFactory
from tests.factories.engagement_pulses import make_pulse, make_raters
from tests.factories.engagement_seeing import begin


def telling(system, at):
    """Return what their addresses name, and the number of what somebody was asked."""
    theme = ThemeFactory(exercise=begin(system), state="signed_off", signed_off_at=at)
    pulse = make_pulse(system, direction="to_partnership")
    [rater] = make_raters(pulse, 1)
    ask = begin_wave(series=pulse, by="x", at=at).rater_asks.get()
    return {
        "ask_id": ask.pk,
        "direction": "to_providers",
        "pulse": pulse.slug,
        "rater_id": rater.pk,
        "seen_theme_id": theme.pk,
    }

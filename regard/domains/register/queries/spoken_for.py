"""The networks for which somebody has a role of their own."""

from regard.domains.register.models import Network, NetworkSystem, System
from regard.foundation.authority import Caller, Permission

PREFIX = "network:"
"""Begins the key of a network's scope; its number follows."""


def list_networks_spoken_for(*, system: System, caller: Caller, to: Permission) -> list[Network]:
    """
    Return the networks of a system with which the caller may do something, by name.

    Only by a role in the network itself: whoever has one in the whole system finds them in the
    list of networks. No query for those who have no such role, the public among them.
    """
    numbers = {
        int(grant.scope_key.removeprefix(PREFIX))
        for grant in caller.grants
        if to in grant.permissions and grant.scope_key.startswith(PREFIX)
    }
    if not numbers:
        return []
    ties = NetworkSystem.objects.filter(system=system, network__in=numbers)
    found = ties.select_related("network").order_by("network__name", "network")
    return [tie.network for tie in found]

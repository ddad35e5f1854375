"""
How often each level is found: between records of one service, and of two different ones.

Written by `python -m tools.train_linkage`; do not edit. From 3,000 lines made by realistic
mishaps from the regulator's ratings of February 2021 (21,237 locations; Open Government
Licence v3), those of every second council, and 8,494,400 pairs that are not one.
Telephones and numbers are assumed: see there.
"""

Rates = dict[tuple[str, str], tuple[float, float]]
"""By comparison and level: the share among pairs that are one, and among pairs that are not."""

TRAINED_ON = 21_237
"""Locations of the register that it was worked out from."""

RATES: Rates = {
    ("name", "same"): (0.755034, 3.91434e-05),
    ("name", "rare_part"): (0.110002, 3.57294e-05),
    ("name", "close"): (0.0614079, 3.57294e-05),
    ("name", "rare"): (0.0078216, 9.01181e-05),
    ("name", "known_part"): (0.0234648, 0.000150982),
    ("name", "known"): (0.00549176, 0.000912306),
    ("name", "owner"): (0.0188051, 2.0072e-05),
    ("name", "common"): (0.00549176, 0.0450411),
    ("name", "differ"): (0.0124813, 0.953675),
    ("postcode", "same"): (0.930288, 1.51176e-05),
    ("postcode", "slip"): (0.0358573, 4.48383e-05),
    ("postcode", "sector"): (0.00127412, 0.000196529),
    ("postcode", "slips"): (0.00891882, 0.000248122),
    ("postcode", "district"): (0.00054605, 0.000508146),
    ("postcode", "differ"): (0.0231161, 0.998987),
    ("address", "here_number"): (0.500848, 0.0582011),
    ("address", "here_street"): (0.373395, 0.608466),
    ("address", "here_differ"): (0.125757, 0.333333),
    ("address", "near_number"): (0.437126, 0.000352237),
    ("address", "near_street"): (0.437126, 0.137725),
    ("address", "near_differ"): (0.125749, 0.861923),
    ("address", "away_number"): (0.479927, 6.67057e-05),
    ("address", "away_town"): (0.286496, 4.83299e-05),
    ("address", "away_street"): (0.133212, 0.00593352),
    ("address", "away_differ"): (0.100365, 0.993951),
    ("town", "same"): (0.959924, 0.00438361),
    ("town", "differ"): (0.0400763, 0.995616),
    ("owner", "swapped"): (0.0154159, 8.85148e-08),
    ("owner", "here_same"): (0.815762, 0.375887),
    ("owner", "here_some"): (0.0360771, 0.0496454),
    ("owner", "here_differ"): (0.148161, 0.574468),
    ("owner", "near_same"): (0.809769, 0.00720881),
    ("owner", "near_some"): (0.0437018, 0.00812498),
    ("owner", "near_differ"): (0.14653, 0.984666),
    ("owner", "away_same"): (0.815603, 0.000790783),
    ("owner", "away_some"): (0.0638298, 0.00504294),
    ("owner", "away_differ"): (0.120567, 0.994166),
    ("telephone", "same"): (0.85, 0.0002),
    ("telephone", "differ"): (0.15, 0.9998),
    ("number", "same"): (0.97, 5e-06),
    ("number", "differ"): (0.03, 0.999995),
}

"""
Where people stand to one another, out of their votes on short statements.

The method is Polis's: Small, C., Bjorkegren, M., Erkkilä, T., Shaw, L. and Megill, C. (2021),
"Polis: Scaling Deliberation by Mapping High Dimensional Opinion Spaces", Recerca 26(2). Given
the same votes and the same groups, every number and list is that of Polis's own server. What
differs on purpose: nothing depends on chance or on what was reckoned before, and groups are
shown only where they are stable.

`matrix` keeps the votes, `pca` lays people out on a map, `clusters` finds groups on it,
`statistics` counts and compares them, `selection` picks the statements to show, `routing` says
which to ask next, `stability` whether the groups may be shown, `report` does all but the last.
"""

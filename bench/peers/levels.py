"""Levels as one integer objective, where that is exact."""

LARGEST = 2**62


def weights(most):
    """From the most each level can cost, most important first: a weight for each, so that one unit
    of a level is worth more than all that lies below it. None where that does not fit."""
    out = []
    unit = 1
    for cost in reversed(most):
        out.append(unit)
        unit *= cost + 1
    return list(reversed(out)) if unit < LARGEST else None

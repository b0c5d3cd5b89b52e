"""Where a place stands on the world map: the Equal Earth projection.

Areas stay true, so a large country at the edge of the map is not made larger than it is.
B. Savric, T. Patterson and B. Jenny, "The Equal Earth map projection", International Journal of
Geographical Information Science 33 (2019), https://doi.org/10.1080/13658816.2018.1504949.
"""

import math

# Coefficients of the polynomial in the paper.
A1, A2, A3, A4 = 1.340264, -0.081106, 0.000893, 0.003796
HALF_ROOT_3 = math.sqrt(3) / 2
# Units of the map: the equator is so long, the left end is 0 and the equator lies at y = 0.
WORLD_WIDTH = 10_000
# Half the equator of a globe of radius 1.
HALF_EQUATOR = math.pi / (HALF_ROOT_3 * A1)
RADIUS = WORLD_WIDTH / 2 / HALF_EQUATOR


def project(lon: float, lat: float) -> tuple[float, float]:
    """Return a point of the globe as a point of the map, y growing to the south.

    Args:
        lon: degrees, east is positive.
        lat: degrees, north is positive.

    >>> project(0.0, 0.0), [round(value) for value in project(180.0, 0.0)]
    ((5000.0, 0.0), [10000, 0])
    """
    angle = math.asin(HALF_ROOT_3 * math.sin(math.radians(lat)))
    square = angle * angle
    sixth = square**3
    slope = A1 + 3 * A2 * square + sixth * (7 * A3 + 9 * A4 * square)
    x = math.radians(lon) * math.cos(angle) / (HALF_ROOT_3 * slope)
    y = angle * (A1 + A2 * square + sixth * (A3 + A4 * square))
    return RADIUS * (HALF_EQUATOR + x), 0.0 - RADIUS * y

"""Claims as GeoJSON (RFC 7946): one feature a claim, a point for each place that is one."""

from typing import Any

from dragoman.model import Claim
from dragoman.model.wire import claim_to_json

Json = dict[str, Any]


def feature(claim: Claim) -> Json:
    """Return a claim as a feature; where no place is a point its geometry is null.

    A country has no coordinates in a claim, so it never becomes a pin.
    """
    points = [[place.lon, place.lat] for place in claim.where if place.lat is not None]
    geometry: Json | None = None
    if len(points) == 1:
        geometry = {"type": "Point", "coordinates": points[0]}
    elif points:
        geometry = {"type": "MultiPoint", "coordinates": points}
    return {
        "type": "Feature",
        "id": claim.id,
        "geometry": geometry,
        "properties": claim_to_json(claim),
    }

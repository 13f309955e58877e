"""The world's places: their names, regions, countries and coordinates."""

from exporter.coding.gazetteer.keys import fold, place_key
from exporter.coding.gazetteer.lookup import Gazetteer, Match, Place, load_gazetteer

__all__ = ["Gazetteer", "Match", "Place", "fold", "load_gazetteer", "place_key"]

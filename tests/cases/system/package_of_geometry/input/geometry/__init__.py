"""Geometry."""
from .point import Point, ORIGIN
from .poly import Polygon, area as polygon_area

from .text import up, WIDTH
from . import nums
from math import sqrt
import json

VERSION = "1.2"

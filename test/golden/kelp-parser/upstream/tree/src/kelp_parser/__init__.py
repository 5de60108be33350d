from ._speedups import parse

"""Small, typed helpers for walking deeply nested mappings."""

__version__ = "1.4.0"


def glow(mapping, path):
    for key in path:
        mapping = mapping[key]
    return mapping

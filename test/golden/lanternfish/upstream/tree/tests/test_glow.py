import unittest

from lanternfish import glow


class GlowTest(unittest.TestCase):
    def test_nested(self):
        self.assertEqual(glow({"a": {"b": 1}}, ["a", "b"]), 1)

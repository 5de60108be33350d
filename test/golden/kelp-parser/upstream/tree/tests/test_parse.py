from hypothesis import given, strategies as st

from kelp_parser import parse


@given(st.binary())
def test_parse(data):
    assert b";".join(parse(data)) == data


def test_speed(benchmark):
    benchmark(parse, b"a;b" * 100)

import saltmarsh


def test_doc():
    assert saltmarsh.__doc__

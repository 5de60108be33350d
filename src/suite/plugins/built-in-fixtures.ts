/** Fixtures of pytest itself: https://docs.pytest.org/en/stable/reference/fixtures.html */
export const BUILT_IN_FIXTURES: ReadonlySet<string> = new Set(
  (
    'cache capfd capfdbinary caplog capsys capsysbinary capteesys doctest_namespace monkeypatch pytestconfig pytester ' +
    'record_property record_testsuite_property record_xml_attribute recwarn request subtests testdir tmp_path ' +
    'tmp_path_factory tmpdir tmpdir_factory'
  ).split(' '),
);

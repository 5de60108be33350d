import type { PluginRow } from './plugin-row.ts';

/** Plugins that time, retry and spread tests (rulebook 13.4). */
export const MEASURING_PLUGINS = [
  {
    name: 'pytest-xdist',
    entry: 'xdist xdist.looponfail',
    imports: 'xdist',
    fixtures: 'worker_id testrun_uid',
    marks: 'xdist_group',
    options:
      '-n -n* --numprocesses* --dist --dist=* --maxprocesses* --max-worker-restart* --tx --rsyncdir --looponfail --maxschedchunk* --no-loadscope-reorder --loadscope-reorder --px* --rsyncignore* --testrunuid* -d -f',
    looseIni: 'looponfailroots rsyncdirs rsyncignore',
    hooks:
      'pytest_xdist_* pytest_configure_node pytest_testnodeready pytest_testnodedown pytest_handlecrashitem',
    policy: 'variable',
  },
  {
    name: 'pytest-timeout',
    entry: 'timeout',
    imports: 'pytest_timeout',
    marks: 'timeout',
    ini: 'timeout',
    hooks: 'pytest_timeout_*',
    looseIni: 'timeout_method timeout_func_only session_timeout timeout_disable_debugger_detection',
    options:
      '--timeout --timeout=* --timeout-method* --timeout_method* --session-timeout* --timeout-disable-debugger-detection',
    policy: 'variable',
  },
  {
    name: 'pytest-rerunfailures',
    entry: 'rerunfailures',
    imports: 'pytest_rerunfailures',
    vagueMarks: 'flaky',
    ini: 'reruns',
    looseIni: 'reruns_delay',
    options:
      '--reruns --reruns=* --reruns-delay* --only-rerun* --rerun-except* --fail-on-flaky --rerun-show-tracebacks',
    policy: 'variable',
  },
  {
    name: 'flaky',
    optional: true,
    entry: 'flaky',
    imports: 'flaky',
    vagueMarks: 'flaky',
    options: '--force-flaky --max-runs* --min-passes* --no-flaky-report --no-success-flaky-report',
  },
  {
    name: 'pytest-benchmark',
    optional: true,
    entry: 'benchmark',
    imports: 'pytest_benchmark',
    fixtures: 'benchmark_weave',
    vagueFixtures: 'benchmark',
    vagueMarks: 'benchmark',
    options: '--benchmark-*',
    hooks: 'pytest_benchmark_*',
  },
] as const satisfies readonly PluginRow[];

/**
 * PYTHON_COMPAT as ::gentoo writes it: runs of minor versions in braces, free-threaded targets after the others.
 * `['python3_12', 'python3_13', 'python3_14t']` → `python3_{12..13} python3_14t`.
 */
export function formatPythonCompat(targets: readonly string[]): string {
  const minors = (suffix: string) =>
    targets
      .flatMap((target) => {
        const match = /^python3_(?<minor>\d+)(?<suffix>t?)$/.exec(target);
        return match?.groups?.suffix === suffix ? [Number(match.groups.minor)] : [];
      })
      .sort((a, b) => a - b);
  const odd = targets.filter((target) => !/^python3_\d+t?$/.test(target));
  return [...formatRuns(minors(''), ''), ...formatRuns(minors('t'), 't'), ...odd].join(' ');
}

function formatRuns(minors: readonly number[], suffix: string): readonly string[] {
  const runs: number[][] = [];
  for (const minor of minors) {
    const run = runs.at(-1);
    if (run !== undefined && run.at(-1) === minor - 1) run.push(minor);
    else runs.push([minor]);
  }
  return runs.map((run) =>
    run.length === 1 ? `python3_${run[0]}${suffix}` : `python3_{${run[0]}..${run.at(-1)}}${suffix}`,
  );
}

import { Presets, SingleBar } from 'cli-progress';
import type { Progress } from '../core/ports.ts';

/** A bar on a terminal's stderr; elsewhere silence, since results are told one by one. */
export function createProgress(bar: boolean): Progress {
  return bar ? createBar() : { start: () => undefined, step: () => undefined, stop: () => undefined };
}

function createBar(): Progress {
  const bar = new SingleBar(
    {
      format: '{bar} {value}/{total} {what}  {running}',
      stream: process.stderr,
      hideCursor: true,
      clearOnComplete: true,
      linewrap: false,
    },
    Presets.shades_classic,
  );
  return {
    start: (total, what) => bar.start(total, 0, { what, running: '' }),
    step: (done, running) => bar.update(done, { running: running.slice(0, 3).join(' ') }),
    stop: () => bar.stop(),
  };
}

import { type Budget, type Frame, forkFrame, MAX_STEPS } from './frame.ts';

/** What is read aside may take less than the program itself. */
const ASIDE_STEPS = 30_000;

export function asideBudget(): Budget {
  return { steps: MAX_STEPS - ASIDE_STEPS, depth: 0 };
}

/**
 * The frame as it is now, to follow what the ordinary reading does not: only what that asks of pkg-config is of
 * interest. It has a budget of its own, so that the ordinary reading gets as far as it would without. undefined where no
 * file asks anything, or where the budget is used up.
 */
export function standAside(frame: Frame): Frame | undefined {
  const { aside, budget, files } = frame.machine;
  if (budget.steps > MAX_STEPS || aside.budget.steps > MAX_STEPS || !files.some(({ asks }) => asks))
    return undefined;
  return { ...forkFrame({ ...frame, machine: aside }), yields: [] };
}

/** Runs what is read aside as deep in the program as the ordinary reading is. */
export function runAside(frame: Frame, run: () => void): void {
  const { aside, budget } = frame.machine;
  const { depth } = aside.budget;
  aside.budget.depth = budget.depth;
  run();
  aside.budget.depth = depth;
}

import type { Ports } from '../../src/core/host.ts';
import type { FileStore } from '../../src/core/ports.ts';

export interface Life {
  /** Changes to the disk before the program is as good as killed. */
  left: number;
  /** Changes made so far. */
  done: number;
  whenKilled: () => void;
}

/**
 * Ports whose program dies at a change to the overlay: that one and all after it never happen and never come back, as with
 * SIGKILL, and the lock is nobody's.
 */
export function mortalPorts(ports: Ports, life: Life): Ports {
  const spend =
    <Args extends readonly unknown[]>(change: (...args: Args) => Promise<void>) =>
    (...args: Args): Promise<void> => {
      life.left -= 1;
      if (life.left >= 0) {
        life.done += 1;
        return change(...args);
      }
      life.whenKilled();
      return new Promise(() => undefined);
    };
  const openStore = (folder: string): FileStore => {
    const store = ports.openStore(folder);
    const { journal } = store;
    return {
      ...store,
      write: spend(store.write),
      writeFolder: spend(store.writeFolder),
      remove: spend(store.remove),
      journal: { ...journal, append: spend(journal.append), clear: spend(journal.clear) },
    };
  };
  return { ...ports, openStore, lockOverlay: async () => async () => undefined };
}

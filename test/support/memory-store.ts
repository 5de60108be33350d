import type { FileStore } from '../../src/core/ports.ts';

/** A FileStore in memory. `files` shows and sets its contents; `writes` counts what was written, in order. */
export function memoryStore(initial: Readonly<Record<string, string>> = {}) {
  const files = new Map(Object.entries(initial));
  const writes: string[] = [];
  let noted = '';
  const store: FileStore = {
    root: '/overlay',
    readText: async (path) => files.get(path),
    list: async (folder) => {
      const prefix = folder === '' ? '' : `${folder}/`;
      const names = [...files.keys()]
        .filter((path) => path.startsWith(prefix))
        .map((path) => path.slice(prefix.length).replace(/\/.*/, '/'));
      return [...new Set(names)].sort();
    },
    write: async (path, text) => {
      writes.push(path);
      files.set(path, text);
    },
    writeFolder: async (folder, texts) => {
      for (const [name, text] of texts) {
        writes.push(`${folder}/${name}`);
        files.set(`${folder}/${name}`, text);
      }
    },
    remove: async (path) => {
      files.delete(path);
    },
    journal: {
      read: async () => noted,
      append: async (text) => {
        noted += text;
      },
      clear: async () => {
        noted = '';
      },
    },
  };
  return { store, files, writes };
}

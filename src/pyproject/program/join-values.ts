import { dictOf, isKind, listOf, type PythonValue, sameValue, type Unreadable } from './value.ts';

/**
 * What is known of a name that has one of these values, nobody knows which; undefined where it is not set at all. Of
 * lists and dictionaries that is what all of them hold, and `doubt` for the rest.
 */
export function joinValues(values: readonly (PythonValue | undefined)[], doubt: Unreadable): PythonValue {
  const [first, ...others] = values;
  if (first === undefined || others.includes(undefined)) return doubt;
  const known = others.filter((other) => other !== undefined);
  if (known.every((other) => other === first || sameValue(first, other) === true)) return first;
  return joinDicts([first, ...known], doubt) ?? joinLists([first, ...known], doubt) ?? doubt;
}

function joinDicts(values: readonly PythonValue[], doubt: Unreadable): PythonValue | undefined {
  const dicts = values.filter((value) => isKind(value, 'dict'));
  if (dicts.length < values.length) return undefined;
  const keys = new Set(dicts.flatMap(({ entries }) => [...entries.keys()]));
  const entries = [...keys].map((key) => {
    const each = dicts.map((dict) => dict.entries.get(key));
    return [key, joinValues(each, doubt)] as const;
  });
  return dictOf(
    entries,
    dicts.some(({ partial }) => partial),
  );
}

function joinLists(values: readonly PythonValue[], doubt: Unreadable): PythonValue | undefined {
  const [first, ...others] = values.filter((value) => isKind(value, 'list'));
  if (first === undefined || others.length + 1 < values.length) return undefined;
  const common = first.items.filter((item) =>
    others.every((other) => other.items.some((one) => one === item || sameValue(one, item) === true)),
  );
  return listOf([...common, doubt]);
}

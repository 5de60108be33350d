import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type GraphNode, groupByCycles } from '../../../../src/pipeline/recursion/order-plan.ts';

const graph = (edges: Readonly<Record<string, string>>): readonly GraphNode[] =>
  Object.entries(edges).map(([id, needs]) => ({
    id,
    needs: [...needs].map((need) => ({ id: need, kind: 'runtime' as const })),
  }));
const groupsOf = (nodes: readonly GraphNode[]) =>
  groupByCycles(nodes).map((group) => group.map(({ id }) => id).sort());

describe('groupByCycles', () => {
  test.each([
    ['a chain', { a: 'b', b: 'c', c: '' }, [['c'], ['b'], ['a']]],
    ['a diamond', { a: 'bc', b: 'd', c: 'd', d: '' }, [['d'], ['b'], ['c'], ['a']]],
    ['a cycle', { a: 'b', b: 'c', c: 'bd', d: '' }, [['d'], ['b', 'c'], ['a']]],
    ['two cycles that touch', { a: 'b', b: 'ac', c: 'b' }, [['a', 'b', 'c']]],
    ['what is not in the plan', { a: 'x' }, [['a']]],
    ['a package that needs itself', { a: 'a' }, [['a']]],
  ])('%s', (_, edges, groups) => {
    expect(groupsOf(graph(edges))).toEqual(groups);
  });

  test('keeps both of two versions of a package', () => {
    expect(groupsOf([...graph({ a: '' }), ...graph({ a: 'b', b: '' })])).toEqual([['a'], ['b'], ['a']]);
  });

  test('a long chain does not exhaust the stack', () => {
    const nodes = Array.from({ length: 50_000 }, (_, id) => ({
      id: `${id}`,
      needs: [{ id: `${id + 1}`, kind: 'runtime' as const }],
    }));
    expect(groupByCycles(nodes)).toHaveLength(50_000);
  });

  test('every node once, and nothing before what it needs unless both are in one cycle', () => {
    const graphs = fc.dictionary(
      fc.constantFrom(...'abcdefgh'),
      fc.string({ unit: fc.constantFrom(...'abcdefgh') }),
    );
    fc.assert(
      fc.property(graphs, (edges) => {
        const nodes = graph(edges);
        const groups = groupByCycles(nodes);
        expect(
          groups
            .flat()
            .map(({ id }) => id)
            .sort(),
        ).toEqual(Object.keys(edges).sort());
        const place = new Map(
          groups.flatMap((group, position) => group.map(({ id }) => [id, position] as const)),
        );
        for (const { id, needs } of nodes) {
          for (const need of needs) expect(place.get(need.id) ?? -1).toBeLessThanOrEqual(place.get(id) ?? -1);
        }
      }),
    );
  });
});

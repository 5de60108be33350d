/** A PEP 440 version. https://packaging.python.org/en/latest/specifications/version-specifiers/ */
export interface Version {
  readonly epoch: number;
  readonly release: readonly number[];
  readonly pre?: { readonly letter: 'a' | 'b' | 'rc'; readonly number: number };
  readonly post?: number;
  readonly dev?: number;
  readonly local?: readonly (string | number)[];
}

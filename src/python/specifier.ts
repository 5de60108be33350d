import type { Version } from './version.ts';

/** One clause of a PEP 440 specifier set. */
export type Specifier =
  | {
      readonly operator: '~=' | '==' | '!=' | '<=' | '>=' | '<' | '>';
      readonly version: Version;
      /** `==1.2.*`, `!=1.2.*` */
      readonly wildcard: boolean;
    }
  | { readonly operator: '==='; readonly text: string };

/** All clauses must hold; an empty set allows every version. */
export type SpecifierSet = readonly Specifier[];

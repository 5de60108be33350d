import { EbuildgenError } from '../core/errors.ts';
import type { ReleaseRef, SourceKind } from '../core/release.ts';
import {
  type ConfiguredPackage,
  defaultIdentity,
  type OverlayConfig,
  type OverlayIdentity,
} from '../model/config.ts';
import { defaultSettings, type PackageSettings } from '../model/settings.ts';
import { normalizeName } from '../python/name.ts';
import { parseTomlText, TomlSyntaxError } from '../toml/parse.ts';
import { indexPositions } from '../toml/positions.ts';
import { checkDocument } from './check-document.ts';
import type { ConfigDocument } from './schema.ts';
import { tableToSettings } from './settings-table.ts';

export const configPath = 'metadata/ebuildgen.toml';

/** Reads the configuration of an overlay; undefined text gives the defaults. Throws CONFIG_INVALID with key and line. */
export function parseConfig(text: string | undefined): OverlayConfig {
  const positions = indexPositions(text ?? '');
  const document = checkDocument(parseToml(text ?? ''), positions);
  const { maintainer, keywords, keep } = document.overlay ?? {};
  const base: PackageSettings = {
    ...defaultSettings,
    ...(keywords === undefined ? {} : { keywords }),
    ...(keep === undefined ? {} : { keep }),
    ...(maintainer === undefined ? {} : { maintainers: [withoutUndefined(maintainer)] }),
  };
  const at =
    (...path: readonly string[]) =>
    (key: string) =>
      positions.of([...path, key]);
  const defaults = tableToSettings(document.defaults ?? {}, base, at('defaults'));
  const packages = (['pypi', 'github', 'codeberg'] as const).flatMap((source) =>
    Object.entries(document[source] ?? {}).map(
      ([project, table]): ConfiguredPackage => ({
        ref: { source, project },
        settings: tableToSettings(table, defaults, at(source, project)),
      }),
    ),
  );
  const settings = new Map(packages.map((entry) => [keyOf(entry.ref), entry.settings]));
  return {
    identity: identityOf(document),
    packages,
    settingsFor: (ref) => settings.get(keyOf(ref)) ?? defaults,
  };
}

function parseToml(text: string): unknown {
  try {
    return parseTomlText(text);
  } catch (cause) {
    if (!(cause instanceof TomlSyntaxError)) throw cause;
    const { message, line } = cause;
    throw new EbuildgenError('CONFIG_INVALID', `\`${configPath}\` is not TOML: ${message}`, {
      cause,
      where: { file: configPath, ...(line === undefined ? {} : { line }) },
    });
  }
}

function identityOf({ overlay }: ConfigDocument): OverlayIdentity {
  return {
    name: overlay?.name ?? defaultIdentity.name,
    masters: overlay?.masters ?? defaultIdentity.masters,
    manifestHashes: overlay?.['manifest-hashes'] ?? defaultIdentity.manifestHashes,
  };
}

/** PyPI names have many spellings (PEP 503), repository names none but their case. */
function keyOf({ source, project }: Pick<ReleaseRef, 'source' | 'project'>): string {
  return `${source}:${normalize(source, project)}`;
}

const normalize = (source: SourceKind, project: string) =>
  source === 'pypi' ? normalizeName(project) : project.toLowerCase();

function withoutUndefined({ name, email }: { name?: string | undefined; email: string }) {
  return name === undefined ? { email } : { name, email };
}

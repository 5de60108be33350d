import type { Rule } from './rule.ts';
import { strayFiles } from './rules/pk101-stray-files.ts';
import { noBuildSystem } from './rules/pk201-no-build-system.ts';
import { setupRequires } from './rules/pk202-setup-requires.ts';
import { unneededBuildRequirement } from './rules/pk203-unneeded-build-requirement.ts';
import { backendCap } from './rules/pk204-backend-cap.ts';
import { rustBackend } from './rules/pk205-rust-backend.ts';
import { licenseClassifier } from './rules/pk301-license-classifier.ts';
import { licenseTable } from './rules/pk302-license-table.ts';
import { noLicenseFile } from './rules/pk303-no-license-file.ts';
import { setuptoolsAtRunTime } from './rules/pk401-setuptools-at-run-time.ts';
import { addopts } from './rules/pk501-addopts.ts';
import { testsMissing } from './rules/pk502-tests-missing.ts';
import { sdistName } from './rules/pk503-sdist-name.ts';
import { calendarCap } from './rules/po101-calendar-cap.ts';
import { dataPin } from './rules/po102-data-pin.ts';
import { capExcludesRelease } from './rules/po103-cap-excludes-release.ts';
import { pythonCap } from './rules/po104-python-cap.ts';
import { caret } from './rules/po105-caret.ts';
import { includeWithoutFormat } from './rules/po201-include-without-format.ts';
import { mixedFormats } from './rules/po202-mixed-formats.ts';
import { installsStrays } from './rules/po203-installs-strays.ts';
import { includeMatchesNothing } from './rules/po204-include-matches-nothing.ts';
import { optionalInNoExtra } from './rules/po301-optional-in-no-extra.ts';
import { extraWithoutOptional } from './rules/po302-extra-without-optional.ts';
import { developmentTool } from './rules/po303-development-tool.ts';
import { legacyBackend } from './rules/po401-legacy-backend.ts';
import { noProjectTable } from './rules/po402-no-project-table.ts';
import { contradiction } from './rules/po403-contradiction.ts';
import { devDependencies } from './rules/po404-dev-dependencies.ts';
import { scriptExtras } from './rules/po501-script-extras.ts';

/** Every rule by its code; Poetry's first. */
const table = {
  PO101: calendarCap,
  PO102: dataPin,
  PO103: capExcludesRelease,
  PO104: pythonCap,
  PO105: caret,
  PO201: includeWithoutFormat,
  PO202: mixedFormats,
  PO203: installsStrays,
  PO204: includeMatchesNothing,
  PO301: optionalInNoExtra,
  PO302: extraWithoutOptional,
  PO303: developmentTool,
  PO401: legacyBackend,
  PO402: noProjectTable,
  PO403: contradiction,
  PO404: devDependencies,
  PO501: scriptExtras,
  PK101: strayFiles,
  PK201: noBuildSystem,
  PK202: setupRequires,
  PK203: unneededBuildRequirement,
  PK204: backendCap,
  PK205: rustBackend,
  PK301: licenseClassifier,
  PK302: licenseTable,
  PK303: noLicenseFile,
  PK401: setuptoolsAtRunTime,
  PK501: addopts,
  PK502: testsMissing,
  PK503: sdistName,
} as const satisfies Readonly<Record<string, Rule>>;

export const rules: readonly Rule[] = Object.values(table);

/** The rule of a code, in whatever case it was typed. */
export function tryFindRule(code: string): Rule | undefined {
  return rules.find((rule) => rule.code === code.trim().toUpperCase());
}

/** Whether what a rule reports makes another ebuild. */
export function isAboutEbuild(code: string): boolean {
  return tryFindRule(code)?.changesEbuild === true;
}

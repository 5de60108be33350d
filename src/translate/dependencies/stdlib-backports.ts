/**
 * Projects that every interpreter the eclasses support has in its standard library (rulebook 11.9), by normalised name.
 * Those that are also released on their own with newer features (importlib-metadata, typing-extensions) are not here.
 */
export const stdlibBackports: ReadonlySet<string> = new Set([
  'argparse',
  'asyncio',
  'backports-tarfile',
  'backports-zoneinfo',
  'contextvars',
  'dataclasses',
  'enum34',
  'funcsigs',
  'functools32',
  'futures',
  'importlib',
  'ipaddress',
  'pathlib',
  'pathlib2',
  'singledispatch',
  'typing',
  'unittest2',
]);

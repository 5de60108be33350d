export { loadPythonParser } from '../../src/io/python-parser.ts';

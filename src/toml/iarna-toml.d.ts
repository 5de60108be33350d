declare module '@iarna/toml/lib/toml-parser.js' {
  /** What `parse` of @iarna/toml runs. Keys come to the methods below, before they are looked up or written. */
  class TomlParser {
    parse(text: string): void;
    finish(): Record<string, unknown>;
    recordAssignKeyword(key: string): unknown;
    parseTableMore(key: string): unknown;
    parseListMore(key: string): unknown;
  }
  export = TomlParser;
}

const AUTOMATION =
  /^(?:\.github\/workflows\/[^/]+\.ya?ml|\.gitlab-ci\.yml|\.travis\.yml|makefile|justfile|scripts?\/[\w.-]+)$/i;

/** Workflows of the forges, and the scripts that they and people call: how upstream itself installs and tests. */
export const isAutomation = (path: string): boolean => AUTOMATION.test(path);

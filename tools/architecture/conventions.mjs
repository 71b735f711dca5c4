const MAX_LINES = 300;
/** Line limit for specs. They list many cases of one thing. */
const MAX_SPEC_LINES = 400;
const SELECTED_TEST =
  /^\s*(?:[fx](?:it|test|describe)\(|(?:it|test|describe)\.(?:only|todo|fixme|skip\b(?!.*skipped, for)))/m;

const isCode = (path) => /\.(ts|mts|mjs|cjs|js|css|html)$/.test(path);
const isSpec = (path) => /^(apps|libs)\/.+\.spec\.\w+$/.test(path);
const lacks = (pattern) => (text) => !pattern.test(text);

function hasAtMost(lines) {
  return (text) => text.split('\n').length <= lines + 1;
}

/** Conditions for files. Each file that `appliesTo` selects must satisfy `holds`, which gets its text. */
export const conventions = [
  {
    rule: `more than ${MAX_LINES} lines`,
    appliesTo: (path) => isCode(path) && !isSpec(path),
    holds: hasAtMost(MAX_LINES),
  },
  {
    rule: `more than ${MAX_SPEC_LINES} lines`,
    appliesTo: (path) => isCode(path) && isSpec(path),
    holds: hasAtMost(MAX_SPEC_LINES),
  },
  {
    rule: 'singles out a test, or leaves one out without a title that says "skipped, for"',
    appliesTo: isSpec,
    holds: lacks(SELECTED_TEST),
  },
  {
    rule: 'names a package registry; the lockfile must work with any',
    appliesTo: () => true,
    holds: lacks(/\/\/registry\.|\bregistry\.(?:npmjs|yarnpkg)\b|^registry *=|"resolved" ?:/m),
  },
  {
    rule: 'names a folder of one machine',
    appliesTo: (path) => path !== 'package-lock.json',
    holds: lacks(/(?<![\w./@*-])\/(home|Users|root|work|mnt)\/\w|\b[A-Z]:\\Users\\/),
  },
  {
    rule: 'switches a check off',
    appliesTo: isCode,
    holds: lacks(/\/[/*]\s*(@ts-(ignore|nocheck|expect-error)|eslint-disable|prettier-ignore)/),
  },
];

/** Whether a file is text. Recordings and pictures, by their extensions, are not read. */
export function isText(path) {
  return !/\.(wav|webm|ogg|png|jpg|ico|woff2)$/.test(path);
}

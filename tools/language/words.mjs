/**
 * @typedef {object} Word
 * @property {RegExp} pattern of the word, with the flag `g`.
 * @property {string} instead what to write.
 */

/** Turns that stop a reader; CONTRIBUTING.md, "Language", says the rule behind them. @type {readonly Word[]} */
export const WORDS = [
  { pattern: /\bwho(?:m|se)?ever\b/gi, instead: '"a client that", "anyone who"' },
  { pattern: /\banew\b/gi, instead: '"again", or a verb with "re-"' },
  { pattern: /\bput(?:s|ting)? (?:\w+ ){0,2}out\b/gi, instead: '"remove"' },
  {
    pattern: /(?<!\bthere )\b(?:is|are|was|were|be|been) none\b/gi,
    instead: '"is not a …", "is not one of …"',
  },
  { pattern: /\bbesides\b/gi, instead: '"also", "in addition to", "apart from"' },
  { pattern: /\bin place of\b/gi, instead: '"instead of"' },
  { pattern: /\bso (?:many|much)\b/gi, instead: 'a name or a number' },
  { pattern: /\bonce more\b/gi, instead: '"again"' },
  { pattern: /\bas [\w' -]{1,40} (?:has|have) it\b/gi, instead: '"as defined in"' },
  { pattern: /\b(?:himself|his)\b/gi, instead: '"themselves", "their", "its"' },
];

/** Where a line of prose begins, behind what marks it as a comment, a quotation or a row of a table. */
const LEADER = /^\s*(?:\/\*\*?|\*\/|\*|\/\/|#+|<!--|[|>])?\s*/;

/** Code that a document quotes is not its prose. */
const CODE_SPAN = /`[^`\n]*`/g;

/**
 * Finds each of {@link WORDS} in a text, also where a line break divides it.
 * @param path of the file; what stands between backticks in a document is left out.
 * @returns {{ line: number, found: string, instead: string, context: string }[]} `line` counts from 1.
 */
export function findWords(path, text) {
  const lines = text.split('\n');
  const prose = path.endsWith('.md')
    ? lines.map((line) => line.replace(CODE_SPAN, (code) => '`'.repeat(code.length)))
    : lines;
  const starts = [];
  let flat = '';
  for (const line of prose) {
    starts.push(flat.length);
    flat += `${line.replace(LEADER, '').trimEnd()} `;
  }
  const lineAt = (offset) => starts.findLastIndex((start) => start <= offset);
  return WORDS.flatMap(({ pattern, instead }) =>
    [...flat.matchAll(pattern)].map(({ 0: found, index }) => ({
      line: lineAt(index) + 1,
      found,
      instead,
      context: lines.slice(lineAt(index), lineAt(index + found.length) + 1).join('\n'),
    })),
  ).sort((a, b) => a.line - b.line);
}

/**
 * What is wrong with a file: its words, except those that an exception covers, and exceptions that cover nothing.
 * @param {readonly { file: string, text: string, reason: string }[]} exceptions of all files.
 */
export function problemsOf(path, text, exceptions) {
  const own = exceptions.filter(({ file }) => file === path);
  const found = findWords(path, text);
  const covers = (exception, { context }) => context.includes(exception.text);
  return [
    ...found
      .filter((word) => !own.some((exception) => covers(exception, word)))
      .map(({ line, found, instead }) => `${path}:${line}: "${found}"; write ${instead}`),
    ...own
      .filter((exception) => !found.some((word) => covers(exception, word)))
      .map((exception) => `${path}: the exception for "${exception.text}" covers nothing any more`),
  ];
}

/**
 * @typedef {object} Word
 * @property {RegExp} pattern of the word, with the flag `g`.
 * @property {string} instead what to write.
 */

/**
 * Phrases that stop a reader. CONTRIBUTING.md, "Language", states the rules behind them. @type {readonly
 * Word[]}
 */
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

/** The marks before a line's prose: those of a comment, a quotation or a table row. */
const LEADER = /^\s*(?:\/\*\*?|\*\/|\*|\/\/|#+|<!--|[|>])?\s*/;

/** Code that a document quotes is not prose. */
const CODE_SPAN = /`[^`\n]*`/g;

/**
 * Finds each of {@link WORDS} in a text, even across a line break.
 * @param path of the file; in a document, text between backticks is ignored.
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
 * Lists a file's words without an exception, and exceptions that match nothing.
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

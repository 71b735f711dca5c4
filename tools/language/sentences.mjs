/** Most words of a sentence in a comment. */
const MAX_WORDS = 24;

/** A doc comment, or consecutive lines of `//`. Comments after code are short anyway. */
const COMMENT = /^[ \t]*\/\*\*[\s\S]*?\*\/|(?:^[ \t]*\/\/.*\n?)+/gm;

/** The marks around a line of a comment. */
const MARKS = /^[ \t]*(?:\/\*\*|\*\/|\*|\/\/)?[ \t]?|[ \t]*(?:\*\/)?[ \t]*$/g;

/** A line that begins a paragraph of its own: a tag, an entry of a list, a table or a layout. */
const BEGINNING = /^(?:@|- |\d+\. |\||\s{4})/;

/**
 * Finds the sentences of a program's comments that are too long to be read once. Code between backticks counts
 * as one word. References in brackets do not count, nor does `@throws`, which may list many errors.
 * @param {string} text of a program.
 * @returns {{ line: number, words: number, sentence: string }[]} `line` counts from 1.
 */
export function findLongSentences(text) {
  return [...text.matchAll(COMMENT)].flatMap(({ 0: comment, index }) => {
    const line = text.slice(0, index).split('\n').length;
    return sentencesOf(comment)
      .map((sentence) => ({ line, words: countWords(sentence), sentence }))
      .filter(({ words }) => words > MAX_WORDS);
  });
}

/** The sentences of a comment, without layouts and `@throws`. */
function sentencesOf(comment) {
  const paragraphs = [''];
  for (const marked of comment.split('\n')) {
    const line = marked.replace(MARKS, '');
    if (line === '' || BEGINNING.test(line)) paragraphs.push(line);
    else paragraphs.push(`${paragraphs.pop()} ${line}`);
  }
  return paragraphs
    .filter((paragraph) => !/^(?:@throws|\||\s{4})/.test(paragraph))
    .map((paragraph) => paragraph.trim().replace(/`[^`]*`|\{@link [^}]*\}/g, 'X'))
    .flatMap((paragraph) => paragraph.replace(/\s*\([^)]*\)/g, '').split(/(?<=[.!?]) (?=[A-Z@])/))
    .filter((sentence) => !sentence.startsWith('@throws'));
}

function countWords(sentence) {
  return sentence.split(/\s+/).filter((word) => /\w/.test(word)).length;
}

/** Lists the sentences that are too long, one line for each. */
export function sentenceProblemsOf(path, text) {
  return findLongSentences(text).map(
    ({ line, words, sentence }) =>
      `${path}:${line}: a sentence of ${words} words, at most ${MAX_WORDS}: "${sentence}"`,
  );
}

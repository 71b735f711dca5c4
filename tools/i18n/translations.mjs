/** The placeholders of a text for values and elements. A translation must have the same ones. */
function places(text) {
  return [...text.matchAll(/\{\$\w+\}/g)].map(([place]) => place).sort();
}

/**
 * Lists the problems of a translation, one sentence each.
 * @param source texts of the source code by id.
 * @param translated texts of the other language by id.
 */
export function problemsOf(source, translated) {
  const missing = Object.entries(source)
    .filter(([id]) => !(id in translated))
    .map(([id, text]) => `${id} is not translated: ${text}`);
  const unused = Object.entries(translated)
    .filter(([id]) => !(id in source))
    .map(([id, text]) => `${id} is on the page no more: ${text}`);
  const broken = Object.entries(translated)
    .filter(([id]) => id in source)
    .filter(([id, text]) => places(text).join() !== places(source[id]).join())
    .map(([id, text]) => `${id} has other placeholders than its source: ${text}`);
  return [...missing, ...unused, ...broken];
}

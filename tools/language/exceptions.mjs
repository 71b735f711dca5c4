/**
 * Lines that may keep a word of `words.mjs`, each with its file, a part of the line and the reason. An
 * exception that matches nothing is an error.
 */
export const EXCEPTIONS = [
  {
    file: 'libs/testing/assets/README.md',
    text: 'prudently in his power',
    reason: 'what is spoken in a recording',
  },
  {
    file: 'apps/web/public/sounds/README.md',
    text: 'prudently in his power',
    reason: 'what is spoken in a recording',
  },
  {
    file: 'libs/testing/assets/README.md',
    text: 'he might even have been made amiable himself',
    reason: 'what is spoken in a recording',
  },
];

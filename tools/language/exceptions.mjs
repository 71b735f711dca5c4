/**
 * Lines that may keep a word of `words.mjs`. Each entry names the file, a part of the line and the reason; one that
 * covers nothing any more is refused.
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

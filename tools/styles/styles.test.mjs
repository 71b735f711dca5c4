import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';

/** WCAG 2.2, 1.4.3: text of ordinary size. */
const LEAST_CONTRAST = 4.5;

const PALETTE = 'apps/web/src/styles.css';

/** What text is written on. */
const GROUNDS = ['page', 'surface', 'surface-raised', 'bad-soft'];

/** What is written on a ground of its own. */
const OWN_GROUNDS = {
  'on-accent': ['accent-fill'],
  'on-recording': ['recording'],
  'on-navy': ['navy'],
  'on-good': ['good-fill'],
  'accent-text': ['accent-soft'],
};

/** Pictures take their colour from `color`, and are no text: they have a colour that text must not have. */
const PICTURE_COLOURS = ['accent', 'track'];
const PICTURES = [
  'apps/web/src/app.css',
  'libs/web/inbox/src/inbox-panel.css',
  'libs/web/lab/src/line-chart.css',
  'libs/web/ui/src/analyser-canvas.css',
  'libs/web/ui/src/level-meter.css',
  'libs/web/ui/src/waveform.ts',
];

const FOLDERS = ['apps/web/src', ...readdirSync('libs/web').map((lib) => `libs/web/${lib}/src`)];
const FILES = FOLDERS.flatMap((folder) =>
  readdirSync(folder)
    .filter((file) => /\.(css|ts)$/.test(file) && !file.endsWith('.spec.ts'))
    .map((file) => `${folder}/${file}`),
);
const text = new Map(FILES.map((file) => [file, readFileSync(file, 'utf8')]));
const palette = paletteOf(text.get(PALETTE));

/** Light and dark colour of each name. */
function paletteOf(css) {
  const colours = new Map();
  const pattern = /--([\w-]+): (?:light-dark\((#\w{6}), (#\w{6})\)|(#\w{6}));/g;
  for (const [, name, light, dark, both] of css.matchAll(pattern)) {
    colours.set(name, [light ?? both, dark ?? both]);
  }
  return colours;
}

/** Relative luminance, WCAG 2.2. */
function luminanceOf(colour) {
  const [red, green, blue] = [1, 3, 5]
    .map((at) => parseInt(colour.slice(at, at + 2), 16) / 255)
    .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrastOf(one, other) {
  const [high, low] = [luminanceOf(one), luminanceOf(other)].sort((a, b) => b - a);
  return (high + 0.05) / (low + 0.05);
}

/** Names of the colours that `color` takes in a file. */
function colourNamesIn(css) {
  return [...css.matchAll(/(?<![\w-])color: var\(--([\w-]+)\)/g)].map(([, name]) => name);
}

test('the palette is understood', () => {
  assert.ok(palette.size > 15);
  assert.equal(contrastOf('#ffffff', '#000000'), 21);
});

test('all that text is written in stands out from all that it is written on, light and dark', () => {
  const used = new Set([...text.values()].flatMap(colourNamesIn));
  for (const picture of PICTURE_COLOURS) used.delete(picture);
  assert.ok(used.size > 5);
  const faint = [];
  for (const name of used) {
    for (const ground of OWN_GROUNDS[name] ?? GROUNDS) {
      [0, 1].forEach((scheme) => {
        const ratio = contrastOf(palette.get(name)[scheme], palette.get(ground)[scheme]);
        if (ratio < LEAST_CONTRAST) faint.push(`${name} on ${ground}: ${ratio.toFixed(2)}`);
      });
    }
  }
  assert.deepEqual(faint, []);
});

test('no text has the colour of pictures', () => {
  const wrong = FILES.filter((file) => !PICTURES.includes(file)).filter((file) =>
    colourNamesIn(text.get(file)).some((name) => PICTURE_COLOURS.includes(name)),
  );
  assert.deepEqual(wrong, []);
});

test('no browser makes placeholders fainter than the palette has them', () => {
  assert.match(
    text.get(PALETTE),
    /::placeholder {\s*color: var\(--text-muted\);\s*opacity: 1;\s*}/,
  );
});

test('replacements for native controls are drawn in forced colours, too', () => {
  const own = FILES.filter((file) => text.get(file).includes('appearance: none'));
  assert.ok(own.length >= 4);
  const lost = own.filter((file) => !text.get(file).includes('(forced-colors: active)'));
  assert.deepEqual(lost, []);
});

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
/** File, selector and colour of each declaration that gives it to a picture. */
const PICTURES = [
  'apps/web/src/app.css: h1 svg: accent',
  'libs/web/inbox/src/inbox-panel.css: .empty sw-icon: accent',
  'libs/web/lab/src/panels/line-chart.css: .measured: accent',
  'libs/web/ui/src/drawing/analyser-canvas.css: :host: accent',
  'libs/web/ui/src/drawing/waveform.ts: :host: accent',
  'libs/web/ui/src/level/level-meter.css: canvas: track',
];

const FOLDERS = ['apps/web/src', ...readdirSync('libs/web').map((lib) => `libs/web/${lib}/src`)];
const FILES = FOLDERS.flatMap((folder) =>
  readdirSync(folder, { recursive: true })
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

/** Each declaration of `color` that names a colour of the palette, however it is mixed: its selector, and the name. */
function colourDeclarationsIn(css) {
  const rules = css.replace(/\/\*[^]*?\*\//g, '').matchAll(/([^{};`]+){([^{}]*)}/g);
  return [...rules].flatMap(([, selector, declarations]) =>
    [...declarations.matchAll(/(?<![\w-])color:([^;]*)/g)]
      .flatMap(([, value]) => [...value.matchAll(/var\(--([\w-]+)/g)])
      .map(([, name]) => ({ selector: selector.trim().replace(/\s+/g, ' '), name })),
  );
}

test('the palette is understood', () => {
  assert.ok(palette.size > 15);
  assert.equal(contrastOf('#ffffff', '#000000'), 21);
});

test('all that text is written in stands out from all that it is written on, light and dark', () => {
  const used = new Set([...text.values()].flatMap(colourDeclarationsIn).map(({ name }) => name));
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

test('declarations are found with their selectors, also in components and in nested rules', () => {
  const css =
    'styles: `/* a {color: var(--x)} */ b, b\n c { margin: 0; color: var(--one) }` @media d { e { color: light-dark(var(--two), red); } }';
  assert.deepEqual(colourDeclarationsIn(css), [
    { selector: 'b, b c', name: 'one' },
    { selector: 'e', name: 'two' },
  ]);
});

test('no text has the colour of pictures', () => {
  const taken = FILES.flatMap((file) =>
    colourDeclarationsIn(text.get(file))
      .filter(({ name }) => PICTURE_COLOURS.includes(name))
      .map(({ selector, name }) => `${file}: ${selector}: ${name}`),
  );
  // One that is there no more allows nothing.
  assert.deepEqual(taken.sort(), PICTURES);
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

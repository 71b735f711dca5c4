/// <reference types="node" />
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const SOURCES = join(__dirname, '../../../..');
const LEAST_RATIO = 4.5;
const SURFACES = ['page', 'surface', 'surface-raised'];

const read = (file: string) => readFileSync(join(SOURCES, file), 'utf8');
const tokens = read('apps/web/src/styles.css');

/** The light and the dark value of a colour of the page. */
function coloursOf(name: string): readonly string[] {
  const [, light, dark] =
    new RegExp(`--${name}: light-dark\\((#\\w{6}), (#\\w{6})\\)`).exec(tokens) ?? [];
  return [light, dark];
}

/** WCAG 2.2, relative luminance. */
function luminanceOf(colour: string): number {
  const [red, green, blue] = [1, 3, 5].map((at) => {
    const level = parseInt(colour.slice(at, at + 2), 16) / 255;
    return level <= 0.04045 ? level / 12.92 : ((level + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function ratioOf(one: string, other: string): number {
  const [darker, lighter] = [one, other].map(luminanceOf).sort((a, b) => a - b);
  return (lighter + 0.05) / (darker + 0.05);
}

describe('the contrast of', () => {
  it.each([
    [
      'the name of a member who speaks',
      '.talking .who',
      read('libs/web/rooms/src/people/member-list.css'),
    ],
    ['a placeholder', '::placeholder', tokens],
  ])('%s is at least 4.5 to 1, light and dark', (_, selector, sheet) => {
    const rule = sheet.slice(sheet.indexOf(`${selector} {`)).split('}')[0];
    const [, name = 'none'] = /color: var\(--([\w-]+)\)/.exec(rule) ?? [];
    // Without an opacity of their own, browsers make placeholders fainter.
    const unset = selector === '::placeholder' ? '0.5' : '1';
    expect(/opacity: ([\d.]+)/.exec(rule)?.[1] ?? unset).toBe('1');
    for (const [scheme, colour] of coloursOf(name).entries()) {
      for (const surface of SURFACES) {
        expect(ratioOf(colour, coloursOf(surface)[scheme])).toBeGreaterThanOrEqual(LEAST_RATIO);
      }
    }
  });
});

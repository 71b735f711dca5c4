import { expect, type Locator } from '@playwright/test';
import { expectNoViolations } from './support/accessibility';
import { test } from './support/sealwave-test';

/** What is drawn there. */
async function pictureOf(place: Locator): Promise<string> {
  return (await place.screenshot({ animations: 'disabled' })).toString('base64');
}

/** The colours that a person tells the state by: of the page, of the track and of the thumb on it. */
function coloursOf(control: Locator): Promise<{ page: string; track: string; thumb: string }> {
  return control.evaluate((element) => ({
    page: getComputedStyle(document.documentElement).backgroundColor,
    track: getComputedStyle(element).backgroundColor,
    thumb: getComputedStyle(element, '::after').backgroundColor,
  }));
}

for (const colorScheme of ['light', 'dark'] as const) {
  test(`a switch that is on looks different from one that is off, ${colorScheme}`, async ({
    sealwave,
  }) => {
    const ann = await sealwave.join({ colorScheme, forcedColors: 'active' });
    const send = ann.page.getByRole('switch', { name: 'Send on release' });
    const off = await pictureOf(send);
    const { page, thumb } = await coloursOf(send);
    expect(thumb).not.toBe(page);
    await send.check();
    // Neither the pointer nor the focus makes the difference.
    await ann.page.mouse.move(1, 1);
    await send.blur();
    const on = await pictureOf(send);
    expect(on).not.toBe(off);
    const lit = await coloursOf(send);
    expect(lit.track).not.toBe(lit.page);
    expect(lit.track).not.toBe(lit.thumb);
    await expectNoViolations(ann.page, 'forced colours');
    await ann.page.screenshot({ path: test.info().outputPath(`forced-${colorScheme}.png`) });
  });
}

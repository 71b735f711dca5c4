import { AxeBuilder } from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';
import { test } from './support/sealwave-test';

/** Rules of WCAG 2.2, levels A and AA, and what axe counts as good practice besides. */
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

async function expectNoViolations(page: Page, state: string): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).withTags(RULES).analyze();
  const found = violations.map(({ id, nodes }) => ({
    ...{ state, id },
    where: nodes.map(({ target, failureSummary }) => `${target.join(' ')}: ${failureSummary}`),
  }));
  expect(found).toEqual([]);
}

for (const colorScheme of ['dark', 'light'] as const) {
  test(`axe finds nothing to complain about while talking, ${colorScheme}`, async ({
    sealwave,
  }) => {
    const ann = await sealwave.join({ colorScheme });
    const ben = await sealwave.join();
    await expectNoViolations(ann.page, 'idle');
    for (const summary of await ann.page.locator('summary').all()) await summary.click();
    await expectNoViolations(ann.page, 'settings');
    await ann.page.reload();
    await ann.isConnected();
    await ben.record(1);
    await ben.send();
    await expect(ann.messages).toHaveCount(1);
    await ann.recordButton.click();
    await ann.hasSpoken(1);
    await expectNoViolations(ann.page, 'recording');
    await ann.stopButton.click();
    await expect(ann.sendButton).toBeVisible();
    await expectNoViolations(ann.page, 'review');
    await ann.send();
    await expectNoViolations(ann.page, 'sent');
  });
}

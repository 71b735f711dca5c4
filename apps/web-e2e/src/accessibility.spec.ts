import { expect } from '@playwright/test';
import { expectNoViolations } from './support/accessibility';
import { test } from './support/sealwave-test';

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
    await ann.recordButton.press('Enter');
    await ann.hasSpoken(1);
    await expectNoViolations(ann.page, 'recording');
    await ann.stopButton.click();
    await expect(ann.sendButton).toBeVisible();
    await expectNoViolations(ann.page, 'review');
    await ann.send();
    await expectNoViolations(ann.page, 'sent');
  });
}

import { expect, type Locator, type Page } from '@playwright/test';

/** The room as a person sees it. */
export class RoomView {
  readonly region: Locator;
  readonly members: Locator;

  constructor(readonly page: Page) {
    this.region = page.getByRole('region', { name: 'Room' });
    this.members = this.region.getByRole('list', { name: 'Who is here' }).getByRole('listitem');
  }

  member(name: string): Locator {
    return this.members.filter({ hasText: name });
  }

  async callOneself(name: string): Promise<void> {
    const field = this.region.getByRole('textbox', { name: 'Your name' });
    await field.fill('');
    await field.pressSequentially(name); // with keys, or Firefox sees no change at Enter
    await field.press('Enter');
    await expect(this.member(name)).toBeVisible();
  }

  async press(name: string): Promise<void> {
    await this.region.getByRole('button', { name, exact: true }).click();
  }

  /** What a button copies. */
  async copied(button: string): Promise<string> {
    await this.press(button);
    await expect(this.region.getByRole('status')).toContainText('copied');
    return this.page.evaluate(() => navigator.clipboard.readText());
  }
}

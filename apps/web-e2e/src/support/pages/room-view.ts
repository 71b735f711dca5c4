import { expect, type Locator, type Page } from '@playwright/test';

/** The room as a person sees it. */
export class RoomView {
  readonly region: Locator;
  readonly members: Locator;

  constructor(readonly page: Page) {
    this.region = page.getByRole('region', { name: 'Room' });
    this.members = this.region.getByRole('list', { name: 'In this room' }).getByRole('listitem');
  }

  member(name: string): Locator {
    return this.members.filter({ hasText: name });
  }

  async callOneself(name: string): Promise<void> {
    const field = this.region.getByRole('textbox', { name: 'Your name' });
    await field.fill('');
    await field.pressSequentially(name); // Types with keys: otherwise Firefox would see no change at Enter.
    await field.press('Enter');
    await expect(this.member(name)).toBeVisible();
  }

  async press(name: string): Promise<void> {
    await this.region.getByRole('button', { name, exact: true }).click();
  }

  /** The question before a member is removed. */
  get question(): Locator {
    return this.page.getByRole('alertdialog');
  }

  /** Confirms the question about `name`. */
  async confirm(action: string): Promise<void> {
    await this.question.getByRole('button', { name: action, exact: true }).click();
    await expect(this.question).toHaveCount(0);
    // The row keeps its place while the pointer rests on the list.
    await this.page.mouse.move(1, 1);
  }

  /**
   * Presses a button that copies.
   * @returns the content of the clipboard.
   */
  async copied(button: string): Promise<string> {
    await this.press(button);
    const what = button.replace('Copy ', '');
    await expect(this.region.getByText(new RegExp(`^${what}( link)? copied`, 'i'))).toBeVisible();
    return this.page.evaluate(() => navigator.clipboard.readText());
  }
}

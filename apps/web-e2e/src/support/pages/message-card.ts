import type { Locator } from '@playwright/test';
import type { TalkPage } from './talk-page';

/** A message card as a person sees it. */
export class MessageCard {
  readonly noise: Locator;
  readonly voice: Locator;
  readonly codeField: Locator;
  readonly unlockButton: Locator;
  readonly problem: Locator;
  readonly check: Locator;

  constructor(private readonly card: Locator) {
    this.noise = card.locator('sw-noise-player audio');
    this.voice = card.locator('sw-message-card > sw-audio-player audio');
    this.codeField = card.getByLabel('Unlock code or link');
    this.unlockButton = card.getByRole('button', { name: 'Unlock' });
    this.problem = card.getByTestId('unlock-problem');
    this.check = card.getByTestId('verified');
  }

  /** The newest message of `person`. */
  static newest(person: TalkPage): MessageCard {
    return new MessageCard(person.messages.first());
  }

  async unlock(codeOrLink: string): Promise<void> {
    await this.codeField.fill(codeOrLink);
    await this.unlockButton.click();
  }

  /** Presses play on the voice. */
  async play(): Promise<void> {
    await this.card.getByRole('button', { name: /^Play message/ }).click();
  }

  /** Chooses what to hear of an unlocked message. */
  async hear(what: 'voice' | 'noise'): Promise<void> {
    await this.card.getByRole('radio', { name: `Hear the ${what}` }).check();
  }
}

/** Resolves when a player has played to its end. */
export function endOf(player: Locator): Promise<void> {
  return player.evaluate(
    (audio: HTMLAudioElement) =>
      new Promise<void>((resolve) => audio.addEventListener('ended', () => resolve())),
  );
}

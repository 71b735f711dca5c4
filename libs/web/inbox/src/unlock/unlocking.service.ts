import { inject, Injectable } from '@angular/core';
import { sha256 } from '@sealwave/crypto';
import {
  type OpenedRecording,
  openRecording,
  parseUnlockCode,
  type RecordingKey,
} from '@sealwave/e2ee';
import { type Bytes, toHex } from '@sealwave/kernel';
import { containerTypeOf } from '../playback/container-type';
import type {
  InboxMessage,
  LockedContent,
  SealedFile,
  UnlockedContent,
} from '../message/inbox-message';
import { InboxStore } from '../inbox-store';
import { Keyring } from './keyring';
import { LinkNotice } from './link-notice';
import { hasWebCrypto } from './secure-page';
import { SoundReader } from '../playback/sound-reader';
import { FINAL_PROBLEMS, type UnlockProblem, unlockProblemOf } from './unlock-problem';

/** Length of a fingerprint. People can compare 64 bits by eye and ear. An attacker can make a look-alike. */
const SHOWN_BYTES = 8;

/** Unlocks sealed messages. A message gets a playable address only after all of its proofs have passed. */
@Injectable({ providedIn: 'root' })
export class Unlocking {
  private readonly store = inject(InboxStore);
  private readonly keyring = inject(Keyring);
  private readonly sound = inject(SoundReader);
  private readonly notice = inject(LinkNotice);

  /** Tries a pasted code, or a link with one. If it fails, the message shows the problem. */
  async unlock(id: string, text: string): Promise<void> {
    const sealed = this.sealedOf(id);
    if (sealed === undefined) return;
    if (!hasWebCrypto()) {
      this.refuse(id, 'insecure-page');
      return;
    }
    const key = this.keyIn(id, text);
    if (key === undefined) return;
    this.keyring.add(key);
    this.settle(id, { unlocking: true, problem: null });
    const fitting = await this.keyring.keyFor(sealed.bytes);
    const problem = await this.open(id, sealed, fitting ?? key);
    if (problem === null) return;
    const openedAnother = problem === 'wrong-code' && (await this.use(key)) > 0;
    this.refuse(id, openedAnother ? 'opened-another' : problem);
  }

  /**
   * Adds a key, also for later messages.
   * @returns the number of messages that the key unlocked now.
   */
  async use(key: RecordingKey): Promise<number> {
    this.keyring.add(key);
    let opened = 0;
    const oldestFirst = this.store.messages().toReversed();
    for (const { id } of oldestFirst) if (await this.tryKeyring(id)) opened += 1;
    return opened;
  }

  /**
   * Unlocks a message with a key of the keyring.
   * @returns whether a key fitted.
   */
  async tryKeyring(id: string): Promise<boolean> {
    const wanted = this.sealedOf(id);
    const key = wanted && hasWebCrypto() ? await this.keyring.keyFor(wanted.bytes) : undefined;
    // Another call may have started meanwhile.
    const sealed = this.sealedOf(id);
    if (key === undefined || sealed === undefined) return false;
    this.settle(id, { unlocking: true, problem: null });
    const problem = await this.open(id, sealed, key);
    if (problem !== null) this.refuse(id, problem);
    else this.notice.upgradeOutcome('unlocked');
    return problem === null;
  }

  /** Reads a typed code. If it is not a code, the message shows the problem. */
  private keyIn(id: string, text: string): RecordingKey | undefined {
    try {
      return parseUnlockCode(text);
    } catch (error) {
      this.refuse(id, unlockProblemOf(error));
      return undefined;
    }
  }

  /**
   * Replaces a sealed message by its content.
   * @returns the problem, or null.
   */
  private async open(
    id: string,
    sealed: SealedFile,
    key: RecordingKey,
  ): Promise<UnlockProblem | null> {
    try {
      const opened = await openRecording(sealed.bytes, key);
      await this.show(id, sealed, opened);
      return null;
    } catch (error) {
      return unlockProblemOf(error);
    }
  }

  private async show(id: string, sealed: SealedFile, opened: OpenedRecording): Promise<void> {
    const { recording, messageId, createdAtMs, senderKey } = opened;
    const { mimeType, extension } = containerTypeOf(recording);
    const blob = new Blob([recording], { type: mimeType });
    const sound = await this.sound.read(blob);
    const fingerprint = await shortKeyFingerprint(senderKey);
    // The message may have been removed meanwhile. Its content then gets no address.
    if (this.store.find(id) === undefined) return;
    const voice = { url: this.store.address(blob), size: recording.length, extension, ...sound };
    const repeated = this.store.messages().some((message) => isProved(message, messageId));
    const proof = { messageId, fingerprint, sealedAt: new Date(createdAtMs), repeated };
    const content: UnlockedContent = { kind: 'unlocked', sealed, voice, proof };
    // The unlocked content counts as unheard, even if the person has saved the noise.
    this.store.change(id, (message) => ({ ...message, content, heard: false }));
  }

  private refuse(id: string, problem: UnlockProblem): void {
    if (problem === 'damaged') this.store.countRejected();
    this.settle(id, { unlocking: false, problem });
  }

  private settle(id: string, change: Pick<LockedContent, 'unlocking' | 'problem'>): void {
    this.store.change(id, (message) =>
      message.content.kind === 'locked'
        ? { ...message, content: { ...message.content, ...change } }
        : message,
    );
  }

  /** The file of a message that can be tried now. It is locked, and no attempt is running. */
  private sealedOf(id: string): SealedFile | undefined {
    const content = this.store.find(id)?.content;
    if (content?.kind !== 'locked' || content.unlocking) return undefined;
    const { problem, sealed } = content;
    return problem !== null && FINAL_PROBLEMS.includes(problem) ? undefined : sealed;
  }
}

function isProved({ content }: InboxMessage, messageId: string): boolean {
  return content.kind === 'unlocked' && content.proof.messageId === messageId;
}

/**
 * A fingerprint of a public key for people to compare: the first bytes of its SHA-256, such as
 * `1A2B 3C4D 5E6F 7081`.
 */
async function shortKeyFingerprint(publicKey: Bytes): Promise<string> {
  const digits = toHex((await sha256(publicKey)).subarray(0, SHOWN_BYTES)).toUpperCase();
  return digits.replace(/.{4}(?=.)/g, '$& ');
}

import type { Acquaintance } from '@sealwave/e2ee/keys';
import type { EndedTransmission, ReceivedText } from '@sealwave/e2ee/session';
import type { VoiceError } from '@sealwave/kernel';
import { asVoiceError } from '@sealwave/node/connection';
import type { Incoming } from '@sealwave/node/voice-client';
import { decodeVoice } from './decode-voice';
import { type Provenance, provenanceOf } from './provenance';
import type { RoomListener } from './room-reporter';

/** What is done with what comes in a sealed room. */
export interface VoiceInboxOptions {
  readonly onMessage: (message: Incoming, provenance: Provenance) => void | Promise<void>;
  readonly onText: (text: ReceivedText) => void;
  /** A recording could not be decoded, or handled. */
  readonly onDropped: (error: VoiceError) => void;
}

/** Decodes recordings that have come in a sealed room, and has them handled one after the other. */
export class VoiceInbox implements RoomListener {
  private _handled: Promise<void> = Promise.resolve();

  constructor(private readonly options: VoiceInboxOptions) {}

  /** Resolves when everything that has come so far is handled. */
  get handled(): Promise<void> {
    return this._handled;
  }

  onVoice(ended: EndedTransmission, acquaintance: Acquaintance | null): void {
    const { onMessage, onDropped } = this.options;
    const provenance = provenanceOf(ended, acquaintance);
    this._handled = this._handled
      .then(async () => onMessage(await decodeVoice(ended), provenance))
      .catch((error: unknown) => onDropped(asVoiceError(error)));
  }

  onText(text: ReceivedText): void {
    this.options.onText(text);
  }
}

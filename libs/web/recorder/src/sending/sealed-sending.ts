import { inject, Injectable } from '@angular/core';
import type { AudioSent, CoderName } from '@sealwave/contracts';
import { DECODE_RECORDING } from '@sealwave/web/audio-io';
import { type SendingProgress, SealedRooms, type SentRecording } from '@sealwave/web/sealed-room';
import { guestName } from '@sealwave/web/ui';
import { MEASURED_SAMPLING_RATE } from '../review/measure-clip';
import type { Clip, SentAudience } from '../recorder-state';

/** What is to be shown of a recording that was sent. */
export interface SentInRoom {
  readonly metrics: AudioSent;
  readonly audience: SentAudience;
}

/** Sends clips in sealed rooms: decoded here, then coded, measured and sealed in the worker of the room. */
@Injectable({ providedIn: 'root' })
export class SealedSending {
  private readonly rooms = inject(SealedRooms);
  private readonly decode = inject(DECODE_RECORDING);

  /** Whether the page is in a sealed room, where everything that is said is sealed for its members. */
  readonly isNeeded = (): boolean => this.rooms.id() !== null;

  /**
   * Sends a clip to everybody in the room who can hear it.
   * @throws RecordingError when this browser cannot decode it.
   * @throws SealedRoomJobError when it was cancelled or the connection was lost. It can be sent again.
   */
  async send(
    { blob, durationMs }: Pick<Clip, 'blob' | 'durationMs'>,
    coder: CoderName,
    options: { signal: AbortSignal; onProgress: (progress: SendingProgress) => void },
  ): Promise<SentInRoom> {
    const startedMs = Math.round(Date.now() - durationMs);
    const { samples } = await this.decode(blob, MEASURED_SAMPLING_RATE);
    options.signal.throwIfAborted();
    const recording = {
      ...{ coder, startedMs, samplingRate: MEASURED_SAMPLING_RATE },
      samples: new Float32Array(samples),
    };
    const sent = await this.rooms.send(recording, options);
    return { metrics: metricsOf(sent, coder, blob.size), audience: this.audienceOf(sent) };
  }

  private audienceOf({ audience }: SentRecording): SentAudience {
    const names = new Map(this.rooms.people().map(({ n, name }) => [n, name]));
    const deaf = audience.deaf.map((n) => names.get(n) ?? guestName(n));
    return { hearing: audience.hearing, others: audience.others, deaf };
  }
}

/** The report of the sender, in the form of recordings that the gateway codes. */
function metricsOf(
  { id, quality, meetsSnr, durationMs, audience }: SentRecording,
  coder: CoderName,
  originalBytes: number,
): AudioSent {
  return {
    ...{ id, codec: coder, quality, meetsSnr, durationMs, originalBytes, encrypted: false },
    snrDb: quality.snr.db,
    snrKind: quality.snr.kind,
    bitrateBps: quality.bitrateBps,
    compressedBytes: quality.codedBytes,
    compressionRatio: (1 - quality.codedBytes / originalBytes) * 100,
    recipients: audience.hearing,
  };
}

import { computed, effect, inject, Injectable } from '@angular/core';
import { parseWav } from '@sealwave/audio';
import { type AudioSent, GATEWAY_LIMITS } from '@sealwave/contracts';
import { noisePreview, sealRecording } from '@sealwave/e2ee';
import { type Bytes, ErrorCode, VoiceError } from '@sealwave/kernel';
import { DECODE_RECORDING, OBJECT_URLS } from '@sealwave/web/audio-io';
import { GatewayClient, newRecordingId, type SendProgress } from '@sealwave/web/gateway-client';
import { formatBytes, peaksOf } from '@sealwave/web/ui';
import { PEAK_COLUMNS } from '../review/clip-analysis';
import { type Clip, clipIn, type SentAudience } from '../recorder-state';
import { RecorderService, RecorderStore } from '../recorder.service';
import { SealedSending } from './sealed-sending';
import { sendableRecording } from './sendable-recording';
import { NOT_SEALED, type Seal, type SealedClip } from './seal';
import { SILENCE_TEXT, Standing } from './standing';

/** Encrypts the clip in review on request, and sends it. If anything fails, the clip stays as it was. */
@Injectable({ providedIn: 'root' })
export class OutboxService {
  private readonly store = inject(RecorderStore);
  private readonly recorder = inject(RecorderService);
  private readonly gateway = inject(GatewayClient);
  private readonly urls = inject(OBJECT_URLS);
  private readonly standing = inject(Standing);
  private readonly decode = inject(DECODE_RECORDING);
  private readonly rooms = inject(SealedSending);
  private sending = new AbortController();

  /** Whether the waiting clip was recorded in another place than the current one. */
  readonly astray = computed(() => {
    const clip = clipIn(this.store.state());
    return clip !== null && clip.place !== this.standing.place();
  });

  constructor() {
    // A recording on its way to one room must not arrive in the next.
    effect(() => {
      if (this.astray()) this.cancel();
    });
  }

  /**
   * Encrypts the clip in review under a new key. From then on, the encrypted file is sent instead of the clip.
   */
  async encrypt(): Promise<void> {
    const state = this.store.state();
    if (state.kind !== 'review' || state.clip.seal.kind !== 'none') return;
    const { clip } = state;
    this.store.moveTo({
      kind: 'review',
      clip: { ...clip, seal: { kind: 'sealing' } },
      problem: null,
    });
    try {
      const { file, key } = await sealRecording(await bytesOf(clip.blob));
      if (file.length > GATEWAY_LIMITS.maxSealedBytes) {
        this.finishSealing(clip, null, tooLarge(file.length));
        return;
      }
      this.finishSealing(clip, { file, key }, null);
    } catch (error) {
      this.finishSealing(
        clip,
        null,
        $localize`Not encrypted: ${reasonOf(error)}:reason:. Your recording is kept as it was.`,
      );
    }
  }

  /** Moves the clip in review to the place where this page is now, at the person's request. */
  adopt(): void {
    const state = this.store.state();
    if (state.kind !== 'review') return;
    const clip = { ...asAnother(state.clip), place: this.standing.place() };
    this.store.moveTo({ kind: 'review', clip, problem: null });
  }

  /**
   * Sends the clip in review, encrypted or not. The clip stays in review if sending fails, if it was recorded
   * in another place, or if it reached nobody.
   * @param measuredMs duration in milliseconds, if it was measured more exactly than by the page's clock.
   */
  async send(measuredMs?: number): Promise<void> {
    const state = this.store.state();
    if (state.kind !== 'review' || state.clip.seal.kind === 'sealing' || this.astray()) return;
    const { clip } = state;
    if (this.standing.silence() !== null) return this.keepUnheard(clip);
    const sealed = clip.seal.kind === 'sealed' ? clip.seal.sealed : null;
    if (sealed && this.rooms.isNeeded()) {
      return this.store.moveTo({ kind: 'review', clip, problem: LOCKED_IN_ROOM });
    }
    this.store.moveTo({ kind: 'sending', clip, progress: null });
    try {
      const { metrics, audience } = await this.deliver(clip, sealed);
      // The room was empty, or a moderator muted this person meanwhile. A repetition needs a new message id.
      if (metrics.recipients === 0) return this.keepUnheard(asAnother(clip), audience);
      const durationMs = measuredMs ?? clip.durationMs;
      const recordedBytes = clip.blob.size;
      this.store.moveTo({
        kind: 'sent',
        metrics,
        audience,
        sealed: sealed && { key: sealed.key, recordedBytes, durationMs },
      });
    } catch (error) {
      this.store.moveTo({ kind: 'review', clip, problem: notSent(error) });
    }
  }

  /** Cancels sending unless it is too late. */
  cancel(): void {
    this.sending.abort();
  }

  private keepUnheard(clip: Clip, audience: SentAudience | null = null): void {
    const silence = this.standing.silence();
    const problem = silence === null ? unheardText(audience) : SILENCE_TEXT[silence].unheard;
    this.store.moveTo({ kind: 'review', clip, problem });
  }

  private async deliver(
    clip: Clip,
    sealed: SealedClip | null,
  ): Promise<{ metrics: AudioSent; audience: SentAudience | null }> {
    this.sending = new AbortController();
    const options = {
      signal: this.sending.signal,
      onProgress: (progress: SendProgress) => {
        // A part in flight may still be acknowledged after sending was cancelled.
        if (this.store.state().kind !== 'sending') return;
        this.store.moveTo({ kind: 'sending', clip, progress });
      },
    };
    const coder = this.recorder.coder();
    if (this.rooms.isNeeded()) return this.rooms.send(clip, coder, options);
    const { blob, messageId: id } = sealed ?? clip;
    const audio = await bytesOf(sealed ? blob : await sendableRecording(blob, this.decode));
    const recording = sealed
      ? { id, audio, encrypted: true }
      : { id, audio, encrypted: false, coder };
    return { metrics: await this.gateway.send(recording, options), audience: null };
  }

  /**
   * Stores the result of sealing. Meanwhile the clip may have been removed, or may wait for the microphone that
   * will replace it.
   */
  private finishSealing(clip: Clip, result: Sealing | null, problem: string | null): void {
    const state = this.store.state();
    const waiting = clipIn(state);
    if (waiting?.url !== clip.url) return;
    const seal = result ? this.keep(result, clip.durationMs) : NOT_SEALED;
    const changed = { ...waiting, seal };
    if (state.kind === 'opening') this.store.moveTo({ kind: 'opening', clip: changed });
    else this.store.moveTo({ kind: 'review', clip: changed, problem });
  }

  private keep({ file, key }: Sealing, durationMs: number): Seal {
    const noise = noisePreview(file, Math.max(1, durationMs));
    const [samples] = parseWav(noise).readAll().channels;
    const blob = new Blob([file], { type: WAV });
    const sealed: SealedClip = {
      blob,
      key,
      messageId: newRecordingId(),
      url: this.urls.create(blob),
      noiseUrl: this.urls.create(new Blob([noise], { type: WAV })),
      noisePeaks: peaksOf(samples, PEAK_COLUMNS),
    };
    return { kind: 'sealed', sealed };
  }
}

/** The same recording as a new message. */
function asAnother(clip: Clip): Clip {
  const { seal } = clip;
  const another = { ...clip, messageId: newRecordingId() };
  if (seal.kind !== 'sealed') return another;
  const sealed = { ...seal.sealed, messageId: newRecordingId() };
  return { ...another, seal: { kind: 'sealed', sealed } };
}

type Sealing = Awaited<ReturnType<typeof sealRecording>>;

const WAV = 'audio/wav';

const STILL_HERE = $localize`Not sent. Your recording is still here.`;

const NOBODY_THERE = $localize`Nobody else was here: nobody received it. Your recording is kept, and you can send it again.`;

const LOCKED_IN_ROOM = $localize`Recordings that are locked with a code can be sent in the open channel only. Here everything is end-to-end encrypted anyway: record it again to send it. Your recording is kept.`;

function unheardText(audience: SentAudience | null): string {
  if (audience === null || audience.others === 0) return NOBODY_THERE;
  return $localize`Nobody here can hear you yet, because their keys have not come. Your recording is kept, and you can send it again.`;
}

async function bytesOf(blob: Blob): Promise<Bytes> {
  return new Uint8Array(await blob.arrayBuffer());
}

function reasonOf(error: unknown): string {
  return error instanceof VoiceError ? error.message : String(error);
}

function notSent(error: unknown): string {
  const code = error instanceof VoiceError ? error.code : null;
  const reason = reasonOf(error);
  if (error instanceof DOMException && error.name === 'AbortError') return STILL_HERE;
  switch (code) {
    case ErrorCode.Cancelled:
      return STILL_HERE;
    case ErrorCode.Unreachable:
      return $localize`No answer: ${reason}:reason:. Your recording is kept. You can send it again: nobody gets it twice on a page like this.`;
    default:
      return $localize`Not sent: ${reason}:reason:. Your recording is kept.`;
  }
}

function tooLarge(bytes: number): string {
  const size = formatBytes(bytes);
  const most = formatBytes(GATEWAY_LIMITS.maxSealedBytes);
  return $localize`Too long to be sent encrypted: that would be ${size}:size:, and at most ${most}:limit: can be sent. Your recording is kept as it was.`;
}

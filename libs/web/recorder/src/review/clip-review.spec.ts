import { type ComponentFixture, TestBed } from '@angular/core/testing';
import { type RecordingKey, sealRecording } from '@sealwave/e2ee';
import { seededRandom } from '@sealwave/testing';
import { DECODE_RECORDING, Microphone, RecordingError } from '@sealwave/web/audio-io';
import { GATEWAY_SOCKET } from '@sealwave/web/gateway-client';
import { ClipReview } from './clip-review';
import type { Clip } from '../recorder-state';
import type { Seal } from '../sending/seal';

const SOCKET = { connected: false, observe: () => undefined, close: () => undefined };

describe('ClipReview', () => {
  let fixture: ComponentFixture<ClipReview>;
  let page: HTMLElement;
  let clip: Clip;
  let key: RecordingKey;
  const blob = new Blob([new Uint8Array(2000)], { type: 'audio/webm;codecs=opus' });

  beforeEach(async () => {
    ({ key } = await sealRecording(Uint8Array.of(1)));
    clip = {
      blob,
      url: 'blob:voice',
      durationMs: 970,
      endedBy: 'request',
      place: 'lobby',
      messageId: 'a',
      seal: { kind: 'none' },
    };
    const random = seededRandom(7);
    const samples = Float32Array.from({ length: 16_000 }, () => random() - 0.5);
    TestBed.configureTestingModule({
      providers: [
        { provide: Microphone, useValue: {} },
        { provide: GATEWAY_SOCKET, useValue: SOCKET },
        {
          provide: DECODE_RECORDING,
          useValue: (recording: Blob) =>
            recording === blob
              ? Promise.resolve({ samples, durationMs: 1000 })
              : Promise.reject(RecordingError.unreadable(new Error('no'))),
        },
      ],
    });
    fixture = TestBed.createComponent(ClipReview);
    page = fixture.nativeElement as HTMLElement;
    await show({ ...clip });
  });

  async function show(next: Clip): Promise<void> {
    fixture.componentRef.setInput('state', { kind: 'review', clip: next, problem: null });
    await settled();
  }

  /** Waits until the clip has been measured, or need not be. */
  async function settled(): Promise<void> {
    do {
      await new Promise((resolve) => setTimeout(resolve));
      await fixture.whenStable();
    } while (page.textContent?.includes('Measuring'));
  }

  const sealed = (): Seal => ({
    kind: 'sealed',
    sealed: {
      ...{ blob: new Blob([new Uint8Array(2418)]), url: 'blob:sealed', noiseUrl: 'blob:noise' },
      messageId: 'b',
      ...{ noisePeaks: Float32Array.of(0.1), key },
    },
  });
  const metric = (name: string) => page.querySelector(`[data-testid=metric-${name}]`)?.textContent;
  const text = (testId: string) => page.querySelector(`[data-testid=${testId}]`)?.textContent ?? '';
  const player = () => page.querySelector('audio')?.getAttribute('src');

  it('shows its own figures, and says that they are its own', () => {
    expect(metric('snr')).toMatch(/\d\d\.\d dB.*(Meets|Below)/s);
    expect(metric('bitrate')).toContain('64.0 kbit/s');
    expect(metric('duration')).toContain('0:01.0');
    expect(metric('size')).toContain('2.0 kB');
    expect(metric('compression')).toContain('−300.0 %');
    expect(text('measured-here')).toContain('Measured on this device');
  });

  it('shows no figures for a recording that the browser cannot decode', async () => {
    await show({ ...clip, blob: new Blob(['?']) });
    expect(metric('snr')).toContain('Not measured');
    expect(metric('bitrate')).toContain('Not measured');
    expect(metric('duration')).toContain('0:01.0');
    expect(text('measured-here')).toContain('cannot measure');
  });

  it('plays, measures and saves the encrypted recording once there is one', async () => {
    await show({ ...clip, seal: sealed() });
    expect(player()).toBe('blob:noise');
    expect(metric('snr')).toContain('Not measured: sealed');
    expect(metric('snr')).not.toMatch(/\d dB/);
    expect(metric('size')).toContain('2.4 kB');
    expect(metric('size')).toContain('from 2.0 kB recorded');
    const save = page.querySelector<HTMLAnchorElement>('a[download]')!;
    expect([save.getAttribute('href'), save.download]).toEqual([
      'blob:sealed',
      'sealwave-encrypted.wav',
    ]);
    expect(page.querySelector('sw-unlock-code')).not.toBeNull();
  });

  it('lets a person choose between the voice and the noise after encrypting', async () => {
    await show({ ...clip, seal: sealed() });
    const [voice, noise] = page.querySelectorAll<HTMLInputElement>('input[type=radio]');
    expect([voice.checked, noise.checked]).toEqual([false, true]);
    voice.click();
    await settled();
    expect(player()).toBe('blob:voice');
    noise.click();
    await settled();
    expect(player()).toBe('blob:noise');
  });

  it('saves the recording as the browser made it', () => {
    const save = page.querySelector<HTMLAnchorElement>('a[download]')!;
    expect([save.getAttribute('href'), save.download]).toEqual([
      'blob:voice',
      'sealwave-recording.webm',
    ]);
  });

  it('offers only to cancel while it is being sent', async () => {
    fixture.componentRef.setInput('state', { kind: 'sending', clip, progress: null });
    await settled();
    const names = [...page.querySelectorAll('button')].map((button) =>
      (button.getAttribute('aria-label') ?? button.textContent ?? '').trim(),
    );
    expect(names).toEqual(['Play your recording', 'Encrypt Audio', 'Cancel']);
  });

  it('measures once, not again while it is encrypted or sent', async () => {
    const before = page.querySelector('sw-snr-card')?.textContent;
    await show({ ...clip, seal: { kind: 'sealing' } });
    expect(page.querySelector('sw-snr-card')?.textContent).toBe(before);
  });
});

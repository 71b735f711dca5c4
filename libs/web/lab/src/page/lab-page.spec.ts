import { type ComponentFixture, TestBed } from '@angular/core/testing';
import { fromInt16, type Snr, writeWav } from '@sealwave/audio';
import {
  DECODE_RECORDING,
  LastRecording,
  OBJECT_URLS,
  RecordingError,
} from '@sealwave/web/audio-io';
import { formatDecibels } from '@sealwave/web/ui';
import { BUILT_IN_VOICE, MAX_FILE_BYTES } from '../clip/clip-loader';
import { finish, openEngineHere, voiceFile, voiceSamples } from '../testing/lab-fixtures';
import { OPEN_LAB_ENGINE } from '../jobs/lab-engine';
import { LabPage } from './lab-page';
import { sweepDepths, sweepLevels } from '../coder/sweeps';

/** A second of a voice: every figure is computed several times. */
const VOICE = voiceSamples('librivox-0930.wav').subarray(8000, 16_000);
const VOICE_FILE = writeWav({ samplingRate: 8000, channels: [fromInt16(VOICE)] }, 's16');
const MINUS = '−';

/** A signal-to-noise ratio as tables show it. */
const ratio = (snr: Snr): string =>
  snr.kind === 'measured' ? formatDecibels(snr.db, 'dB').replace(' dB', '') : snr.kind;

/** A file with these bytes; jsdom's own cannot be read. */
function fileOf(bytes: Uint8Array<ArrayBuffer>, size = bytes.length): File {
  return Object.defineProperties(new File([], 'clip'), {
    arrayBuffer: { value: () => Promise.resolve(bytes.slice().buffer) },
    size: { value: size },
  });
}

// Everything is really computed, on machines that may be busy.
jest.setTimeout(60_000);

describe('LabPage', () => {
  let fixture: ComponentFixture<LabPage>;
  let page: HTMLElement;
  let builtInVoice: () => Promise<Blob>;
  let urls: Set<string>;
  let created = 0;

  const find = <T extends Element = HTMLElement>(selector: string): T => {
    const element = page.querySelector<T>(selector);
    if (element === null) throw new Error(`there is no ${selector}`);
    return element;
  };
  const byTestId = (id: string): HTMLElement => find(`[data-testid=${id}]`);
  const textOf = (id: string): string =>
    byTestId(id).textContent?.replace(/\s+/g, ' ').trim() ?? '';
  const cells = (id: string): string[][] =>
    [...byTestId(id).querySelectorAll('tbody tr')].map((row) =>
      [...row.children].map((cell) => cell.textContent ?? ''),
    );

  /** Waits until all running work has ended. */
  async function until(isSo: () => boolean): Promise<void> {
    while (!isSo()) {
      await new Promise((resolve) => setTimeout(resolve));
      await fixture.whenStable();
    }
  }

  const computed = (): boolean =>
    page.querySelector('[data-testid=level-table]') !== null &&
    [...page.querySelectorAll('progress')].every((bar) => bar.classList.contains('idle'));

  async function press(name: string): Promise<void> {
    const button = [...page.querySelectorAll('button')].find((one) =>
      one.textContent?.includes(name),
    );
    button?.click();
    await fixture.whenStable();
  }

  async function slide(label: string, value: number): Promise<void> {
    const name = [...page.querySelectorAll('label')].find((one) =>
      one.textContent?.includes(label),
    );
    const slider = name?.control;
    if (!(slider instanceof HTMLInputElement)) throw new Error(`there is no ${label}`);
    slider.value = String(value);
    slider.dispatchEvent(new Event('input'));
    await fixture.whenStable();
    await until(computed);
  }

  async function chooseFile(file: File): Promise<void> {
    const input = find<HTMLInputElement>('input[type=file]');
    Object.defineProperty(input, 'files', { value: [file], configurable: true });
    input.dispatchEvent(new Event('change'));
    await fixture.whenStable();
  }

  const status = (): string => textOf('clip-state');

  beforeEach(() => {
    urls = new Set();
    builtInVoice = () => Promise.resolve(fileOf(VOICE_FILE));
    TestBed.configureTestingModule({
      providers: [
        { provide: OPEN_LAB_ENGINE, useValue: openEngineHere },
        { provide: BUILT_IN_VOICE, useValue: () => builtInVoice() },
        {
          provide: DECODE_RECORDING,
          useValue: () => Promise.reject(RecordingError.unreadable(new Error('no decoder here'))),
        },
        {
          provide: OBJECT_URLS,
          useValue: {
            create: () => {
              const url = `blob:sealwave/${++created}`;
              urls.add(url);
              return url;
            },
            revoke: (url: string) => urls.delete(url),
          },
        },
      ],
    });
  });

  async function open(): Promise<void> {
    fixture = TestBed.createComponent(LabPage);
    page = fixture.nativeElement as HTMLElement;
    await fixture.whenStable();
  }

  describe('with the built-in voice', () => {
    beforeEach(async () => {
      await open();
      await until(computed);
    });

    it('shows theory and measurement for every number of bits, and for the other coders', () => {
      const { plain, nlp64, mulaw } = finish(sweepDepths(VOICE, 0));
      const rows = cells('depth-table');
      expect(rows.map(([name]) => name)).toEqual([
        '1 bit',
        ...[2, 3, 4, 5, 6, 7].map((bits) => `${bits} bits`),
        '8 bits (pcm8)',
        ...[9, 10, 11, 12, 13, 14, 15, 16].map((bits) => `${bits} bits`),
        'nlp64',
        'µ-law',
      ]);
      expect(rows.map((row) => row[4])).toEqual(
        [...plain, nlp64, mulaw].map(({ snr }) => ratio(snr)),
      );
      expect(rows[7].slice(1, 3)).toEqual(['64', '49.9']);
      expect(rows[16].slice(2, 4)).toEqual(['–', '–']);
    });

    it('shows how each coder fares when the voice is quieter', () => {
      const rows = finish(sweepLevels(VOICE));
      expect(cells('level-table').map((row) => row[2])).toEqual(
        rows.map(({ pcm8: { snr } }) => ratio(snr)),
      );
      const [chart] = page.querySelectorAll('sw-level-panel [role=img]');
      expect(chart.getAttribute('aria-label')).toContain('40 dB quieter');
    });

    it('follows the slider of bits', async () => {
      await slide('Bits of the plain quantiser', 4);
      expect(textOf('bits')).toBe('4');
      expect(textOf('lab-bitrate')).toContain('32.0 kbit/s');
      expect(find('tr[aria-current]').textContent).toContain('4 bits');
      expect(textOf('lab-snr')).toContain(`${cells('depth-table')[3][4]} dB`);
    });

    it('follows the selected coder, and returns to plain when the bits are moved', async () => {
      const [plain, nlp64] = page.querySelectorAll<HTMLInputElement>('[name=lab-coder]');
      nlp64.click();
      await fixture.whenStable();
      await until(computed);
      expect(textOf('lab-snr')).toContain('Meets Requirement');
      expect(textOf('lab-theory')).toContain('No formula');
      await slide('Bits of the plain quantiser', 12);
      expect(plain.checked).toBe(true);
      expect(textOf('lab-theory')).toContain('6.02 × 12');
    });

    it('follows the slider of the level', async () => {
      await slide('How much quieter', -30);
      expect(textOf('gain')).toBe(`${MINUS}30.0 dB`);
      const { snr } = finish(sweepDepths(VOICE, -30)).plain[7];
      expect(textOf('lab-snr')).toContain(ratio(snr));
    });

    it('plays original, coded and error, and frees their files afterwards', async () => {
      const players = () => page.querySelectorAll('sw-listening-panel audio').length;
      expect([players(), urls.size]).toEqual([3, 3]);
      await slide('Bits of the plain quantiser', 2);
      expect([players(), urls.size]).toEqual([3, 3]);
      fixture.destroy();
      expect(urls.size).toBe(0);
    });

    it('seals the clip, and refuses it with a flipped bit or another code', async () => {
      await press('Lock this clip');
      await until(() => page.querySelector('[data-testid=sound-noise]') !== null);
      expect(textOf('plain-hex')).toContain('RIFF');
      expect(textOf('sealed-hex')).not.toContain('RIFF');
      expect(textOf('unlock-code')).toMatch(/^(\w{4}-){13}\w{4}$/);
      const outcomeOf = async (button: string): Promise<string> => {
        const before = textOf('open-outcome');
        await press(button);
        await until(() => textOf('open-outcome') !== before);
        return textOf('open-outcome');
      };
      expect(await outcomeOf('Flip this bit')).toMatch(
        /Bit 0 of byte 1000.*Refused: The recording was altered.*sealed_recording_damaged/,
      );
      expect(await outcomeOf('wrong code')).toMatch(/Refused: The code belongs.*wrong_unlock_code/);
      expect(await outcomeOf('Open unchanged')).toContain('the same to the last bit');
      expect(await outcomeOf('random')).toContain('Refused');
    });

    it('drops the sealed clip when the voice changes', async () => {
      await press('Lock this clip');
      await until(() => page.querySelector('sw-bit-flipper') !== null);
      await slide('How much quieter', -10);
      expect(page.querySelector('sw-bit-flipper')).toBeNull();
    });

    it('keeps the number of a byte within the file', async () => {
      await press('Lock this clip');
      await until(() => page.querySelector('sw-bit-flipper') !== null);
      const field = find<HTMLInputElement>('input[type=number]');
      const type = async (text: string): Promise<string> => {
        field.value = text;
        field.dispatchEvent(new Event('input'));
        await fixture.whenStable();
        return textOf('flip-part');
      };
      expect(await type('20')).toBe('Byte 20 is in the header of the file.');
      expect(await type('50')).toBe('Byte 50 is in the IV.');
      expect(await type('-4')).toBe('Byte 0 is in the header of the file.');
      expect(await type('')).toBe('Byte 0 is in the header of the file.');
      expect(await type('99999999')).toMatch(/^Byte \d{5} is in the envelope/);
    });

    it('loads a file instead of the voice', async () => {
      await chooseFile(fileOf(voiceFile('librivox-0870.wav')));
      await until(() => status().includes('0:07.1'));
      await until(computed);
      expect(cells('depth-table')[7][4]).toBe('28.4');
    });

    it('says why a file cannot be used', async () => {
      const problem = (): string => page.querySelector('[role=alert]')?.textContent ?? '';
      await chooseFile(fileOf(Uint8Array.of(1, 2, 3)));
      await until(() => problem() !== '');
      expect(problem()).toBe('This browser cannot read the file as sound.');
      await chooseFile(fileOf(Uint8Array.of(1), MAX_FILE_BYTES + 1));
      await until(() => problem().includes('20 MB'));
      expect(page.querySelector('sw-sound-card')).toBeNull();
    });
  });

  it('loads the last recording, decoded by the browser, once there is one', async () => {
    const samples = Float32Array.from(VOICE, (x) => x / 0x8000);
    TestBed.overrideProvider(DECODE_RECORDING, {
      useValue: () => Promise.resolve({ samples, durationMs: 1000 }),
    });
    await open();
    const [, recording] = page.querySelectorAll<HTMLInputElement>('[name=lab-clip]');
    expect(recording.disabled).toBe(true);
    TestBed.inject(LastRecording).keep(fileOf(Uint8Array.of(0x1a, 0x45, 0xdf, 0xa3)));
    await fixture.whenStable();
    expect(recording.disabled).toBe(false);
    recording.click();
    await until(() => status().includes('0:01.0'));
  });

  it('says when the built-in voice cannot be loaded, and loads it on the next request', async () => {
    builtInVoice = () => Promise.reject(new TypeError('Failed to fetch'));
    await open();
    await until(() => page.querySelector('[role=alert]') !== null);
    expect(page.querySelector('[role=alert]')?.textContent).toContain('could not be loaded');
    builtInVoice = () => Promise.resolve(fileOf(VOICE_FILE));
    await press('Try again');
    await until(computed);
  });

  it('closes its engine when the person leaves', async () => {
    let ended = false;
    TestBed.overrideProvider(OPEN_LAB_ENGINE, {
      useValue: () => Object.assign(openEngineHere(), { close: () => (ended = true) }),
    });
    await open();
    fixture.destroy();
    expect(ended).toBe(true);
  });
});

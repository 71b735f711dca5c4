/** What the browser does to a voice before it is recorded. The names are those of W3C Media Capture. */
export interface VoiceProcessing {
  /** Removes the sound of this device's loudspeakers. */
  readonly echoCancellation: boolean;
  /** Removes steady noise. */
  readonly noiseSuppression: boolean;
  /** Makes a quiet voice louder and a loud one quieter. */
  readonly autoGainControl: boolean;
}

/** Every field is set, because browsers differ in their defaults. */
export const DEFAULT_PROCESSING: VoiceProcessing = {
  echoCancellation: true,
  noiseSuppression: true,
  autoGainControl: true,
};

/** Reads stored switches from any value. A missing switch gets its default. */
export function readProcessing(stored: unknown): VoiceProcessing {
  const known = typeof stored === 'object' ? (stored as Partial<VoiceProcessing> | null) : null;
  const read = (name: keyof VoiceProcessing): boolean => {
    const value: unknown = known?.[name];
    return typeof value === 'boolean' ? value : DEFAULT_PROCESSING[name];
  };
  return {
    echoCancellation: read('echoCancellation'),
    noiseSuppression: read('noiseSuppression'),
    autoGainControl: read('autoGainControl'),
  };
}

/** What the browser does to a voice before it is recorded; named as in W3C Media Capture. */
export interface VoiceProcessing {
  /** Takes out what the loudspeakers of this device play. */
  readonly echoCancellation: boolean;
  /** Takes out steady noise. */
  readonly noiseSuppression: boolean;
  /** Makes a quiet voice louder and a loud one quieter. */
  readonly autoGainControl: boolean;
}

/** Each is stated: browsers differ in what they do to a voice when nothing is said. */
export const DEFAULT_PROCESSING: VoiceProcessing = {
  echoCancellation: true,
  noiseSuppression: true,
  autoGainControl: true,
};

/** The switches that `stored`, which may be anything, holds; the default for those that it lacks. */
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

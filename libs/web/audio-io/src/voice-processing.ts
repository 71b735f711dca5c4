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

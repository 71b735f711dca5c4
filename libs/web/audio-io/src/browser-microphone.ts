import { inject, Injectable } from '@angular/core';
import { reportDefect, runInBackground } from '@sealwave/kernel';
import { AudioDevices } from './audio-devices';
import { DEFAULT_DEVICE } from './device-choice';
import { MediaRecorderCapture } from './media-recorder-capture';
import { Microphone, type MicrophoneOpened } from './microphone';
import { problemOf } from './microphone-problem';
import type { VoiceProcessing } from './voice-processing';

/**
 * Containers in order of preference. Chrome, Edge, Firefox and Safari from 18.4 on write the first one, which
 * the gateway reads. Older browsers write another one, which the page decodes before sending.
 */
const CONTAINERS = [
  'audio/webm;codecs=opus',
  'audio/ogg;codecs=opus',
  'audio/mp4;codecs=mp4a.40.2',
  'audio/mp4',
];

/** A microphone through the browser's `getUserMedia` and `MediaRecorder`. */
@Injectable()
export class BrowserMicrophone extends Microphone {
  private readonly devices = inject(AudioDevices);

  override async open(processing: VoiceProcessing, deviceId: string): Promise<MicrophoneOpened> {
    if (!isSecureContext) return { problem: 'insecure-page' };
    const container = supportedContainer();
    if (container === undefined) return { problem: 'unsupported' };
    let stream: MediaStream | undefined;
    try {
      stream = await openStream({ channelCount: 1, ...processing }, deviceId);
      const capture = new MediaRecorderCapture(stream, container);
      // The browser names the microphone now that it is allowed.
      runInBackground(() => this.devices.refresh(), reportDefect);
      return { capture };
    } catch (error) {
      stream?.getTracks().forEach((track) => track.stop());
      return { problem: problemOf(error) };
    }
  }
}

/** Opens the microphone `deviceId`. Opens the default one if that is gone. */
async function openStream(
  constraints: MediaTrackConstraints,
  deviceId: string,
): Promise<MediaStream> {
  const open = (audio: MediaTrackConstraints): Promise<MediaStream> =>
    navigator.mediaDevices.getUserMedia({ audio });
  if (deviceId === DEFAULT_DEVICE) return open(constraints);
  try {
    // Without `exact`, Chromium may choose another device.
    return await open({ ...constraints, deviceId: { exact: deviceId } });
  } catch (error) {
    if (problemOf(error) !== 'missing') throw error;
    return open(constraints);
  }
}

function supportedContainer(): string | undefined {
  if (!('mediaDevices' in navigator) || typeof MediaRecorder === 'undefined') return undefined;
  return CONTAINERS.find((type) => MediaRecorder.isTypeSupported(type));
}

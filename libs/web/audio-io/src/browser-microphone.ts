import { inject, Injectable } from '@angular/core';
import { AudioDevices } from './audio-devices';
import { MediaRecorderCapture } from './media-recorder-capture';
import { Microphone, type MicrophoneOpened } from './microphone';
import { problemOf } from './microphone-problem';
import type { VoiceProcessing } from './voice-processing';

/**
 * Containers that the gateway reads, in order of preference: Chrome, Edge, Firefox and, since version
 * 18.4, Safari write the first.
 */
const CONTAINERS = ['audio/webm;codecs=opus', 'audio/ogg;codecs=opus'];

/** The microphone that the browser offers through `getUserMedia` and `MediaRecorder`. */
@Injectable()
export class BrowserMicrophone extends Microphone {
  private readonly devices = inject(AudioDevices);

  override async open(processing: VoiceProcessing, deviceId: string): Promise<MicrophoneOpened> {
    if (!isSecureContext) return { problem: 'insecure-page' };
    const container = supportedContainer();
    if (container === undefined) return { problem: 'unsupported' };
    let stream: MediaStream | undefined;
    try {
      stream = await navigator.mediaDevices.getUserMedia({
        // Without "exact" the browser takes another microphone where this one is gone.
        audio: { channelCount: 1, ...processing, ...(deviceId && { deviceId }) },
      });
      // Now that the microphone is allowed, its name is too.
      void this.devices.refresh();
      return { capture: await MediaRecorderCapture.start(stream, container) };
    } catch (error) {
      stream?.getTracks().forEach((track) => track.stop());
      return { problem: problemOf(error) };
    }
  }
}

function supportedContainer(): string | undefined {
  if (!('mediaDevices' in navigator) || typeof MediaRecorder === 'undefined') return undefined;
  return CONTAINERS.find((type) => MediaRecorder.isTypeSupported(type));
}

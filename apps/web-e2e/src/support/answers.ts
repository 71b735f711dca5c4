import type { Page } from '@playwright/test';
import type { AudioSent } from '@sealwave/contracts';

/** An `audio_sent`, as an event or an acknowledgement, in a text frame of Socket.IO. */
const METRICS = /^4[23].*?(\[.*"snrDb".*\])$/s;

/** Collects every `audio_sent` that `page` receives on the wire. */
export function sentMetrics(page: Page): AudioSent[] {
  const heard: AudioSent[] = [];
  page.on('websocket', (socket) =>
    socket.on('framereceived', ({ payload }) => {
      const json = METRICS.exec(payload.toString())?.[1];
      if (json) heard.push((JSON.parse(json) as unknown[]).at(-1) as AudioSent);
    }),
  );
  return heard;
}

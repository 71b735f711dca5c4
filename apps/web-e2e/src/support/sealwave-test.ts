import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type Browser,
  type BrowserContextOptions,
  type Page,
  test as base,
} from '@playwright/test';
import { ServerProcess } from './server-process';
import { TalkPage } from './talk-page';

/** Both servers, and as many people as a test wants, each in a browser context of his own. */
export interface Sealwave {
  readonly voiceServer: ServerProcess;
  readonly gateway: ServerProcess;
  /** Somebody who has the page open and is connected. */
  join(options?: BrowserContextOptions): Promise<TalkPage>;
}

/** Playwright's `test` with servers of its own for each test. */
export const test = base.extend<{ sealwave: Sealwave }>({
  sealwave: async ({ browser }, use) => {
    const data = mkdtempSync(join(tmpdir(), 'sealwave-'));
    const voiceServer = new ServerProcess('voice-server', (VOICE_PORT) => ({
      VOICE_PORT,
      VOICE_DATA_DIR: data,
    }));
    await voiceServer.start();
    const gateway = new ServerProcess('gateway', (GATEWAY_PORT) => ({
      GATEWAY_PORT,
      GATEWAY_VOICE_SERVERS: voiceServer.address,
      GATEWAY_DATA_DIR: data,
    }));
    await gateway.start();
    const pages: Page[] = [];
    const openTalk = async (options: BrowserContextOptions = {}) => {
      const page = await openPage(browser, options);
      pages.push(page);
      const talk = new TalkPage(page);
      await talk.open(`http://${gateway.address}`);
      return talk;
    };
    await use({ voiceServer, gateway, join: openTalk });
    await Promise.all(pages.map((page) => page.context().close()));
    await Promise.all([gateway.kill(), voiceServer.kill()]);
    rmSync(data, { recursive: true });
  },
});

async function openPage(browser: Browser, options: BrowserContextOptions): Promise<Page> {
  const context = await browser.newContext({ permissions: ['microphone'], ...options });
  return context.newPage();
}

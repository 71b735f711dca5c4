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
  /** Somebody who has the page open, at `baseURL` if that is given, and is connected. */
  join(options?: BrowserContextOptions): Promise<TalkPage>;
}

/** What a test sets besides ports. */
export interface SealwaveOptions {
  readonly gatewaySettings: Readonly<Record<string, string>>;
}

/** Playwright's `test` with servers of its own for each test. */
export const test = base.extend<SealwaveOptions & { sealwave: Sealwave }>({
  gatewaySettings: [{}, { option: true }],
  sealwave: async ({ browser, gatewaySettings }, use) => {
    const voiceServer = new ServerProcess('voice-server', (VOICE_PORT) => ({ VOICE_PORT }));
    await voiceServer.start();
    const gateway = new ServerProcess('gateway', (GATEWAY_PORT) => ({
      GATEWAY_PORT,
      GATEWAY_VOICE_SERVERS: voiceServer.address,
      ...gatewaySettings,
    }));
    await gateway.start();
    const pages: Page[] = [];
    const join = async (options: BrowserContextOptions = {}) => {
      const page = await openPage(browser, options);
      pages.push(page);
      const talk = new TalkPage(page);
      await talk.open(options.baseURL ?? gateway.url);
      return talk;
    };
    await use({ voiceServer, gateway, join });
    await Promise.all(pages.map((page) => page.context().close()));
    await Promise.all([gateway.kill(), voiceServer.kill()]);
  },
});

async function openPage(browser: Browser, options: BrowserContextOptions): Promise<Page> {
  const context = await browser.newContext({ permissions: ['microphone'], ...options });
  return context.newPage();
}

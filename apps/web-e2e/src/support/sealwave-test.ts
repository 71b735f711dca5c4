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
import { TalkPage } from './pages/talk-page';

/** Both servers, and any number of people. Each person has their own browser context. */
export interface Sealwave {
  readonly voiceServer: ServerProcess;
  readonly gateway: ServerProcess;
  /** Folder for the servers' data. */
  readonly data: string;
  /** Opens the page as a person, at `baseURL` if given. Waits until the page is connected. */
  join(options?: Joining): Promise<TalkPage>;
}

/** How a person opens the page. */
export interface Joining extends BrowserContextOptions {
  /** A browser other than the one of the test run; see {@link Launch}. */
  readonly browser?: Browser;
}

/** Starts another Chromium with changed arguments. */
export type Launch = (change: (args: readonly string[]) => string[]) => Promise<Browser>;

/** Options of a test, in addition to ports. */
export interface SealwaveOptions {
  /** Settings of a separate gateway. */
  readonly gatewaySettings: Readonly<Record<string, string>>;
  /**
   * Whether the test needs servers of its own: it stops servers, counts their actions, or leaves a member in
   * the lobby.
   */
  readonly ownServers: boolean;
}

type Servers = Pick<Sealwave, 'voiceServer' | 'gateway' | 'data'>;

/** Playwright's `test` with servers. The tests of a worker share them, unless a test needs its own. */
export const test = base.extend<
  SealwaveOptions & { sealwave: Sealwave; launch: Launch },
  { shared: () => Promise<Servers> }
>({
  gatewaySettings: [{}, { option: true }],
  ownServers: [false, { option: true }],
  launch: async ({ playwright }, use, { project }) => {
    const options = project.use.launchOptions;
    const browsers: Browser[] = [];
    await use(async (change) => {
      const args = change(options?.args ?? []);
      const browser = await playwright.chromium.launch({ ...options, args });
      browsers.push(browser);
      return browser;
    });
    await Promise.all(browsers.map((browser) => browser.close()));
  },
  shared: [
    async ({ browserName }, use) => {
      let servers: Promise<Servers> | undefined;
      await use(() => (servers ??= startServers({}, browserName)));
      if (servers) await stopServers(await servers);
    },
    { scope: 'worker' },
  ],
  sealwave: async ({ browser, browserName, gatewaySettings, ownServers, shared }, use) => {
    const isOwn = ownServers || Object.keys(gatewaySettings).length > 0;
    const servers = await (isOwn ? startServers(gatewaySettings, browserName) : shared());
    const pages: Page[] = [];
    const openTalk = async ({ browser: other, ...options }: Joining = {}) => {
      const page = await openPage(other ?? browser, options);
      pages.push(page);
      const talk = new TalkPage(page);
      await talk.open(options.baseURL ?? servers.gateway.url);
      return talk;
    };
    await use({ ...servers, join: openTalk });
    await Promise.all(pages.map((page) => page.context().close()));
    if (isOwn) await stopServers(servers);
    else await servers.voiceServer.wrote(everybodyLeft);
  },
});

/** Whether the voice server with this log has no members left. */
function everybodyLeft(log: string): boolean {
  const count = (event: string) => log.split(`"${event}"`).length;
  return count('session-opened') === count('session-closed');
}

async function startServers(
  gatewaySettings: Readonly<Record<string, string>>,
  browserName: string,
): Promise<Servers> {
  const data = mkdtempSync(join(tmpdir(), `sealwave-${browserName}-`));
  const voiceServer = new ServerProcess('voice-server', (VOICE_PORT) => ({
    VOICE_PORT,
    VOICE_DATA_DIR: data,
    // No test depends on this deadline. A busy machine may miss a shorter one.
    VOICE_HELLO_MS: '3000',
  }));
  await voiceServer.start();
  const gateway = new ServerProcess('gateway', (GATEWAY_PORT) => ({
    GATEWAY_PORT,
    GATEWAY_VOICE_SERVERS: voiceServer.address,
    GATEWAY_DATA_DIR: data,
    ...gatewaySettings,
  }));
  await gateway.start();
  return { voiceServer, gateway, data };
}

async function stopServers({ voiceServer, gateway, data }: Servers): Promise<void> {
  await Promise.all([gateway.kill(), voiceServer.kill()]);
  rmSync(data, { recursive: true });
}

async function openPage(browser: Browser, options: BrowserContextOptions): Promise<Page> {
  // Firefox does not know this command. It asks nobody, because its settings decide.
  const permissions = browser.browserType().name() === 'firefox' ? [] : ['microphone'];
  const context = await browser.newContext({ permissions, ...options });
  return context.newPage();
}

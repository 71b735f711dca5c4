import { sealAnnounce } from '../../keys/people/announce';
import type { ConnectionState } from '../connection-state';

/**
 * The announces of this client on one connection. It sends one when it enters, with each new member key, and
 * with another name.
 */
export class OwnAnnounces {
  private lastMs = 0;

  constructor(
    private readonly state: ConnectionState,
    private name: string | null,
  ) {}

  /** Announces another name. @param name null for none. */
  rename(name: string | null): Promise<void> {
    this.name = name;
    return this.announce();
  }

  /** Makes a new member key when the current one is 10 minutes old. Announces the new key. */
  async renew(nowMs: number): Promise<void> {
    const { memberKeys } = this.state;
    if (!memberKeys.isDue(nowMs)) return;
    await memberKeys.renew(nowMs);
    await this.announce();
  }

  /** Announces this client as it is now. */
  async announce(): Promise<void> {
    const { context, self } = this.state;
    const { keys, identity, clock, transport } = context;
    // Others refuse an announce that is not later. The clock of a device may be set back.
    this.lastMs = Math.max(clock.wallMs(), this.lastMs + 1);
    const { memberKey } = self;
    const own = { memberKey, identity, name: this.name, atMs: this.lastMs };
    const data = await sealAnnounce(keys, own);
    this.state.send(() => transport.announce(data));
  }
}

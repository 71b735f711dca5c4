/** How a person is recognised when they come back. Bans use the same. */
export interface Known {
  /** Address of the person, or a gateway's tag for them. All people behind one address share it. */
  readonly person: string;
  /** Nonce of the token that admitted them; null without a token. */
  readonly token: string | null;
}

/**
 * Remembers who is muted in a room. People are remembered, not connections: otherwise a second connection would
 * be heard, and leaving would lift the mute. A person is recognised by address alone. This holds for direct
 * connections and through a gateway, whose tag for a visitor follows from the address. So a mute, like a ban,
 * affects everybody who shares the address, such as a household, an office, or the Wi-Fi of an event.
 * Moderators are exempt. Nothing else identifies a person that they could not change. Unmuting one of them
 * unmutes all.
 */
export class MutedPeople {
  private readonly people = new Set<string>();
  private readonly tokens = new Set<string>();

  add({ person, token }: Known): void {
    this.people.add(person);
    if (token !== null) this.tokens.add(token);
  }

  delete({ person, token }: Known): void {
    this.people.delete(person);
    if (token !== null) this.tokens.delete(token);
  }

  has({ person, token }: Known): boolean {
    return this.people.has(person) || (token !== null && this.tokens.has(token));
  }
}

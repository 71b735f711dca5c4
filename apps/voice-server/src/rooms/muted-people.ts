/** By what somebody is known again; a ban goes by the same. */
export interface Known {
  /** The address that they come from, or the name that a gateway has for it: the same for all behind that address. */
  readonly person: string;
  /** Of the token that let them in; null where none did. */
  readonly token: string | null;
}

/**
 * Who is muted in a room: people, and not connections, or a second one would be heard, and who leaves would come back
 * heard. A person is known by address alone, whether they come directly or through a gateway, whose name for a visitor follows
 * from the address. So a mute meets all who share it (a household, an office, the Wi-Fi of an event), as a ban does, but for
 * moderators: nothing tells them apart that the one who is meant could not change. To unmute one of them unmutes all.
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

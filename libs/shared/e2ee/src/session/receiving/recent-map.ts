/** A map that forgets its oldest entries. So nobody can make it grow. */
export class RecentMap<T> {
  private readonly entries = new Map<string, T>();

  /** @param most number of entries. */
  constructor(private readonly most: number) {}

  set(key: string, value: T): void {
    this.entries.set(key, value);
    const [oldest] = this.entries.keys();
    if (this.entries.size > this.most) this.entries.delete(oldest);
  }

  get(key: string): T | undefined {
    return this.entries.get(key);
  }

  has(key: string): boolean {
    return this.entries.has(key);
  }
}

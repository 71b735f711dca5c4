/** How the keys of a secured hop are derived (docs/protocol.md, section 9.2). */
export const Suite = {
  /** From the agreed secret and the key of the base protocol, which needs PBKDF2. */
  WithBaseKey: 0x0001,
  /** From the agreed secret alone. It skips PBKDF2, which adds nothing to 256 random bits. */
  Direct: 0x0002,
} as const;

/** One of the suites that this version knows. */
export type Suite = (typeof Suite)[keyof typeof Suite];

/** The known suites, in our order of preference. */
export const SUITES: readonly Suite[] = [Suite.Direct, Suite.WithBaseKey];

/** Chooses one of the suites that a client offers. Undefined when we know none of them. */
export function chooseSuite(offered: readonly number[]): Suite | undefined {
  return SUITES.find((suite) => offered.includes(suite));
}

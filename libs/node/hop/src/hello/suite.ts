/** How the keys of a secured hop are made (docs/protocol.md, section 9.2). */
export const Suite = {
  /** From the agreed secret and the key of the base protocol, PBKDF2 and all. */
  WithBaseKey: 0x0001,
  /** From the agreed secret alone: costs no PBKDF2, which adds nothing to 256 random bits. */
  Direct: 0x0002,
} as const;

/** One of the suites that this version knows. */
export type Suite = (typeof Suite)[keyof typeof Suite];

/** In the order in which our own ends prefer them. */
export const SUITES: readonly Suite[] = [Suite.Direct, Suite.WithBaseKey];

/** The one to use of those that a client offers; undefined when there is none. */
export function chooseSuite(offered: readonly number[]): Suite | undefined {
  return SUITES.find((suite) => offered.includes(suite));
}

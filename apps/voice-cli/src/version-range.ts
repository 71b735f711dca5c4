/**
 * Whether a version is in a range of the form `^a.b.c || >=a.b.c`.
 * @param version such as 22.13.1.
 */
export function isWithin(version: string, range: string): boolean {
  return range.split('||').some((part) => {
    const [, sign, least] = /^\s*(\^|>=)(\S+)\s*$/.exec(part) ?? [];
    if (least === undefined || compare(version, least) < 0) return false;
    return sign === '>=' || version.split('.')[0] === least.split('.')[0];
  });
}

function compare(a: string, b: string): number {
  const [left, right] = [a, b].map((version) => version.split('.').map(Number));
  const at = left.findIndex((part, i) => part !== right[i]);
  return at === -1 ? 0 : left[at] - right[at];
}

/**
 * Finds circles of imports, including type imports.
 * @param modules from `readModules`.
 * @returns the shortest circle for each group of files that can all reach each other. A circle is a list that
 * ends where it begins.
 */
export function findCircles(modules) {
  const targets = (file) => [...new Set(modules.get(file)?.imports.map(({ from }) => from) ?? [])];
  return groupsOf([...modules.keys()], targets).map((group) => shortestCircle(group, targets));
}

/** Groups of several files, or of one file that imports itself (Tarjan: strongly connected components). */
function groupsOf(files, targets) {
  const [order, lowest, open, groups] = [new Map(), new Map(), [], []];
  function visit(file) {
    order.set(file, order.size);
    lowest.set(file, order.get(file));
    open.push(file);
    for (const target of targets(file)) {
      if (!order.has(target)) visit(target);
      if (open.includes(target)) lowest.set(file, Math.min(lowest.get(file), lowest.get(target)));
    }
    if (lowest.get(file) !== order.get(file)) return;
    const group = open.splice(open.indexOf(file));
    if (group.length > 1 || targets(file).includes(file)) groups.push(group.sort());
  }
  for (const file of files) if (!order.has(file)) visit(file);
  return groups;
}

function shortestCircle(group, targets) {
  const ways = group.map((start) => wayBack(start, targets));
  return ways.sort((one, other) => one.length - other.length)[0];
}

/** The shortest path from a file to itself. */
function wayBack(start, targets) {
  const ways = [[start]];
  const seen = new Set();
  for (const way of ways) {
    for (const target of targets(way.at(-1))) {
      if (target === start) return [...way, start];
      if (seen.has(target)) continue;
      seen.add(target);
      ways.push([...way, target]);
    }
  }
  throw new Error(`${start} is in no circle.`);
}

/**
 * The sentence of a lib's README about the projects it needs. Names come up to the first full stop or
 * semicolon.
 */
const SENTENCE = /^- \*\*May depend on\*\*: ([^.;]+)/m;

/**
 * Finds READMEs that contradict the graph of the projects, one line for each.
 *
 * Specs may import `testing` everywhere, so no README names it.
 * @param graph the dependencies of each project by name, as in `graph.golden.json`.
 * @param readmeOf returns the text of a project's README; undefined without one.
 */
export function dependencyProblems(graph, readmeOf) {
  return Object.entries(graph).flatMap(([project, targets]) => {
    const readme = readmeOf(project);
    const said = readme === undefined ? undefined : projectsSaid(readme);
    if (said === undefined) return [`${project}: its README does not say what it may depend on`];
    const needed = targets.filter((target) => target !== 'testing');
    const missing = needed.filter((target) => !said.includes(target));
    const idle = said.filter((target) => !needed.includes(target));
    return [
      ...missing.map(
        (target) => `${project}: its README does not allow ${target}, which it depends on`,
      ),
      ...idle.map(
        (target) => `${project}: its README allows ${target}, which it does not depend on`,
      ),
    ];
  });
}

/** The projects that a README allows, named as in the graph. Undefined if it does not say. */
function projectsSaid(readme) {
  const names = SENTENCE.exec(readme)?.[1]
    .replace(/\([^)]*\)/g, '')
    .trim();
  if (names === undefined) return undefined;
  if (/^nothing\b/.test(names)) return [];
  return names.split(/,\s*/).map((name) => name.trim().replace('/', '-'));
}

/** The folder of a lib or program by the name of its project. */
export const folderOf = (project, isThere) =>
  [
    `apps/${project}`,
    `libs/${project}`,
    `libs/shared/${project}`,
    `libs/${project.replace('-', '/')}`,
  ].find(isThere);

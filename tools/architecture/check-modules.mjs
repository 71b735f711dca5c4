// Checks what the files of the workspace import from each other.
import { findCircles } from './circles.mjs';
import { readModules } from './read-modules.mjs';

const modules = readModules();
const problems = findCircles(modules).map(
  (circle) => `These files import each other, in a circle:\n  ${circle.join('\n  imports ')}`,
);
if (problems.length > 0) {
  console.log(problems.join('\n'));
  process.exitCode = 1;
}

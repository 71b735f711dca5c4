// Checks three rules: files do not import each other in circles, every export is used, and small files are
// justified.
import { findCircles } from './circles.mjs';
import { readModules } from './read-modules.mjs';
import { findSatellites } from './satellites.mjs';
import { findUnusedExports } from './unused-exports.mjs';

const modules = readModules();
const problems = [
  ...findCircles(modules).map(
    (circle) => `These files import each other, in a circle:\n  ${circle.join('\n  imports ')}`,
  ),
  ...findUnusedExports(modules),
  ...findSatellites(modules),
];
if (problems.length > 0) {
  console.log(problems.join('\n'));
  process.exitCode = 1;
}

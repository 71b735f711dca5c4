// Draws doc comments of public exports for somebody to read: none should need reading twice.
// `node tools/docs/draw-comments.mjs [seed] [count]`. Without a seed, it takes one at random and prints it.
import { execFileSync } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { draw, findDocComments } from './doc-comments.mjs';

const root = join(import.meta.dirname, '../..');
const seed = process.argv[2] ?? String(randomInt(1_000_000));
const count = Number(process.argv[3] ?? 30);

const comments = execFileSync('git', ['ls-files', '-z', 'libs', 'apps'], {
  cwd: root,
  encoding: 'utf8',
})
  .split('\0')
  .filter((path) => /\.ts$/.test(path) && !/\.(?:spec|d)\.ts$/.test(path))
  .filter((path) => existsSync(join(root, path)))
  .flatMap((path) =>
    findDocComments(path, readFileSync(join(root, path), 'utf8')).map((found) => ({
      path,
      ...found,
    })),
  );

console.log(`${count} of ${comments.length} doc comments, seed ${seed}`);
for (const { path, line, comment, signature } of draw(comments, count, seed)) {
  console.log(`\n${path}:${line}\n${comment.replace(/^/gm, '  | ')}\n  ${signature}`);
}

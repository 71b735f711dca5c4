// Compares the page's texts with apps/web/src/locale. messages.en.json must equal the code's texts. Every other
// file must translate all of them. `--write` updates messages.en.json.
import { execFileSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { format } from 'prettier';
import { problemsOf } from './translations.mjs';

const root = join(import.meta.dirname, '../..');
const folder = join(root, 'apps/web/src/locale');
const output = 'tmp/i18n';

const read = (path) => JSON.parse(readFileSync(path, 'utf8'));

/** All texts of the source code, ordered by id. So a change shows as one line. */
function extracted() {
  const nx = createRequire(import.meta.url).resolve('nx/bin/nx.js');
  const command = ['run', 'web:extract-i18n', '--output-path', output];
  execFileSync(process.execPath, [nx, ...command], { cwd: root, stdio: ['ignore', 'ignore', 2] });
  const { translations } = read(join(root, output, 'messages.en.json'));
  return Object.fromEntries(Object.entries(translations).sort());
}

const source = extracted();
const sourceFile = join(folder, 'messages.en.json');
const text = await format(JSON.stringify({ locale: 'en', translations: source }), {
  parser: 'json',
});
const problems = [];
if (process.argv.includes('--write')) writeFileSync(sourceFile, text);
else if (readFileSync(sourceFile, 'utf8') !== text) {
  problems.push('messages.en.json is not what the code says: node tools/i18n/check.mjs --write');
}
for (const file of readdirSync(folder).filter((name) => name !== 'messages.en.json')) {
  const { translations } = read(join(folder, file));
  problems.push(...problemsOf(source, translations).map((problem) => `${file}: ${problem}`));
}
for (const problem of problems) console.error(problem);
if (problems.length > 0) process.exitCode = 1;

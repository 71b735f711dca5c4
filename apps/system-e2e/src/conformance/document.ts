import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const text = readFileSync(join(__dirname, '../../../../docs/protocol.md'), 'utf8');

/** The bytes of the worked example `name` in docs/protocol.md: a fenced block marked `hex <name>`. */
export function example(name: string): Buffer {
  const block = new RegExp(`^\`\`\`hex ${name}\\n([^\`]*)^\`\`\`$`, 'm').exec(text);
  if (!block) throw new Error(`docs/protocol.md has no example "${name}"`);
  return Buffer.from(block[1].replace(/\s/g, ''), 'hex');
}

/** The numbers of all requirements in docs/protocol.md, such as `M2.1`. */
export function requirementNumbers(): string[] {
  return [...text.matchAll(/^- \*\*(M\d+\.\d+)\*\*/gm)].map((match) => match[1]);
}

/** The codes of the table in section 7 of docs/protocol.md. */
export function errorCodes(): string[] {
  const section = /^## 7\.[^]*?(?=^## 8\.)/m.exec(text)?.[0] ?? '';
  return [...section.matchAll(/^\| (`.*?`) +\|/gm)].flatMap((row) =>
    row[1].split(', ').map((code) => code.replaceAll('`', '')),
  );
}

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import compression from 'compression';
import type { NestExpressApplication } from '@nestjs/platform-express';
import type { NextFunction, Request, Response } from 'express';
import { pageFor } from './page-for';

/** Names with a digest of the content. Their files never change. */
const HASHED_NAME = /-[A-Z0-9]{8}\.(?:js|css)$/;

/**
 * Serves the built web app: its files, and the page at every address inside it.
 * @param webRoot absolute path. Each language except the first has its own folder there.
 */
export function serveWebApp(app: NestExpressApplication, webRoot: string): void {
  app.use(compression());
  app.useStaticAssets(webRoot, { redirect: false, setHeaders: cacheByName });
  const languages = foldersWithPage(webRoot);
  app.use((request: Request, response: Response, next: NextFunction) => {
    const asked = { method: request.method, path: request.path, accept: request.headers.accept };
    const page = pageFor(asked, languages);
    if (page === null) next();
    else response.sendFile(page, { root: webRoot, headers: { 'Cache-Control': 'no-cache' } }, next);
  });
}

/** Reads the built page; null if it was not built. */
export function readPage(webRoot: string): string | null {
  const file = join(webRoot, 'index.html');
  return existsSync(file) ? readFileSync(file, 'utf8') : null;
}

/**
 * Sets how long browsers may cache a file. Files with other names are revalidated each time, which costs a few
 * bytes if they have not changed.
 */
function cacheByName(response: Response, path: string): void {
  const forever = HASHED_NAME.test(basename(path));
  response.setHeader('Cache-Control', forever ? 'public, max-age=31536000, immutable' : 'no-cache');
}

function foldersWithPage(webRoot: string): readonly string[] {
  if (!existsSync(webRoot)) return [];
  return readdirSync(webRoot, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && existsSync(join(webRoot, entry.name, 'index.html')))
    .map(({ name }) => name);
}

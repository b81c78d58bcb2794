import { readFile } from 'node:fs/promises';
import type { ServerResponse } from 'node:http';
import { extname, join, resolve, sep } from 'node:path';
import { sendText } from './http.ts';

const types = new Map([
  ['.html', 'text/html; charset=utf-8'],
  ['.js', 'text/javascript; charset=utf-8'],
  ['.css', 'text/css; charset=utf-8'],
  ['.json', 'application/json; charset=utf-8'],
  ['.map', 'application/json; charset=utf-8'],
  ['.svg', 'image/svg+xml'],
  ['.png', 'image/png'],
  ['.ico', 'image/x-icon'],
  ['.webp', 'image/webp'],
  ['.woff2', 'font/woff2'],
]);

/** All that the page needs comes from here, but for pictures and videos, which may stand anywhere. */
const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "font-src 'self'",
  "connect-src 'self'",
  'img-src * data:',
  'frame-src https:',
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** The built page: `/` is its index.html. Files in `assets/` carry a hash in their name and may be kept for good. */
export async function servePageFile(response: ServerResponse, pageFolder: string, path: string): Promise<void> {
  const isPage = path === '/';
  const file = fileAt(pageFolder, isPage ? '/index.html' : path);
  const content = file && (await readIfThere(file));
  if (!file || !content) {
    return isPage
      ? sendText(response, 503, 'The page is not built yet. Run `npm run build`, then reload.')
      : sendText(response, 404, 'There is nothing here.');
  }
  response.writeHead(200, {
    'Content-Type': types.get(extname(file)) ?? 'application/octet-stream',
    'Cache-Control': isPage ? 'no-cache' : 'public, max-age=31536000, immutable',
    'X-Content-Type-Options': 'nosniff',
    'X-Frame-Options': 'DENY',
    'Content-Security-Policy': contentSecurityPolicy,
  });
  response.end(content);
}

/** The file that a path asks for; undefined when it would lie outside the folder. */
function fileAt(folder: string, path: string): string | undefined {
  const root = resolve(folder) + sep;
  const file = join(root, path);
  return file.startsWith(root) ? file : undefined;
}

async function readIfThere(file: string): Promise<Buffer | undefined> {
  try {
    return await readFile(file);
  } catch {
    return undefined;
  }
}

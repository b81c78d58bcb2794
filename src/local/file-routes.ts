import type { IncomingMessage, ServerResponse } from 'node:http';
import { MOST_FILE_BYTES } from './checks/file-check.ts';
import type { TypedText } from './people/mentions.ts';
import { shareFile } from './people/share-file.ts';
import type { Pieces } from './pieces.ts';
import { shareRequest } from './protocol.ts';
import { HttpProblem, readBytes, requireOwnOrigin, sendJson, sendText } from './server/http.ts';

/** A form is a little larger than its file. */
const MOST_MEGABYTES = 2;

/** The bytes of an upload of the bot, raw or as the first file of a form. */
export async function takeUpload(
  { files }: Pieces,
  request: IncomingMessage,
  response: ServerResponse,
  key: string,
): Promise<void> {
  const content = await uploaded(request);
  if (content.length > MOST_FILE_BYTES) throw new HttpProblem(413, 'The local workspace takes files up to 1 MB.');
  if (!files.receive(key, content)) {
    throw new HttpProblem(400, 'No upload waits here, or not one of so many bytes. Ask files.getUploadURLExternal.');
  }
  sendText(response, 200, `OK - ${content.length}`);
}

async function uploaded(request: IncomingMessage): Promise<Buffer> {
  const contentType = request.headers['content-type'] ?? '';
  const body = await readBytes(request, MOST_MEGABYTES);
  if (!contentType.includes('multipart/form-data')) return body;
  const form = await readForm(contentType, body);
  for (const [, part] of form) if (typeof part !== 'string') return Buffer.from(await part.arrayBuffer());
  throw new HttpProblem(400, 'The form has no file in it.');
}

/** What a person shares in the page: a form of `shareRequest` with the file beside it. */
export async function takeSharedFile(
  pieces: Pieces,
  typed: TypedText,
  { request, response }: { request: IncomingMessage; response: ServerResponse },
): Promise<void> {
  requireOwnOrigin(request);
  const contentType = request.headers['content-type'] ?? '';
  const form = await readForm(contentType, await readBytes(request, MOST_MEGABYTES));
  const file = form.get('file');
  const asked = shareRequest.safeParse(Object.fromEntries(form));
  if (!asked.success || !file || typeof file === 'string') throw new HttpProblem(400, 'Not a file from the page.');
  const content = Buffer.from(await file.arrayBuffer());
  sendJson(response, await shareFile(pieces, typed, asked.data, { name: file.name, content }));
}

async function readForm(contentType: string, body: Buffer): Promise<FormData> {
  try {
    return await new Response(new Uint8Array(body), { headers: { 'Content-Type': contentType } }).formData();
  } catch {
    throw new HttpProblem(400, 'The form cannot be read.');
  }
}

/** A shared file, for the page: to be saved, never to be shown as a part of this site. */
export async function serveFile({ files }: Pieces, response: ServerResponse, id: string): Promise<void> {
  const found = await files.find(id);
  if (!found) throw new HttpProblem(404, 'There is no such file.');
  sendContent(response, found.file.name, found.content);
}

/** The same for the bot, by its token alone. Slack shows everybody else its page to sign in, with status 200. */
export async function servePrivateFile(
  { files, world, manifest }: Pieces,
  { request, response }: { request: IncomingMessage; response: ServerResponse },
  id: string,
): Promise<void> {
  const isBot = request.headers.authorization === `Bearer ${world.token}`;
  const found = isBot && manifest.scopes.has('files:read') ? await files.find(id) : undefined;
  if (found) return sendContent(response, found.file.name, found.content);
  response.writeHead(200, { 'Content-Type': 'text/html; charset=utf-8', 'Cache-Control': 'no-store' });
  response.end(`<!DOCTYPE html><title>Sign in | Slack</title><h1>Sign in to ${world.team.name}</h1>\n`);
}

function sendContent(response: ServerResponse, name: string, content: Buffer): void {
  response.writeHead(200, {
    'Content-Type': 'application/octet-stream',
    'Content-Length': content.length,
    'Content-Disposition': `attachment; filename*=UTF-8''${encodeURIComponent(name).replaceAll("'", '%27')}`,
    'Cache-Control': 'no-store',
    'X-Content-Type-Options': 'nosniff',
    'Content-Security-Policy': "default-src 'none'; sandbox",
    'Cross-Origin-Resource-Policy': 'same-origin',
  });
  response.end(content);
}

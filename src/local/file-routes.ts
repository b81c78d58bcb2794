import type { IncomingMessage, ServerResponse } from 'node:http';
import { MOST_FILE_BYTES } from './kept/files.ts';
import type { Pieces } from './pieces.ts';
import { HttpProblem, readBytes, sendText } from './server/http.ts';

/** The bytes of an upload, raw or as the first file of a form. */
export async function takeUpload(
  { files }: Pieces,
  request: IncomingMessage,
  response: ServerResponse,
  key: string,
): Promise<void> {
  const body = await readBytes(request, 2); // a form is a little larger than its file
  const content = await uploaded(request.headers['content-type'] ?? '', body);
  if (content.length > MOST_FILE_BYTES) throw new HttpProblem(413, 'The local workspace takes files up to 1 MB.');
  if (!files.receive(key, content)) {
    throw new HttpProblem(400, 'No upload waits here, or not one of so many bytes. Ask files.getUploadURLExternal.');
  }
  sendText(response, 200, `OK - ${content.length}`);
}

async function uploaded(contentType: string, body: Buffer): Promise<Buffer> {
  if (!contentType.includes('multipart/form-data')) return body;
  const form = await readForm(contentType, body);
  for (const [, part] of form) if (typeof part !== 'string') return Buffer.from(await part.arrayBuffer());
  throw new HttpProblem(400, 'The form has no file in it.');
}

async function readForm(contentType: string, body: Buffer): Promise<FormData> {
  try {
    return await new Response(new Uint8Array(body), { headers: { 'Content-Type': contentType } }).formData();
  } catch {
    throw new HttpProblem(400, 'The form cannot be read.');
  }
}

/** A file that the bot shared: to be saved, never to be shown as a part of this site. */
export async function serveFile({ files }: Pieces, response: ServerResponse, id: string): Promise<void> {
  const file = await files.find(id);
  if (!file) throw new HttpProblem(404, 'There is no such file.');
  response.writeHead(200, {
    'Content-Type': 'application/octet-stream',
    'Content-Length': file.content.length,
    'Content-Disposition': `attachment; filename*=UTF-8''${encodeURIComponent(file.name).replaceAll("'", '%27')}`,
    'Cache-Control': 'no-store',
    'X-Content-Type-Options': 'nosniff',
    'Content-Security-Policy': "default-src 'none'; sandbox",
    'Cross-Origin-Resource-Policy': 'same-origin',
  });
  response.end(file.content);
}

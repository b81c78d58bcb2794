import { WebAPIPlatformError, type WebClient } from '@slack/web-api';
import type { ImportTrouble } from '../kpis/import-trouble.ts';
import { readAtMost } from '../read-at-most.ts';
import { storable } from '../storable.ts';

export type FetchedFile = { ok: true; name: string; text: string } | { ok: false; trouble: ImportTrouble };

/** What Slack tells of a file: https://docs.slack.dev/reference/objects/file-object */
interface FileFacts {
  name?: string | null | undefined;
  mimetype?: string | undefined;
  filetype?: string | undefined;
}

/** By what Slack makes of it, or by its name: some systems call any text plain. */
export const isCsv = ({ name, mimetype, filetype }: FileFacts): boolean =>
  mimetype === 'text/csv' || filetype === 'csv' || /\.(?:csv|tsv)$/i.test(name ?? '');

const mostBytes = 1024 * 1024;
const timeoutMs = 10_000;

const troubleOf = new Map<string, ImportTrouble>([
  ['file_not_found', { kind: 'gone' }],
  ['file_deleted', { kind: 'gone' }],
  ['missing_scope', { kind: 'not-allowed' }],
]);

/** Asks Slack for a file that somebody shared, and fetches it with the bot's token. Only who uploaded it may have it read. */
export async function fetchFile(client: WebClient, fileId: string, personId: string): Promise<FetchedFile> {
  const found = await findFile(client, fileId);
  if ('kind' in found) return { ok: false, trouble: found };
  const { name, title, user, size = 0, url_private_download: download, url_private: url = download } = found;
  if (user !== personId) return { ok: false, trouble: { kind: 'not-theirs' } };
  const called = name ?? title ?? fileId;
  if (!isCsv(found)) return { ok: false, trouble: { kind: 'not-csv', name: called } };
  if (size > mostBytes) return { ok: false, trouble: { kind: 'too-large' } };
  const address = addressAtSlack(download ?? url, client.slackApiUrl);
  const content = address && (await fetchContent(address, client.token ?? ''));
  if (!content) return { ok: false, trouble: { kind: 'unreachable' } };
  if (content === 'too-large') return { ok: false, trouble: { kind: 'too-large' } };
  const text = textOf(content);
  return text === undefined ? { ok: false, trouble: { kind: 'not-utf8' } } : { ok: true, name: called, text };
}

async function findFile(client: WebClient, fileId: string) {
  if (fileId === '') return { kind: 'gone' } as const;
  try {
    const { file } = await client.files.info({ file: fileId });
    return file ?? ({ kind: 'gone' } as const);
  } catch (error) {
    const trouble = error instanceof WebAPIPlatformError ? troubleOf.get(error.data.error) : undefined;
    if (!trouble) throw error;
    return trouble;
  }
}

/** The token goes to Slack alone: a file that is kept elsewhere has an address elsewhere. */
function addressAtSlack(url: string | undefined, apiUrl: string): URL | undefined {
  if (url === undefined || !URL.canParse(url)) return undefined;
  const [address, api] = [new URL(url), new URL(apiUrl)];
  const isThere = address.host === api.host || address.hostname.endsWith(`.${api.hostname}`);
  return isThere && address.protocol === api.protocol ? address : undefined;
}

/** Undefined where Slack does not give it: without the right it answers with its page to sign in. */
async function fetchContent(address: URL, token: string): Promise<Uint8Array | 'too-large' | undefined> {
  try {
    const response = await fetch(address, {
      headers: { authorization: `Bearer ${token}` },
      redirect: 'error', // the token would go along
      signal: AbortSignal.timeout(timeoutMs),
    });
    const isPage = response.headers.get('content-type')?.startsWith('text/html') === true;
    if (!response.ok || isPage) return undefined;
    return (await readAtMost(response, mostBytes)) ?? 'too-large';
  } catch {
    return undefined; // no answer, or one that broke off: whoever asked hears of it
  }
}

/** Without the mark that some spreadsheets begin it with; undefined where it is not in UTF-8. */
function textOf(content: Uint8Array): string | undefined {
  try {
    return storable(new TextDecoder('utf-8', { fatal: true }).decode(content));
  } catch {
    return undefined;
  }
}

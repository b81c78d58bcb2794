import { createServer } from 'node:http';
import { WebClient } from '@slack/web-api';
import { z } from 'zod';
import { listening, urlOf } from '../support/coach.ts';

/** A Slack that takes everything, keeps what it was told, and has one file to give. */
export interface RecordingSlack extends AsyncDisposable {
  client: WebClient;
  /** All that it was told since it was last asked, as text. */
  told(): string;
  /** What files held since then. */
  uploaded(): string;
  /** The last view that was opened, pushed or updated since then. */
  lastView(): View | undefined;
  /** Who has uploaded the file `F1`. */
  fileOf: { personId: string };
}

const view = z.looseObject({
  callback_id: z.string(),
  private_metadata: z.string().default(''),
  blocks: z.array(z.looseObject({ type: z.string() })),
});
export type View = z.infer<typeof view>;

const csv = 'date,kpi,value\r\n2027-01-03,latency,90\r\n';

export async function recordingSlack(): Promise<RecordingSlack> {
  const bodies: string[] = [];
  const files: string[] = [];
  const views: View[] = [];
  const fileOf = { personId: '' };
  const server = await listening(
    createServer(async (request, response) => {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk);
      const body = Buffer.concat(chunks).toString();
      const fields = new URLSearchParams(body);
      if (request.url === '/upload') files.push(body);
      else
        bodies.push(request.headers['content-type']?.includes('urlencoded') ? [...fields.values()].join('\n') : body);
      const shown = view.safeParse(JSON.parse(fields.get('view') ?? 'null'));
      if (shown.success) views.push(shown.data);
      if (request.url?.endsWith('/file.csv')) return response.end(csv);
      response.setHeader('content-type', 'application/json');
      return response.end(JSON.stringify(answer(url, fileOf.personId)));
    }),
  );
  server.keepAliveTimeout = 0; // a connection that is closed just as it is used again would be a failure
  const url = urlOf(server);
  return {
    client: new WebClient('xoxb-test', { slackApiUrl: `${url}/api/`, retryConfig: { retries: 0 } }),
    told: () => bodies.splice(0).join('\n'),
    uploaded: () => files.splice(0).join('\n'),
    lastView: () => views.splice(0).at(-1),
    fileOf,
    async [Symbol.asyncDispose]() {
      server.close();
      server.closeAllConnections();
    },
  };
}

/** Enough for any method that is called. */
const answer = (url: string, uploader: string) => ({
  ok: true,
  channel: { id: 'D1' },
  ts: '1.1',
  upload_url: `${url}/upload`,
  file_id: 'F2',
  files: [{ id: 'F2' }],
  messages: [{ ts: '1.1', user: uploader, text: 'what I wrote' }],
  user: { profile: {} },
  file: { id: 'F1', name: 'a.csv', user: uploader, size: 10, mimetype: 'text/csv', url_private: `${url}/file.csv` },
});

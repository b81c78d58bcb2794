import { apiRoutes } from '../../src/api/routes.ts';
import type { KpiDeps } from '../../src/kpis/deps.ts';
import { roleKpis } from '../../src/kpis/role-kpis.ts';
import { makeApiToken } from '../../src/settings/api-tokens.ts';
import type { Reading } from '../../src/store/readings.ts';
import { portOf, serveRoutes, stopServing } from '../../src/web.ts';
import { ada, bob, startSettings } from '../settings/settings-deps.ts';
import type { DatabaseKind } from '../support/databases.ts';
import { recordedLog } from '../support/log.ts';
import { builtInRole } from '../support/roles.ts';

export { ada, bob, gus, joel, mira, workspaceId } from '../settings/settings-deps.ts';

/** The API on a port of its own, over a store with nothing but people. It is Mon 30 Nov 2026, ten in Berlin. */
export interface TestApi extends AsyncDisposable {
  deps: KpiDeps;
  url: string;
  /** Makes a token as Ada, for anybody and any KPI where nothing else is said. */
  token(limits?: { personId?: string; kpiId?: string }): Promise<string>;
  /** Posts to `/api/v1/readings`; what is no text is sent as JSON. */
  push(token: string, body: unknown, headers?: Record<string, string>): Promise<Pushed>;
  /** All that is stored, by day and then as it counts. */
  readings(): Promise<Reading[]>;
  log(): string;
}

export interface Pushed {
  status: number;
  headers: Headers;
  body: unknown;
}

/** `change` stands in for parts of what the API is given. */
export async function startApi(kind: DatabaseKind, change: Partial<KpiDeps> = {}): Promise<TestApi> {
  const settings = await startSettings(kind, { plan: false });
  const deps: KpiDeps = { ...settings.deps, kpis: roleKpis(builtInRole()), ...change };
  const { log, written } = recordedLog();
  const server = await serveRoutes(apiRoutes(deps, log), { port: 0, host: '127.0.0.1' });
  const url = `http://127.0.0.1:${portOf(server)}`;
  return {
    deps,
    url,
    log: written,
    async token({ personId, kpiId } = {}) {
      const secret = await makeApiToken(deps, ada, { name: 'CI', personId, kpiId });
      if (secret === undefined) throw new Error('no token was made');
      return secret;
    },
    async push(token, body, headers = {}) {
      const response = await fetch(`${url}/api/v1/readings`, {
        method: 'POST',
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', ...headers },
        body: typeof body === 'string' ? body : JSON.stringify(body),
      });
      return { status: response.status, headers: response.headers, body: await response.json() };
    },
    readings: () =>
      deps.db.selectFrom('readings').selectAll().orderBy('measured_on').orderBy('recorded_at').orderBy('id').execute(),
    async [Symbol.asyncDispose]() {
      await stopServing(server, 0);
      await settings[Symbol.asyncDispose]();
    },
  };
}

/** A reading that may be pushed with a token for anybody. */
export const aReading = (differs: Record<string, unknown> = {}) => ({
  person: bob.personId,
  kpi: 'latency',
  value: 87,
  measured_on: '2026-11-20',
  ...differs,
});

import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import { ConfigError } from './config.ts';

/** Listeners by path; a path that ends in `/*` stands for all below it. */
export type Routes = ReadonlyMap<string, RequestListener>;

export interface Address {
  /** 0 takes a free one. */
  port: number;
  /** Undefined: every address of the machine. */
  host: string | undefined;
}

/** Serves the routes. @throws {ConfigError} the port is taken, or may not be used */
export async function serveRoutes(routes: Routes, { port, host }: Address): Promise<Server> {
  const server = createServer((request, response) => {
    const [path = '/'] = (request.url ?? '/').split('?', 1);
    const listener = routes.get(path) ?? routes.get(`${path.slice(0, path.indexOf('/', 1) + 1)}*`);
    if (listener) listener(request, response);
    else response.writeHead(404).end();
  });
  server.listen({ port, ...(host === undefined ? {} : { host }) });
  try {
    await once(server, 'listening');
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error;
    const why = error.code === 'EADDRINUSE' ? 'is taken' : `cannot be used (${error.code})`;
    throw new ConfigError(`Port ${port} ${why}. Stop what uses it, or set PORT to another one.`, { cause: error });
  }
  return server;
}

/** Takes no more requests and lets those under way finish, for at most `withinMs`. */
export async function stopServing(server: Server, withinMs: number): Promise<void> {
  const closed = once(server, 'close');
  server.close();
  const deadline = setTimeout(() => server.closeAllConnections(), withinMs);
  await closed.finally(() => clearTimeout(deadline));
}

export function portOf(server: Server): number {
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
}

import type { Route } from './app.ts';

export type Health = 'starting' | 'up' | 'stopping';

/** `/healthz`: 200 while requests are taken, else 503 with the reason. */
export const healthRoute = (health: () => Health): Route => ({
  path: '/healthz',
  method: ['GET'],
  handler: (_request, response) => {
    const status = health();
    response.writeHead(status === 'up' ? 200 : 503, {
      'content-type': 'application/json',
      'cache-control': 'no-store',
    });
    response.end(JSON.stringify({ status }));
  },
});

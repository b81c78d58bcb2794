import { CompiledQuery, createQueryId, type KyselyPlugin, type RootOperationNode } from 'kysely';
import { isPostgres } from '../../src/store/dialect.ts';
import type { Db } from '../../src/store/tables.ts';

/**
 * How the database goes about the queries that `ask` sends, which are sent as well. On PostgreSQL it is told that
 * reading whole tables is expensive, as it would be if there were much in them.
 */
export async function queryPlan(db: Db, ask: (db: Db) => Promise<unknown>): Promise<string> {
  const built = new Map<unknown, RootOperationNode>(); // parts of queries, too
  const nodes: RootOperationNode[] = [];
  const listening: KyselyPlugin = {
    transformQuery({ node, queryId }) {
      built.set(queryId, node);
      return node;
    },
    async transformResult({ result, queryId }) {
      const sent = built.get(queryId);
      if (sent) nodes.push(sent);
      return result;
    },
  };
  await ask(db.withPlugin(listening));
  const plans: string[] = [];
  for (const node of nodes) plans.push(await explain(db, db.getExecutor().compileQuery(node, createQueryId())));
  return plans.join('\n');
}

function explain(db: Db, { sql, parameters }: CompiledQuery): Promise<string> {
  return db.transaction().execute(async (trx) => {
    if (isPostgres(db)) await trx.executeQuery(CompiledQuery.raw('set local enable_seqscan = off'));
    const prefix = isPostgres(db) ? 'explain' : 'explain query plan';
    const { rows } = await trx.executeQuery(CompiledQuery.raw(`${prefix} ${sql}`, [...parameters]));
    return rows.map((row) => JSON.stringify(row)).join('\n');
  });
}

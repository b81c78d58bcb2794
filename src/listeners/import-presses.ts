import type { Message } from '../../blocks/kit.ts';
import {
  importActions,
  importForgotten,
  importPreview,
  importStored,
  importTakenBack,
} from '../../blocks/kpis/import-preview.ts';
import { importTrouble } from '../../blocks/kpis/import-trouble.ts';
import { readImport, storeImport, takeBackImport } from '../kpis/import-readings.ts';
import type { Asked } from './asked.ts';
import type { Deps } from './deps.ts';
import { fetchFile, isCsv } from './import-file.ts';
import { carriedBy, type Press, type PressRoute } from './press.ts';
import { replaceMessage } from './say.ts';

type SharedFile = { id: string } & Parameters<typeof isCsv>[0];

/** Whether a message is about its files: one of them is a table, or nothing is written beside them. */
export const isImport = (files: readonly SharedFile[], text: string): boolean =>
  files.some(isCsv) || (files.length > 0 && text.trim() === '');

/** Shows what each file comes to; nothing is stored before the press. */
export async function offerImport({ actor, client, answer }: Asked, files: readonly SharedFile[], deps: Deps) {
  const tables = files.filter(isCsv);
  for (const { id } of tables.length > 0 ? tables : files.slice(0, 1)) {
    await answer(await previewOf({ actor, client }, id, deps));
  }
}

async function previewOf(
  { actor, client }: Pick<Asked, 'actor' | 'client'>,
  fileId: string,
  { kpis }: Deps,
): Promise<Message> {
  const file = await fetchFile(client, fileId, actor.personId);
  if (!file.ok) return importTrouble(file.trouble);
  const read = await readImport(kpis, actor, file.text);
  return read.ok ? importPreview({ import: read.import, fileId, name: file.name }) : importTrouble(read.trouble);
}

export const importPresses: ReadonlyMap<string, PressRoute> = new Map<string, PressRoute>([
  [importActions.store, store],
  [importActions.forget, ({ respond }) => replaceMessage(respond, importForgotten())],
  [importActions.takeBack, takeBack],
]);

/** Nothing was kept of the file: it is fetched and read again, and must come to what was shown. */
async function store(press: Press, deps: Deps): Promise<void> {
  await replaceMessage(press.respond, await storedOf(press, deps));
}

async function storedOf({ actor, action, client }: Press, { kpis }: Deps): Promise<Message> {
  const [fileId = '', digest = ''] = carriedBy(action).split(':');
  const file = await fetchFile(client, fileId, actor.personId);
  if (!file.ok) return importTrouble(file.trouble);
  const result = await storeImport(kpis, actor, { text: file.text, digest });
  switch (result.kind) {
    case 'trouble':
      return importTrouble(result.trouble);
    case 'changed':
      return importPreview({ import: result.import, fileId, name: file.name, isChanged: true });
    case 'stored':
      return importStored({ ...result, digest });
  }
}

async function takeBack({ actor, action, respond }: Press, { kpis }: Deps): Promise<void> {
  await replaceMessage(respond, importTakenBack(await takeBackImport(kpis, actor, carriedBy(action))));
}

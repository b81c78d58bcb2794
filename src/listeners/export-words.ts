import type { WebClient } from '@slack/web-api';
import { exportOnItsWay, exportOnItsWayModal, exportTexts } from '../../blocks/settings/export-files.ts';
import { settingsActions } from '../../blocks/settings/settings-actions.ts';
import type { Actor } from '../plans/rights.ts';
import { exportMyData } from '../settings/my-export.ts';
import type { Asked, WordRoute } from './asked.ts';
import type { Deps } from './deps.ts';
import { type Press, type PressRoute, pushModal } from './press.ts';

export const exportWords: ReadonlyMap<string, WordRoute> = new Map([['export', answerExport]]);

export const exportPresses: ReadonlyMap<string, PressRoute> = new Map([[settingsActions.exportMine, pressExport]]);

async function answerExport({ actor, client, triggerId, answer }: Asked, _: string, deps: Deps): Promise<void> {
  if (triggerId !== undefined) await answer(exportOnItsWay()); // in the direct message the files themselves come
  await sendMyData(client, actor, deps);
}

/** The modal first, as its trigger lasts 3 s. */
async function pressExport(press: Press, deps: Deps): Promise<void> {
  await pushModal(press, exportOnItsWayModal());
  await sendMyData(press.client, press.actor, deps);
}

/** To the direct message of whoever asks, whatever is asked for where. */
async function sendMyData(client: WebClient, actor: Actor, { kpis }: Deps): Promise<void> {
  const mine = await exportMyData(kpis, actor);
  const { json, csv, comment } = exportTexts(mine);
  const { channel } = await client.conversations.open({ users: actor.personId });
  if (channel?.id === undefined) throw new Error('Slack opened no direct message');
  const readings = mine.readingsCsv === undefined ? [] : [{ ...csv, file: Buffer.from(mine.readingsCsv) }];
  await client.filesUploadV2({
    channel_id: channel.id,
    initial_comment: comment,
    file_uploads: [{ ...json, file: Buffer.from(mine.json) }, ...readings],
  });
}

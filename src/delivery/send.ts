import type { Message } from '../../blocks/kit.ts';
import { wholeText } from '../../blocks/plain-text.ts';
import type { Clock } from '../calendar/clock.ts';
import type { Logger } from '../log.ts';
import { type Claim, keepChannel } from '../store/delivery-claims.ts';
import type { Db } from '../store/tables.ts';
import { coversRequest } from './lease.ts';
import type { Answer, Outlet, Trouble } from './outlet.ts';
import { cannotBeChanged, isChannelGone, refusesBlocks } from './slack-errors.ts';

export interface SendDeps {
  db: Db;
  clock: Clock;
  outlet: Outlet;
  log: Logger;
}

export interface Prepared {
  message: Message;
  /** The message that this one takes the place of. */
  replaces: { channel: string; ts: string } | undefined;
}

export type Outcome =
  | Answer<{ channel: string; ts: string }>
  /** The trouble is with something that does no harm when it is done twice. */
  | { kind: 'not-posted'; trouble: Trouble }
  /** The lease does not cover another request, or the claim is somebody else's: nothing is in doubt. */
  | Expired;

interface Expired {
  kind: 'expired';
}

/** Asks Slack to show the message. What it needs to be found by is stored before it is posted. */
export async function send(deps: SendDeps, claim: Claim, { message, replaces }: Prepared): Promise<Outcome> {
  if (replaces) {
    const change = { workspaceId: claim.workspaceId, ...replaces };
    const changed = await asBlocksOrText(deps, claim, message, (form) =>
      deps.outlet.update({ ...change, message: form }),
    );
    if (changed.kind === 'done') return { ...changed, ...replaces };
    if (changed.kind === 'expired') return changed;
    if (changed.kind !== 'refused' || !cannotBeChanged(changed.error)) return { kind: 'not-posted', trouble: changed };
  }
  return post(deps, claim, message);
}

async function post(deps: SendDeps, claim: Claim, message: Message): Promise<Outcome> {
  if (claim.channel !== null) {
    const answer = await postTo(deps, claim, claim.channel, message);
    if (answer.kind !== 'refused' || !isChannelGone(answer.error)) return answer;
    if (!(await keepChannel(deps.db, claim, null))) return { kind: 'expired' };
  }
  const { workspaceId, recipientId } = claim;
  const opened = await whileCovered(deps, claim, () => deps.outlet.open({ workspaceId, personId: recipientId }));
  if (opened.kind === 'expired') return opened;
  if (opened.kind !== 'done') return { kind: 'not-posted', trouble: opened };
  if (!(await keepChannel(deps.db, claim, opened.channel))) return { kind: 'expired' };
  return postTo(deps, claim, opened.channel, message);
}

async function postTo(deps: SendDeps, claim: Claim, channel: string, message: Message): Promise<Outcome> {
  const { workspaceId, id: deliveryId } = claim;
  const answer = await asBlocksOrText(deps, claim, message, (form) =>
    deps.outlet.post({ workspaceId, channel, deliveryId, message: form }),
  );
  return answer.kind === 'done' ? { ...answer, channel } : answer;
}

/** Slack rolls new blocks out in phases: where it refuses them, the same is said in text. */
async function asBlocksOrText<Done>(
  deps: SendDeps,
  claim: Claim,
  message: Message,
  ask: (form: Message) => Promise<Answer<Done>>,
): Promise<Answer<Done> | Expired> {
  const answer = await whileCovered(deps, claim, () => ask(message));
  if (answer.kind !== 'refused' || !refusesBlocks(answer.error)) return answer;
  deps.log.warn(
    { delivery: claim.id, kind: claim.kind, error: answer.error },
    'Slack refused the blocks: sent as text',
  );
  return whileCovered(deps, claim, () => ask({ text: wholeText(message.blocks), blocks: [] }));
}

async function whileCovered<Done>(
  { clock }: SendDeps,
  claim: Claim,
  ask: () => Promise<Answer<Done>>,
): Promise<Answer<Done> | Expired> {
  return coversRequest(claim, clock) ? ask() : { kind: 'expired' };
}

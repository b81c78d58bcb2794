import { toInstant } from '../calendar/instant.ts';
import type { NewDelivery } from '../store/deliveries.ts';
import type { Actor } from './rights.ts';

interface LineChange {
  personId: string;
  /** Undefined: nobody. */
  from: string | undefined;
  to: string | undefined;
  /** It is as it was before a plan that is taken back. */
  isBack?: boolean;
  now: Date;
  /** Left out: it is told at once. */
  dueAt?: Date;
}

/** To the person and the managers whom it concerns, but for whoever did it. */
export function lineNews(actor: Actor, { personId, from, to, isBack, now, dueAt = now }: LineChange): NewDelivery[] {
  const concerned = [personId, from, to].filter((id) => id !== undefined).filter((id) => id !== actor.personId);
  return concerned.map((recipientId) => ({
    workspaceId: actor.workspaceId,
    key: `line-news:${personId}:${to ?? 'nobody'}:${recipientId}:${toInstant(now)}`,
    kind: 'line-news',
    priority: 0,
    recipientId,
    details: { personId, from, to, isBack },
    timing: 'at-once',
    dueAt,
    createdAt: now,
  }));
}

interface Doubt {
  personId: string;
  /** Who is their manager no more, as whoever acts has said. */
  managerId: string;
  adminId: string;
  now: Date;
  dueAt: Date;
}

/** To an admin, who can say who it is: that somebody's manager is none, by that person or by the manager. */
export function doubtNews(actor: Actor, { personId, managerId, adminId, now, dueAt }: Doubt): NewDelivery {
  return {
    workspaceId: actor.workspaceId,
    key: `line-doubt:${personId}:${adminId}:${toInstant(now)}`,
    kind: 'line-doubt',
    priority: 0,
    recipientId: adminId,
    details: { personId, managerId, byId: actor.personId },
    timing: 'working-hours',
    dueAt,
    createdAt: now,
  };
}

import { z } from 'zod';
import { SlackError } from '../checks/slack-error.ts';
import { findHome, requireHash, requireView, saveHome, storedView } from '../kept/view-store.ts';
import { json, type Method, method } from './call.ts';

const opened = z.looseObject({ trigger_id: z.string(), view: json });

export const viewMethods: [string, Method][] = [
  [
    'views.open',
    method(opened, async ({ triggers, modals }, { trigger_id: id, view: given }) => {
      const trigger = triggers.find(id);
      const view = modals.open(trigger.personId, requireView(given, 'modal'));
      trigger.spend();
      return { view };
    }),
  ],
  [
    'views.push',
    method(opened, async ({ triggers, modals }, { trigger_id: id, view: given }) => {
      const trigger = triggers.find(id);
      const view = modals.push(trigger.personId, requireView(given, 'modal'));
      trigger.spend();
      return { view };
    }),
  ],
  [
    'views.update',
    method(
      z.looseObject({
        view_id: z.string().optional(),
        external_id: z.string().optional(),
        hash: z.string().optional(),
        view: json,
      }),
      async ({ modals }, { view_id: viewId, external_id: externalId, hash, view: given }) => {
        if ((viewId === undefined) === (externalId === undefined)) throw new SlackError('invalid_arguments');
        const view = requireView(given, 'modal');
        const open = modals.find(viewId === undefined ? { externalId: externalId ?? '' } : { viewId });
        if (!open) throw new SlackError('not_found');
        requireHash(open.view, hash);
        return { view: modals.update(open.personId, open.view, view) };
      },
    ),
  ],
  [
    'views.publish',
    method(
      z.looseObject({ user_id: z.string(), hash: z.string().optional(), view: json }),
      async (pieces, { user_id: personId, hash, view: given }) => {
        if (!pieces.manifest.hasHome) throw new SlackError('not_enabled');
        const person = pieces.world.people.get(personId);
        if (!person || person.kind === 'deactivated') throw new SlackError('user_not_found');
        const published = requireView(given, 'home');
        const before = await findHome(pieces, personId);
        requireHash(before, hash);
        const view = storedView(pieces, published, { before: before ?? undefined });
        await saveHome(pieces, personId, view);
        pieces.pages.tell([personId], { kind: 'home', view });
        return { view };
      },
    ),
  ],
];

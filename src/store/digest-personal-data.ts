import type { DigestTables } from './digest-tables.ts';
import { impersonal, type PersonalData, personal, personId, running, workspace } from './personal-columns.ts';

const own = personal('person');

/** The tables of the digests, as `personal-data.ts` has all. */
export const digestPersonalData: Pick<PersonalData, keyof DigestTables> = {
  digests: {
    whose: [{ column: 'manager_id' }],
    kept: 'settings',
    columns: {
      workspace_id: workspace,
      manager_id: personId('person'),
      weekday: own,
      hour: own,
      is_on: own,
      empty_weeks: own,
      owed_from: running,
      next_at: running,
      since_at: running,
      last_week: running,
      last_at: running,
    },
  },
  digest_muted: {
    whose: [{ column: 'manager_id' }, { column: 'person_id' }],
    kept: 'settings',
    columns: { workspace_id: workspace, manager_id: personId('person'), person_id: personId('person') },
  },
  discussed_points: {
    whose: [{ column: 'manager_id' }, { column: 'person_id' }],
    kept: 'settings',
    columns: {
      workspace_id: workspace,
      manager_id: personId('person'),
      person_id: personId('person'),
      point: impersonal('which kind of point it is'),
      discussed_at: own,
    },
  },
};

import {
  impersonal,
  made,
  type PersonalData,
  personal,
  personId,
  shared,
  sharedId,
  workspace,
} from './personal-columns.ts';
import type { TeamTables } from './team-tables.ts';

const own = personal('person');

/** The tables of teams, as `personal-data.ts` has all. */
export const teamPersonalData: Pick<PersonalData, keyof TeamTables> = {
  reporting_lines: {
    whose: [{ column: 'person_id' }, { column: 'manager_id' }],
    kept: 'settings',
    columns: {
      workspace_id: workspace,
      person_id: sharedId,
      manager_id: sharedId,
      since_at: shared,
    },
  },
  // the manager's own, be they about another: those that are shared are shown to that one as well
  one_to_one_notes: {
    whose: [{ column: 'manager_id' }, { column: 'person_id' }],
    kept: 'notes',
    columns: {
      id: made,
      workspace_id: workspace,
      manager_id: personId('person'),
      person_id: personId('person'),
      note: own,
      is_shared: own,
      point: impersonal('which kind of point it was made from'),
      written_at: own,
      discussed_at: own,
    },
  },
};

import type { KpiTables } from './kpi-tables.ts';
import {
  impersonal,
  made,
  type PersonalData,
  personal,
  personId,
  running,
  shared,
  sharedId,
  workspace,
} from './personal-columns.ts';

const forAdmins = personal('person-and-admins');
const idForAdmins = personId('person-and-admins');

/** The tables of the KPIs, as `personal-data.ts` has all. */
export const kpiPersonalData: Pick<PersonalData, keyof KpiTables> = {
  readings: {
    whose: [{ column: 'person_id' }, { column: 'recorded_by' }],
    kept: 'readings',
    columns: {
      id: made,
      workspace_id: workspace,
      person_id: sharedId,
      kpi_id: shared,
      measured_on: shared,
      value: shared,
      currency: shared,
      confidence: shared,
      note: shared,
      source: shared,
      source_id: impersonal('which token, query or import it came by'),
      recorded_by: sharedId,
      recorded_at: shared,
    },
  },
  targets: {
    whose: [{ column: 'person_id' }, { column: 'set_by' }],
    kept: 'readings',
    columns: {
      id: made,
      workspace_id: workspace,
      person_id: sharedId,
      kpi_id: shared,
      from_on: shared,
      target: shared,
      reach_by: shared,
      set_by: sharedId,
      set_at: shared,
    },
  },
  kpi_choices: {
    whose: [{ column: 'person_id' }],
    kept: 'settings',
    columns: { workspace_id: workspace, person_id: sharedId, kpi_id: shared, chosen_at: shared },
  },
  prompts: {
    whose: [{ column: 'person_id' }],
    kept: 'settings',
    columns: {
      workspace_id: workspace,
      person_id: personId('person'),
      due_on: running,
      hour: running,
      next_at: running,
      kpi_ids: running,
    },
  },
  api_tokens: {
    whose: [{ column: 'person_id' }, { column: 'made_by' }],
    kept: 'workspace',
    columns: {
      id: made,
      workspace_id: workspace,
      name: forAdmins,
      digest: impersonal('nothing can be read from it'),
      person_id: idForAdmins,
      kpi_id: forAdmins,
      made_by: idForAdmins,
      made_at: forAdmins,
      used_at: forAdmins,
      revoked_at: forAdmins,
    },
  },
  api_requests: {
    whose: [],
    kept: 'request',
    columns: {
      token_id: made,
      workspace_id: workspace,
      key: impersonal("a system's own number for a request"),
      digest: impersonal('nothing can be read from it'),
      answer: impersonal('how many were stored, and the ids that they got here'),
      accepted_at: impersonal('says nothing without the request'),
    },
  },
  kpi_queries: {
    whose: [{ column: 'person_id' }, { column: 'team_of' }, { column: 'made_by' }],
    kept: 'workspace',
    columns: {
      id: made,
      workspace_id: workspace,
      kpi_id: forAdmins,
      person_id: idForAdmins,
      team_of: idForAdmins,
      query: forAdmins,
      made_by: idForAdmins,
      made_at: forAdmins,
      next_at: running,
      error: running,
      failing_since: running,
    },
  },
};

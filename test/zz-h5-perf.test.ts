import { test } from 'vitest';
import { milestones } from '../src/calendar/milestone-dates.ts';
import { startPlan } from '../src/plans/start-plan.ts';
import { saveWorkspaceSettings } from '../src/settings/workspace-settings.ts';
import { ada, mira, startSettings } from './settings/settings-deps.ts';
test.each(['sqlite','postgres'] as const)('perf %s', async (kind) => {
  await using s = await startSettings(kind);
  const deps = { ...s.deps, directory: { ...s.deps.directory, find: async (w: string, id: string) => id.startsWith('UP') ? { timeZone: 'Europe/Berlin', account: 'member' as const, isAdmin: false } : s.deps.directory.find(w, id) } };
  for (let i = 0; i < 500; i++) await startPlan(deps, mira, { personId: `UP${i}`, managerId: mira.personId, startsOn: '2026-11-30', milestones, hour: undefined });
  let t = performance.now();
  await saveWorkspaceSettings(deps, ada, { workdays: [1,2,3,4], country: 'DE-BY', holidays: [] });
  console.log(kind, '500 plans, all move', performance.now() - t);
  t = performance.now();
  await saveWorkspaceSettings(deps, ada, { workdays: [1,2,3,4], country: 'DE-BY', holidays: [] });
  console.log(kind, '500 plans, none move', performance.now() - t);
}, 120000);

import { fileURLToPath } from 'node:url';
import { pino } from 'pino';
import { holidayBook } from '../dist/src/calendar/country-holidays.js';
import { roleKpis } from '../dist/src/kpis/role-kpis.js';
import { roleGoals } from '../dist/src/plans/role-goals.js';
import { loadRole } from '../dist/src/role/load-role.js';

const roleFile = fileURLToPath(new URL('../roles/machine-learning-specialist.yaml', import.meta.url));

export const silent = pino({ level: 'silent' });

const role = loadRole(roleFile);

/** What the plans and the KPIs are given in the bot, but Slack's people: nothing that is measured asks for any. */
export const planDeps = (db, clock) => ({
  db,
  clock,
  role: roleGoals(role),
  kpis: roleKpis(role),
  holidays: holidayBook(),
  wake: () => {},
});

import { Refusal } from '../refusal.ts';

/** Weekdays as they are stored, `12345`; 1 is Monday. @throws {Refusal} there is none */
export function storedWorkdays(workdays: readonly number[]): string {
  if (workdays.length === 0) throw new Refusal({ kind: 'no-workdays' });
  return [...new Set(workdays)].sort((one, other) => one - other).join('');
}

import { readFileSync } from 'node:fs';
import { checkinMessage } from '../../dist/blocks/checkin/checkin-message.js';

/** The check-ins in a file that due.mjs writes, each with a function that draws its message from nothing but memory. */
export function checkinsFrom(file) {
  const { plan, milestone, people } = JSON.parse(readFileSync(file, 'utf8'));
  return people.map(({ personId, checkinId }) => ({
    draw: () => checkinMessage({ plan: { ...plan, personId }, milestone: { ...milestone, checkinId } }),
  }));
}

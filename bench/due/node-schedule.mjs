// node-schedule with a job for each check-in.
import { scheduleJob } from 'node-schedule';
import { checkinsFrom } from './from-memory.mjs';
import { run } from './run.mjs';

const checkins = checkinsFrom(process.argv[2]);
await run({ messages: checkins.length, leadMs: 15_000 }, async ({ at, rendered }) => {
  for (const { draw } of checkins) scheduleJob(at, () => rendered(draw()));
});

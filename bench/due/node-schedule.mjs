// node-schedule with a job for each check-in.
import { scheduleJob } from 'node-schedule';
import { checkinsFrom } from './from-memory.mjs';
import { run } from './run.mjs';

const [, , messages, file] = process.argv;

await run({ messages: Number(messages), leadMs: 20_000 }, async ({ at, rendered }) => {
  for (const { draw } of checkinsFrom(file)) scheduleJob(at, () => rendered(draw()));
});

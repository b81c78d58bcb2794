// node-cron with a task for each check-in.
import { schedule } from 'node-cron';
import { checkinsFrom } from './from-memory.mjs';
import { cronAt, run } from './run.mjs';

const checkins = checkinsFrom(process.argv[2]);
await run({ messages: checkins.length, leadMs: 15_000 }, async ({ at, rendered }) => {
  // unless told otherwise it leaves out a task that it comes to more than a second late
  const options = { missedExecutionTolerance: 60_000 };
  for (const { draw } of checkins) schedule(cronAt(at), () => rendered(draw()), options);
});

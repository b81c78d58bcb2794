// node-cron with a task for each check-in.
import { schedule } from 'node-cron';
import { checkinsFrom } from './from-memory.mjs';
import { cronAt, run } from './run.mjs';

const [, , messages, file] = process.argv;

await run({ messages: Number(messages), leadMs: 20_000 }, async ({ at, rendered }) => {
  // unless told otherwise it leaves out whatever it comes to more than a second late: most of them
  const options = { missedExecutionTolerance: 600_000 };
  for (const { draw } of checkinsFrom(file)) schedule(cronAt(at), () => rendered(draw()), options);
});

/**
 * The answers to two questions that do not depend on each other, asked at once: each may be one to Slack, and somebody
 * waits. Where both are refused, the first says why.
 */
export async function askBoth<A, B>(first: Promise<A>, second: Promise<B>): Promise<[A, B]> {
  const [one, other] = await Promise.allSettled([first, second]);
  if (one.status === 'rejected') throw one.reason;
  if (other.status === 'rejected') throw other.reason;
  return [one.value, other.value];
}

import { storable, unstorable } from '../storable.ts';

/** A middleware of Bolt's: what somebody typed comes to all listeners as it can be stored, forms and messages alike. */
export async function cleanText({ body, next }: { body: object; next: () => Promise<void> }): Promise<void> {
  cleanIn(body);
  await next();
}

/** In place, as Bolt has handed out parts of it already. */
function cleanIn(part: object): void {
  for (const [key, value] of Object.entries(part)) {
    if (typeof value === 'object' && value !== null) cleanIn(value);
    else if (typeof value === 'string' && value.search(unstorable) >= 0) Reflect.set(part, key, storable(value));
  }
}

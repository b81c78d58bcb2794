/** The one way to learn what time it is: handed in, so that tests and the local workspace can turn it. */
export interface Clock {
  now(): Date;
}

export const systemClock: Clock = { now: () => new Date() };

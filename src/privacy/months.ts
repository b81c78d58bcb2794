/** How long a kind of thing can be kept, in months. */
export const choosableMonths: readonly number[] = [3, 6, 12, 24, 36, 60];

/** Beyond that nobody needs to know how many would go. */
export const mostCounted = 10_000;

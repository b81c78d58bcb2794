/** What the role's links say to somebody who is stuck at a goal: drawn under the answer to a check-in. */
export interface Coaching {
  goalId: string;
  title: string;
  /** What usually gets in the way, each with what then helps. */
  risks: { title: string; helps: string }[];
  talkTo: { title: string; text: string }[];
  askFor: string;
  /** When to take it further, and to whom. */
  escalateTo: { title: string; text: string }[];
}

import type { GoalState } from '../store/tables.ts';

/** What usually blocks, to pick from. */
export const blockerKinds = ['access', 'waiting', 'unclear', 'data', 'tools', 'skills', 'time', 'other'] as const;
export type BlockerKind = (typeof blockerKinds)[number];

/** The answer to a check-in as its form has it; empty texts are nothing said. */
export interface Answer {
  goals: GoalAnswer[];
  wentWell: string;
  blockerKind: BlockerKind | undefined;
  blocker: string;
  help: string;
  /** `manager`, or the id of one of the role's stakeholders. */
  helpFrom: string | undefined;
  confidence: number | undefined;
  /** Only for the person who answers. */
  onlyForMe: string;
}

export interface GoalAnswer {
  id: string;
  state: GoalState;
  /** A note or a link. */
  evidence: string;
}

export const nothingSaid: Omit<Answer, 'goals'> = {
  wentWell: '',
  blockerKind: undefined,
  blocker: '',
  help: '',
  helpFrom: undefined,
  confidence: undefined,
  onlyForMe: '',
};

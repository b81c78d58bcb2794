import type { Button } from '@slack/types';
import { afterAsking, button } from '../kit.ts';

/** The buttons of a plan, each carrying its id. */
export const planActions = {
  onboard: 'plan.onboard',
  form: 'plan.form',
  messages: 'plan.messages',
  test: 'plan.test',
  change: 'plan.change',
  undo: 'plan.undo',
  open: 'plan.open',
  resume: 'plan.resume',
  pause: 'plan.pause',
  offboard: 'plan.offboard',
  keep: 'plan.keep',
  delete: 'plan.delete',
  resend: 'plan.resend',
} as const;

export const openPlan = (planId: string, text = 'See the dates'): Button => button(text, planActions.open, planId);
export const everyMessageButton = (planId: string): Button => button('See every message', planActions.messages, planId);
export const changeButton = (planId: string, text = 'Change'): Button => button(text, planActions.change, planId);
export const pauseButton = (planId: string): Button => button('Pause', planActions.pause, planId);
export const resumeButton = (planId: string): Button => button('Resume', planActions.resume, planId);

export const undoButton = (planId: string): Button =>
  afterAsking(button('Undo', planActions.undo, planId), {
    title: 'Undo this plan?',
    text: 'The plan is taken back and nothing more is sent. Whoever has heard of it gets a line that says so.',
    yes: 'Undo it',
  });

export const endButton = (planId: string): Button =>
  afterAsking(button('End the plan', planActions.offboard, planId), {
    title: 'End this plan?',
    text: 'I send nothing more. What was recorded is kept, and only the person or a workspace admin may delete it.',
    yes: 'End it',
  });

export const deleteButton = (planId: string): Button =>
  afterAsking(
    { ...button('Delete what was recorded', planActions.delete, planId), style: 'danger' },
    {
      title: 'Delete it for good?',
      text: 'Goals, answers and notes of this plan are deleted. Nobody can bring them back.',
      yes: 'Delete for good',
      no: 'Keep it',
    },
  );
